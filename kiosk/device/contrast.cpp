// contrast - WCAG's formula, and the one rule that is made of it.
#include "kiosk/device/contrast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vestibule::device {

namespace {

double channel(std::uint32_t value) noexcept {
    const double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t rgb) noexcept {
    return 0.2126 * channel((rgb >> 16) & 0xFF) + 0.7152 * channel((rgb >> 8) & 0xFF) + 0.0722 * channel(rgb & 0xFF);
}

}  // namespace

double contrast(std::uint32_t one, std::uint32_t other) noexcept {
    const double a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::optional<std::uint32_t> read_colour(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::uint32_t rgb = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), rgb, 16);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return rgb;
}

std::optional<std::string> accent_problem(std::uint32_t rgb) {
    double least = 21;
    for (const std::uint32_t ground : kAccentGrounds) least = std::min(least, contrast(rgb, ground));
    if (least >= kReadable) return std::nullopt;
    return fmt::format("its contrast is {:.1f} to 1 where words must be read; at least {} to 1, so a darker colour",
                       std::floor(least * 10) / 10, kReadable);
}

}  // namespace vestibule::device
