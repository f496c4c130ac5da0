// pictures - a JPEG that arrived, as grey pixels, and what can be measured in it.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

namespace vestibule::sandbox {

struct GreyPicture {
    cv::Mat grey;                       ///< CV_8UC1, its long side at most 1920
    int width_px = 0, height_px = 0;    ///< as sent
};

/// Nothing when the bytes are no whole JPEG.
std::optional<GreyPicture> decode_grey(const std::string& jpeg);

struct Light {
    double mean = 0, deviation = 0;  ///< grey levels
    double brightest = 0;            ///< the 99th percentile
};
Light measure_light(const cv::Mat& grey);

/// How fast grey changes in the sharpest part: the variance of the Laplacian there. Print in focus has thousands.
double measure_sharpness(const cv::Mat& grey);

/// Heights of the faces, as shares of the picture's height, largest first.
std::vector<double> find_faces(const cv::Mat& grey);

/// The text of a PDF417, nothing if none can be read. `hard`: try many turns and sizes before giving up.
std::optional<std::string> read_barcode(const cv::Mat& grey, bool hard);

}  // namespace vestibule::sandbox
