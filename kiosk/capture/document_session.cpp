// document_session - takes one side of a document: find, judge, advise, and the shutter.
#include <algorithm>
#include <opencv2/core.hpp>

#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/glare.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/keep.hpp"
#include "kiosk/capture/live_reader.hpp"
#include "kiosk/capture/sessions.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/signs.hpp"
#include "kiosk/capture/speed.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

using std::chrono::nanoseconds;

class DocumentSession final : public Session {
public:
    DocumentSession(Target target, std::shared_ptr<Aside> aside, float focal_share)
        : target_(target), reader_(target, std::move(aside)), finder_(focal_share) {}

    Verdict look(const PictureView& frame, nanoseconds taken) override {
        Verdict verdict;
        // Where nobody has held anything for a while, the decoder's own quarter is enough to see so in two of three
        // frames. A card far away is found in whole ones alone, and by no means in each.
        const bool whole = empty_frames_ < limits::whole_first || empty_frames_ % limits::whole_every == 0;
        whole_ = whole;
        if (!(whole ? make_images(frame, images_) : make_small(frame, images_))) return verdict;
        if (taken_) {
            verdict.hint = Hint::Good;
            verdict.steadiness = 1;
            return verdict;
        }
        if (!began_) began_ = taken;
        verdict.slow = taken - *began_ >= limits::help_after;
        const auto found = find(frame);
        recent_.forget();
        recent_.offer(frame, found ? found->corners : std::array<Point, 4>{}, 0);
        Hint judged = dark() ? Hint::TooDark : Hint::ShowDocument;
        float goodness = 0;
        if (found) {
            verdict.found = true;
            verdict.corners = found->corners;
            verdict.confidence = found->confidence;
            judged = judge(*found, frame, taken, goodness);
        } else {
            followed_ = false;
            speed_.forget();
            glare_.forget();
        }
        const bool good = judged == Hint::Good;
        if (good) best_.offer(frame, verdict.corners, goodness);
        if (good) try_to_read(frame, verdict.corners, taken);
        verdict.mirrored = mirrored_;
        const bool full = shutter_.see(good, taken);
        if (shutter_.idle()) best_.forget();
        verdict.take = full && may_be_taken(taken);
        verdict.steadiness = verdict.take ? 1 : std::min(shutter_.closed(), may_be_taken(taken) ? 1.0F : 0.9F);
        verdict.hint = verdict.take ? Hint::Good : advisor_.say(judged, taken);
        if (verdict.take) taken_ = finish();
        verdict.take = taken_;
        return verdict;
    }

    bool take_now() override {
        if (taken_) return true;
        if (best_.empty()) best_ = recent_;
        taken_ = finish();
        return taken_;
    }

    [[nodiscard]] PicturePtr picture() const override { return taken_ ? best_.best() : nullptr; }
    [[nodiscard]] std::vector<Signal> signals() const override {
        return taken_ ? std::vector<Signal>{screen_, lit_} : std::vector<Signal>{};
    }
    [[nodiscard]] ReadingPtr reading() const override { return reader_.reading(); }

private:
    [[nodiscard]] float aspect() const {
        return target_ == Target::PassportPage ? limits::id3_aspect : limits::id1_aspect;
    }
    [[nodiscard]] float width_mm() const {
        return target_ == Target::PassportPage ? limits::id3_width_mm : limits::id1_width_mm;
    }

    /// What is uploaded beside the frame itself.
    bool finish() {
        if (best_.empty()) return false;
        const float height_mm = width_mm() / aspect();
        best_.straighten(cv::Size(static_cast<int>(width_mm() * limits::upload_px_per_mm),
                                  static_cast<int>(height_mm * limits::upload_px_per_mm)));
        return true;
    }

    std::optional<FoundDocument> find(const PictureView& frame) {
        const bool spotted = finder_.spot(images_, aspect());
        empty_frames_ = spotted ? 0 : empty_frames_ + 1;
        if (!spotted || (!whole_ && !make_images(frame, images_))) return std::nullopt;
        return finder_.settle(images_);
    }

    [[nodiscard]] bool dark() const { return cv::mean(images_.small)[0] < limits::dark_frame; }

    Hint judge(const FoundDocument& found, const PictureView& frame, nanoseconds now, float& goodness) {
        const float width = width_of(found.corners);
        // The first outline is chosen without one to follow and often lies a printed line off: from there it would
        // move.
        const float mm_s = followed_ ? speed_.see(found.corners, width, now) * width_mm() : 0;
        followed_ = true;
        const float smear_mm = mm_s * std::chrono::duration<float>(frame.exposure).count();
        if (smear_mm > limits::largest_smear_mm) return Hint::HoldStill;
        const Hint framing = judge_framing(found.corners, images_.grey.size(), width_mm(), found.metric);
        // In the dark the corners are not to be trusted.
        if (framing != Hint::None) return dark() ? Hint::TooDark : framing;
        const cv::Size size(static_cast<int>(width), static_cast<int>(width / aspect()));
        const cv::Mat card = rectify(images_.grey, found.corners, size);
        // The border is left out: there the desk shines in at round corners.
        const cv::Mat inner = card(
            cv::Rect(size.width / 32, size.height / 20, size.width - size.width / 16, size.height - size.height / 10));
        Quality quality = measure(inner, size.width / limits::blur_windows);
        // The border's spread does not depend on what is printed: faint print is not blurred print.
        if (found.edge_sigma_px > 0) quality.blur_px = std::min(quality.blur_px, found.edge_sigma_px);
        const float wandering = glare_.see(images_.half, found.corners, images_.half_scale());
        const Hint light = judge_quality(quality, size.width, width_mm());
        if (light != Hint::None) return light;
        if (wandering > limits::glare_share) return Hint::Glare;
        if (covered(found, now)) return Hint::Covered;
        watch_signs(inner, found.corners, now);
        goodness = found.confidence - quality.blur_px * width_mm() / width - smear_mm;
        return judge_side(card, now);
    }

