// standing - the names of where a kiosk stands with its facility.
#pragma once

#include <cstdint>
#include <string_view>

namespace vestibule::device {

/// Where a kiosk stands; each has its own words for whoever is in front of it.
enum class EnrolmentStanding : std::uint8_t {
    NotEnrolled,   ///< no claim was ever taken
    Pending,       ///< a person at the facility has yet to agree; ask again after a while
    Enrolled,      ///< all is well
    RenewalDue,    ///< one third of the certificate's life is left, and it was not renewed
    Expired,       ///< the certificate's life is over: a new claim is needed
    Revoked,       ///< the facility took it back
    ClaimRefused,  ///< the code is wrong, used or too old
    WrongClock,    ///< nothing that has dates can be believed
    Offline,       ///< the facility's server cannot be reached
    Intercepted,   ///< somebody else's certificate stands between; its issuer is named
    Trouble,       ///< anything else, in words
    Count
};
[[nodiscard]] std::string_view name_of(EnrolmentStanding standing);

}  // namespace vestibule::device
