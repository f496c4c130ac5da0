// takes - a hand brings a document, settles and holds it as hands do; the session sees each frame as the camera sends
// it.
#include "tests/capture/score/takes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/sessions.hpp"

namespace vestibule::score {
namespace {

constexpr double frame_s =
    1.0 / 20;                      // the harness' camera; a real one is faster, so that times here are the longer ones
constexpr double arrives_s = 0.5;  // from the edge of the picture to where it is held
constexpr double patience_s = 8;   // the patient's
constexpr double bad_patience_s = 2.5;  // a faulty hold that is not taken by then is not taken
constexpr double exposure_s = 0.01;

// What a provider refuses, with what it means for reading in mm: see thresholds.hpp. A little beyond the kiosk's own
// limits, because both measure.
constexpr double refused_blur_mm = 0.26, refused_glare = 0.03, refused_px_per_mm = 6, refused_tilt_degrees = 27;

struct Hold {
    Shot shot;
    Pose middle;
    Track track;
    double hunting = 0;  ///< sigma by which the focus is off at first
};

/// Recorded clips also hold moves on purpose: a hold has the published median speeds of hands, up to 28 mm/s.
void calm(Track& track, double mm_s) {
    std::vector<double> speeds;
    for (std::size_t i = 1; i < track.size(); ++i)
        speeds.push_back(std::hypot(track[i].x - track[i - 1].x, track[i].y - track[i - 1].y) * 10);
    std::sort(speeds.begin(), speeds.end());
    const double by = std::min(1.0, mm_s / std::max(1e-6, speeds[speeds.size() / 2]));
    for (Pose& pose : track) pose = pose * by;
}

Pose pose_at(const Hold& one, double seconds);

/// Whoever sees the outline on the screen moves the document into the picture, and further away where it does not fit;
/// recorded clips had no outline.
void keep_inside(Hold& one) {
    constexpr double margin_share = 0.02;
    const cv::Size size = one.shot.camera.size;
    const double edge = margin_share * size.width;
    const cv::Rect2d within(edge, edge, size.width - 2 * edge, size.height - 2 * edge);
    for (int round = 0; round < 40; ++round) {
        cv::Point2d low(1e9, 1e9), high(-1e9, -1e9);
        for (double now = arrives_s; now < arrives_s + patience_s; now += frame_s) {
            for (const auto& corner : corners_of(*one.shot.print, one.shot.camera, pose_at(one, now))) {
                low = {std::min<double>(low.x, corner.x), std::min<double>(low.y, corner.y)};
                high = {std::max<double>(high.x, corner.x), std::max<double>(high.y, corner.y)};
            }
        }
        const cv::Point2d under(std::max(0.0, within.x - low.x), std::max(0.0, within.y - low.y)),
            over(std::max(0.0, high.x - within.br().x), std::max(0.0, high.y - within.br().y));
        if (under == cv::Point2d() && over == cv::Point2d()) return;
        const double mm_px = one.middle.z / one.shot.camera.focal_px;
        if (high.x - low.x > within.width || high.y - low.y > within.height) one.middle.z *= 1.03;
        one.middle.x += (under.x - over.x) * mm_px, one.middle.y += (under.y - over.y) * mm_px;
    }
}

Hold hold_of(Fault fault, Family family, std::uint64_t seed, const std::vector<Track>& recorded, Prints& prints) {
    Random random(seed * 733 + static_cast<std::uint64_t>(fault) * 17);
    Hold one;
    one.shot = scene(fault == Fault::Empty ? Set::None : Set::Clean, family, seed + 5'000, prints);
    one.shot.lamp.reset();
    one.track = !recorded.empty() && random.chance(0.7) ? random.pick(recorded) : drawn_track(random);
    calm(one.track, random.between(6, 24));
    if (fault == Fault::Empty) return one;
    const Print& document = *one.shot.print;
    const bool page = document.kind == Kind::Passport;
    one.shot.facing_page.reset();
    one.middle = framed(document, one.shot.camera, page ? random.between(0.6, 0.68) : random.between(0.58, 0.74),
                        random.between(0, 9), random.between(-6, 6), random);
    one.middle.x *= 0.4, one.middle.y *= 0.4;
    one.hunting = random.chance(0.5) ? random.between(1, 4) : 0;
    keep_inside(one);
    switch (fault) {
        case Fault::Blurred:
            one.shot.defocus_px = one.shot.camera.focal_px / one.middle.z * random.between(0.34, 0.6);
            break;
        case Fault::Shaken:
            for (Pose& pose : one.track) pose = pose * random.between(9, 12);
            break;
        case Fault::Dark:
            one.shot.gain = random.between(0.1, 0.2), one.shot.noise = random.between(5, 8);
            break;
        case Fault::Glare:
            one.shot.lamp = cv::Point2d(random.between(0.25, 0.75), random.between(0.25, 0.75));
            one.shot.lamp_degrees = random.between(3, 5);
            break;
        case Fault::Far:
            one.middle.z *= 1.7;
            break;
        case Fault::Tilted:
            one.middle.pitch = random.chance(0.5) ? 0.6 : -0.6;
            break;
        case Fault::CutOff:
            one.middle.x += (random.chance(0.5) ? 1 : -1) * document.width_mm * 0.5;
            break;
        case Fault::Near:
            one.middle.z *= 0.74;
            break;
        case Fault::Covered:
            hold(one.shot, random, random.between(22, 30));
            for (Finger& finger : one.shot.fingers) finger.width_mm *= 1.7;
            break;
        default:
            break;
    }
    return one;
}

Pose pose_at(const Hold& one, double seconds) {
    Pose pose = one.middle + at(one.track, seconds);
    const double left = std::clamp(1 - seconds / arrives_s, 0.0, 1.0);
    pose.y += 90 * left * left;  // from below, slower and slower
    return pose;
}

capture::Target target_of(const Shot& shot) {
    if (shot.print == nullptr) return capture::Target::LicenseFront;
    if (shot.print->kind == Kind::Back) return capture::Target::LicenseBack;
    return shot.print->kind == Kind::Passport ? capture::Target::PassportPage : capture::Target::LicenseFront;
}

/// The side that is asked for; the other one where that is the fault.
capture::Target asked_for(const Shot& shot, Fault fault) {
    const capture::Target target = target_of(shot);
    if (fault != Fault::WrongSide) return target;
    return target == capture::Target::LicenseBack ? capture::Target::LicenseFront : capture::Target::LicenseBack;
}

bool refusable(const Truth& truth, Fault fault) {
    return !truth.any || !truth.inside || truth.blur_mm > refused_blur_mm || truth.glare_share > refused_glare ||
           truth.px_per_mm < (fault == Fault::None ? 4.0 : refused_px_per_mm) ||
           truth.tilt_degrees > refused_tilt_degrees || fault == Fault::Dark || fault == Fault::Covered;
}

/// Whether the hint says what is wrong. What is cut off may be said to be too near, or not be a document at all.
bool says(capture::Hint hint, Fault fault) {
    using capture::Hint;
    switch (fault) {
        case Fault::None:
            return hint == Hint::Good || hint == Hint::HoldStill || hint == Hint::None;
        case Fault::Blurred:
            return hint == Hint::Blurred;
        case Fault::Shaken:
            return hint == Hint::HoldStill;
        case Fault::Dark:
            return hint == Hint::TooDark;
        case Fault::Glare:
            return hint == Hint::Glare;
        case Fault::Far:
            return hint == Hint::MoveCloser;
        case Fault::Tilted:
            return hint == Hint::HoldFlat;
        case Fault::CutOff:
            return hint == Hint::CentreIt || hint == Hint::MoveBack || hint == Hint::ShowDocument;
        case Fault::Covered:
            return hint == Hint::Covered;
        case Fault::Empty:
            return hint == Hint::ShowDocument || hint == Hint::TooDark;
        case Fault::Near:
            return hint == Hint::MoveBack;
        case Fault::WrongSide:
            return hint == Hint::WrongSide;
    }
    return false;
}

Heard play(const Hold& one, Fault fault, std::uint64_t seed, Takes& takes) {
    const auto aside = std::make_shared<capture::Aside>(false);  // in the simulated time of this take
    const auto session = capture::make_document_session(asked_for(one.shot, fault), aside);
    Random random(seed * 31 + 7);
    std::vector<std::pair<privacy::WipedBytes, Truth>> shown;
    const double end = arrives_s + (fault == Fault::None ? patience_s : bad_patience_s);
    capture::Verdict verdict;
    double now = 0;
    bool told = false, untrue = false;
    Heard heard;
    for (; now < end && !verdict.take; now += frame_s) {
        if (random.chance(0.04)) continue;  // a dropped frame
        Shot shot = one.shot;
        shot.pose = pose_at(one, now);
        shot.smear = (pose_at(one, now + exposure_s / 2) + pose_at(one, now - exposure_s / 2) * -1);
        const double hunt = one.hunting * std::exp(-now / 0.25) * std::abs(std::cos(now * 9));
        shot.defocus_px = std::hypot(shot.defocus_px, hunt);
        shot.grain = random.next();
        Exposed exposed = expose(shot);
        verdict = session->look({.encoding = capture::Encoding::Jpeg,
                                 .width_px = exposed.picture.cols,
                                 .height_px = exposed.picture.rows,
                                 .bytes = exposed.jpeg},
                                std::chrono::nanoseconds(static_cast<std::int64_t>((1 + now) * 1e9)));
        shown.emplace_back(std::move(exposed.jpeg), exposed.truth);
        if (verdict.take) heard.hints.insert(verdict.hint);
        if (now < arrives_s + 0.6) continue;  // until then the hint may be of the hand that came
        told = told || says(verdict.hint, fault);
        untrue = untrue || !says(verdict.hint, fault);
        heard.hints.insert(verdict.hint);
    }
    heard.taken = verdict.take;
    if (fault == Fault::None) {
        ++takes.good;
        takes.untrue += untrue ? 1 : 0;
    } else {
        ++takes.faulty;
        takes.told += told ? 1 : 0;
        if (!told)
            takes.notes.push_back(
                fmt::format("{} {}: not told, last said {}", name(fault), seed, capture::name(verdict.hint)));
    }
    if (!verdict.take) {
        if (fault == Fault::None) {
            ++takes.refused;
            takes.notes.push_back(
                fmt::format("good {}: nothing taken, last said {}", seed, capture::name(verdict.hint)));
        }
        return heard;
    }
    ++takes.taken;
    if (fault == Fault::None) takes.steady_to_shutter_s.push_back(now - arrives_s);
    const auto& kept = session->picture()->jpeg.reveal();
    for (const auto& [jpeg, truth] : shown) {
        if (!std::equal(jpeg.begin(), jpeg.end(), kept.begin(), kept.end()) || !refusable(truth, fault)) continue;
        ++takes.bad_accepted;
        takes.notes.push_back(fmt::format("{} {}: taken with blur {:.2f} mm, glare {:.1f} %, {:.1f} px/mm, tilt {:.0f}",
                                          name(fault), seed, truth.blur_mm, 100 * truth.glare_share, truth.px_per_mm,
                                          truth.tilt_degrees));
        break;
    }
    return heard;
}

}  // namespace

std::string_view name(Fault fault) {
    constexpr std::array<std::string_view, 12> names = {"good",   "blurred", "shaken",  "dark",  "glare", "far",
                                                        "tilted", "cut off", "covered", "empty", "near",  "wrong side"};
    return names[static_cast<std::size_t>(fault)];
}

double Takes::seconds_at(double share) const {
    std::vector<double> sorted = steady_to_shutter_s;
    std::sort(sorted.begin(), sorted.end());
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

Heard hear(Fault fault, Family family, std::uint64_t seed, Prints& prints) {
    Takes unused;
    for (std::uint64_t other = seed;; other += 1'000) {
        const Hold one = hold_of(fault, family, other, {}, prints);
        // A passport's page has one side.
        if (fault == Fault::WrongSide && one.shot.print->kind == Kind::Passport) continue;
        return play(one, fault, other, unused);
    }
}

Empty score_empty(Family family, std::uint64_t first_seed, double seconds, Prints& prints) {
    constexpr double scene_s = 10;
    constexpr int grains = 8;  // noise of so many frames is drawn, which then come round again
    Empty out;
    for (int at = 0; at * scene_s < seconds; ++at) {
        Shot shot = scene(Set::None, family, first_seed + static_cast<std::uint64_t>(at), prints);
        std::vector<Exposed> frames;
        for (int grain = 0; grain < grains; ++grain, ++shot.grain) frames.push_back(expose(shot));
        constexpr std::array targets = {capture::Target::LicenseFront, capture::Target::LicenseBack,
                                        capture::Target::PassportPage};
        const auto session = capture::make_document_session(targets[static_cast<std::size_t>(at) % targets.size()],
                                                            std::make_shared<capture::Aside>(false));
        for (double now = 0; now < scene_s; now += frame_s, ++out.frames) {
            const Exposed& frame = frames[static_cast<std::size_t>(now / frame_s) % grains];
            const auto verdict = session->look({.encoding = capture::Encoding::Jpeg,
                                                .width_px = frame.picture.cols,
                                                .height_px = frame.picture.rows,
                                                .bytes = frame.jpeg},
                                               std::chrono::nanoseconds(static_cast<std::int64_t>((1 + now) * 1e9)));
            out.found += verdict.found ? 1 : 0;
            out.captures += verdict.take ? 1 : 0;
            if (verdict.take) break;
        }
        out.seconds += scene_s;
    }
    return out;
}

Takes score_takes(Family family, std::uint64_t first_seed, int rounds, const std::vector<Track>& recorded,
                  Prints& prints) {
    Takes takes;
    for (const Fault fault : faults) {
        for (int round = 0; round < rounds * (fault == Fault::None ? 10 : 1); ++round) {
            const std::uint64_t seed = first_seed + static_cast<std::uint64_t>(round);
            play(hold_of(fault, family, seed, recorded, prints), fault, seed, takes);
        }
    }
    return takes;
}

}  // namespace vestibule::score
