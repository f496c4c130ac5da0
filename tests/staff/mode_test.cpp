// mode_test - every pair of the table does what its cell says, and nobody is inside whom the door did not let in.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "kiosk/staff/mode.hpp"

namespace vestibule::staff {
namespace {

constexpr auto kSteps = static_cast<std::size_t>(Step::Count);
constexpr auto kEvents = static_cast<std::size_t>(EventKind::Count);

class Pair : public testing::TestWithParam<std::size_t> {};

TEST_P(Pair, DoesWhatItsCellSays) {
    const auto at = static_cast<Step>(GetParam() / kEvents);
    const auto kind = static_cast<EventKind>(GetParam() % kEvents);
    const Said cell = said(at, kind);
    EXPECT_FALSE(cell.why.empty());
    const State before{.step = at, .role = Role::Technician};
    const Event event{.kind = kind, .to = Step::Tests, .role = Role::Technician};
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

bool inside(Step at) {
    return at != Step::Person && at != Step::Code && at != Step::Scan && at != Step::Left;
}

/// A long walk of whatever may happen, from the door.
TEST(Mode, LetsNobodyInWithoutTheDoorsWordAndEndsWhenItIsTold) {
    std::mt19937 dice(20261130);
    const auto throw_of = [&dice](std::size_t sides) { return static_cast<std::size_t>(dice() % sides); };
    State at;
    bool granted = false;
    int walks = 0, visits = 0;
    for (int i = 0; i < 300'000; ++i) {
        Event event{.kind = static_cast<EventKind>(throw_of(kEvents)),
                    .to = static_cast<Step>(throw_of(kSteps)),
                    .role = static_cast<Role>(throw_of(3)),
                    .refusal = Refusal::WrongCode,
                    .good = throw_of(2) == 0};
        // Home, the doors and the end are no places that a button opens.
        if (event.kind == EventKind::Open && !may_open(Role::Technician, event.to) && at.step != Step::Person) continue;
        if (said(at.step, event.kind).fate == Fate::Impossible) continue;
        const Next next = step(at, event);
        granted = granted || (event.kind == EventKind::Answer && event.role != Role::None);
        EXPECT_TRUE(!inside(next.state.step) || granted) << name(next.state.step);
        EXPECT_EQ(next.state.role != Role::None, granted);
        EXPECT_EQ(has(next, CommandKind::End), next.state.step == Step::Left && at.step != Step::Left);
        if (event.kind == EventKind::Leave || event.kind == EventKind::Idle || event.kind == EventKind::Stop) {
            EXPECT_EQ(next.state.step, Step::Left);
        }
        if (at.working && next.state.step == Step::Left) {
            EXPECT_TRUE(has(next, CommandKind::StopWork));
        }
        if (next.state.role == Role::FacilityIt) {
            EXPECT_TRUE(!inside(next.state.step) || next.state.step == Step::Home ||
                        may_open(Role::FacilityIt, next.state.step));
        }
        visits += inside(next.state.step) && !inside(at.step) ? 1 : 0;
        at = next.state;
        if (at.step == Step::Left) at = State{}, granted = false, ++walks;
    }
    EXPECT_GT(walks, 1000);
    EXPECT_GT(visits, 1000);
}

/// A key is plugged in whenever it is plugged in: at the number, at the code, before the camera.
TEST(Mode, TakesAPassWhereverTheDoorStandsAndSaysWhyNot) {
    for (const Step at : {Step::Person, Step::Code, Step::Scan}) {
        const Next in = step({.step = at}, {.kind = EventKind::Answer, .role = Role::FacilityIt});
        EXPECT_EQ(in.state.step, Step::Home);
        EXPECT_EQ(in.state.role, Role::FacilityIt);
        EXPECT_TRUE(has(in, CommandKind::ForgetDigits));
        const Next out = step({.step = at}, {.kind = EventKind::Answer, .refusal = Refusal::PassExpired});
        EXPECT_EQ(out.state.step, Step::Person);
        EXPECT_EQ(out.state.refusal, Refusal::PassExpired);
    }
    const Next camera = step({.refusal = Refusal::PassExpired}, {.kind = EventKind::Open, .to = Step::Home});
    EXPECT_EQ(camera.state.step, Step::Scan) << "from the door a button leads to the camera alone";
    EXPECT_EQ(camera.state.refusal, Refusal::None);
}

TEST(Mode, DoesNotCountTheMinutesOfATest) {
    EXPECT_TRUE(may_idle({.step = Step::Home, .role = Role::Technician}));
    EXPECT_FALSE(may_idle({.step = Step::Tests, .role = Role::Technician, .working = true}));
}

TEST(Mode, GivesEachRoleWhatIsTheirs) {
    EXPECT_TRUE(may_run(Role::FacilityIt, "network.dns"));
    EXPECT_FALSE(may_run(Role::FacilityIt, "camera.face"));
    EXPECT_FALSE(may_open(Role::FacilityIt, Step::Touch));
    EXPECT_TRUE(may_open(Role::Technician, Step::Touch));
    EXPECT_FALSE(may_open(Role::None, Step::Tests));
    EXPECT_FALSE(may_run(Role::None, "network.dns"));
}

}  // namespace
}  // namespace vestibule::staff
