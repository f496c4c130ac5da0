// climber_test - simulated devices with faults on the real ladders and the real store: what is kept before each step,
// what a reboot finds, and what happens where the store, the helper or the port is not there.
#include "kiosk/device/ladder/climber.hpp"

#include <gmock/gmock.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;
using testing::becomes_true;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Place;

constexpr LadderId kCamera = LadderId::DocumentCamera;

/// A machine with a store that outlives its processes, and a helper that notes what it is asked.
struct Machine {
    Place place;
    drivers::SimulatedClock clock;
    bool store_works = true, hand_works = true, patient = false;
    std::vector<std::string> happened;  // guarded by mutex
    std::mutex mutex;

    void note(const std::string& what) {
        const std::scoped_lock lock(mutex);
        happened.push_back(what);
    }
    std::vector<std::string> all() {
        const std::scoped_lock lock(mutex);
        return happened;
    }
    template <typename Work>
    Result<void> in_store(Work work) {
        if (!store_works) return Error{ErrorCode::StoreFailed, "as the test wishes"};
        auto store = journal::Store::open(place / "state", clock);
        if (!store) return std::move(store).error();
        return store->transaction([&] { return work(*store); });
    }
    /// One process of the kiosk.
    std::unique_ptr<Climber> start() {
        return std::make_unique<Climber>(ClimberSetup{
            .clock = &clock,
            .read = [this]() -> Result<Standings> {
                Standings read;
                const auto done = in_store([&](journal::Store& store) -> Result<void> {
                    auto standings = read_standings(store);
                    if (!standings) return std::move(standings).error();
                    read = std::move(standings).value();
                    return {};
                });
                if (!done) return done.error();
                return read;
            },
            .keep = [this](LadderId id, const Standing& standing) -> Result<void> {
                const auto kept = in_store([&](journal::Store& store) { return keep_standing(store, id, standing); });
                if (kept) note("kept " + (standing.rung ? std::to_string(static_cast<int>(*standing.rung)) : "bottom"));
                return kept;
            },
            .ask_hand = [this](const hand::Request& request) -> Result<void> {
                note(hand::write_request(request));
                if (!hand_works) return Error{ErrorCode::HandFailed, "as the test wishes"};
                return {};
            },
            .alone = [this]() -> std::shared_ptr<void> { return patient ? nullptr : std::make_shared<int>(0); },
            .complain =
                [this](const Error& error) { note("complains " + std::to_string(static_cast<int>(error.code))); },
            .wake = [] {}});
    }
    /// Lets time pass with a device that shows `condition`.
    void pass(Climber& climber, std::chrono::seconds time, Condition condition, Rung highest = Rung::OutOfService) {
        ASSERT_TRUE(becomes_true([&] { return climber.ready(); }));
        for (auto passed = 0s; passed < time; passed += 1s) {
            climber.look(kCamera, condition, ErrorCode::CameraLost, highest);
            ASSERT_TRUE(becomes_true([&] { return !climber.busy(kCamera); }));
            clock.advance(1s);
        }
    }
    std::vector<std::string> journal() {
        std::vector<std::string> lines;
        EXPECT_TRUE(in_store([&](journal::Store& store) {
                        return store.each(
                            [&](const journal::Entry& entry) { lines.push_back(journal::in_words(entry)); });
                    }).ok());
        return lines;
    }
};

TEST(Climber, KeepsEachStepBeforeItIsTakenAndGoesOnAfterwards) {
    Machine machine;
    {
        const auto climber = machine.start();
        ASSERT_TRUE(becomes_true([&] { return climber->ready(); }));
        climber->seen(kCamera, "1-1.4");
        ASSERT_TRUE(becomes_true([&] { return machine.all().size() == 1; }));
        machine.pass(*climber, 40s, Condition::Failed);
        ASSERT_TRUE(climber->demand());
        EXPECT_EQ(climber->demand()->rung, Rung::Restart);
    }
    EXPECT_THAT(machine.all(), ElementsAre("kept bottom", "kept 0", "kept 1", "usb-power-cycle 1-1.4", "kept 1",
                                           "usb-power-cycle 1-1.4", "kept 2"));
    machine.happened.clear();
    {
        const auto restarted = machine.start();
        machine.pass(*restarted, 20s, Condition::Failed);
    }
    EXPECT_THAT(machine.all(), ElementsAre("kept 3", "reboot"));
    machine.happened.clear();
    const auto rebooted = machine.start();
    machine.pass(*rebooted, 70s, Condition::Failed);
    EXPECT_THAT(machine.all(), ElementsAre("kept 4")) << "never a second reboot";
    ASSERT_TRUE(rebooted->demand());
    EXPECT_EQ(rebooted->demand()->rung, Rung::OutOfService);
    EXPECT_THAT(machine.journal(),
                Contains(HasSubstr("ladder=document_camera rung=reboot error=E302_CameraLost bus=1 port=104")));
}

