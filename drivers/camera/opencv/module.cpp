// module - the one symbol that the camera module exports.
#include <opencv2/core/utils/logger.hpp>

#include "drivers/camera/opencv/sources.hpp"

/// Null when the source cannot be understood; the caller owns the camera.
extern "C" __attribute__((visibility("default"))) vestibule::drivers::Camera* vestibule_make_camera(
    const char* source) {
    using namespace vestibule::drivers;
    // OpenCV's own words on stderr would be free text in the journal; what matters comes back as an Error.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    auto parsed = parse_source(source != nullptr ? source : "");
    if (!parsed) return nullptr;
    if (parsed->kind == ParsedSource::Kind::Folder) return make_folder_camera(std::move(parsed->where)).release();
    return make_video_camera(std::move(*parsed)).release();
}
