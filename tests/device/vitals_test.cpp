// vitals_test - each organ is missed in turn, one that is not in use is not, and a slow one is not called frozen.
#include "kiosk/device/vitals.hpp"

#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;
using drivers::TimePoint;

constexpr drivers::Duration kWatchdog = 30s;
constexpr std::array kAll{Organ::Frames, Organ::Input, Organ::Camera, Organ::Network, Organ::Journey};

TEST(Vitals, EachOrganIsMissedByItsName) {
    for (const Organ silent : kAll) {
        Vitals vitals(kWatchdog, TimePoint{});
        std::optional<Organ> found;
        drivers::Duration at = 0s;
        for (; !found && at < kWatchdog; at += 1s) {
            for (const Organ organ : kAll) {
                if (organ != silent || at == 0s) vitals.beat(organ, TimePoint(at));
            }
            found = vitals.frozen(TimePoint(at));
        }
        ASSERT_TRUE(found.has_value()) << name(silent);
        EXPECT_EQ(name(*found), name(silent));
        EXPECT_GT(at, kWatchdog / 2);
        EXPECT_LT(at, kWatchdog) << "sooner than systemd itself would see it";
    }
}

TEST(Vitals, WhatIsNotInUseIsNotMissed) {
    Vitals vitals(kWatchdog, TimePoint{});
    const auto others_beat = [&vitals](TimePoint at) {
        for (const Organ organ : kAll) {
            if (organ != Organ::Camera) vitals.beat(organ, at);
        }
    };
    others_beat(TimePoint(100s));
    EXPECT_FALSE(vitals.frozen(TimePoint(100s))) << "no camera was opened yet";
    vitals.beat(Organ::Camera, TimePoint(100s));
    others_beat(TimePoint(120s));
    EXPECT_EQ(vitals.frozen(TimePoint(120s)), Organ::Camera);
    vitals.rest(Organ::Camera);
    EXPECT_FALSE(vitals.frozen(TimePoint(120s)));
    vitals.beat(Organ::Camera, TimePoint(119s));
    EXPECT_FALSE(vitals.frozen(TimePoint(120s))) << "its deadline begins with its use";
}

TEST(Vitals, ASlowOrganIsNotFrozen) {
    Vitals vitals(kWatchdog, TimePoint{});
    for (drivers::Duration at = 0s; at < 10min; at += 14s) {
        for (const Organ organ : kAll) vitals.beat(organ, TimePoint(at));
        EXPECT_FALSE(vitals.frozen(TimePoint(at + 14s)));
    }
}

TEST(Vitals, AnOlderBeatNeverUndoesANewerOne) {
    Vitals vitals(kWatchdog, TimePoint{});
    for (const Organ organ : kAll) vitals.beat(organ, TimePoint(100s));
    vitals.beat(Organ::Network, TimePoint(10s));
    EXPECT_FALSE(vitals.frozen(TimePoint(105s)));
}

TEST(Vitals, LooksOftenEnoughToLoseATurn) {
    Vitals vitals(kWatchdog, TimePoint{});
    EXPECT_TRUE(vitals.due(TimePoint{}));
    vitals.looked(TimePoint{});
    EXPECT_FALSE(vitals.due(TimePoint(4s)));
    EXPECT_TRUE(vitals.due(TimePoint(5s)));
}

}  // namespace
}  // namespace vestibule::device
