// way - read, changed, written whole.
#include "kiosk/device/enrolment/way.hpp"

#include "kiosk/device/network/plan.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

Result<bool> keep_way(const std::filesystem::path& state, const Claim& claim) {
    const std::filesystem::path file = state / kNetworkName;
    NetworkPlan plan;
    std::error_code error;
    if (std::filesystem::exists(file, error)) {
        const auto text = read_text(file);
        auto read = text ? read_network(*text, kNetworkName) : Result<NetworkPlan>(text.error());
        if (!read) return std::move(read).error();
        plan = std::move(read).value();
    }
    if (!add_to_plan(claim, plan)) return false;
    std::filesystem::create_directories(state, error);
    if (Result<void> kept = replace_file(file, write_network(plan)); !kept) return std::move(kept).error();
    return true;
}

}  // namespace vestibule::device
