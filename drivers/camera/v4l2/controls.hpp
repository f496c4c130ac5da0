// controls - exposure, focus and the mains' flicker of a camera, through the few calls that V4L2 has for them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers::v4l2 {

/// A control's bounds as the driver tells them.
struct Bounds {
    std::int32_t least = 0, most = 0, step = 1, usual = 0;
    bool settable = true;  ///< neither read-only nor, at the moment, inactive
};

/// What stands between us and the driver, so that a test can be one. A control that the camera has not is empty.
class ControlPort {
public:
    virtual ~ControlPort() = default;
    virtual std::optional<Bounds> bounds(std::uint32_t control) = 0;
    virtual std::optional<std::int32_t> read(std::uint32_t control) = 0;
    virtual bool write(std::uint32_t control, std::int32_t value) = 0;
};

/// Lets a camera settle by itself, then holds it there, with an exposure that a moving hand allows.
class Controls {
public:
    Controls(ControlPort& port, const CameraRequest& request) : port_(port), request_(request) {}

    /// After each opening, before the first frame.
    void begin(TimePoint now);
    /// With each frame. True while frames are to be dropped: a sensor that was just switched on is dark or blurred.
    bool warming(TimePoint now);
    [[nodiscard]] bool locked() const { return locked_; }
    /// How long a picture is exposed now; nothing where the driver does not tell.
    [[nodiscard]] std::optional<std::chrono::microseconds> exposure(TimePoint now);

private:
    void set(std::uint32_t control, std::int32_t value);
    void lock();
    void shorten_exposure(std::int32_t exposure);
    [[nodiscard]] std::int32_t longest_exposure() const;

    ControlPort& port_;
    CameraRequest request_;
    TimePoint begun_{}, looked_{};
    std::optional<std::int32_t> last_exposure_, told_exposure_;
    std::optional<TimePoint> asked_;
    int steady_ = 0;
    bool locked_ = false;
};

}  // namespace vestibule::drivers::v4l2
