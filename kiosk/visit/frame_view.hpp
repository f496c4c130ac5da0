// frame_view - a camera's frame as the pictures that capture looks at: the same bytes under capture's own names.
#pragma once

#include "drivers/camera/camera.hpp"
#include "kiosk/capture/capture.hpp"

namespace vestibule::visit {

[[nodiscard]] inline capture::PictureView view_of(const drivers::Frame& frame) {
    const auto encoding = frame.format == drivers::PixelFormat::Bgr    ? capture::Encoding::Bgr
                          : frame.format == drivers::PixelFormat::Yuyv ? capture::Encoding::Yuyv
                                                                       : capture::Encoding::Jpeg;
    capture::PictureView view{encoding, frame.width_px, frame.height_px, frame.bytes.reveal()};
    if (frame.exposure) view.exposure = *frame.exposure;
    return view;
}

}  // namespace vestibule::visit
