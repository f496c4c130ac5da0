// mode_test - every pair of set-up's table does what its cell says; it is over only where somebody said what the kiosk
// is to do, and nothing that was typed stays.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "kiosk/setup/mode.hpp"

namespace vestibule::setup {
namespace {

constexpr auto kSteps = static_cast<std::size_t>(Step::Count);
constexpr auto kEvents = static_cast<std::size_t>(EventKind::Count);

class Pair : public testing::TestWithParam<std::size_t> {};

TEST_P(Pair, DoesWhatItsCellSays) {
    const auto at = static_cast<Step>(GetParam() / kEvents);
    const auto kind = static_cast<EventKind>(GetParam() % kEvents);
    const Said cell = said(at, kind);
    EXPECT_FALSE(cell.why.empty());
    const State before{.step = at};
    const Event event{.kind = kind, .to = Step::Scan};
    if (cell.fate == Fate::Impossible) {
        EXPECT_DEATH({ (void)step(before, event); }, "is impossible");
        return;
    }
    const Next next = step(before, event);
    if (cell.fate == Fate::Ignored) {
        EXPECT_EQ(next.state.step, before.step);
        EXPECT_EQ(next.count, 0);
    }
}
INSTANTIATE_TEST_SUITE_P(All, Pair, testing::Range<std::size_t>(0, kSteps* kEvents), [](const auto& pair) {
    return std::string(name(static_cast<Step>(pair.param / kEvents))) + "_" +
           std::string(name(static_cast<EventKind>(pair.param % kEvents)));
});

bool has(const Next& next, CommandKind kind) {
    return std::any_of(next.list().begin(), next.list().end(), [kind](const Command& c) { return c.kind == kind; });
}

/// A long walk of whatever may happen.
TEST(SetUp, EndsWellOnlyWhereSomebodySaidWhatTheKioskIsToDo) {
    std::mt19937 dice(20261201);
    const auto throw_of = [&dice](std::size_t sides) { return static_cast<std::size_t>(dice() % sides); };
    State at;
    bool camera = false, told = false;
    int ends = 0, done = 0;
    for (int i = 0; i < 300'000; ++i) {
        Event event{.kind = static_cast<EventKind>(throw_of(kEvents)),
                    .to = static_cast<Step>(throw_of(kSteps)),
                    .standing = static_cast<device::EnrolmentStanding>(
                        throw_of(static_cast<std::size_t>(device::EnrolmentStanding::Count))),
                    .good = throw_of(2) == 0};
        if (said(at.step, event.kind).fate == Fate::Impossible) continue;
        // Else no walk is long, and none comes far.
        if ((event.kind == EventKind::Stop || event.kind == EventKind::Idle) && throw_of(40) != 0) continue;
        if (event.kind == EventKind::Back && throw_of(4) != 0) continue;
        // Written answers Finish, and a server's answer comes while it is awaited.
        if (event.kind == EventKind::Written && !at.working) continue;
        const Next next = step(at, event);
        told = told || (event.kind == EventKind::Stick && event.good) ||
               (at.step == Step::Enrolling && event.kind == EventKind::Told && next.state.enrolled) ||
               (at.step == Step::Enrolling && event.kind == EventKind::Pulled && event.good);
        if (has(next, CommandKind::CloseCamera)) {
            EXPECT_TRUE(camera) << name(at.step);
            camera = false;
        }
        if (has(next, CommandKind::OpenCamera)) camera = true;
        const bool sees = next.state.step == Step::Scan || next.state.step == Step::Cameras;
        EXPECT_EQ(camera, sees) << name(at.step) << " " << name(event.kind);
        // What the facility takes back is gone; a bundle stays.
        if (!next.state.enrolled && !next.state.site) told = false;
        EXPECT_EQ(may_finish(next.state), told);
        if (at.working && next.state.step != at.step && event.kind != EventKind::Written) {
            EXPECT_TRUE(has(next, CommandKind::StopWork)) << name(at.step) << " " << name(event.kind);
        }
        if (has(next, CommandKind::Finish)) {
            EXPECT_TRUE(told);
        }
        if (event.kind == EventKind::Idle && at.step != Step::Language) {
            EXPECT_EQ(next.state.step, Step::Language);
            EXPECT_TRUE(has(next, CommandKind::ForgetTyped));
        }
        at = next.state;
        if (at.step != Step::Left) continue;
        EXPECT_TRUE(has(next, CommandKind::ForgetTyped));
        done += at.ending == Ending::Done ? 1 : 0;
        EXPECT_TRUE(at.ending != Ending::Done || told);
        at = State{}, camera = told = false, ++ends;
    }
    EXPECT_GT(ends, 500);
    EXPECT_GT(done, 20);
}

TEST(SetUp, GoesThroughItsStepsInOrderAndBack) {
    State at;
    for (int part = 1; part < kMainSteps; ++part) {
        EXPECT_EQ(part_of(at.step), part);
        at = step(at, at.step == Step::Touch ? Event{.kind = EventKind::Judged, .good = true}
                                             : Event{.kind = EventKind::Continue})
                 .state;
    }
    EXPECT_EQ(at.step, Step::Ready);
    while (at.step != Step::Language) at = step(at, {.kind = EventKind::Back}).state;
}

TEST(SetUp, AStickThatIsRefusedLeadsBackToWhereItWasPluggedIn) {
    const State scan{.step = Step::Scan};
    State at = step(scan, {.kind = EventKind::Stick, .good = false}).state;
    EXPECT_EQ(at.step, Step::Stick);
    at = step(at, {.kind = EventKind::Stick, .good = false}).state;  // another one
    at = step(at, {.kind = EventKind::Continue}).state;
    EXPECT_EQ(at.step, Step::Scan);
    at = step(at, {.kind = EventKind::Stick, .good = true}).state;
    EXPECT_EQ(step(at, {.kind = EventKind::Continue}).state.step, Step::Place) << "nothing is left to enrol for";
}

TEST(SetUp, AsksForTheBundleOnceItIsEnrolledAndNotBefore) {
    const State asking = step({.step = Step::Scan}, {.kind = EventKind::Claim, .good = true}).state;
    EXPECT_EQ(asking.step, Step::Enrolling);
    const Next refused = step(asking, {.kind = EventKind::Told, .standing = device::EnrolmentStanding::ClaimRefused});
    EXPECT_FALSE(has(refused, CommandKind::Pull));
    EXPECT_EQ(step(refused.state, {.kind = EventKind::Continue}).state.step, Step::Enrolling);
    const Next in = step(asking, {.kind = EventKind::Told, .standing = device::EnrolmentStanding::Enrolled});
    EXPECT_TRUE(has(in, CommandKind::Pull));
    EXPECT_TRUE(in.state.working);
}

TEST(SetUp, TellsACodeThatIsNoClaim) {
    const Next next = step({.step = Step::Scan}, {.kind = EventKind::Claim, .good = false});
    EXPECT_TRUE(next.state.unread);
    EXPECT_EQ(next.state.step, Step::Scan);
}

}  // namespace
}  // namespace vestibule::setup
