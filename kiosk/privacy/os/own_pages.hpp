// own_pages - a process hands its own memory to the one that searches it: the way that needs no right over another's.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vestibule::privacy {

/// What a packet on the socket holds; its first byte says so.
enum class Handed : std::uint8_t {
    Region = 1,  ///< the name of the mapping whose bytes follow
    Bytes = 2,   ///< the next bytes of it
    Gap = 3,     ///< here are bytes that cannot be read
    Words = 4,   ///< arguments, environment, the name of an open file
    End = 5,
};
inline constexpr std::size_t kHanded_bytes = 64 * 1024;  ///< in one packet, at most

/// Hands over every mapping that can be read, straight from where it stands, then what names this process, over a
/// SOCK_SEQPACKET socket; then waits until the other side has answered. False when it could not.
[[nodiscard]] bool hand_over_pages(int socket);

}  // namespace vestibule::privacy
