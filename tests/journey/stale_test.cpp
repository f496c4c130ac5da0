// stale_test - what belongs to a moment that is gone changes nothing.
#include "tests/journey/walker.hpp"

namespace vestibule::journey {
namespace {

TEST(Stale, AnAnswerToAnotherRequestIsDropped) {
    Walker w = at_choose_how();
    w.choose(Choice::Phone);
    const State before = w.state();
    const Event late{.kind = EventKind::Answer, .outcome = Outcome::Ok, .request = before.pending - 1};
    EXPECT_TRUE(is_stale(before, late));
    EXPECT_EQ(step(before, late).state, before);
}

TEST(Stale, ASecondTouchOnAScreenThatIsGoneIsDropped) {
    Walker w;
    const Event touch{.kind = EventKind::Continue, .generation = w.state().generation};
    const State after = step(w.state(), touch).state;
    EXPECT_EQ(after.step, Step::BeforeYouStart);
    EXPECT_EQ(step(after, touch).state, after);  // would be impossible there, but it is only late
}

TEST(Stale, TheShutterDoesNotGoUnderAnOverlay) {
    Walker w = at_choose_document();
    w.choose(Choice::License).overlay(OverlayEvent::AskStop);
    w.happen(EventKind::Taken).expect(Step::DocumentFront).expect(Overlay::Stop);
}

TEST(Stale, RequestIdsAreNeverUsedTwice) {
    Walker w = at_choose_how();
    w.choose(Choice::Phone);
    const std::uint32_t first = w.state().pending;
    w.back().choose(Choice::Phone);
    EXPECT_GT(w.state().pending, first);
}

TEST(Stale, LeavingAStepGivesUpItsRequest) {
    Walker w = at_choose_how();
    w.choose(Choice::Phone).back();
    EXPECT_TRUE(w.commanded(CommandKind::CancelRequest));
    EXPECT_EQ(w.state().pending, 0U);
}

}  // namespace
}  // namespace vestibule::journey
