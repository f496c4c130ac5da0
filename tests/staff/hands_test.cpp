// hands_test - the tests that a person makes: what is kept of each, and how long a guided walk takes.
#include "kiosk/staff/hands.hpp"

#include <gtest/gtest.h>

#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "kiosk/staff/findings.hpp"

namespace vestibule::staff {
namespace {

using namespace std::chrono_literals;
using diagnostics::Verdict;

TEST(HandTests, EachHasAValueALimitAndForABadOneAHint) {
    int judged = 0;
    for (const HandTest& one : kHands) {
        StaffView view;
        const auto bad = judged_by_hand(one.hand, false, view);
        if (bad.verdict == Verdict::Inconclusive) continue;  // a machine judges it
        ++judged;
        view.touched.set(), view.pressed.set();
        const auto good = judged_by_hand(one.hand, true, view);
        EXPECT_EQ(good.verdict, Verdict::Pass) << one.id;
        EXPECT_NE(bad.verdict, Verdict::Pass) << one.id;
        EXPECT_FALSE(good.limit.empty()) << one.id;
        EXPECT_EQ(good.limit, bad.limit) << one.id;
        EXPECT_NE(good.value, bad.value) << one.id;
        EXPECT_EQ(good.hint, "") << one.id;
        EXPECT_TRUE(bad.hint.ends_with(".")) << one.id;
    }
    EXPECT_EQ(judged, 8);
}

TEST(GuidedWalk, BeginsNoFurtherTestOnceItsTimeIsOver) {
    const auto all = [](Hand) { return true; };
    EXPECT_EQ(next_of_walk(0, 0s, all), 0U);
    EXPECT_EQ(next_of_walk(3, kGuided - 1s, all), 3U);
    EXPECT_FALSE(next_of_walk(3, kGuided, all));
    EXPECT_FALSE(next_of_walk(kHands.size(), 0s, all));
    const auto no_keypad = [](Hand hand) { return hand != Hand::Keypad; };
    EXPECT_EQ(next_of_walk(1, 0s, no_keypad), 2U) << "what this kiosk has not is left out";
}

TEST(GuidedWalk, IsDoneWithinFiveMinutesAndAQuickRunWithinThirtySeconds) {
    const drivers::SystemClock clock;
    diagnostics::Bench bench;
    bench.clock = &clock;
    bench.state_folder = "/nowhere";
    bench.config.face_camera = "another";
    auto tests = diagnostics::tests_for(bench);
    std::erase_if(tests, [](const auto& test) { return test.by_hand; });
    EXPECT_LE(kGuided + diagnostics::limit_for(tests), 5min);
    const auto proof =
        std::find_if(tests.begin(), tests.end(), [](const auto& test) { return test.id == diagnostics::kProveNow; });
    ASSERT_NE(proof, tests.end());
    EXPECT_GE(diagnostics::limit_for(tests), proof->deadline) << "whole and soak runs: it is not cut";
    tests.erase(proof);
    EXPECT_EQ(diagnostics::limit_for(tests), 30s) << "a quick run leaves it out";
}

}  // namespace
}  // namespace vestibule::staff
