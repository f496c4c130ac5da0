// syslog - an entry of the journal as a log server reads it: RFC 5424, framed as RFC 5425 asks; pure.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/device/journal/entry.hpp"

namespace vestibule::device {

/// The number that RFC 5612 keeps for examples; whoever ships kiosks sets the one that IANA gave them.
inline constexpr int kExampleEnterprise = 32473;

/// Who speaks: the kiosk's id, the id of its journal, and whose names the structured data has.
struct SyslogSource {
    std::string device, store;
    int enterprise = kExampleEnterprise;
};

/// One message. There is no free text in it: the event is its MSGID, its fields are structured data, all of them words
/// and numbers of the catalog; the time is the journal's, the full hour.
[[nodiscard]] std::string syslog_message(const journal::Entry& entry, const SyslogSource& source);

/// The length in octets, a space, the message.
[[nodiscard]] std::string framed(std::string_view message);

}  // namespace vestibule::device
