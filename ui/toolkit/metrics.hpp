// metrics - millimetres on the actual display to pixels, and capital heights to font sizes.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/text/fonts.hpp"

namespace vestibule::ui {

/// What displays report of their own size is often wrong, so the diagonal comes from the configuration.
inline constexpr double kDefaultDiagonalInch = 21.5;
inline constexpr std::array kTextScales{1.0, 1.2, 1.4};
inline constexpr double kBodyCapitalMm = 7.3;

struct Metrics {
    int width_px = 1080;
    int height_px = 1920;
    double px_per_mm = 4.03;
    double text_scale = 1;

    [[nodiscard]] static Metrics of(int width_px, int height_px, double diagonal_inch = kDefaultDiagonalInch,
                                    int text_size = 0) {
        const auto step = static_cast<std::size_t>(std::clamp(text_size, 0, static_cast<int>(kTextScales.size()) - 1));
        return {width_px, height_px, std::hypot(width_px, height_px) / (diagonal_inch * 25.4), kTextScales[step]};
    }
    [[nodiscard]] float px(double mm) const noexcept { return static_cast<float>(mm * px_per_mm); }
    /// Whole pixels, at least one: for lines and positions that must look sharp.
    [[nodiscard]] float whole(double mm) const noexcept { return std::max(1.0F, std::round(px(mm))); }
    /// Small labels grow half as much: they name things whose words grow, and would push those off the screen.
    [[nodiscard]] double font_px(double capital_mm) const noexcept {
        const double scale = capital_mm < kBodyCapitalMm ? 1 + (text_scale - 1) / 2 : text_scale;
        return std::round(capital_mm * px_per_mm * scale / kCapitalOfSize);
    }
};

}  // namespace vestibule::ui
