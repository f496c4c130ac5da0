// barcode - reads the PDF417 of a document whose corners are known.
#pragma once

#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

enum class Effort : std::uint8_t {
    Quick,     // the straightened card at its own size and at twice that: 20-70 ms
    Thorough,  // also sharpened, turned upside down, and the whole picture
};

/// The code's bytes; empty when none could be read.
[[nodiscard]] privacy::SecretText read_pdf417(const cv::Mat& grey, const std::array<Point, 4>& corners, Effort effort);

}  // namespace vestibule::capture
