// document_session - takes one side of a document: find, judge, advise, and the shutter.
#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/keep.hpp"
#include "kiosk/capture/sessions.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/speed.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

using std::chrono::nanoseconds;

class DocumentSession final : public Session {
public:
    explicit DocumentSession(Target target) : target_(target) {}

    Verdict look(const PictureView& frame, nanoseconds taken) override {
        Verdict verdict;
        verdict.take = false;
        if (!make_images(frame, images_)) return verdict;
        if (taken_) {
            verdict.hint = Hint::Good;
            verdict.steadiness = 1;
            return verdict;
        }
        const auto found = find_document(images_, aspect());
        recent_.forget();
        recent_.offer(frame, found ? found->corners : std::array<Point, 4>{}, 0);
        Hint judged = Hint::ShowDocument;
        float goodness = 0;
        if (found) {
            verdict.found = true;
            verdict.corners = found->corners;
            verdict.confidence = found->confidence;
            judged = judge(*found, taken, goodness);
        } else {
            speed_.forget();
            judged = dark() ? Hint::TooDark : Hint::ShowDocument;
        }
        const bool good = judged == Hint::Good;
        if (good) best_.offer(frame, verdict.corners, goodness);
        const bool full = shutter_.see(good, taken);
        if (shutter_.idle()) best_.forget();
        verdict.take = full && may_be_taken(taken);
        verdict.steadiness = verdict.take ? 1 : std::min(shutter_.closed(), may_be_taken(taken) ? 1.0F : 0.9F);
        verdict.hint = verdict.take ? Hint::Good : advisor_.say(judged, taken);
        if (verdict.take) taken_ = true;
        return verdict;
    }

    bool take_now() override {
        if (taken_) return true;
        if (best_.empty()) best_ = recent_;
        taken_ = !best_.empty();
        return taken_;
    }

    [[nodiscard]] PicturePtr picture() const override { return taken_ ? best_.best() : nullptr; }

private:
    [[nodiscard]] float aspect() const {
        return target_ == Target::PassportPage ? limits::id3_aspect : limits::id1_aspect;
    }
    [[nodiscard]] float width_mm() const {
        return target_ == Target::PassportPage ? limits::id3_width_mm : limits::id1_width_mm;
    }

    [[nodiscard]] bool dark() const { return cv::mean(images_.small)[0] < limits::dark_frame; }

    Hint judge(const FoundDocument& found, nanoseconds now, float& goodness) {
        const float width = width_of(found.corners);
        const float speed = speed_.see(found.corners, width, now);
        if (speed > limits::largest_speed) return Hint::HoldStill;
        if (const Hint framing = judge_framing(found.corners, images_.grey.size()); framing != Hint::None) {
            return dark() ? Hint::TooDark : framing;  // in the dark the corners are not to be trusted
        }
        const cv::Size size(static_cast<int>(width), static_cast<int>(width / aspect()));
        const cv::Mat card = rectify(images_.grey, found.corners, size);
        // The border is left out: there the desk shines in at round corners.
        const cv::Mat inner = card(
            cv::Rect(size.width / 32, size.height / 20, size.width - size.width / 16, size.height - size.height / 10));
        const Quality quality = measure(inner, size.width / limits::blur_windows);
        const Hint light = judge_quality(quality, size.width, width_mm());
        if (light != Hint::None) return light;
        goodness = found.confidence - quality.blur_px * width_mm() / width - speed;
        return judge_side(card, found.corners, now, goodness);
    }

    /// A front must not show a PDF417, and a back must.
    Hint judge_side(const cv::Mat& card, const std::array<Point, 4>& corners, nanoseconds now, float& goodness) {
        if (target_ == Target::PassportPage) return Hint::Good;
        const bool barcode = looks_like_barcode(card);
        const bool wrong = barcode != (target_ == Target::LicenseBack);
        if (!wrong) {
            wrong_since_.reset();
            if (target_ == Target::LicenseBack) try_to_read(corners, now, goodness);
            return Hint::Good;
        }
        if (!wrong_since_) wrong_since_ = now;
        return now - *wrong_since_ >= limits::wrong_side_after ? Hint::WrongSide : Hint::HoldStill;
    }

    void try_to_read(const std::array<Point, 4>& corners, nanoseconds now, float& goodness) {
        if (!first_good_) first_good_ = now;
        if (read_ || (tried_ && now - *tried_ < limits::read_every * attempts_)) return;
        tried_ = now;
        attempts_ = std::min(attempts_ + 1, limits::rarest_read);
        if (!read_pdf417(images_.grey, corners, Effort::Quick).found()) return;
        read_ = true;
        goodness += 100;  // a frame that reads is the proof of its own sharpness
    }

    /// A back is taken when its code was read, or when it plainly does not read.
    [[nodiscard]] bool may_be_taken(nanoseconds now) const {
        if (target_ != Target::LicenseBack) return true;
        return read_ || (first_good_ && now - *first_good_ >= limits::picture_alone_after);
    }

    Target target_;
    Images images_;
    Advisor advisor_;
    Shutter shutter_{limits::green_frames, limits::green_time};
    Speed speed_;
    Keeper best_, recent_;
    bool taken_ = false;
    bool read_ = false;
    int attempts_ = 0;
    std::optional<nanoseconds> wrong_since_, tried_, first_good_;
};

}  // namespace

std::unique_ptr<Session> make_document_session(Target target) {
    return std::make_unique<DocumentSession>(target);
}

}  // namespace vestibule::capture
