// face_session - takes a face: exactly one, large enough, in the middle, straight, eyes open, sharp and lit, and still
// for a moment; the best of what was seen in it. Then, where it is wanted, the challenge by the screen's colours.
#include <cmath>

#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/colour_challenge.hpp"
#include "kiosk/capture/face_judge.hpp"
#include "kiosk/capture/face_thresholds.hpp"
#include "kiosk/capture/keep.hpp"
#include "kiosk/capture/sessions.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/signs.hpp"
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
    FaceSession(std::shared_ptr<FaceFinder> finder, std::optional<std::uint64_t> colours) : finder_(std::move(finder)) {
        if (colours) challenge_.emplace(*colours);
    }

    Verdict look(const PictureView& frame, nanoseconds taken) override {
        if (challenged()) return last_ = look_at_answer(frame, taken);
        if (!taken_ && looked_ && taken > *looked_ && taken - *looked_ < limits::face_look_every) return last_;
        looked_ = taken;
        return last_ = look_closely(frame, taken);
    }

    bool take_now() override {
        if (taken_) return true;
        if (challenge_) challenge_->decline();
        if (best_.empty()) best_ = recent_;
        taken_ = !best_.empty();
        return taken_;
    }

    [[nodiscard]] PicturePtr picture() const override { return taken_ ? best_.best() : nullptr; }
    [[nodiscard]] std::vector<Signal> signals() const override {
        if (!taken_) return {};
        std::vector<Signal> signals{framed_, parallax_.signal()};
        if (const auto answer = challenge_ ? challenge_->signal() : std::nullopt) signals.push_back(*answer);
        return signals;
    }

