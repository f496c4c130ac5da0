// face_session - takes a face: exactly one, large enough, in the middle, sharp and lit, and still for a moment.
#include <cmath>

#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/keep.hpp"
#include "kiosk/capture/sessions.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/speed.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

using std::chrono::nanoseconds;

std::array<Point, 4> corners_of(const cv::Rect2f& box) {
    return {Point{box.x, box.y}, Point{box.x + box.width, box.y}, Point{box.x + box.width, box.y + box.height},
            Point{box.x, box.y + box.height}};
}

class FaceSession final : public Session {
public:
    explicit FaceSession(std::shared_ptr<FaceFinder> finder) : finder_(std::move(finder)) {}

    Verdict look(const PictureView& frame, nanoseconds taken) override {
        if (!taken_ && looked_ && taken > *looked_ && taken - *looked_ < limits::face_look_every) return last_;
        looked_ = taken;
        return last_ = look_closely(frame, taken);
    }

    bool take_now() override {
        if (taken_) return true;
        if (best_.empty()) best_ = recent_;
        taken_ = !best_.empty();
        return taken_;
    }

    [[nodiscard]] PicturePtr picture() const override { return taken_ ? best_.best() : nullptr; }

private:
    Verdict look_closely(const PictureView& frame, nanoseconds taken) {
        Verdict verdict;
        if (!make_images(frame, images_)) return verdict;
        if (taken_) {
            verdict.hint = Hint::Good;
            verdict.steadiness = 1;
            return verdict;
        }
        const auto faces = finder_->find(images_);
        recent_.forget();
        recent_.offer(frame, faces.size() == 1 ? corners_of(faces.front().box) : std::array<Point, 4>{}, 0);
        Hint judged = Hint::ShowFace;
        float goodness = 0;
        if (faces.size() == 1) {
            verdict.found = true;
            verdict.corners = corners_of(faces.front().box);
            verdict.confidence = faces.front().confirmed ? 1.0F : 0.5F;
            judged = judge(faces.front(), taken, goodness);
        } else {
            speed_.forget();
            judged = many(faces);
        }
        const bool good = judged == Hint::Good;
        if (good) best_.offer(frame, verdict.corners, goodness);
        verdict.take = shutter_.see(good, taken);
        // Nothing of an earlier, interrupted run is taken: somebody else may stand there now.
        if (shutter_.idle() || judged == Hint::OneFaceOnly) best_.forget(), shutter_.reset();
        verdict.take = verdict.take && !best_.empty();
        verdict.steadiness = shutter_.closed();
        verdict.hint = verdict.take ? Hint::Good : advisor_.say(judged, taken);
        taken_ = verdict.take;
        return verdict;
    }

    /// None or several: somebody far behind, much smaller than the nearest, does not count.
    Hint many(const std::vector<FoundFace>& faces) const {
        if (faces.empty()) return cv::mean(images_.small)[0] < limits::dark_frame ? Hint::TooDark : Hint::ShowFace;
        return Hint::OneFaceOnly;
    }

    Hint judge(const FoundFace& face, nanoseconds now, float& goodness) {
        const auto width = static_cast<float>(images_.grey.cols);
        const auto height = static_cast<float>(images_.grey.rows);
        const cv::Rect2f& box = face.box;
        const float speed = speed_.see(corners_of(box), box.width, now);
        if (box.height < limits::smallest_face_share * height) return Hint::MoveCloser;
        if (box.height > limits::largest_face_share * height) return Hint::MoveBack;
        const float off_x = std::abs(box.x + box.width / 2 - width / 2) / width;
        const float off_y = std::abs(box.y + box.height / 2 - height / 2) / height;
        if (off_x > limits::off_centre_x || off_y > limits::off_centre_y) return Hint::CentreIt;
        // The middle of the box: without hair and background.
        const cv::Rect inner =
            cv::Rect(static_cast<int>(box.x + box.width * 0.15F), static_cast<int>(box.y + box.height * 0.15F),
                     static_cast<int>(box.width * 0.7F), static_cast<int>(box.height * 0.75F)) &
            cv::Rect(cv::Point(), images_.grey.size());
        if (inner.width < 16 || inner.height < 16) return Hint::MoveCloser;
        const Quality quality = measure(images_.grey(inner), static_cast<int>(box.width) / limits::face_blur_windows);
        if (quality.mean < limits::dark_face) return Hint::TooDark;
        if (quality.mean > limits::bright_face) return Hint::TooBright;
        if (speed > limits::largest_speed) return Hint::HoldStill;
        if (quality.blur_px > limits::largest_face_blur_share * box.width) return Hint::Blurred;
        if (!face.confirmed) {
            if (!unsure_since_) unsure_since_ = now;
            return now - *unsure_since_ >= limits::look_straight_after ? Hint::LookStraight : Hint::HoldStill;
        }
        unsure_since_.reset();
        goodness = 10 - quality.blur_px - 4 * speed;
        return Hint::Good;
    }

    std::shared_ptr<FaceFinder> finder_;
    Images images_;
    Advisor advisor_;
    Shutter shutter_{limits::green_frames, limits::face_green_time};
    Speed speed_;
    Keeper best_, recent_;
    std::optional<nanoseconds> unsure_since_;
    std::optional<nanoseconds> looked_;
    Verdict last_;
    bool taken_ = false;
};

}  // namespace

std::unique_ptr<Session> make_face_session(std::shared_ptr<FaceFinder> finder) {
    return std::make_unique<FaceSession>(std::move(finder));
}

}  // namespace vestibule::capture
