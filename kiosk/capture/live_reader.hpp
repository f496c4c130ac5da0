// live_reader - reads a document's code or zone in the frames of one picture-taking, beside the thread that looks.
#pragma once

#include "kiosk/capture/aside.hpp"
#include "kiosk/capture/images.hpp"

namespace vestibule::capture {

class LiveReader {
public:
    LiveReader(Target target, std::shared_ptr<Aside> aside);

    /// Whether this side of a document has anything to read.
    [[nodiscard]] bool reads() const { return target_ == Target::LicenseBack || target_ == Target::PassportPage; }
    /// Reads the frame if nothing is being read; otherwise it is left out: a newer one will come. `turned`: looks
    /// whether a code reads turned round, in a camera that mirrors.
    void offer(const cv::Mat& grey, const PictureView& frame, const std::array<Point, 4>& corners, bool turned);
    /// The frame that was read is the proof of its own sharpness. Null until one was.
    [[nodiscard]] PicturePtr proof() const;
    /// A code was read turned round: the camera itself mirrors.
    [[nodiscard]] bool mirrored() const;
    /// What it says. A zone says it after two frames that agree to the letter.
    [[nodiscard]] ReadingPtr reading() const;

private:
    struct Found;  // shared with the job, which may end after the reader did
    Target target_;
    std::shared_ptr<Aside> aside_;
    std::shared_ptr<Found> found_;
};

/// One kept picture, with all effort. Errors: BadPicture, NothingFound, BadBarcode.
Result<Reading> read_picture(const cv::Mat& grey, const std::array<Point, 4>& corners, Target target);

}  // namespace vestibule::capture
