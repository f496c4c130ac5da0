// barcode - reads a PDF417: of a document whose corners are known, or anywhere in a picture.
#pragma once

#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

enum class Effort : std::uint8_t {
    Live,      // the straightened card at its own size, at twice that, and sharpened: 20-150 ms, a hopeless one 1.6 s
    Thorough,  // also sharpened, turned upside down, and the whole picture in every way that helps some pictures
};

/// A code as its bytes and as text in UTF-8 (which its ECIs may change); both empty when none could be read.
struct Pdf417 {
    privacy::SecretText bytes;
    privacy::SecretText text;
    bool mirrored = false;  ///< its rows run upwards where its start is on the left: the picture is mirrored
    [[nodiscard]] bool found() const { return !privacy::view(bytes).empty(); }
};

[[nodiscard]] Pdf417 read_pdf417(const cv::Mat& grey, const std::array<Point, 4>& corners, Effort effort);

/// Without a document: the picture itself, larger, sharper, reduced, upright and turned as its bars are. Seconds at
/// worst, so not for the thread that looks at frames.
[[nodiscard]] Pdf417 read_pdf417_anywhere(const cv::Mat& grey);

}  // namespace vestibule::capture
