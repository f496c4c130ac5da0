// live_reader - a code is believed at once, since it corrects its own errors; a zone only where two frames agree.
#include "kiosk/capture/live_reader.hpp"

#include <mutex>

#include "kiosk/capture/aamva.hpp"
#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/keep.hpp"
#include "kiosk/capture/mrz/mrz.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

constexpr int page_px = 900;  // a page's width at which its zone has 18 px a character

using Lines = std::vector<privacy::SecretText>;

bool same(const Lines& a, const Lines& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& one, const auto& other) { return privacy::view(one) == privacy::view(other); });
}

/// What one picture says is never certain: its check digits are right in one of forty readings that are wrong.
Reading reading_of(Mrz mrz, bool twice) {
    Reading reading;
    reading.from = ReadFrom::Zone;
    // A letter that only one frame was unsure of is settled by another that saw the same.
    reading.certain = twice && (mrz.valid || mrz.doubt == unsure_character);
    if (!reading.certain) reading.doubt = mrz.valid ? "one picture" : mrz.doubt;
    reading.data = std::move(mrz.data);
    return reading;
}

Result<Reading> reading_of(const Pdf417& code) {
    if (!code.found()) return Error{ErrorCode::NothingFound, "no PDF417 in the picture"};
    auto data = parse_aamva(privacy::view(code.bytes));
    if (!data) return std::move(data).error();
    Reading reading;
    reading.from = ReadFrom::Barcode;
    reading.certain = true;
    reading.data = std::move(*data);
    return reading;
}

cv::Mat turned_round(const cv::Mat& grey) {
    cv::Mat turned;
    cv::flip(grey, turned, 1);
    return turned;
}

std::array<Point, 4> turned_round(const std::array<Point, 4>& corners, int width_px) {
    const auto at = [&](std::size_t corner) {
        return Point{static_cast<float>(width_px - 1) - corners[corner].x, corners[corner].y};
    };
    return {at(1), at(0), at(3), at(2)};
}

std::optional<Mrz> read_page(const cv::Mat& grey, const std::array<Point, 4>& corners) {
    const cv::Size size(page_px, static_cast<int>(page_px / limits::id3_aspect));
    return read_mrz(rectify(grey, corners, size), MrzEffort::Quick);
}

}  // namespace

struct LiveReader::Found {
    std::mutex mutex;
    Lines last;  // of the zone in the frame before
    PicturePtr proof;
    ReadingPtr reading;
    bool mirrored = false;

    void saw_turned(const std::optional<Mrz>& mrz) {
        const std::scoped_lock lock(mutex);
        mirrored = mirrored || (mrz && mrz->valid);
    }

    void saw_code(const Pdf417& code, PicturePtr picture) {
        if (!code.found()) return;
        auto data = reading_of(code);
        const std::scoped_lock lock(mutex);
        proof = std::move(picture);
        mirrored = mirrored || code.mirrored;
        if (data) reading = std::make_shared<const Reading>(std::move(*data));
    }

    void saw_zone(std::optional<Mrz> mrz, PicturePtr picture) {
        if (!mrz) return;
        const std::scoped_lock lock(mutex);
        if (!same(mrz->lines, last)) {
            last = std::move(mrz->lines);
            return;
        }
        proof = std::move(picture);
        reading = std::make_shared<const Reading>(reading_of(std::move(*mrz), true));
    }
};

LiveReader::LiveReader(Target target, std::shared_ptr<Aside> aside)
    : target_(target), aside_(std::move(aside)), found_(std::make_shared<Found>()) {}

void LiveReader::offer(const cv::Mat& grey, const PictureView& frame, const std::array<Point, 4>& corners,
                       bool turned) {
    if (!reads()) return;
    auto picture = make_picture(frame, corners);
    if (!picture) return;
    // The next frame is decoded into the same memory.
    aside_->offer([found = found_, target = target_, own = grey.clone(), corners, kept = std::move(*picture), turned] {
        try {
            // A code reads in a mirrored picture, too, and says so; letters do not.
            if (turned && target == Target::PassportPage)
                return found->saw_turned(read_page(turned_round(own), turned_round(corners, own.cols)));
            if (target == Target::LicenseBack) return found->saw_code(read_pdf417(own, corners, Effort::Live), kept);
            found->saw_zone(read_page(own, corners), kept);
        } catch (const cv::Exception&) {
            // A strange frame tells nothing.
        }
    });
}

PicturePtr LiveReader::proof() const {
    const std::scoped_lock lock(found_->mutex);
    return found_->proof;
}

bool LiveReader::mirrored() const {
    const std::scoped_lock lock(found_->mutex);
    return found_->mirrored;
}

ReadingPtr LiveReader::reading() const {
    const std::scoped_lock lock(found_->mutex);
    return found_->reading;
}

Result<Reading> read_picture(const cv::Mat& grey, const std::array<Point, 4>& corners, Target target) {
    if (target != Target::PassportPage) return reading_of(read_pdf417(grey, corners, Effort::Thorough));
    auto mrz = read_mrz(grey, MrzEffort::Thorough);
    if (!mrz) return Error{ErrorCode::NothingFound, "no zone in the picture"};
    return reading_of(std::move(*mrz), false);
}

}  // namespace vestibule::capture