private:
    Verdict look_closely(const PictureView& frame, nanoseconds taken) {
        Verdict verdict;
        if (!make_images(frame, images_)) return verdict;
        if (taken_) {
            verdict.hint = Hint::Good;
            verdict.steadiness = 1;
            return verdict;
        }
        if (!began_) began_ = taken;
        verdict.slow = taken - *began_ >= limits::help_after;
        const auto faces = nearest_of(finder_->find(images_));
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
            forget_face();
            judged = faces.empty() ? judge_nobody(images_.small) : Hint::OneFaceOnly;
        }
        const bool good = judged == Hint::Good;
        if (good) {
            best_.offer(frame, verdict.corners, goodness);
            watch_signs(faces.front().box);
        }
        verdict.take = shutter_.see(good, taken);
        // Nothing of an earlier, interrupted run is taken: somebody else may stand there now.
        if (shutter_.idle() || judged == Hint::OneFaceOnly) best_.forget(), shutter_.reset();
        verdict.take = verdict.take && !best_.empty();
        verdict.steadiness = shutter_.closed();
        verdict.hint = verdict.take ? Hint::Good : advisor_.say(judged, taken);
        if (verdict.take && challenge_) {
            challenge_->begin(taken);
            verdict.slow = false;  // there is nothing to be taken by hand: the picture is there
            verdict.take = false, verdict.hint = Hint::WatchScreen, verdict.tint = challenge_->tint(taken);
        }
        taken_ = verdict.take;
        return verdict;
    }

    [[nodiscard]] bool challenged() const { return !taken_ && challenge_ && challenge_->running(); }

    /// The picture is kept; now each frame tells the face's colour, and every third one whether it is still there.
    Verdict look_at_answer(const PictureView& frame, nanoseconds taken) {
        Verdict verdict = last_;
        if (answer_frames_++ % limits::answer_faces_every == 0 && make_images(frame, images_)) {
            const auto faces = nearest_of(finder_->find(images_));
            if (faces.size() == 1) verdict.corners = corners_of(faces.front().box);
            gone_ = faces.size() == 1 ? 0 : gone_ + 1;
            if (faces.size() > 1 || gone_ > limits::answer_faces_missed) challenge_->stop();
        }
        if (make_colour(frame, colour_)) {
            const float by = static_cast<float>(colour_.cols) / static_cast<float>(images_.full.width);
            const Point from = verdict.corners[0], to = verdict.corners[2];
            challenge_->see(
                face_tint(colour_, {from.x * by, from.y * by, (to.x - from.x) * by, (to.y - from.y) * by}, taken));
        }
        verdict.take = taken_ = challenge_->is_over(taken);
        verdict.tint = challenge_->tint(taken);
        verdict.hint = taken_ ? Hint::Good : Hint::WatchScreen;
        return verdict;
    }

    /// Somebody far behind, much smaller than the nearest, does not count.
    static std::vector<FoundFace> nearest_of(std::vector<FoundFace> faces) {
        float largest = 0;
        for (const FoundFace& face : faces) largest = std::max(largest, face.box.area());
        std::erase_if(faces, [&](const FoundFace& face) { return stands_behind(face.box, largest); });
        return faces;
    }

    void forget_face() {
        speed_.forget();
        parallax_.forget();
        framed_ = {};
        eyes_.reset();
        unsure_since_.reset(), blind_since_.reset();
    }

    void watch_signs(const cv::Rect2f& box) {
        const float by = 1 / images_.small_scale();
        const cv::Rect2f small(box.x * by, box.y * by, box.width * by, box.height * by);
        parallax_.see(images_.small, small);
        const Signal framed = frame_around(images_.small, small);
        if (framed.confidence * framed.strength >= framed_.confidence * framed_.strength) framed_ = framed;
    }

    Hint judge(const FoundFace& face, nanoseconds now, float& goodness) {
        const cv::Rect2f& box = face.box;
        const float speed = speed_.see(corners_of(box), box.width, now);
        if (const Hint framing = judge_face_framing(box, images_.grey.size()); framing != Hint::None) return framing;
        const auto seen = look_at_face(images_.grey, box);
        if (!seen) return Hint::MoveCloser;
        if (const Hint light = judge_face_light(*seen); light != Hint::None) return light;
        if (speed > limits::largest_speed) return Hint::HoldStill;
        if (const Hint blurred = judge_face_sharpness(*seen, box.width); blurred != Hint::None) return blurred;
        if (!face.confirmed) {
            if (!unsure_since_) unsure_since_ = now;
            return now - *unsure_since_ >= limits::look_straight_after ? Hint::LookStraight : Hint::HoldStill;
        }
        unsure_since_.reset();
        float eyes_blur_px = seen->quality.blur_px;
        if (const Hint pose = judge_eyes(face, now, eyes_blur_px); pose != Hint::None) return pose;
        const float turned = eyes_ ? (std::abs(eyes_->roll_deg) + std::abs(eyes_->yaw_deg)) * limits::worth_of_degree
                                   : limits::worth_of_no_eyes;
        // All good pictures lie above zero, which is what no picture has.
        goodness = limits::worth_of_any - eyes_blur_px - limits::worth_of_speed * speed - turned + seen->light.evenness;
        return Hint::Good;
    }

    /// Both eyes, five times a second: open, level, and straight ahead; where they are sharp is what counts.
    Hint judge_eyes(const FoundFace& face, nanoseconds now, float& blur_px) {
        if (face.eyes) {
            eyes_ = face.eyes;
        } else if (!eyes_looked_ || now - *eyes_looked_ >= limits::eyes_every) {
            eyes_looked_ = now;
            eyes_ = finder_->eyes().find(images_.grey, face.box);
        }
        if (!eyes_) {
            if (!blind_since_) blind_since_ = now;
            const auto blind = now - *blind_since_;
            if (blind >= limits::eyes_forgiven_after) return Hint::None;
            return blind >= limits::open_eyes_after ? Hint::OpenEyes : Hint::HoldStill;
        }
        blind_since_.reset();
        if (const Hint pose = judge_pose(*eyes_); pose != Hint::None) return pose;
        if (const auto sharp = blur_of_eyes(images_.grey, face.box, *eyes_)) blur_px = *sharp;
        return Hint::None;
    }

    std::shared_ptr<FaceFinder> finder_;
    Images images_;
    Advisor advisor_;
    Shutter shutter_{limits::face_frames, limits::face_window};
    Speed speed_;
    Keeper best_, recent_;
    Parallax parallax_;
    Signal framed_;
    std::optional<FaceEyes> eyes_;
    std::optional<nanoseconds> unsure_since_, blind_since_, eyes_looked_;
    std::optional<nanoseconds> began_, looked_;
    Verdict last_;
    std::optional<ColourChallenge> challenge_;
    cv::Mat colour_;
    int answer_frames_ = 0, gone_ = 0;
    bool taken_ = false;
};

}  // namespace

std::unique_ptr<Session> make_face_session(std::shared_ptr<FaceFinder> finder, std::optional<std::uint64_t> colours) {
    return std::make_unique<FaceSession>(std::move(finder), colours);
}

}  // namespace vestibule::capture
