// advice_test - hints do not flicker, and the shutter wants enough good frames for long enough.
#include <gtest/gtest.h>

#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/guide.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/speed.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

using namespace std::chrono_literals;

TEST(Advisor, AHintChangesOnlyWhenTheNewOneLasts) {
    Advisor advisor;
    EXPECT_EQ(advisor.say(Hint::ShowDocument, 0ms), Hint::ShowDocument);
    EXPECT_EQ(advisor.say(Hint::MoveCloser, 40ms), Hint::ShowDocument);
    EXPECT_EQ(advisor.say(Hint::ShowDocument, 80ms), Hint::ShowDocument);
    EXPECT_EQ(advisor.say(Hint::MoveCloser, 400ms), Hint::ShowDocument) << "the wait starts anew";
    EXPECT_EQ(advisor.say(Hint::MoveCloser, 700ms), Hint::MoveCloser);
    EXPECT_EQ(advisor.say(Hint::Good, 740ms), Hint::MoveCloser);
    EXPECT_EQ(advisor.say(Hint::Good, 810ms), Hint::Good);
}

TEST(Advisor, WhatIsNoLongerTrueIsNotSaidForLong) {
    Advisor advisor;
    EXPECT_EQ(advisor.say(Hint::TooDark, 0ms), Hint::TooDark);
    // A waving hand: each frame is judged differently, so nothing lasts.
    const std::array waving{Hint::HoldStill, Hint::CentreIt};
    Hint said = Hint::TooDark;
    for (int frame = 1; frame < 20; ++frame) said = advisor.say(waving[frame % 2], 40ms * frame);
    EXPECT_NE(said, Hint::TooDark);
}

TEST(Shutter, WantsFramesAndTime) {
    Shutter quick(5, 400ms);
    for (int frame = 0; frame < 12; ++frame) EXPECT_FALSE(quick.see(true, 33ms * frame)) << frame;
    EXPECT_TRUE(quick.see(true, 400ms));
    Shutter slow(5, 400ms);
    for (int frame = 0; frame < 4; ++frame) EXPECT_FALSE(slow.see(true, 300ms * frame));
    EXPECT_TRUE(slow.see(true, 1200ms));
}

TEST(Shutter, ForgivesSingleBadFramesOnly) {
    Shutter shutter(5, 400ms);
    for (int frame = 0; frame < 8; ++frame) shutter.see(frame % 3 != 2, 40ms * frame);
    EXPECT_FALSE(shutter.idle());
    EXPECT_GT(shutter.closed(), 0.5F);
    for (int frame = 8; frame < 12; ++frame) EXPECT_FALSE(shutter.see(false, 40ms * frame));
    EXPECT_TRUE(shutter.idle());
    EXPECT_EQ(shutter.closed(), 0.0F);
}

TEST(Framing, EachFaultIsNamed) {
    const cv::Size frame(1280, 720);
    const auto box = [](float x, float y, float w, float h) {
        return std::array<Point, 4>{Point{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}};
    };
    const auto judged = [&](const std::array<Point, 4>& c, float focal_share = limits::assumed_focal_share) {
        const auto lens = lens_of(frame, focal_share);
        return judge_framing(c, frame, 85.6F, metric_of({to_cv(c[0]), to_cv(c[1]), to_cv(c[2]), to_cv(c[3])}, lens));
    };
    EXPECT_EQ(judged(box(200, 80, 880, 555)), Hint::None);
    EXPECT_EQ(judged(box(400, 200, 480, 303)), Hint::MoveCloser);
    EXPECT_EQ(judged(box(30, 5, 1000, 630)), Hint::CentreIt);
    EXPECT_EQ(judged(box(-40, -20, 1300, 800)), Hint::MoveBack);
    EXPECT_EQ(judged(box(500, 80, 880, 555)), Hint::CentreIt);
    auto tilted = box(200, 80, 880, 555);
    tilted[0].x += 130;
    tilted[1].x -= 130;
    EXPECT_EQ(judged(tilted), Hint::HoldFlat);
    // The same corners are a flatter document before a wider lens.
    tilted = box(200, 80, 880, 555);
    tilted[0].x += 60;
    tilted[1].x -= 60;
    EXPECT_EQ(judged(tilted, 0.8F), Hint::None);
    EXPECT_EQ(judged(tilted, 1.6F), Hint::HoldFlat);
}

