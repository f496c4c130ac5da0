// ip_address - inet_pton reads; the rest is bits.
#include "kiosk/device/os/ip_address.hpp"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace vestibule::device {

namespace {

struct Address {
    std::array<std::uint8_t, 16> bytes{};
    int bits = 0;  ///< of the whole address
};

std::optional<Address> read(std::string_view text) {
    const std::string ended(text);
    Address address;
    if (inet_pton(AF_INET, ended.c_str(), address.bytes.data()) == 1) return address.bits = 32, address;
    if (inet_pton(AF_INET6, ended.c_str(), address.bytes.data()) == 1) return address.bits = 128, address;
    return std::nullopt;
}

struct Network {
    Address address;
    int prefix = 0;
};

std::optional<Network> read_network_of(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto address = read(text.substr(0, slash));
    const std::string_view length = text.substr(slash + 1);
    int prefix = 0;
    const auto end = std::from_chars(length.data(), length.data() + length.size(), prefix);
    if (!address || end.ec != std::errc() || end.ptr != length.data() + length.size()) return std::nullopt;
    if (prefix < 1 || prefix > address->bits) return std::nullopt;
    return Network{*address, prefix};
}

bool bit(const Address& address, int at) {
    const auto i = static_cast<std::size_t>(at);
    return (address.bytes[i / 8] >> (7 - i % 8) & 1U) != 0;
}

}  // namespace

bool is_ip_address(std::string_view text) {
    return read(text).has_value();
}

bool is_ip_with_prefix(std::string_view text) {
    const auto network = read_network_of(text);
    if (!network) return false;
    for (int at = network->prefix; at < network->address.bits; ++at) {
        if (bit(network->address, at)) return true;
    }
    return network->prefix + 1 >= network->address.bits;  // two or one address: each is a host's
}

bool in_one_network(std::string_view address, std::string_view other) {
    const auto network = read_network_of(address);
    const auto with = read(other);
    if (!network || !with || with->bits != network->address.bits) return false;
    for (int at = 0; at < network->prefix; ++at) {
        if (bit(network->address, at) != bit(*with, at)) return false;
    }
    return true;
}

}  // namespace vestibule::device
