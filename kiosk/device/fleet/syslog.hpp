// syslog - an entry of the journal as a log server reads it: RFC 5424, framed as RFC 5425 asks; pure.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/device/journal/entry.hpp"

namespace vestibule::device {

/// Who speaks: the kiosk's id, and the id of its journal.
struct SyslogSource {
    std::string device, store;
};

/// One message. There is no free text in it: the event is its MSGID, its fields are structured data, all of them words
/// and numbers of the catalog; the time is the journal's, the full hour.
[[nodiscard]] std::string syslog_message(const journal::Entry& entry, const SyslogSource& source);

/// The length in octets, a space, the message.
[[nodiscard]] std::string framed(std::string_view message);

}  // namespace vestibule::device
