// sign_scenes_test - signs that a picture of a document or of a face gives: displays drawn by the generator, and faces
// that a screen's colours light, in several skins and rooms.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "kiosk/capture/colour_sign.hpp"
#include "kiosk/capture/images.hpp"
#include "kiosk/capture/signs.hpp"
#include "tests/capture/score/sets.hpp"

namespace vestibule::score {
namespace {

using namespace std::chrono_literals;
using capture::Signal;

/// A document's sign in one drawn frame, straightened by its true corners.
Signal sign_of(std::uint64_t seed, Family family, double display_mm, Prints& prints) {
    Shot shot = scene(Set::Clean, family, seed, prints);
    shot.display_mm = display_mm;
    const Exposed exposed = expose(shot);
    cv::Mat grey;
    cv::cvtColor(exposed.picture, grey, cv::COLOR_BGR2GRAY);
    std::array<capture::Point, 4> corners;
    for (std::size_t at = 0; at < 4; ++at) corners[at] = capture::from_cv(exposed.truth.corners[at]);
    const auto width = static_cast<int>(exposed.truth.px_per_mm * shot.print->width_mm);
    return capture::screen_pattern(capture::rectify(
        grey, corners, {width, static_cast<int>(width * shot.print->height_mm / shot.print->width_mm)}));
}

TEST(ScreenPattern, IsSeenOnADisplayAndNotOnADocument) {
    Prints prints;
    int seen = 0, shown = 0, false_ones = 0, real = 0;
    float least = 1, most = 0;
    for (const Family family : {Family::Tuned, Family::Held}) {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            // A monitor of 24 inches has 0.277 mm from pixel to pixel, a notebook's display 0.2.
            for (const double pitch : {0.277, 0.25}) {
                const Signal signal = sign_of(seed, family, pitch, prints);
                ++shown, seen += signal.strength > 0.5F ? 1 : 0;
                least = std::min(least, signal.strength);
            }
            const Signal signal = sign_of(seed, family, 0, prints);
            ++real, false_ones += signal.strength > 0.5F ? 1 : 0;
            most = std::max(most, signal.strength);
        }
    }
    std::printf("SIGN screen pattern: %d of %d displays, %d of %d documents; at least %.2f, at most %.2f\n", seen,
                shown, false_ones, real, static_cast<double>(least), static_cast<double>(most));
    EXPECT_GE(seen * 10, shown * 8);
    EXPECT_LE(false_ones * 20, real);
}

TEST(ScreenPattern, ASmallPartTellsNothing) {
    EXPECT_EQ(capture::screen_pattern(cv::Mat(120, 200, CV_8UC1, cv::Scalar(90))).confidence, 0);
}

/// The sign of a document before its scene, or in the middle of a lit display that stands there.
Signal glow_of(std::uint64_t seed, Family family, double display, Prints& prints) {
    Shot shot = scene(Set::Clean, family, seed, prints);
    if (display > 0) {
        std::vector<cv::Point> rim;
        const auto corners = corners_of(*shot.print, shot.camera, shot.pose);
        const cv::Rect2f picture(0, 0, static_cast<float>(shot.camera.size.width),
                                 static_cast<float>(shot.camera.size.height));
        const cv::Point2f middle = (corners[0] + corners[1] + corners[2] + corners[3]) / 4;
        for (const auto& corner : corners) {
            const cv::Point2f at = middle + (corner - middle) * display;
            if (!picture.contains(at)) return {};  // a rim that the camera does not see is no rim
            rim.emplace_back(at);
        }
        shot.surface = shot.surface.clone();
        shot.surface *= 0.5;  // a display is what gives light
        cv::fillConvexPoly(shot.surface, rim, cv::Scalar(235, 232, 228), cv::LINE_AA);
        shot.facing_page.reset();
    }
    const Exposed exposed = expose(shot);
    cv::Mat grey;
    cv::cvtColor(exposed.picture, grey, cv::COLOR_BGR2GRAY);
    capture::Images images;
    images.grey = grey;
    capture::reduce_images(images);
    std::array<capture::Point, 4> corners;
    for (std::size_t at = 0; at < 4; ++at)
        corners[at] = capture::from_cv(exposed.truth.corners[at] / images.small_scale());
    return capture::lit_display(images.small, corners);
}

TEST(LitDisplay, IsSeenRoundADocumentAndNotOnADesk) {
    Prints prints;
    int seen = 0, shown = 0, false_ones = 0, real = 0, unknown = 0;
    for (const Family family : {Family::Tuned, Family::Held}) {
        for (std::uint64_t seed = 1; seed <= 24; ++seed) {
            const Signal lit = glow_of(seed, family, 1.25, prints);
            unknown += lit.confidence == 0 ? 1 : 0;
            if (lit.confidence > 0) ++shown, seen += lit.strength > 0.5F ? 1 : 0;
            const Signal signal = glow_of(seed, family, 0, prints);
            ++real, false_ones += signal.strength > 0.5F ? 1 : 0;
        }
    }
    std::printf("SIGN lit display: %d of %d displays (%d more end beyond the picture), %d of %d documents\n", seen,
                shown, unknown, false_ones, real);
    EXPECT_GE(shown, 8);
    EXPECT_GE(seen * 10, shown * 9);
    EXPECT_LE(false_ones * 20, real);
}

// --- the screen's colours

struct Room {
    double skin[3];   ///< blue, green, red, as shares of the light that falls on them
    double daylight;  ///< against 1 of the screen
    double noise;     ///< of a frame's mean, in grey levels
    bool answers = true;
};

Signal answer_of(const Room& room, std::uint64_t secret) {
    const auto shown = capture::colour_challenge(secret, 1s);
    cv::RNG random(static_cast<std::uint64_t>(secret + 1));
    std::vector<capture::SeenTint> seen;
    std::size_t at = 0;
    for (auto now = 900ms; now < 4s; now += 40ms) {
        // The picture is of 80 ms ago, when it comes.
        while (at + 1 < shown.size() && shown[at + 1].since <= now - 80ms) ++at;
        const capture::Tint& tint = shown[at].tint;
        const double screen[3] = {tint.blue, tint.green, tint.red};
        cv::Scalar level;
        for (int c = 0; c < 3; ++c) {
            const double light = room.daylight + (room.answers ? screen[c] : 0.8) * 1.0;
            level[c] = 120 * room.skin[c] * light / (room.daylight + 0.8) + random.gaussian(room.noise);
        }
        const cv::Mat picture(200, 160, CV_8UC3, level);
        if (const auto one = capture::face_tint(picture, {30, 40, 100, 120}, now)) seen.push_back(*one);
    }
    return capture::colour_answer(shown, seen);
}

TEST(ColourAnswer, ALitFaceAnswersInEverySkin) {
    for (const Room& room :
         {Room{{0.75, 0.82, 0.95}, 1.5, 0.3}, Room{{0.45, 0.55, 0.75}, 1.5, 0.3}, Room{{0.2, 0.27, 0.4}, 1.5, 0.3}}) {
        for (std::uint64_t secret = 1; secret < 9; ++secret) {
            const Signal signal = answer_of(room, secret);
            EXPECT_GT(signal.strength, 0.8F);
            EXPECT_GT(signal.confidence, 0.5F);
        }
    }
}

TEST(ColourAnswer, AFilmDoesNotAnswerAndASunnyRoomSaysThatItIsUnknown) {
    for (std::uint64_t secret = 1; secret < 9; ++secret) {
        const Signal film = answer_of({{0.6, 0.7, 0.85}, 1.5, 0.3, false}, secret);
        EXPECT_LT(film.strength * film.confidence, 0.2F) << "noise is no answer";
        const Signal sunny = answer_of({{0.2, 0.27, 0.4}, 90, 0.8}, secret);
        EXPECT_LT(sunny.confidence, 0.25F);
    }
    EXPECT_EQ(capture::colour_answer({}, {}).confidence, 0) << "declined";
}

TEST(ColourAnswer, NoChallengeFlashes) {
    std::set<std::string> orders;
    for (std::uint64_t secret = 0; secret < 200; ++secret) {
        const auto shown = capture::colour_challenge(secret * 7'919, 0s);
        std::string order;
        for (std::size_t at = 0; at + 1 < shown.size(); ++at) {
            const auto& [since, tint] = shown[at];
            EXPECT_GE(shown[at + 1].since - since, 334ms) << "three changes a second at most";
            EXPECT_FALSE(tint.red > 0.8F && tint.green < 0.3F && tint.blue < 0.3F) << "saturated red";
            EXPECT_GT(tint.red + tint.green + tint.blue, 1.2F) << "none of it is dark";
            order += std::to_string(static_cast<int>(tint.red * 9)) + std::to_string(static_cast<int>(tint.green * 9));
            if (at == 0) continue;
            const auto& before = shown[at - 1].tint;
            EXPECT_TRUE(before.red != tint.red || before.green != tint.green || before.blue != tint.blue);
        }
        orders.insert(order);
    }
    EXPECT_GT(orders.size(), 100U) << "nobody can film the answer before";
}

}  // namespace
}  // namespace vestibule::score
