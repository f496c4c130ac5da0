// qr - reads a QR code that is held before the camera, on paper or on a phone; no patient's code is one.
#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace vestibule::capture {

/// Empty where there is none, or more than one: whose would it be?
[[nodiscard]] std::string read_qr(const cv::Mat& grey);

}  // namespace vestibule::capture
