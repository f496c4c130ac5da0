// keep - holds the best frame of a run of good ones, byte by byte as the camera sent it.
#pragma once

#include <opencv2/core.hpp>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

class Keeper {
public:
    /// Keeps the frame if it is better than the one that is kept.
    void offer(const PictureView& frame, const std::array<Point, 4>& corners, float goodness);
    /// Keeps this frame whatever comes: it has proved that it can be read.
    void prefer(PicturePtr frame) { best_ = std::move(frame), goodness_ = 1000; }
    /// Adds the straightened document to what is kept; nothing where its corners are not known.
    void straighten(cv::Size size);
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
