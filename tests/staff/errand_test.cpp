// errand_test - each errand leads where it says, every step has a way back, and nothing is bound by the way.
#include "kiosk/staff/errand.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <random>

#include "kiosk/diagnostics/inspection.hpp"
#include "kiosk/staff/mode.hpp"

namespace vestibule::staff {
namespace {

/// Walks the table as the desk does, and remembers what it was asked for.
class Walk {
public:
    explicit Walk(Role role = Role::Technician) : at({.step = Step::Home, .role = role}) {}
    void happens(const Event& event) {
        const Next next = step(at, event);
        at = next.state;
        last.reset();
        for (const Command& command : next.list()) {
            if (command.kind == CommandKind::Do) last = command.task, option = command.test;
            if (command.kind == CommandKind::Do && command.task == Task::Bind) ++bindings;
            stopped += command.kind == CommandKind::StopWork ? 1 : 0;
        }
    }
    void opens(Job job) { happens({.kind = EventKind::Open, .to = Step::Errand, .job = job}); }
    void chooses(Job job) { happens({.kind = EventKind::Run, .test = static_cast<std::uint16_t>(job)}); }
    void goes_on() { happens({.kind = EventKind::Enter}); }
    void skips() { happens({.kind = EventKind::Next}); }
    void done(bool good) { happens({.kind = EventKind::Done, .good = good}); }
    void back() { happens({.kind = EventKind::Back}); }
    [[nodiscard]] Part part() const { return at.errand.part; }

    State at;
    std::optional<Task> last;
    std::uint16_t option = 0;
    int bindings = 0, stopped = 0;
};

TEST(Errand, ADocumentCameraIsLookedThroughMeasuredShownTheChartTestedAndBound) {
    Walk walk;
    walk.opens(Job::None);
    ASSERT_EQ(walk.part(), Part::Which);
    walk.chooses(Job::DocumentCamera);
    EXPECT_EQ(walk.part(), Part::Pick);
    EXPECT_EQ(walk.last, Task::Look);
    walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Calibrate);
    EXPECT_EQ(walk.last, Task::Rest) << "the workshop needs the camera";
    walk.goes_on();
    EXPECT_EQ(walk.last, Task::Calibrate);
    walk.goes_on();
    EXPECT_FALSE(walk.last) << "it works";
    walk.done(false);
    EXPECT_EQ(walk.part(), Part::Calibrate) << "once more, or without it";
    walk.goes_on();
    walk.done(true);
    walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Chart);
    walk.goes_on();
    EXPECT_EQ(walk.last, Task::SeeChart);
    walk.done(true);
    walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Tried);
    EXPECT_EQ(walk.last, Task::TryOut);
    walk.happens({.kind = EventKind::Save});
    EXPECT_EQ(walk.bindings, 0) << "before the verdict";
    walk.done(true);
    walk.happens({.kind = EventKind::Save});
    EXPECT_EQ(walk.bindings, 1);
    EXPECT_EQ(walk.part(), Part::Tried);
    walk.done(true);
    EXPECT_EQ(walk.part(), Part::Bound);
    walk.goes_on();
    EXPECT_EQ(walk.at.step, Step::Home);
}

TEST(Errand, WhatFailsItsTestsIsNotBoundAndABindingThatFailsIsTold) {
    Walk walk;
    walk.opens(Job::None), walk.chooses(Job::FaceCamera), walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Chart) << "faces are not measured";
    walk.skips();
    EXPECT_EQ(walk.last, Task::TryOut);
    walk.done(false);
    walk.happens({.kind = EventKind::Save});
    EXPECT_EQ(walk.bindings, 0);
    walk.happens({.kind = EventKind::Again});
    walk.done(true);
    walk.happens({.kind = EventKind::Save});
    walk.done(false);
    EXPECT_EQ(walk.part(), Part::Tried);
    EXPECT_FALSE(walk.at.errand.good);
}

TEST(Errand, TouchGoesThroughTheGlassAndAPrinterThroughAPage) {
    Walk walk;
    walk.opens(Job::None), walk.chooses(Job::TouchScreen), walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Glass);
    EXPECT_EQ(walk.last, Task::BeginGlass);
    walk.happens({.kind = EventKind::Judged, .good = false});
    EXPECT_EQ(walk.part(), Part::Tried) << "the tests say what did not answer";
    walk.done(false);
    walk.back(), walk.back();
    walk.chooses(Job::Printer), walk.goes_on();
    EXPECT_EQ(walk.last, Task::PrintPage);
    walk.happens({.kind = EventKind::Judged, .good = true});
    EXPECT_EQ(walk.part(), Part::Page) << "it has not come out yet";
    walk.done(true);
    walk.happens({.kind = EventKind::Judged, .good = true});
    EXPECT_EQ(walk.last, Task::TryOut);
}

