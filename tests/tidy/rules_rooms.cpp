// rules_rooms - which room may include what.
#include <algorithm>
#include <array>
#include <regex>
#include <span>

#include "tests/tidy/rules.hpp"

namespace vestibule::tidy {

namespace {

enum class Room : std::uint8_t { Floor, Journey, Capture, Drivers, Kiosk, Ui, Main, Tests, Nowhere };

struct Door {
    std::string_view prefix;
    Room room;
};
// The first that fits names the room.
constexpr std::array kDoors{
    Door{"kiosk/main.cpp", Room::Main},    Door{"kiosk/ctl", Room::Main},
    Door{"kiosk/deliver.cpp", Room::Main},
    Door{"kiosk/privacy/", Room::Floor},   Door{"kiosk/journey/", Room::Journey},
    Door{"kiosk/capture/", Room::Capture}, Door{"kiosk/", Room::Kiosk},
    Door{"drivers/", Room::Drivers},       Door{"ui/", Room::Ui},
    Door{"tests/", Room::Tests},
};

Room room_of(std::string_view path) {
    for (const Door& door : kDoors) {
        if (path.starts_with(door.prefix)) return door.room;
    }
    return Room::Nowhere;
}

bool may_include(Room from, Room to) {
    if (to == Room::Nowhere) return false;
    if (from == to || to == Room::Floor) return true;
    switch (from) {
        case Room::Tests:
            return true;
        case Room::Main:
            return to != Room::Tests;
        case Room::Ui:
            return to == Room::Kiosk || to == Room::Journey || to == Room::Capture || to == Room::Drivers;
        case Room::Kiosk:
            return to == Room::Journey || to == Room::Capture || to == Room::Drivers;
        default:
            return false;
    }
}

struct Included {
    std::string name;
    bool own;  // "..." and not <...>
    std::size_t line;
};

std::vector<Included> includes_of(const File& file) {
    static const std::regex kInclude(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
    std::vector<Included> all;
    std::size_t number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        std::cmatch match;
        if (std::regex_search(line.data(), line.data() + line.size(), match, kInclude)) {
            all.push_back({match[2].str(), match[1].str() == "\"", number});
        }
    }
    return all;
}

std::string where(const File& file, std::size_t line) {
    return file.path + ":" + std::to_string(line) + ": ";
}

struct Keeper {
    std::string_view header;                // how the name between < and > begins
    std::array<std::string_view, 7> rooms;  // how the path of a file that may include it begins
};
constexpr std::array<std::string_view, 7> kSystem{"drivers/", "kiosk/net/", "kiosk/privacy/os/", "kiosk/device/os/",
                                                  "kiosk/main.cpp"};
constexpr std::array kKeepers{
    Keeper{"unistd.h", kSystem},
    Keeper{"sys/", kSystem},
    Keeper{"fcntl.h", kSystem},
    Keeper{"poll.h", kSystem},
    Keeper{"netinet/", kSystem},
    Keeper{"arpa/", kSystem},
    Keeper{"netdb.h", kSystem},
    Keeper{"dlfcn.h", kSystem},
    Keeper{"linux/", kSystem},
    Keeper{"signal.h", kSystem},
    Keeper{"pthread.h", kSystem},
    Keeper{"termios.h", kSystem},
    Keeper{"sched.h", kSystem},
    Keeper{"spawn.h", kSystem},
    Keeper{"ifaddrs.h", kSystem},
    Keeper{"syslog.h", kSystem},
    Keeper{"SDL",
           {"ui/toolkit/", "ui/app/app.cpp", "ui/app/live.cpp", "ui/app/staff.cpp", "ui/app/setup.cpp",
            "ui/app/gone.cpp", "drivers/sound/"}},
    Keeper{"alsa/", {"drivers/sound/"}},
    Keeper{"curl/", {"kiosk/net/"}},
    Keeper{"sqlite3.h", {"kiosk/device/journal/"}},
    Keeper{"link.h", kSystem},
    Keeper{"opencv2/", {"kiosk/capture/", "drivers/camera/"}},
};

}  // namespace

Findings arrows(const File& file) {
    Findings found;
    const Room from = room_of(file.path);
    for (const Included& included : includes_of(file)) {
        if (!included.own) continue;
        const Room to = room_of(included.name);
        if (to == Room::Nowhere) {
            found.push_back(where(file, included.line) + "'" + included.name +
                            "' is not written from the repository's root");
        } else if (!may_include(from, to)) {
            found.push_back(where(file, included.line) + "this room may not include '" + included.name + "'");
        }
    }
    return found;
}

Findings system_headers(const File& file) {
    Findings found;
    if (file.path.starts_with("tests/")) return found;
    for (const Included& included : includes_of(file)) {
        for (const Keeper& keeper : kKeepers) {
            if (included.own || !included.name.starts_with(keeper.header)) continue;
            const bool allowed = std::any_of(keeper.rooms.begin(), keeper.rooms.end(), [&file](std::string_view room) {
                return !room.empty() && file.path.starts_with(room);
            });
            if (!allowed)
                found.push_back(where(file, included.line) + "<" + included.name + "> belongs to another room");
        }
    }
    return found;
}

}  // namespace vestibule::tidy
