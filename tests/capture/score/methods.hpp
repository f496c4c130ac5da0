// methods - what is scored: ways to find the four corners of a document in a grey frame.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <opencv2/core.hpp>
#include "kiosk/capture/capture.hpp"

namespace vestibule::score {

using Corners = std::array<cv::Point2f, 4>;

struct Method {
    std::string name;
    std::function<std::optional<Corners>(const cv::Mat& grey, float aspect)> find;
};

/// The kiosk's own.
[[nodiscard]] Method ours();
/// What tutorials teach: blur, Canny, contours, the largest that has four corners.
[[nodiscard]] Method tutorial();

/// The share of both outlines' union that both cover; 0 where nothing was found.
[[nodiscard]] double overlap(const std::optional<Corners>& found, const Corners& truth);

/// Milliseconds of this thread's own processor time.
[[nodiscard]] double thread_ms();

}  // namespace vestibule::score
