// trust - whom this kiosk believes to be its facility, from its settings.
#include "kiosk/device/fleet/trust.hpp"

#include <filesystem>

#include "kiosk/device/key/private_key.hpp"

namespace vestibule::device {

net::Trust fleet_trust(const Config& config, const drivers::Clock& clock) {
    std::error_code error;
    const bool enrolled =
        std::filesystem::exists(key_files(config.client_certificate, config.client_key).certificate, error);
    return {.ca_file = config.fleet_ca_file.empty() ? config.ca_file : config.fleet_ca_file,
            .client_certificate = enrolled ? config.client_certificate : "",
            .client_key = enrolled ? config.client_key : "",
            .proxy = config.proxy,
            .clock = &clock};
}

}  // namespace vestibule::device