    /// The plainest of the frames: a display's pixels show in some and are smeared in others.
    void watch_signs(const cv::Mat& card, const std::array<Point, 4>& corners, nanoseconds now) {
        if (signs_looked_ && now - *signs_looked_ < limits::signs_every) return;
        signs_looked_ = now;
        const Signal pattern = screen_pattern(card);
        if (pattern.confidence > screen_.confidence) screen_ = pattern;
        std::array<Point, 4> small = corners;
        for (Point& corner : small) corner.x /= images_.small_scale(), corner.y /= images_.small_scale();
        const Signal lit = lit_display(images_.small, small);
        if (lit.confidence * lit.strength >= lit_.confidence * lit_.strength) lit_ = lit;
    }

    /// A side that shows clearly in part and not for the rest is covered; one that shows nowhere is white on white. A
    /// desk of two colours looks the same as fingers, so nobody waits for ever.
    bool covered(const FoundDocument& found, nanoseconds now) {
        bool hidden = false;
        for (std::size_t side = 0; side < 4; ++side) {
            const float length_mm = side % 2 == 0 ? width_mm() : width_mm() / aspect();
            const bool bare =
                found.sides[side] < limits::covered_support || found.gaps[side] * length_mm > limits::covered_gap_mm;
            hidden = hidden || (bare && found.steps[side] >= limits::clear_step);
        }
        if (!hidden) covered_since_.reset();
        if (hidden && !covered_since_) covered_since_ = now;
        return hidden && now - *covered_since_ < limits::covered_patience;
    }

    /// A front must not show a PDF417, and a back must.
    Hint judge_side(const cv::Mat& card, nanoseconds now) {
        if (target_ == Target::PassportPage) return Hint::Good;
        const bool barcode = looks_like_barcode(card);
        const bool wrong = barcode != (target_ == Target::LicenseBack);
        if (!wrong) {
            wrong_since_.reset();
            return Hint::Good;
        }
        if (!wrong_since_) wrong_since_ = now;
        return now - *wrong_since_ >= limits::wrong_side_after ? Hint::WrongSide : Hint::HoldStill;
    }

    void try_to_read(const PictureView& frame, const std::array<Point, 4>& corners, nanoseconds now) {
        if (!reader_.reads()) return;
        if (!first_good_) first_good_ = now;
        if (read_) return;
        if (!tried_ || now - *tried_ >= limits::read_every) {
            tried_ = now;
            const bool turned = now - *first_good_ >= limits::try_mirrored_every * mirror_tries_;
            if (turned) ++mirror_tries_;
            reader_.offer(images_.grey, frame, corners, turned);
        }
        mirrored_ = mirrored_ || reader_.mirrored();
        const PicturePtr proof = reader_.proof();
        if (!proof) return;
        read_ = true;
        best_.prefer(proof);
    }

    /// A side with something to read is taken when it was read, or when it plainly does not read.
    [[nodiscard]] bool may_be_taken(nanoseconds now) const {
        if (!reader_.reads()) return true;
        return read_ || (first_good_ && now - *first_good_ >= limits::picture_alone_after);
    }

    Target target_;
    LiveReader reader_;
    Images images_;
    Finder finder_;
    Advisor advisor_;
    Shutter shutter_{limits::green_frames, limits::green_time};
    Speed speed_;
    WanderingGlare glare_;
    Keeper best_, recent_;
    Signal screen_{.sign = Sign::ScreenPattern}, lit_{.sign = Sign::LitDisplay};
    bool taken_ = false;
    bool followed_ = false;  ///< the frame before showed the document, too
    bool whole_ = false;    ///< this frame was decoded whole
    int empty_frames_ = 0;  ///< since something was last spotted
    bool read_ = false;
    bool mirrored_ = false;
    int mirror_tries_ = 1;
    std::optional<nanoseconds> began_, covered_since_, wrong_since_, tried_, first_good_, signs_looked_;
};

}  // namespace

std::unique_ptr<Session> make_document_session(Target target, std::shared_ptr<Aside> aside, float focal_share) {
    return std::make_unique<DocumentSession>(target, std::move(aside), focal_share);
}

}  // namespace vestibule::capture
