// ip_address - whether a text is an address of the internet, as the system's own reader has it.
#pragma once

#include <string_view>

namespace vestibule::device {

/// "10.1.2.3", "2001:db8::1"
[[nodiscard]] bool is_ip_address(std::string_view text);
/// An address with the length of its network, "10.1.2.3/24"; never that of a whole network.
[[nodiscard]] bool is_ip_with_prefix(std::string_view text);
/// Whether `address` (with a prefix) and `other` are in one network; false where they are of two kinds.
[[nodiscard]] bool in_one_network(std::string_view address, std::string_view other);

}  // namespace vestibule::device
