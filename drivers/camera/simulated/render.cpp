// render - one warp and one blend an object; everything else is drawn once and kept.
#include "drivers/camera/simulated/render.hpp"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vestibule::drivers::simulated {
namespace {

const cv::Size frame_size(1280, 720);
// Backgrounds with different noise, taken in turn: no two frames that follow each other are equal.
constexpr unsigned background_count = 4;
constexpr double blur_sigma = 5.0;
// What a camera needs for its exposure after it was opened.
constexpr double warm_up_s = 0.5;
// Of the light on a face at a kiosk: a large display half a metre away against the room's lamps.
constexpr double screen_share = 0.3;
// Where eyes, nose and mouth of a head that is turned away lie, in hundredths of its height: its half width is 21.
constexpr double away_part = 13;
// Of the distance to white that a lamp near the object leaves, and a window in the room behind.
constexpr double burnt_share = 0.075, window_share = 0.22;
// Of a face's light before a window, and on the side that a lamp does not reach.
constexpr double against_window = 0.34, unlit_share = 0.13;

/// Lays premultiplied `over` on `under`, row by row.
void blend(const cv::Mat& over, cv::Mat under) {
    for (int y = 0; y < over.rows; ++y) {
        const auto* from = over.ptr<cv::Vec4b>(y);
        auto* to = under.ptr<cv::Vec3b>(y);
        for (int x = 0; x < over.cols; ++x) {
            const unsigned alpha = from[x][3];
            if (alpha == 0) continue;
            if (alpha == 255) {
                to[x] = cv::Vec3b(from[x][0], from[x][1], from[x][2]);
                continue;
            }
            const unsigned rest = 255 - alpha;
            for (int c = 0; c < 3; ++c) {
                to[x][c] = static_cast<uchar>(std::min(255U, from[x][c] + (to[x][c] * rest + 127) / 255));
            }
        }
    }
}

}  // namespace

Scene::Show shown(const Scene& scene, CameraRole role) {
    if (scene.show != Scene::Show::Auto) return scene.show;
    return role == CameraRole::Face ? Scene::Show::Face : Scene::Show::LicenseFront;
}

const Object& Renderer::object(Thing thing, bool blurred) {
    const auto key = std::make_pair(thing, blurred);
    if (const auto kept = objects_.find(key); kept != objects_.end()) return kept->second;
    Object made;
    if (blurred) {
        const Object& sharp = object(thing, false);
        cv::GaussianBlur(sharp.picture, made.picture, cv::Size(), blur_sigma);
        made.body = sharp.body;
    } else {
        switch (thing) {
            case Thing::Front:
                made = make_license_front();
                break;
            case Thing::Back:
                made = make_license_back();
                break;
            case Thing::Passport:
                made = make_passport_page();
                break;
            case Thing::Person:
                made = make_person(Looks{});
                break;
            case Thing::Away:
                made = make_person({.turned = away_part});
                break;
            case Thing::Shut:
                made = make_person({.shut_eyes = true});
                break;
            case Thing::SecondPerson:
                made = make_person(second_person());
                break;
        }
    }
    return objects_.emplace(key, std::move(made)).first->second;
}

const cv::Mat& Renderer::background(bool room, bool blurred) {
    auto& kept = backgrounds_[{room, blurred}];
    const std::size_t at = turn_++ % background_count;
    while (kept.size() <= at) {
        const auto seed = static_cast<unsigned>(kept.size());
        kept.push_back(room ? make_room(frame_size, seed) : make_desk(frame_size, seed));
    }
    return kept[at];
}

void Renderer::put(const Object& thing, const Pose& pose, bool clamp_to_bottom) {
    const auto w = static_cast<float>(thing.body.width);
    const auto h = static_cast<float>(thing.body.height);
    const auto x0 = static_cast<float>(thing.body.x);
    const auto y0 = static_cast<float>(thing.body.y);
    const std::array<cv::Point2f, 4> from = {cv::Point2f(x0, y0), {x0 + w, y0}, {x0 + w, y0 + h}, {x0, y0 + h}};
    std::array<cv::Point2f, 4> to;
    const double cosine = std::cos(pose.turn_radians) * pose.scale;
    const double sine = std::sin(pose.turn_radians) * pose.scale;
    double shift_y = pose.y * frame_size.height;
    if (clamp_to_bottom) shift_y = std::max(shift_y, frame_size.height - h / 2 * pose.scale + 4);
    for (std::size_t at = 0; at < 4; ++at) {
        const double side = (at == 1 || at == 2) ? 1 : -1;
        const double down = at >= 2 ? 1 : -1;
        // A slant makes the upper side shorter and the whole a little lower.
        const double shrink = down < 0 ? 1 - pose.slant : 1;
        const double x = side * w / 2 * shrink;
        const double y = down * h / 2 * (1 - 0.68 * pose.slant);
        to[at] = cv::Point2f(static_cast<float>(pose.x * frame_size.width + cosine * x - sine * y),
                             static_cast<float>(shift_y + sine * x + cosine * y));
    }
    cv::Mat map = cv::getPerspectiveTransform(from.data(), to.data());
    std::vector<cv::Point2f> all = {{0, 0},
                                    {static_cast<float>(thing.picture.cols), 0},
                                    {static_cast<float>(thing.picture.cols), static_cast<float>(thing.picture.rows)},
                                    {0, static_cast<float>(thing.picture.rows)}};
    std::vector<cv::Point2f> placed;
    cv::perspectiveTransform(all, placed, map);
    const cv::Rect region = cv::boundingRect(placed) & cv::Rect(cv::Point(), frame_size);
    if (region.empty()) return;
    const bool lit = clamp_to_bottom && (screen_[0] < 1 || screen_[1] < 1 || screen_[2] < 1);
    const cv::Mat move = (cv::Mat_<double>(3, 3) << 1, 0, -region.x, 0, 1, -region.y, 0, 0, 1);
    const cv::Mat placed_map = move * map;
    if (pose.slant == 0) {  // half the work
        cv::warpAffine(thing.picture, warped_, placed_map.rowRange(0, 2), region.size(), cv::INTER_LINEAR,
                       cv::BORDER_CONSTANT);
    } else {
        cv::warpPerspective(thing.picture, warped_, placed_map, region.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT);
    }
    if (lit) {  // alpha stays; the camera's colours run from blue to red
        const auto level = [this](std::size_t at) { return 1 - screen_share * (1 - screen_[at]); };
        cv::multiply(warped_, cv::Scalar(level(2), level(1), level(0), 1), warped_);
    }
    shine_on(warped_, region.x);
    blend(warped_, frame_(region));
}

