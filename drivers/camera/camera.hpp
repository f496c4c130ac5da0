// camera - the interface to a camera: frames as they came, and a camera that is lost says so.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::drivers {

/// How a frame's bytes are to be read. Mjpeg: one JPEG; Bgr: 3 bytes a pixel, rows packed; Yuyv: V4L2's YUYV, 2 bytes a
/// pixel.
enum class PixelFormat : std::uint8_t { Mjpeg, Bgr, Yuyv };

/// One picture as the camera sent it. It shows a patient, so its bytes are wiped when it goes.
struct Frame {
    PixelFormat format = PixelFormat::Mjpeg;
    int width_px = 0;
    int height_px = 0;
    privacy::SecretBytes bytes;
    std::uint64_t sequence = 0;  ///< counts up from 1 for each opening
    TimePoint taken{};
    std::string camera;  ///< the camera's stable name, never a patient's
    std::optional<std::chrono::microseconds> exposure{};  ///< as the driver tells it; nothing where it does not
};
using FramePtr = std::shared_ptr<const Frame>;

/// What a camera is wanted for; a simulated camera shows the matching object.
enum class CameraRole : std::uint8_t { Document, Face };

struct CameraRequest {
    CameraRole role = CameraRole::Document;
    int width_px = 1280;
    int height_px = 720;
    int rate_hz = 30;
    int mains_hz = 60;  ///< lamps flicker with twice that
    bool tray = false;  ///< documents lie in a tray at a fixed distance
};

/// One camera. Used by one thread at a time.
class Camera {
public:
    virtual ~Camera() = default;
    /// Errors: CameraMissing, CameraFormat.
    virtual Result<void> open(const CameraRequest& request) = 0;
    /// Waits for the next frame, at most `wait`. Errors: CameraLost when none came in time or the device went.
    virtual Result<FramePtr> next(Duration wait) = 0;
    virtual void close() = 0;
    /// True where equal pictures are no fault (a folder, a film); those of a real camera mean that it is frozen.
    [[nodiscard]] virtual bool stands_still() const { return false; }
};

/// Where a camera's pictures come from: "v4l2:/dev/video0" or "0", "v4l2:port=1-1.2,vendor=046d", "file:PATH",
/// "folder:PATH", "gstreamer:PIPELINE"; only in vestibule-dev "simulated:desk" or "simulated:raw".
struct CameraSource {
    std::string text;
};

}  // namespace vestibule::drivers