TEST(Errand, IsOpenToWhomItBelongs) {
    Walk technician;
    technician.opens(Job::Decommission);
    EXPECT_EQ(technician.at.step, Step::Home);
    Walk it(Role::FacilityIt);
    for (const Job job : {Job::None, Job::Seal}) {
        it.opens(job);
        EXPECT_EQ(it.at.step, Step::Home);
    }
    it.opens(Job::Decommission);
    EXPECT_EQ(it.part(), Part::Warning);
    it.goes_on();
    EXPECT_EQ(it.part(), Part::Word) << "asked twice";
    EXPECT_NE(it.last, Task::Decommission);
    it.goes_on();
    EXPECT_EQ(it.last, Task::Decommission);
    it.back();
    EXPECT_EQ(it.part(), Part::Warning);
    it.opens(Job::Stick);
    EXPECT_EQ(it.part(), Part::Plug);
    EXPECT_EQ(it.last, Task::LoadStick);
    it.done(true);
    EXPECT_EQ(it.part(), Part::Pull);
    it.goes_on();
    EXPECT_EQ(it.part(), Part::Warning) << "where the journal was taken from";
    EXPECT_EQ(it.at.errand.job, Job::Decommission);
    it.back();
    EXPECT_EQ(it.at.step, Step::Home);
}

TEST(Errand, AnInspectionAsksEveryQuestionThenTheSealsAndIsSignedOnce) {
    for (const Role role : {Role::Technician, Role::FacilityIt}) {
        Walk walk(role);
        walk.opens(Job::Inspection);
        ASSERT_EQ(walk.part(), Part::Question);
        EXPECT_EQ(walk.last, Task::LookBack);
        walk.happens({.kind = EventKind::Run, .test = static_cast<std::uint16_t>(Answer::Count)});
        EXPECT_FALSE(walk.last) << "there is no such answer";
        walk.goes_on();
        EXPECT_EQ(walk.at.errand.question, 0) << "no question is left out";
        for (std::uint16_t question = 0; question < kQuestions; ++question) {
            EXPECT_EQ(walk.at.errand.question, question);
            walk.happens({.kind = EventKind::Run, .test = 1});
            EXPECT_EQ(walk.last, Task::Note);
            EXPECT_EQ(walk.option, question * 3 + 1);
        }
        EXPECT_EQ(walk.part(), Part::Seals);
        walk.back();
        EXPECT_EQ(walk.part(), Part::Question);
        EXPECT_EQ(walk.at.errand.question, kQuestions - 1) << "the last one can be answered anew";
        walk.happens({.kind = EventKind::Run, .test = 0});
        walk.goes_on();
        EXPECT_EQ(walk.last, Task::Inspect);
        walk.goes_on();
        EXPECT_FALSE(walk.last) << "it is being signed";
        walk.done(false);
        EXPECT_EQ(walk.part(), Part::Seals) << "what was not kept is not called so";
        walk.goes_on();
        walk.done(true);
        EXPECT_EQ(walk.part(), Part::Recorded);
        walk.goes_on();
        EXPECT_EQ(walk.at.step, Step::Home);
    }
}

TEST(Errand, AnInspectionIsLeftFromItsFirstQuestion) {
    Walk walk;
    walk.opens(Job::Inspection);
    walk.happens({.kind = EventKind::Run, .test = 2});
    walk.back();
    EXPECT_EQ(walk.at.errand.question, 0);
    walk.back();
    EXPECT_EQ(walk.at.step, Step::Home);
    EXPECT_EQ(static_cast<std::size_t>(kQuestions), diagnostics::inspection_items().size());
}

TEST(Errand, TheCaseIsSignedOffWithAReason) {
    Walk walk;
    walk.opens(Job::Seal);
    walk.happens({.kind = EventKind::Run, .test = 3});
    EXPECT_EQ(walk.last, Task::SignOff);
    EXPECT_EQ(walk.option, 3);
    walk.done(false);
    EXPECT_EQ(walk.part(), Part::Reason) << "it is still open";
    walk.happens({.kind = EventKind::Run, .test = 0});
    walk.done(true);
    EXPECT_EQ(walk.part(), Part::SignedOff);
}

TEST(Errand, AReportIsTakenAwayAndLeadsBackToItself) {
    Walk walk;
    walk.at.step = Step::Report;
    walk.opens(Job::Stick);
    walk.done(false);
    EXPECT_EQ(walk.part(), Part::Plug);
    walk.happens({.kind = EventKind::Again});
    EXPECT_EQ(walk.last, Task::LoadStick);
    walk.back();
    EXPECT_EQ(walk.last, Task::DropStick);
    EXPECT_EQ(walk.at.step, Step::Report);
}

