// deadlines_test - every state that belongs to a patient ends by itself.
#include "tests/journey/walker.hpp"

namespace vestibule::journey {
namespace {

TEST(Deadlines, TheFourKindsOfWaiting) {
    State s;
    s.step = Step::Contact;
    EXPECT_EQ(timers(s).of(TimerKind::Idle), kInputIdle_ms);
    s.step = Step::Confirm;
    EXPECT_EQ(timers(s).of(TimerKind::Idle), kReadingIdle_ms);
    s.step = Step::Searching;
    s.pending = 1;
    EXPECT_EQ(timers(s).of(TimerKind::Idle), 0U);
    EXPECT_EQ(timers(s).of(TimerKind::StepDeadline), kSearching_ms);
    EXPECT_EQ(timers(s).of(TimerKind::Cover), kCover_ms);
    s.step = Step::Phone;
    EXPECT_EQ(timers(s).of(TimerKind::StepDeadline), kPhone_ms);
    EXPECT_EQ(timers(s).of(TimerKind::Idle), 0U);
}

TEST(Deadlines, ARequestUnderWayIsNotTheHumansIdleness) {
    State s;
    s.step = Step::Contact;
    s.pending = 3;
    EXPECT_EQ(timers(s).of(TimerKind::Idle), 0U);
}

TEST(Deadlines, ProvidersAreAskedAgainOnlyWhereNobodyAnswers) {
    Walker w;
    w.go_on().choose(Choice::Yes).expect(Step::ChooseProvider);
    EXPECT_EQ(timers(w.state()).of(TimerKind::StepDeadline), 0U) << "the question is under way";
    w.answer(Outcome::Ok, 0);
    EXPECT_EQ(timers(w.state()).of(TimerKind::StepDeadline), kAskAgain_ms);
    w.happen(EventKind::Deadline);
    EXPECT_TRUE(w.commanded(CommandKind::CheckProviders));
    w.answer(Outcome::Ok, 2);
    EXPECT_EQ(timers(w.state()).of(TimerKind::StepDeadline), 0U);
}

TEST(Deadlines, CaptureDoesNotRunOutUnderAnOverlay) {
    State s;
    s.step = Step::Selfie;
    EXPECT_EQ(timers(s).of(TimerKind::StepDeadline), kCapture_ms);
    s.overlay = Overlay::Help;
    EXPECT_EQ(timers(s).of(TimerKind::StepDeadline), 0U);
    EXPECT_EQ(timers(s).of(TimerKind::OverlayDeadline), kHelpShown_ms);
}

TEST(Deadlines, EveryStateOfAPatientEndsByItself) {
    for (const StepRow& row : step_table()) {
        for (std::size_t o = 0; o < static_cast<std::size_t>(Overlay::Count); ++o) {
            if (!row.overlays && o != 0) continue;
            State s;
            s.step = row.step;
            s.overlay = static_cast<Overlay>(o);
            // Nobody waits on Welcome; Erasing ends with the wipe, OutOfService with the restart.
            const bool nobody =
                row.step == Step::Welcome || row.step == Step::Erasing || row.step == Step::OutOfService;
            if (nobody && s.overlay == Overlay::None) continue;
            if (row.step == Step::Welcome && s.overlay == Overlay::Covered) continue;  // never covered
            EXPECT_TRUE(timers(s).any()) << row.name << " under " << name(s.overlay);
        }
    }
}

TEST(Deadlines, AForgottenHelpPageOnWelcomeCloses) {
    Walker w;
    w.overlay(OverlayEvent::AskHelp).overlay(OverlayEvent::Deadline).expect(Step::Welcome).expect(Overlay::None);
}

}  // namespace
}  // namespace vestibule::journey
