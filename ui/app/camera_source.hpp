// camera_source - the camera behind a source's text: a real one, or where that is allowed a made-up one.
#pragma once

#include "drivers/camera/module.hpp"
#include "ui/app/app.hpp"

namespace vestibule::ui {

/// Whether the image says of itself that it is for tests.
[[nodiscard]] bool is_test_kiosk(const Options& options);

/// A patient's pictures come from a camera; films and made-up devices are for tests. Errors: CameraMissing, BadModule.
Result<drivers::CameraFactory> camera_factory(const Options& options, Extras* extras, const std::string& source);

/// Draws the newest picture, if it is another one than is shown.
void show_picture(View& view, const drivers::FramePtr& newest, drivers::FramePtr& shown);

}  // namespace vestibule::ui
