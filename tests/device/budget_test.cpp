// budget_test - what uses up the budget, how long the kiosk rests then, and that the count survives its writing down.
#include "kiosk/device/budget.hpp"

#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;

TEST(Budget, FiveFailuresWithinAMinuteUseItUp) {
    Budget budget;
    for (int i = 0; i < 4; ++i) budget.ended(139, 100s + i * 10s);
    EXPECT_EQ(budget.out_of_service(), 0);
    budget.ended(11, 150s);
    EXPECT_EQ(budget.out_of_service(), 11) << "the last failure gives the code";
}

TEST(Budget, FailuresOfLongAgoCountNoMore) {
    Budget budget;
    for (int i = 0; i < 100; ++i) budget.ended(139, i * 16s);
    EXPECT_EQ(budget.out_of_service(), 0) << "never five within a minute";
}

TEST(Budget, GoodVisitsCostNothing) {
    Budget budget;
    for (int i = 0; i < 1000; ++i) budget.ended(kErased, 100s);
    EXPECT_EQ(budget.out_of_service(), 0);
}

TEST(Budget, AnUnprovedErasureAndWhatStaysWrongEndItAtOnce) {
    for (const int code : {kNotErased, 64, 78}) {
        Budget budget;
        budget.ended(code, 5s);
        EXPECT_EQ(budget.out_of_service(), code);
    }
    Budget budget;
    budget.ended(79, 5s);
    budget.ended(63, 5s);
    EXPECT_EQ(budget.out_of_service(), 0);
}

TEST(Budget, ItsOwnRefusalIsNoFailure) {
    Budget budget;
    for (int i = 0; i < 10; ++i) budget.ended(kOutOfService, 5s);
    EXPECT_EQ(budget.out_of_service(), 0);
}

TEST(Budget, RestsLongerEachTimeInARowAndShortAgainAfterAGoodVisit) {
    Budget budget;
    std::vector<std::chrono::seconds> rests;
    for (int i = 0; i < 40; ++i) {
        budget.ended(kNotErased, 5s);
        rests.push_back(budget.rest());
        budget.rested();
        EXPECT_EQ(budget.out_of_service(), 0);
    }
    EXPECT_EQ(rests[0], 30s);
    EXPECT_EQ(rests[1], 60s);
    EXPECT_EQ(rests[5], 600s);
    EXPECT_EQ(rests[39], 600s) << "somebody who has repaired it waits no longer than ten minutes";
    budget.ended(kErased, 5s);
    EXPECT_EQ(budget.rest(), 30s);
}

TEST(Budget, GoesOnCountingInTheNextProcess) {
    Budget budget;
    for (int i = 0; i < 4; ++i) {
        budget = Budget::read(budget.text());
        budget.ended(134, 1000s + i * 1s);
    }
    EXPECT_EQ(budget.out_of_service(), 0);
    budget = Budget::read(budget.text());
    budget.ended(134, 1005s);
    budget = Budget::read(budget.text());
    EXPECT_EQ(budget.out_of_service(), 134);
    budget.rested();
    EXPECT_EQ(Budget::read(budget.text()).rest(), 60s);
}

TEST(Budget, WhatCannotBeReadCountsAsNothing) {
    for (const char* text : {"", "x", "999 0", "-1 3", "0", "99999999999999999999 1", "0 -4 7"}) {
        const Budget budget = Budget::read(text);
        EXPECT_EQ(budget.out_of_service(), 0) << text;
        EXPECT_EQ(budget.rest(), 30s) << text;
    }
    Budget later = Budget::read("0 0 5000 5000 5000 5000");  // counts of a machine that has started anew since
    later.ended(11, 10s);
    EXPECT_EQ(later.out_of_service(), 0);
}

}  // namespace
}  // namespace vestibule::device
