// phone_code - what to show for a hand-off to a phone, out of a service's answer (RFC 8628 section 3.2).
#pragma once

#include <string_view>

#include "kiosk/identity/provider.hpp"
#include "kiosk/net/json.hpp"

namespace vestibule::identity {

struct PhoneStart {
    PhoneCode code;
    std::chrono::seconds interval;  ///< between two questions
};

/// Errors: Nonsense when a part is missing, too long or not https, as these become a QR code that a person follows.
Result<PhoneStart> read_phone_code(const net::Json& answer, std::string_view where);

}  // namespace vestibule::identity
