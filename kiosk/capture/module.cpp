// module - the symbols that the capture module exports.
#include <cstdio>
#include <opencv2/core.hpp>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/images.hpp"
#include "kiosk/capture/qr.hpp"

/// The caller owns the engine. Null when it cannot be made; then `error` holds the sentence of why.
extern "C" __attribute__((visibility("default"))) vestibule::capture::Engine* vestibule_make_capture(
    const char* cascade_folder, const char* face_model, int document_focal_percent, char* error, size_t size) {
    using namespace vestibule::capture;
    EngineSettings settings;
    if (cascade_folder != nullptr && *cascade_folder != '\0') settings.cascade_folder = cascade_folder;
    if (face_model != nullptr) settings.face_model = face_model;
    settings.document_focal_share = static_cast<float>(document_focal_percent) / 100;
    settings.read_aside = true;
    auto engine = make_engine(settings);
    if (!engine) {
        if (error != nullptr && size > 0) std::snprintf(error, size, "%s", engine.error().sentence().c_str());
        return nullptr;
    }
    return engine->release();
}

/// The text of the one QR code that the frame shows, as set-up looks for one; its length, or 0 where there is none or
/// it is longer than `size`.
extern "C" __attribute__((visibility("default"))) size_t vestibule_read_code(
    const vestibule::capture::PictureView* frame, char* text, size_t size) {
    try {
        cv::Mat grey;
        if (!vestibule::capture::make_grey(*frame, grey)) return 0;
        const std::string code = vestibule::capture::read_qr(grey);
        if (code.size() > size) return 0;
        code.copy(text, size);
        return code.size();
    } catch (const cv::Exception&) {
        return 0;
    }
}
