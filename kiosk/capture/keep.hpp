// keep - holds the best frame of a run of good ones, byte by byte as the camera sent it.
#pragma once

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

class Keeper {
public:
    /// Keeps the frame if it is better than the one that is kept.
    void offer(const PictureView& frame, const std::array<Point, 4>& corners, float goodness);
    /// Keeps this frame whatever comes: it has proved that it can be read.
    void prefer(PicturePtr frame) { best_ = std::move(frame), goodness_ = 1000; }
    void forget() { best_.reset(), goodness_ = -1; }
    [[nodiscard]] bool empty() const { return best_ == nullptr; }
    [[nodiscard]] PicturePtr best() const { return best_; }

private:
    PicturePtr best_;
    float goodness_ = -1;
};

/// The frame as a picture: JPEG as it is, raw pixels packed. Errors: BadPicture.
Result<std::shared_ptr<Picture>> make_picture(const PictureView& frame, const std::array<Point, 4>& corners);

}  // namespace vestibule::capture
