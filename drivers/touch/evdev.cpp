// evdev - opens each event device, asks for the range of its places, and reads without waiting.
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "drivers/touch/touch.hpp"

namespace vestibule::drivers {

namespace {

TouchDecoder::Range range_of(int handle, unsigned several, unsigned one) {
    for (const unsigned axis : {several, one}) {
        input_absinfo info{};
        if (ioctl(handle, EVIOCGABS(axis), &info) >= 0 && info.maximum > info.minimum)
            return {info.minimum, info.maximum};
    }
    return {};
}

float part(TouchDecoder::Range range, int at) {
    const auto whole = static_cast<float>(range.highest - range.lowest);
    return std::clamp(static_cast<float>(at - range.lowest) / whole, 0.0F, 1.0F);
}

}  // namespace

std::optional<Touched> TouchDecoder::told(std::uint16_t type, std::uint16_t code, std::int32_t value) {
    if (type == EV_ABS && (code == ABS_X || code == ABS_MT_POSITION_X)) at_x_ = value;
    if (type == EV_ABS && (code == ABS_Y || code == ABS_MT_POSITION_Y)) at_y_ = value;
    if (type == EV_KEY && code == BTN_TOUCH) came_ = value == 1;
    if (type == EV_KEY && code < BTN_MISC && value == 1) {
        const bool back = code == KEY_ESC || code == KEY_BACK;
        const bool enter = code == KEY_ENTER || code == KEY_KPENTER;
        return Touched{back ? Touched::What::BackKey : Touched::What::OtherKey, enter};
    }
    if (releases_ && type == EV_KEY && value == 0 && (code < BTN_MISC || code == BTN_TOUCH)) {
        return Touched{Touched::What::Released};
    }
    // The place stands once the kernel says that the report is whole.
    const bool placed = x_.highest > x_.lowest && y_.highest > y_.lowest;
    if (type != EV_SYN || code != SYN_REPORT || !came_ || !placed) return std::nullopt;
    came_ = false;
    return Touched{Touched::What::Finger, false, part(x_, at_x_), part(y_, at_y_)};
}

TouchReader::~TouchReader() {
    for (const auto& [name, device] : devices_) close(device.handle);
}

void TouchReader::find() {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with("event") || devices_.contains(name)) continue;
        const int handle = open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (handle < 0) continue;
        const auto x = range_of(handle, ABS_MT_POSITION_X, ABS_X), y = range_of(handle, ABS_MT_POSITION_Y, ABS_Y);
        devices_.emplace(name, Device{handle, {x, y, releases_}});
    }
}

bool TouchReader::read_from(Device& device, std::vector<Touched>& out) {
    for (input_event event{};;) {
        const ssize_t length = read(device.handle, &event, sizeof event);
        if (length != static_cast<ssize_t>(sizeof event)) return length < 0 && (errno == EAGAIN || errno == EINTR);
        if (const auto touched = device.decoder.told(event.type, event.code, event.value)) out.push_back(*touched);
    }
}

std::vector<Touched> TouchReader::wait(std::chrono::milliseconds longest) {
    find();
    std::vector<pollfd> wanted;
    for (const auto& [name, device] : devices_) wanted.push_back({device.handle, POLLIN, 0});
    std::vector<Touched> out;
    if (poll(wanted.data(), wanted.size(), static_cast<int>(longest.count())) <= 0) return out;
    for (auto at = devices_.begin(); at != devices_.end();) {
        if (read_from(at->second, out)) {
            ++at;
            continue;
        }
        close(at->second.handle);
        at = devices_.erase(at);
    }
    return out;
}

}  // namespace vestibule::drivers