TEST(Climber, ForgetsALadderOnceTheDeviceWorksWell) {
    Machine machine;
    {
        const auto climber = machine.start();
        ASSERT_TRUE(becomes_true([&] { return climber->ready(); }));
        climber->seen(kCamera, "1-1");
        machine.pass(*climber, 10s, Condition::Failed, Rung::PowerCycle);
        EXPECT_TRUE(climber->climbing(kCamera));
        machine.pass(*climber, 25s, Condition::Works);
        EXPECT_FALSE(climber->climbing(kCamera));
    }
    EXPECT_THAT(machine.journal(), Contains(HasSubstr("ladder_left (success) ladder=document_camera")));
    const auto next = machine.start();
    ASSERT_TRUE(becomes_true([&] { return next->ready(); }));
    EXPECT_FALSE(next->climbing(kCamera));
    EXPECT_TRUE(next->known(kCamera)) << "the port is remembered";
}

void expect_climbs_to_the_restart(Machine& machine) {
    const auto climber = machine.start();
    ASSERT_TRUE(becomes_true([&] { return climber->ready(); }));
    climber->seen(kCamera, "1-1");
    machine.pass(*climber, 40s, Condition::Failed);
    ASSERT_TRUE(climber->demand());
    EXPECT_EQ(climber->demand()->rung, Rung::Restart);
}

TEST(Climber, WithoutAStoreClimbsButNeverReboots) {
    Machine machine;
    machine.store_works = false;
    expect_climbs_to_the_restart(machine);
    const auto again = machine.start();
    machine.pass(*again, 200s, Condition::Failed);
    EXPECT_THAT(machine.all(), ::testing::Not(Contains("reboot")));
}

TEST(Climber, WhatIsNotKeptIsNoReasonToReboot) {
    Machine machine;
    {
        const auto climber = machine.start();
        machine.pass(*climber, 30s, Condition::Failed);  // no port is known: from opening to the restart
        ASSERT_TRUE(climber->demand());
    }
    const auto restarted = machine.start();
    ASSERT_TRUE(becomes_true([&] { return restarted->ready(); }));
    machine.store_works = false;
    machine.pass(*restarted, 20s, Condition::Failed);
    EXPECT_THAT(machine.all(), ::testing::Not(Contains("reboot")));
    ASSERT_TRUE(restarted->demand()) << "it goes out of service without one";
    EXPECT_EQ(restarted->demand()->rung, Rung::OutOfService);
}

TEST(Climber, NeverRebootsUnderAPatient) {
    Machine machine;
    {
        const auto climber = machine.start();
        machine.pass(*climber, 30s, Condition::Failed);
        ASSERT_TRUE(climber->demand());
    }
    const auto restarted = machine.start();
    machine.patient = true;
    machine.pass(*restarted, 60s, Condition::Failed);
    EXPECT_THAT(machine.all(), ::testing::Not(Contains("reboot")));
    EXPECT_FALSE(restarted->demand());
    machine.patient = false;
    machine.pass(*restarted, 2s, Condition::Failed);
    EXPECT_THAT(machine.all(), Contains("reboot"));
}

TEST(Climber, AHelperThatIsNotThereStopsNoLadder) {
    Machine machine;
    machine.hand_works = false;
    expect_climbs_to_the_restart(machine);
    EXPECT_THAT(machine.all(), Contains("complains 307"));
}

TEST(Climber, RubbishInTheStoreIsTheBottom) {
    Machine machine;
    ASSERT_TRUE(machine
                    .in_store([](journal::Store& store) -> Result<void> {
                        if (auto made = read_standings(store); !made) return made.error();
                        return store.database().run(
                            "INSERT INTO ladders VALUES (0, 77, -5, 9, -1, 5), (99, 1, 1, 1, 1, 1)");
                    })
                    .ok());
    const auto climber = machine.start();
    ASSERT_TRUE(becomes_true([&] { return climber->ready(); }));
    EXPECT_FALSE(climber->climbing(kCamera));
}

}  // namespace
}  // namespace vestibule::device
