// supervisor - libsystemd, which SDL has loaded anyway through D-Bus, so that it costs no start-up time.
#include "kiosk/device/os/supervisor.hpp"

#include <fcntl.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>

namespace vestibule::device {

void tell_ready() {
    sd_notify(0, "READY=1");
}

void tell_alive() {
    sd_notify(0, "WATCHDOG=1");
}

void tell_status(std::string_view line) {
    sd_notify(0, ("STATUS=" + std::string(line)).c_str());
}

std::optional<drivers::Duration> watchdog_time() {
    std::uint64_t time_us = 0;
    if (sd_watchdog_enabled(0, &time_us) <= 0 || time_us == 0) return std::nullopt;
    return std::chrono::microseconds(time_us);
}

bool input_readable(std::string_view folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.path().filename().string().rfind("event", 0) != 0) continue;
        const int device = open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (device < 0) continue;
        // Every opening of an input device has a queue of its own: reading here takes nothing from SDL.
        std::array<char, 256> queue{};
        const bool readable = read(device, queue.data(), queue.size()) >= 0 || errno == EAGAIN;
        close(device);
        if (readable) return true;
    }
    return false;
}

}  // namespace vestibule::device
