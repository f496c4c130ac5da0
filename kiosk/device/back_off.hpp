// back_off - how long to leave a server alone that did not answer; every program that asks again by itself uses it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace vestibule::device {

inline constexpr std::chrono::seconds kFirstPause{30}, kLongestPause{3600};

/// The pause after so many tries: doubled each time up to an hour, and between half and all of that as `part` (0..1)
/// says, so that a hundred kiosks do not come back at the same second.
[[nodiscard]] inline std::chrono::seconds back_off(std::int64_t tries, double part) {
    const std::chrono::seconds whole =
        std::min(kLongestPause, kFirstPause * (std::int64_t{1} << std::clamp<std::int64_t>(tries, 0, 16)));
    return std::chrono::seconds(
        static_cast<std::int64_t>(static_cast<double>(whole.count()) * (0.5 + std::clamp(part, 0.0, 1.0) / 2)));
}

}  // namespace vestibule::device
