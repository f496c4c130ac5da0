// trust - the files that say so.
#include "kiosk/device/access/trust.hpp"

#include "kiosk/device/enrolment/enrolment.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kInstalledSigner = "etc/vestibule/signer.pem";
constexpr const char* kClockIsSet = "run/systemd/timesync/synchronized";

}  // namespace

std::optional<FirstTrust> first_trust_here(const std::filesystem::path& state, const std::string& device,
                                           const drivers::Machine& machine) {
    if (machine.has(kInstalledSigner)) {
        const auto anchors = machine.text(kInstalledSigner);
        return anchors ? std::optional(FirstTrust{*anchors + "\n", ""}) : std::nullopt;
    }
    static const drivers::SystemClock kClock;
    return Enrolment(state, device, kClock).first_trust();
}

std::optional<FirstTrust> trust_here(const std::filesystem::path& state, const std::string& device,
                                     const drivers::Machine& machine) {
    const auto site = current_site(state);
    if (!site) return std::nullopt;  // a site that cannot be read is no reason to believe somebody else
    if (*site) return FirstTrust{(*site)->anchors_pem, (*site)->manifest.site};
    return first_trust_here(state, device, machine);
}

bool clock_is_set(const drivers::Machine& machine) {
    return machine.has(kClockIsSet);
}

}  // namespace vestibule::device
