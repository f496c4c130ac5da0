// day_time - reading "HH:MM-HH:MM" and asking whether it is now.
#include "kiosk/device/day_time.hpp"

#include <ctime>

namespace vestibule::device {

namespace {

std::optional<int> read_minutes(std::string_view text) {
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const int hours = digit(0) * 10 + digit(1), minutes = digit(3) * 10 + digit(4);
    if (hours > 23 || minutes > 59) return std::nullopt;
    return hours * 60 + minutes;
}

}  // namespace

std::optional<DayTime> read_day_time(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') return std::nullopt;
    const auto from = read_minutes(text.substr(0, 5)), until = read_minutes(text.substr(6));
    if (!from || !until || *from == *until) return std::nullopt;
    return DayTime{*from, *until};
}

bool within(const DayTime& part, int minute) {
    if (part.from_min < part.until_min) return minute >= part.from_min && minute < part.until_min;
    return minute >= part.from_min || minute < part.until_min;
}

int minute_of_day(drivers::WallTime time) {
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts.tm_hour * 60 + parts.tm_min;
}

}  // namespace vestibule::device
