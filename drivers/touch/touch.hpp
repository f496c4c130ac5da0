// touch - fingers and keys straight from the kernel's input devices, for a program that has no SDL.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vestibule::drivers {

/// A finger that came down, or a key; and for who wants to know how long, that it is up again.
struct Touched {
    enum class What : std::uint8_t { Finger, BackKey, OtherKey, Released };
    What what = What::Finger;
    bool enter = false;  ///< OtherKey: Enter
    float x = 0, y = 0;  ///< Finger: 0..1 from the left and the top, as the touch screen itself counts
};

/// What one device says, event by event; pure.
class TouchDecoder {
public:
    struct Range {
        int lowest = 0, highest = 0;
    };
    /// Of a device without places: two empty ranges. `releases`: Released is told, too.
    TouchDecoder(Range x, Range y, bool releases = false) : x_(x), y_(y), releases_(releases) {}
    /// As the kernel's input_event: type, code, value.
    std::optional<Touched> told(std::uint16_t type, std::uint16_t code, std::int32_t value);

private:
    Range x_, y_;
    int at_x_ = 0, at_y_ = 0;
    bool releases_, came_ = false;
};

/// All input devices of the folder, also those that are plugged in later. One that cannot be opened is left out.
class TouchReader {
public:
    explicit TouchReader(std::filesystem::path folder = "/dev/input", bool releases = false)
        : folder_(std::move(folder)), releases_(releases) {}
    ~TouchReader();
    TouchReader(const TouchReader&) = delete;
    TouchReader& operator=(const TouchReader&) = delete;

    /// What has come; waits at most so long for the first of it.
    std::vector<Touched> wait(std::chrono::milliseconds longest);

private:
    struct Device {
        int handle;
        TouchDecoder decoder;
    };
    void find();
    /// False when the device is gone.
    static bool read_from(Device& device, std::vector<Touched>& out);
    std::filesystem::path folder_;
    bool releases_;
    std::map<std::string, Device> devices_;
};

}  // namespace vestibule::drivers