TEST(Errand, ASystemIsCopiedLookedAtAndInstalledOnlyWhenSomebodySaysSo) {
    for (const Role role : {Role::Technician, Role::FacilityIt}) {
        Walk walk(role);
        walk.opens(Job::Update);
        EXPECT_EQ(walk.part(), Part::Plug);
        EXPECT_EQ(walk.last, Task::AwaitUpdate);
        walk.done(true);
        EXPECT_EQ(walk.part(), Part::Found);
        EXPECT_EQ(walk.last, Task::LookAt);
        walk.goes_on();
        EXPECT_EQ(walk.part(), Part::Found) << "it is not judged yet";
        walk.done(true);
        EXPECT_FALSE(walk.last) << "nothing is installed by itself";
        walk.goes_on();
        EXPECT_EQ(walk.part(), Part::Install);
        EXPECT_EQ(walk.last, Task::Install);
        walk.back();
        EXPECT_EQ(walk.part(), Part::Install) << "RAUC would go on unseen";
        EXPECT_EQ(walk.stopped, 0);
        walk.done(true);
        EXPECT_EQ(walk.part(), Part::Restart);
    }
}

TEST(Errand, ASystemThatIsRefusedIsNeverInstalledAndAnotherStickMayCome) {
    Walk walk;
    walk.opens(Job::Update);
    walk.done(true);
    walk.done(false);
    walk.goes_on();
    EXPECT_EQ(walk.part(), Part::Found);
    EXPECT_FALSE(walk.last);
    walk.happens({.kind = EventKind::Again});
    EXPECT_EQ(walk.part(), Part::Plug);
    EXPECT_EQ(walk.last, Task::AwaitUpdate);
    walk.done(true);
    walk.back();
    EXPECT_EQ(walk.last, Task::DropStick);
    EXPECT_EQ(walk.stopped, 1);
    EXPECT_EQ(walk.at.step, Step::Home);
    Walk nobody(Role::None);
    nobody.opens(Job::Update);
    EXPECT_EQ(nobody.at.step, Step::Home);
}

/// From wherever somebody is, Back alone leads home, once a system that is being written is written; and nothing is
/// bound that was not tried with good verdict before.
TEST(Errand, EveryStepHasAWayBackAndNothingIsBoundUntried) {
    std::mt19937 dice(20261130);
    const auto throw_of = [&dice](std::size_t sides) { return static_cast<std::size_t>(dice() % sides); };
    constexpr std::array kKinds{EventKind::Enter, EventKind::Back,  EventKind::Run,  EventKind::Done, EventKind::Judged,
                                EventKind::Next,  EventKind::Again, EventKind::Save, EventKind::Open};
    int homes = 0, bound = 0;
    for (const Role role : {Role::Technician, Role::FacilityIt}) {
        Walk walk(role);
        bool tried = false;
        for (int i = 0; i < 100'000; ++i) {
            if (walk.at.step != Step::Errand) walk.at = {.step = Step::Home, .role = role}, ++homes;
            Event event{.kind = walk.at.step == Step::Home ? EventKind::Open : kKinds.at(throw_of(kKinds.size())),
                        .to = Step::Errand,
                        .good = throw_of(2) == 0,
                        .test = static_cast<std::uint16_t>(throw_of(8)),
                        .job = static_cast<Job>(throw_of(static_cast<std::size_t>(Job::Count)))};
            const bool verdict = walk.at.errand.part == Part::Tried && walk.at.working && !walk.at.saved;
            if (event.kind == EventKind::Done && verdict) tried = event.good;
            const int before = walk.bindings;
            if (walk.at.step == Step::Errand && walk.at.errand.part != Part::Tried) tried = false;
            walk.happens(event);
            if (walk.bindings != before) {
                EXPECT_TRUE(tried);
                ++bound;
            }
            if (throw_of(50) != 0 || walk.at.step != Step::Errand) continue;
            Walk away = walk;
            if (away.part() == Part::Install) away.done(false);  // the one thing whose end is waited for
            for (int steps = 0; away.at.step == Step::Errand && steps < 8; ++steps) away.back();
            EXPECT_NE(away.at.step, Step::Errand) << name(walk.part());
            EXPECT_FALSE(away.at.working);
        }
    }
    EXPECT_GT(homes, 100);
    EXPECT_GT(bound, 10);
}

}  // namespace
}  // namespace vestibule::staff
