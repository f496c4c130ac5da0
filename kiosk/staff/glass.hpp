// glass - the touch screen in squares: which one a finger is in, and what came of the whole of it.
#pragma once

#include <algorithm>
#include <cstddef>

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::staff {

/// The glass is judged in squares of about a finger's width on a portrait display.
inline constexpr int kTouchColumns = 9, kTouchRows = 16, kTouchSquares = kTouchColumns * kTouchRows;

/// `x` and `y` are parts of the display.
[[nodiscard]] inline std::size_t square_of(float x, float y) {
    const auto square = [](float at, int count) {
        return std::clamp(static_cast<int>(at * static_cast<float>(count)), 0, count - 1);
    };
    return static_cast<std::size_t>(square(y, kTouchRows) * kTouchColumns + square(x, kTouchColumns));
}

[[nodiscard]] inline diagnostics::Finding judge_glass(std::size_t answered) {
    return diagnostics::judged(answered == kTouchSquares, diagnostics::Verdict::Fail,
                               diagnostics::say("{0} squares answered", answered), std::to_string(kTouchSquares),
                               "Clean the glass and its edge; then cable, then the touch screen.");
}

}  // namespace vestibule::staff