TEST(Framing, AFaceBelongsIntoTheOvalThatTheScreenShows) {
    for (const cv::Size frame : {cv::Size(1280, 720), cv::Size(1920, 1080), cv::Size(640, 480)}) {
        const FaceGuide oval = face_guide(frame.width, frame.height);
        const auto height = static_cast<float>(frame.height);
        // A face `size` of the frame's height, its middle off the oval's by shares of that height.
        const auto judged = [&](float size, float across, float down) {
            const float side = size * height;
            return judge_face_framing(
                {oval.middle_x() + across * height - side / 2, oval.middle_y() + down * height - side / 2, side, side},
                frame);
        };
        EXPECT_EQ(judged(0.45F, 0, 0), Hint::None);
        EXPECT_EQ(judged(0.45F, 0.06F, 0.03F), Hint::None) << "nobody stands still to the pixel";
        EXPECT_EQ(judged(0.4F, 0, 0.16F), Hint::None) << "somebody who sits";
        EXPECT_EQ(judged(0.7F, 0.02F, 0), Hint::None);
        EXPECT_EQ(judged(0.2F, 0, 0), Hint::MoveCloser);
        EXPECT_EQ(judged(0.8F, 0, 0), Hint::MoveBack);
        for (const float side : {-1.0F, 1.0F}) {
            EXPECT_EQ(judged(0.45F, 0.13F * side, 0), Hint::CentreIt) << "half a head beside the oval";
            EXPECT_EQ(judged(0.35F, 0.18F * side, 0), Hint::CentreIt);
            EXPECT_EQ(judged(0.4F, 0.1F * side, 0.2F), Hint::CentreIt) << "the oval is round";
        }
        // Whatever is called well lies over the oval: less than a fifth of the face is beside the box around it.
        for (float size = 0.3F; size < 0.7F; size += 0.05F) {
            for (float across = -0.5F; across <= 0.5F; across += 0.01F) {
                for (float down = -0.5F; down <= 0.5F; down += 0.05F) {
                    if (judged(size, across, down) != Hint::None) continue;
                    const float side = size * height;
                    const cv::Rect2f box(oval.middle_x() + across * height - side / 2,
                                         oval.middle_y() + down * height - side / 2, side, side);
                    const cv::Rect2f inside = box & cv::Rect2f(oval.x, oval.y, oval.width, oval.height);
                    EXPECT_GT(inside.area(), 0.8F * box.area()) << size << " " << across << " " << down;
                }
            }
        }
    }
}

TEST(Light, BurntOutIsNotGlareAndGlareIsNotBurntOut) {
    const auto judged = [](float dark, float bright, float glare) {
        const Quality quality{
            .blur_px = 1, .contrast = 120, .dark_part = dark, .bright_part = bright, .mean = 150, .glare_share = glare};
        return judge_quality(quality, 880, 85.6F);
    };
    EXPECT_EQ(judged(240, 255, 0.6F), Hint::TooBright);
    EXPECT_EQ(judged(80, 255, 0.05F), Hint::Glare);
    EXPECT_EQ(judged(80, 230, 0), Hint::None);
    EXPECT_EQ(judged(10, 60, 0), Hint::TooDark);
}

TEST(Speed, IsInWidthsOfTheObject) {
    Speed speed;
    float last = 0;
    for (int frame = 0; frame < 10; ++frame) {
        const auto x = static_cast<float>(frame) * 20;
        last = speed.see({Point{x, 0}, {x + 400, 0}, {x + 400, 250}, {x, 250}}, 400, 40ms * frame);
    }
    EXPECT_NEAR(last, 20.0 / 0.04 / 400, 0.01);
}

}  // namespace
}  // namespace vestibule::capture
