// screen - looks at an X display from outside, as a person would: is this picture there by now?
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vestibule::bench {

using Clock = std::chrono::steady_clock;

/// The display's pixels, row by row, as 0x00RRGGBB.
struct Picture {
    int width_px = 0, height_px = 0;
    std::vector<std::uint32_t> pixels;

    bool operator==(const Picture&) const = default;
    /// The share of pixels that are the same, 0 to 1.
    [[nodiscard]] double likeness(const Picture& other) const;
    bool write_png(const std::filesystem::path& file) const;
    static Picture filled(int width_px, int height_px, std::uint32_t rgb);
};

/// A connection of its own to one display. Throws std::runtime_error.
class Screen {
public:
    explicit Screen(const std::string& display);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    [[nodiscard]] Picture picture();
    /// The picture that has stayed as it is for `quiet` and is not the empty root.
    [[nodiscard]] Picture settled(std::chrono::milliseconds quiet, std::chrono::milliseconds patience);
    /// When the whole display was first seen to equal the picture; nothing if it never was. Looks every 2 ms at two
    /// thin strips, so that looking takes no time from the program that is measured; then at all of it.
    [[nodiscard]] std::optional<Clock::time_point> wait_for(const Picture& wanted, std::chrono::milliseconds patience);
    /// Waits until every window is gone and only the root's own colour is left.
    void wait_until_empty();

private:
    struct X;
    [[nodiscard]] bool strips_equal(const Picture& wanted);
    std::unique_ptr<X> x_;
};

}  // namespace vestibule::bench
