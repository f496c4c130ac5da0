// pictures - decodes with libjpeg and measures light, sharpness and faces.
#include "tests/sandbox/pictures.hpp"

#include <cstdio>
// libjpeg's header needs the one before.
#include <jpeglib.h>

#include <algorithm>
#include <csetjmp>
#include <mutex>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>
#include <stdexcept>

namespace vestibule::sandbox {
namespace {

constexpr unsigned longest_side_px = 1920;
constexpr auto cascade_file = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";

struct Trouble {
    jpeg_error_mgr manager;
    std::jmp_buf back;
};

void leave(j_common_ptr info) { std::longjmp(reinterpret_cast<Trouble*>(info->err)->back, 1); }
void say_nothing(j_common_ptr) {}

/// Objects with destructors stay outside: the way out of an error is a jump.
bool decode(const std::string& jpeg, GreyPicture& made) {
    jpeg_decompress_struct info{};
    Trouble trouble{};
    info.err = jpeg_std_error(&trouble.manager);
    trouble.manager.error_exit = leave;
    trouble.manager.output_message = say_nothing;
    if (setjmp(trouble.back) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
    jpeg_read_header(&info, TRUE);
    made.width_px = static_cast<int>(info.image_width);
    made.height_px = static_cast<int>(info.image_height);
    info.out_color_space = JCS_GRAYSCALE;
    info.scale_denom = 8;
    info.scale_num = 8;
    const unsigned longest = std::max(info.image_width, info.image_height);
    while (info.scale_num > 1 && longest * info.scale_num / 8 > longest_side_px) --info.scale_num;
    jpeg_start_decompress(&info);
    made.grey.create(static_cast<int>(info.output_height), static_cast<int>(info.output_width), CV_8UC1);
    while (info.output_scanline < info.output_height) {
        JSAMPROW row = made.grey.ptr(static_cast<int>(info.output_scanline));
        jpeg_read_scanlines(&info, &row, 1);
    }
    jpeg_finish_decompress(&info);
    const bool whole = trouble.manager.num_warnings == 0;
    jpeg_destroy_decompress(&info);
    return whole;
}

cv::Mat at_most(const cv::Mat& grey, int longest_px) {
    const int longest = std::max(grey.cols, grey.rows);
    if (longest <= longest_px) return grey;
    cv::Mat smaller;
    const double scale = static_cast<double>(longest_px) / longest;
    cv::resize(grey, smaller, {}, scale, scale, cv::INTER_AREA);
    return smaller;
}

}  // namespace

std::optional<GreyPicture> decode_grey(const std::string& jpeg) {
    GreyPicture made;
    if (!decode(jpeg, made)) return std::nullopt;
    return made;
}

Light measure_light(const cv::Mat& grey) {
    const cv::Mat small = at_most(grey, 320);
    cv::Scalar mean, deviation;
    cv::meanStdDev(small, mean, deviation);
    std::vector<uchar> levels(small.begin<uchar>(), small.end<uchar>());
    const auto nth = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() * 99 / 100);
    std::nth_element(levels.begin(), nth, levels.end());
    return {mean[0], deviation[0], static_cast<double>(*nth)};
}

double measure_sharpness(const cv::Mat& grey) {
    cv::Mat calm, steps;
    cv::GaussianBlur(at_most(grey, 1280), calm, {3, 3}, 0);  // a sensor's noise is not print
    cv::Laplacian(calm, steps, CV_32F);
    constexpr int tiles = 10;
    double sharpest = 0;
    for (int row = 0; row < tiles; ++row) {
        for (int column = 0; column < tiles; ++column) {
            const cv::Rect tile(column * steps.cols / tiles, row * steps.rows / tiles, steps.cols / tiles,
                                steps.rows / tiles);
            cv::Scalar mean, deviation;
            cv::meanStdDev(steps(tile), mean, deviation);
            sharpest = std::max(sharpest, deviation[0] * deviation[0]);
        }
    }
    return sharpest;
}

std::vector<double> find_faces(const cv::Mat& grey) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    static cv::CascadeClassifier cascade(cascade_file);
    if (cascade.empty()) throw std::runtime_error(std::string("cannot read ") + cascade_file);
    cv::Mat even;
    cv::equalizeHist(at_most(grey, 640), even);
    std::vector<cv::Rect> boxes;
    cascade.detectMultiScale(even, boxes, 1.1, 4, 0, {48, 48});
    std::vector<double> shares;
    for (const auto& box : boxes) shares.push_back(static_cast<double>(box.height) / even.rows);
    std::sort(shares.rbegin(), shares.rend());
    return shares;
}

}  // namespace vestibule::sandbox
