// advice_test - hints do not flicker, and the shutter wants enough good frames for long enough.
#include <gtest/gtest.h>

#include "kiosk/capture/advisor.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/shutter.hpp"
#include "kiosk/capture/speed.hpp"

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
    EXPECT_EQ(judge_framing(box(200, 80, 880, 555), frame, 85.6F), Hint::None);
    EXPECT_EQ(judge_framing(box(400, 200, 480, 303), frame, 85.6F), Hint::MoveCloser);
    EXPECT_EQ(judge_framing(box(30, 5, 1000, 630), frame, 85.6F), Hint::CentreIt);
    EXPECT_EQ(judge_framing(box(-40, -20, 1300, 800), frame, 85.6F), Hint::MoveBack);
    EXPECT_EQ(judge_framing(box(500, 80, 880, 555), frame, 85.6F), Hint::CentreIt);
    auto tilted = box(200, 80, 880, 555);
    tilted[0].x += 130;
    tilted[1].x -= 130;
    EXPECT_EQ(judge_framing(tilted, frame, 85.6F), Hint::HoldFlat);
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
