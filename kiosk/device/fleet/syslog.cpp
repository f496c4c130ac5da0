// syslog - the form of a message; every part of it is a number, or a word out of the catalog.
#include "kiosk/device/fleet/syslog.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace vestibule::device {

namespace {

constexpr int kLocal0 = 16, kError = 3, kInformational = 6;  // RFC 5424, 6.2.1
constexpr std::size_t kHostLongest = 255;

/// HOSTNAME holds printable ASCII without spaces.
std::string host_of(const std::string& device) {
    std::string host = device.substr(0, kHostLongest);
    for (char& c : host) {
        if (c <= ' ' || c > '~') c = '_';
    }
    return host.empty() ? "-" : host;
}

}  // namespace

std::string syslog_message(const journal::Entry& entry, const SyslogSource& source) {
    const journal::EventInfo* event = journal::event_info(entry.event);
    const bool failure = event == nullptr || event->disposition == "failure";
    const std::int64_t hour = std::clamp<std::int64_t>(entry.hour, 0, journal::kHourMax);
    std::string data = fmt::format("[vestibule@{} seq=\"{}\" journal=\"{}\" event=\"{}\"", source.enterprise, entry.seq,
                                   source.store, entry.event);
    if (event != nullptr) data += fmt::format(" disposition=\"{}\"", event->disposition);
    for (std::size_t f = 0; f < entry.fields.size(); ++f) {
        // What a newer program wrote goes out as its numbers.
        if (event == nullptr || f >= event->fields.size()) {
            data += fmt::format(" f{}=\"{}\"", f + 1, entry.fields[f]);
        } else {
            data += fmt::format(" {}=\"{}\"", event->fields[f].name,
                                journal::word_of(*event->fields[f].kind, entry.fields[f]));
        }
    }
    data += fmt::format(" build=\"{}.{}.{}+{:012x}\"]", entry.version / 1'000'000, entry.version / 1'000 % 1'000,
                        entry.version % 1'000, entry.build);
    return fmt::format("<{}>1 {:%Y-%m-%dT%H:00:00Z} {} vestibule - {} {}",
                       kLocal0 * 8 + (failure ? kError : kInformational),
                       fmt::gmtime(static_cast<std::time_t>(hour * 3600)), host_of(source.device),
                       event != nullptr ? event->name : "unknown_event", data);
}

std::string framed(std::string_view message) {
    return fmt::format("{} {}", message.size(), message);
}

}  // namespace vestibule::device
