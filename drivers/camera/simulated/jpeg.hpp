// jpeg - packs a drawn picture as a camera would.
#pragma once

#include <opencv2/core.hpp>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::drivers::simulated {

/// CV_8UC3 to a JPEG with 4:2:2 colour, as USB cameras send; empty when it cannot be packed.
[[nodiscard]] privacy::WipedBytes pack_jpeg(const cv::Mat& picture, int quality_percent);

/// The same to V4L2's YUYV, full-range BT.601, as cheaper cameras send; the width is even.
[[nodiscard]] privacy::WipedBytes pack_yuyv(const cv::Mat& picture);

}  // namespace vestibule::drivers::simulated
