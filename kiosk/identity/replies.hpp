// replies - from errors of the network and answers of a service to what the journey may know.
#pragma once

#include <string_view>

#include "kiosk/identity/provider.hpp"

namespace vestibule::identity {

[[nodiscard]] Reply reply_with(Outcome outcome, const Error& error);

/// No answer: Cancelled, Unknown when it may have been carried out, else Unreachable; TokenInvalid is NotVerified.
[[nodiscard]] Reply reply_for(const Error& error);

/// An answer that is not the one hoped for, when the call gives it no meaning of its own: Unreachable, or Expired for
/// 410.
[[nodiscard]] Reply reply_for_status(std::string_view url, const net::Response& answer);

/// The same where it is harmless whether the request was carried out: Unreachable in place of Unknown.
[[nodiscard]] Reply repeatable(Reply reply);

/// The protocol's own reason word in an answer's `error` or `reason`, or "" when it is none of the closed set; so that
/// nothing a server makes up reaches the journal.
[[nodiscard]] std::string_view reason_word(const net::Response& answer, std::string_view key);

}  // namespace vestibule::identity
