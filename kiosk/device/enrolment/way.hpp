// way - what a claim says of the way to its server, as part of what this kiosk was told of its network.
#pragma once

#include <chrono>
#include <filesystem>

#include "kiosk/device/enrolment/claim.hpp"

namespace vestibule::device {

/// A radio that signs in, an address, a time server's answer: so long the server may not be reached yet.
inline constexpr std::chrono::seconds kNetworkComes{90};
inline constexpr std::chrono::seconds kAskWhileItComes{5};

/// Adds the claim's Wi-Fi and time server to the kiosk's own network.toml. True where something is different now: what
/// reads it is to be told. Errors: BadNetwork and FileUnreadable, of a file that is there; nothing is changed then.
Result<bool> keep_way(const std::filesystem::path& state, const Claim& claim);

}  // namespace vestibule::device