/// The lamp's light on what was placed: multiplied by its alpha, its first column at `left` of the frame.
void Renderer::shine_on(cv::Mat& object, int left) const {
    if (lamp_ == Scene::Lamp::None) return;
    for (int y = 0; y < object.rows; ++y) {
        auto* row = object.ptr<cv::Vec4b>(y);
        for (int x = 0; x < object.cols; ++x) {
            // From the dark half to the lit one within the breadth of a nose.
            const double across =
                std::clamp((left + x - 0.49 * frame_size.width) / (0.02 * frame_size.width), 0.0, 1.0);
            const double gain = lamp_ == Scene::Lamp::Behind   ? against_window
                                : lamp_ == Scene::Lamp::Beside ? unlit_share + (1 - unlit_share) * across
                                                               : burnt_share;
            const double white = lamp_ == Scene::Lamp::Above ? (1 - burnt_share) * row[x][3] : 0;
            for (int c = 0; c < 3; ++c) row[x][c] = cv::saturate_cast<uchar>(white + gain * row[x][c]);
        }
    }
}

void Renderer::documents(const Scene& scene, Thing thing, double seconds) {
    Pose pose = hand_at(seconds, scene.moving);
    if (scene.far) {
        // A hand's millimetres are fewer pixels there.
        constexpr double share = 0.45;
        pose.scale *= share;
        pose.x = 0.5 + share * (pose.x - 0.5), pose.y = 0.5 + share * (pose.y - 0.5);
    }
    if (scene.near) pose.scale *= 1.36;
    if (scene.aside) pose.x += 0.26;
    if (scene.tilted) pose.slant = 0.2;  // the upper side leans back by 30 degrees
    put(object(thing, scene.blur), pose, false);
}

void Renderer::people(const Scene& scene, bool two, double seconds) {
    for (std::size_t at = 0; at < screen_.size(); ++at) screen_[at] = scene.screen[at];
    Pose pose = person_at(seconds, scene.moving);
    pose.y = 0.55;
    if (scene.far) pose.scale *= 0.36;
    if (scene.near) pose.scale *= 1.9;
    if (scene.aside) pose.x += 0.3;
    if (scene.tilted) pose.turn_radians += 0.5;
    if (two) {
        Pose other = person_at(seconds + 17, scene.moving);
        other.x += 0.21;
        other.y = 0.6;
        other.scale *= 0.72;
        put(object(Thing::SecondPerson, scene.blur), other, true);
        pose.x -= 0.19;
        pose.scale *= 0.82;
        pose.y = 0.6;
    }
    const Thing person = scene.head == Scene::Head::Away   ? Thing::Away
                         : scene.head == Scene::Head::Shut ? Thing::Shut
                                                           : Thing::Person;
    put(object(person, scene.blur), pose, true);
}

void Renderer::light(const Scene& scene, double seconds) {
    if (scene.glare) {
        if (glare_.empty()) {
            const Canvas canvas(frame_size.width, frame_size.height);
            canvas.glow(560, 330, 260, 190, colour(0xFFFFFF, 1));
            canvas.glow(560, 330, 190, 130, colour(0xFFFFFF, 1));
            canvas.glow(560, 330, 150, 100, colour(0xFFFFFF, 1));
            cv::cvtColor(canvas.picture(), glare_, cv::COLOR_BGRA2BGR);
        }
        cv::add(frame_, glare_, frame_);
    }
    double gain = scene.dark ? 0.16 : 1;
    if (seconds < warm_up_s) gain *= 0.35 + 0.65 * seconds / warm_up_s;
    if (gain < 0.999) frame_.convertTo(frame_, -1, gain);
}

const cv::Mat& Renderer::render(const Scene& scene, CameraRole role, double seconds) {
    const Scene::Show show = shown(scene, role);
    const bool nothing_of_a_face = show == Scene::Show::Nothing && role == CameraRole::Face;
    const bool room = show == Scene::Show::Face || show == Scene::Show::TwoFaces || nothing_of_a_face;
    background(room, scene.blur).copyTo(frame_);
    lamp_ = scene.lamp;
    if (lamp_ == Scene::Lamp::Behind) frame_.convertTo(frame_, -1, window_share, 255 * (1 - window_share));
    switch (show) {
        case Scene::Show::Auto:
        case Scene::Show::Nothing:
            break;
        case Scene::Show::LicenseFront:
            documents(scene, Thing::Front, seconds);
            break;
        case Scene::Show::LicenseBack:
            documents(scene, Thing::Back, seconds);
            break;
        case Scene::Show::PassportPage:
            documents(scene, Thing::Passport, seconds);
            break;
        case Scene::Show::Face:
            people(scene, false, seconds);
            break;
        case Scene::Show::TwoFaces:
            people(scene, true, seconds);
            break;
    }
    light(scene, seconds);
    return frame_;
}

}  // namespace vestibule::drivers::simulated
