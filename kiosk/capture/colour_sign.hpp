// colour_sign - the optional challenge by the screen's colours: which are shown, and whether the face answers them.
#pragma once

#include <chrono>
#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

/// A colour and when the screen began to show it.
struct ShownTint {
    std::chrono::nanoseconds since{};
    Tint tint;
};
/// The face's mean colour in one frame.
struct SeenTint {
    std::chrono::nanoseconds taken{};
    Tint tint;
};

/// Frames that the last tint lit still come for so long after its end.
inline constexpr std::chrono::milliseconds colours_end_after{240};

/// Not more than three changes a second (WCAG 2.3.1), and none to saturated red, which is the most dangerous: the
/// screen's soft red, green, blue and white in an order that nobody knows before. The last entry ends the challenge.
[[nodiscard]] std::vector<ShownTint> colour_challenge(std::uint64_t secret, std::chrono::nanoseconds begin);

/// The mean colour of the middle of a face in a colour picture, CV_8UC3; nothing where it is burnt out or black.
[[nodiscard]] std::optional<SeenTint> face_tint(const cv::Mat& bgr, const cv::Rect2f& face,
                                                std::chrono::nanoseconds taken);

/// How well the face's colour follows the screen's. Bright rooms and dark skin answer weakly: where the answer does not
/// stand out of the frames' own noise the confidence falls to nothing, and says so rather than "no".
[[nodiscard]] Signal colour_answer(std::span<const ShownTint> shown, std::span<const SeenTint> seen);

}  // namespace vestibule::capture
