// ladder_test - the order, the budgets and the pauses of each ladder, on virtual time; ports as numbers.
#include "kiosk/device/ladder/ladder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr Rung kAll = Rung::OutOfService;

/// The rungs that a device takes which never comes back, and after how many seconds each.
std::vector<std::pair<Rung, int>> climb(Ladder& ladder, drivers::SimulatedClock& clock, std::chrono::seconds time,
                                        Rung highest = kAll) {
    std::vector<std::pair<Rung, int>> taken;
    const drivers::TimePoint since = clock.now();
    while (clock.now() - since < time) {
        if (const auto next = ladder.failed(ErrorCode::CameraLost, highest, clock.now())) {
            taken.emplace_back(*next->rung,
                               std::chrono::duration_cast<std::chrono::seconds>(clock.now() - since).count());
            ladder.climb(*next, clock.now());
        }
        clock.advance(1s);
    }
    return taken;
}

TEST(Ladder, OfACameraGoesFromOpeningAgainToOutOfService) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::DocumentCamera, {.port = "1-1"}, clock.now());
    EXPECT_THAT(climb(ladder, clock, 125s),
                ElementsAre(std::pair(Rung::Reopen, 0), std::pair(Rung::PowerCycle, 8), std::pair(Rung::PowerCycle, 20),
                            std::pair(Rung::Restart, 32), std::pair(Rung::Reboot, 47),
                            std::pair(Rung::OutOfService, 107), std::pair(Rung::OutOfService, 122)));
}

TEST(Ladder, OfATouchScreenNeverReboots) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::Touch, {.port = "1-1"}, clock.now());
    EXPECT_THAT(climb(ladder, clock, 50s),
                ElementsAre(std::pair(Rung::PowerCycle, 0), std::pair(Rung::PowerCycle, 12),
                            std::pair(Rung::Restart, 24), std::pair(Rung::OutOfService, 39)));
}

TEST(Ladder, StopsBelowWhatAPatientWouldNotice) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::FaceCamera, {.port = "1-1"}, clock.now());
    const auto taken = climb(ladder, clock, 600s, Rung::PowerCycle);
    EXPECT_EQ(taken.size(), 3U);
    EXPECT_EQ(taken.back().first, Rung::PowerCycle);
    const auto next = ladder.failed(ErrorCode::CameraLost, kAll, clock.now());
    ASSERT_TRUE(next) << "once the patient is gone it goes on";
    EXPECT_EQ(next->rung, Rung::Restart);
}

TEST(Ladder, GoesOnWhereTheProcessBeforeHasLeftIt) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::DocumentCamera, {.rung = Rung::Restart, .tries = 1, .port = "1-1"}, clock.now());
    EXPECT_FALSE(ladder.failed(ErrorCode::CameraLost, kAll, clock.now())) << "the restart gets its time";
    clock.advance(15s);
    const auto next = ladder.failed(ErrorCode::CameraMissing, kAll, clock.now());
    ASSERT_TRUE(next);
    EXPECT_EQ(next->rung, Rung::Reboot);
    EXPECT_EQ(next->code, ErrorCode::CameraMissing);
    EXPECT_EQ(next->port, "1-1");
}

TEST(Ladder, LeavesOutWhatCannotBeDone) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::DocumentCamera, {}, clock.now());
    ladder.skip(Rung::PowerCycle);
    ladder.skip(Rung::Reboot);
    EXPECT_THAT(climb(ladder, clock, 30s), ElementsAre(std::pair(Rung::Reopen, 0), std::pair(Rung::Restart, 8),
                                                       std::pair(Rung::OutOfService, 23)));
}

TEST(Ladder, IsLeftOnlyAfterTheDeviceWorkedForAWhile) {
    drivers::SimulatedClock clock;
    Ladder ladder(LadderId::DocumentCamera, {.rung = Rung::Reboot, .tries = 1}, clock.now());
    EXPECT_FALSE(ladder.works(clock.now()));
    clock.advance(19s);
    EXPECT_FALSE(ladder.works(clock.now()));
    ladder.rests();
    clock.advance(3600s);  // not in use: that is no good sign
    EXPECT_FALSE(ladder.works(clock.now()));
    (void)ladder.failed(ErrorCode::CameraLost, kAll, clock.now());
    clock.advance(19s);
    EXPECT_FALSE(ladder.works(clock.now())) << "it has failed in between";
    clock.advance(20s);
    EXPECT_TRUE(ladder.works(clock.now()));
    ladder.leave();
    EXPECT_TRUE(ladder.at_bottom());
    clock.advance(60s);
    EXPECT_FALSE(ladder.works(clock.now())) << "once";
}

TEST(Port, IsANumberInTheJournalAndAName) {
    for (const char* port : {"1-1", "1-1.4", "2-10", "12-3.4.5.6.7.8", "9-99.99.99.99.99.99"}) {
        EXPECT_EQ(port_named(numbers_of(port)), port);
    }
    EXPECT_EQ(numbers_of("1-1.4").bus, 1);
    EXPECT_EQ(numbers_of("1-1.4").port, 104);
    EXPECT_LE(numbers_of("9-99.99.99.99.99.99").port, 999'999'999'999);
    for (const char* none : {"", "1", "1-", "-1", "usb1", "1-1:1.0", "1-100", "1-0", "1-1..2"}) {
        EXPECT_EQ(port_named(numbers_of(none)), "") << none;
    }
}

}  // namespace
}  // namespace vestibule::device
