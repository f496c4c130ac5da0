// by_hand - a bundle that a person brought: looked at, installed at once, and settled where nobody saw the end.
#include <fmt/format.h>

#include "kiosk/device/update/updater.hpp"

namespace vestibule::device {

/// A bundle that a person has brought, whose installing nobody saw the end of: another slot tells that it was
/// installed, another start from the old one that it was not.
Result<void> Updater::settle_a_persons() {
    if (state_.phase != UpdatePhase::Installing || !state_.action.empty()) return {};
    const auto slot = setup_.installer->running();
    if (!slot) return slot.error();
    if (slot->name != state_.slot) {
        state_.phase = UpdatePhase::Restarting;
    } else if (!setup_.boot.empty() && state_.boot != setup_.boot) {
        forget();
    }
    return remember();
}

Result<std::string> Updater::look_at(const std::filesystem::path& bundle) {
    Result<void> fits = check_bundle(bundle);
    if (fits && !older(setup_.version, bundle_version_))
        fits = Error{ErrorCode::BundleNotNewer, fmt::format("version {} runs already", bundle_version_)};
    if (fits) return bundle_version_;
    record(journal::Say::update_refused(version_number(bundle_version_), fits.error().code));
    return fits.error();
}

Result<void> Updater::install_file(const std::filesystem::path& bundle, const std::function<void(int percent)>& told) {
    const auto gate = setup_.close_for_patients();
    if (!gate) return Error{ErrorCode::Cancelled, "a patient is being served; try again later"};
    const auto refused = [this](const Error& why) {
        record(journal::Say::update_refused(version_number(bundle_version_), why.code));
    };
    if (Result<void> fits = check_bundle(bundle); !fits) {
        refused(fits.error());
        return fits;
    }
    forget();
    if (Result<void> applied = apply(bundle, told); !applied) {
        refused(applied.error());
        state_ = {};
        (void)remember().ok();
        return applied;
    }
    return setup_.restart();
}

}  // namespace vestibule::device
