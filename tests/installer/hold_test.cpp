// hold_test - a disk is written only for somebody who holds for seconds and lets go, not for what merely lies there.
#include "kiosk/installer/hold.hpp"

#include <gtest/gtest.h>

namespace vestibule::installer {
namespace {

using namespace std::chrono_literals;
using Answer = Hold::Answer;
constexpr drivers::TimePoint kShown{};

/// Down at once after the question could be read, up again after so long.
Answer held(Side side, std::chrono::milliseconds lasted) {
    Hold hold(kShown);
    hold.down(side, kShown + 2s);
    return hold.up(kShown + 2s + lasted);
}

TEST(Hold, WritesOnlyForAPersonWhoHoldsAndLetsGo) {
    EXPECT_EQ(held(Side::Write, 5s), Answer::Write);
    EXPECT_EQ(held(Side::Write, 12s), Answer::Write);
    EXPECT_EQ(held(Side::Write, 4999ms), Answer::None);
    EXPECT_EQ(held(Side::Write, 100ms), Answer::None) << "a tap is no yes";
    EXPECT_EQ(held(Side::Write, 31s), Answer::None) << "whatever lies on the glass is no person";
}

TEST(Hold, StaysForATapAndForNothingLonger) {
    EXPECT_EQ(held(Side::Stay, 80ms), Answer::Stay);
    EXPECT_EQ(held(Side::Stay, 6s), Answer::None) << "a glass that is mirrored turns no yes into a no";
}

TEST(Hold, NothingThatWasThereBeforeTheQuestionAnswersIt) {
    Hold hold(kShown);
    hold.down(Side::Write, kShown + 500ms);
    EXPECT_EQ(hold.up(kShown + 8s), Answer::None);
    EXPECT_EQ(hold.up(kShown + 9s), Answer::None);
}

TEST(Hold, ASecondFingerDoesNotTakeTheFirstOnesPlace) {
    Hold hold(kShown);
    hold.down(Side::Stay, kShown + 2s);
    hold.down(Side::Write, kShown + 3s);
    EXPECT_EQ(hold.up(kShown + 9s), Answer::None);
}

TEST(Hold, TellsHowMuchIsOver) {
    Hold hold(kShown);
    EXPECT_EQ(hold.permille(kShown + 2s), 0);
    hold.down(Side::Write, kShown + 2s);
    EXPECT_EQ(hold.permille(kShown + 4500ms), 500);
    EXPECT_EQ(hold.permille(kShown + 20s), 1000);
    EXPECT_EQ(hold.permille(kShown + 33s), 0);
    Hold other(kShown);
    other.down(Side::Stay, kShown + 2s);
    EXPECT_EQ(other.permille(kShown + 4s), 0);
}

}  // namespace
}  // namespace vestibule::installer
