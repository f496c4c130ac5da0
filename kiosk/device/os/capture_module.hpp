// capture_module - loads the capture engine after the first frame, so that the program starts without its libraries.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "kiosk/capture/capture.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// `document_focal_percent`: of the picture's width; 0 where it was not measured.
/// Errors: BadModule, with the reason.
Result<std::shared_ptr<capture::Engine>> load_capture_module(const std::string& path, const std::string& cascade_folder,
                                                             const std::string& face_model,
                                                             int document_focal_percent = 0);

/// Reads the text of the one QR code that a frame shows; empty where there is none. From any thread.
using ReadCode = std::function<std::string(const capture::PictureView& frame)>;
/// Errors: BadModule.
Result<ReadCode> load_code_reader(const std::string& path);

}  // namespace vestibule::device
