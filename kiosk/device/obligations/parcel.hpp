// parcel - a request as bytes that can be sealed, and back.
#pragma once

#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/obligations/seal.hpp"
#include "kiosk/net/duties.hpp"

namespace vestibule::device {

/// Method, address, content type, bearer and body; other headers and limits are not kept.
[[nodiscard]] privacy::SecretBytes pack(const net::Request& request);
/// Errors: NotSealed.
Result<net::Request> unpack(const privacy::SecretBytes& packed);

/// The seal of a packed request is good for its own duty only.
Result<Bytes> seal_request(const journal::Key& to, journal::Duty duty, const net::Request& request);
Result<net::Request> open_request(const journal::Key& key, journal::Duty duty, View sealed);

}  // namespace vestibule::device
