// tables_test - every pair of both tables does what its cell says.
#include <gtest/gtest.h>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/moves.hpp"
#include "kiosk/journey/print.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {
namespace {

constexpr auto kSteps = static_cast<std::size_t>(Step::Count);
constexpr auto kEvents = static_cast<std::size_t>(EventKind::Count);
constexpr auto kOverlays = static_cast<std::size_t>(Overlay::Count);
constexpr auto kOverlayEvents = static_cast<std::size_t>(OverlayEvent::Count);

State waiting_in(Step step) {
    State s;
    s.step = step;
    s.pending = s.last_request = 7;
    s.back_to = Step::ChooseHow;
    return s;
}

class StepPair : public testing::TestWithParam<std::size_t> {};

TEST_P(StepPair, DoesWhatItsCellSays) {
    const StepRow& from = step_table()[GetParam() / kEvents];
    const auto kind = static_cast<EventKind>(GetParam() % kEvents);
    const Cell<Event>& cell = from.cells[GetParam() % kEvents];
    EXPECT_FALSE(cell.why.empty());
    EXPECT_EQ(cell.act != nullptr, cell.fate == Fate::Handled);
    const State before = waiting_in(from.step);
    const Event event{.kind = kind, .request = before.pending};
    if (cell.fate == Fate::Impossible) {
        EXPECT_DEATH({ (void)step(before, event); }, "is impossible");
        return;
    }
    const Next next = step(before, event);
    if (cell.fate == Fate::Ignored) {
        EXPECT_EQ(next.state, before);
        EXPECT_EQ(next.count, 0);
    } else {
        EXPECT_LT(static_cast<std::size_t>(next.state.step), kSteps);
        EXPECT_GE(next.state.generation, before.generation);
    }
}

std::string pair_name(const testing::TestParamInfo<std::size_t>& info) {
    return std::string(name(static_cast<Step>(info.param / kEvents))) + "_" +
           std::string(name(static_cast<EventKind>(info.param % kEvents)));
}
INSTANTIATE_TEST_SUITE_P(All, StepPair, testing::Range<std::size_t>(0, kSteps* kEvents), pair_name);

class OverlayPair : public testing::TestWithParam<std::size_t> {};

TEST_P(OverlayPair, DoesWhatItsCellSays) {
    const OverlayRow& from = overlay_table()[GetParam() / kOverlayEvents];
    const auto event = static_cast<OverlayEvent>(GetParam() % kOverlayEvents);
    const Cell<OverlayEvent>& cell = from.cells[GetParam() % kOverlayEvents];
    EXPECT_FALSE(cell.why.empty());
    State before;
    before.step = Step::Places;
    before.overlay = from.overlay;
    if (cell.fate == Fate::Impossible) {
        EXPECT_DEATH({ (void)step(before, event); }, "is impossible");
        return;
    }
    const Next next = step(before, event);
    if (cell.fate == Fate::Ignored) {
        EXPECT_EQ(next.state, before);
    } else {
        EXPECT_TRUE(next.state.step == Step::Places || next.state.step == Step::Erasing);
    }
}

std::string overlay_pair_name(const testing::TestParamInfo<std::size_t>& info) {
    return std::string(name(static_cast<Overlay>(info.param / kOverlayEvents))) + "_" +
           std::string(name(static_cast<OverlayEvent>(info.param % kOverlayEvents)));
}
INSTANTIATE_TEST_SUITE_P(All, OverlayPair, testing::Range<std::size_t>(0, kOverlays* kOverlayEvents),
                         overlay_pair_name);

TEST(Tables, StepsWithoutOverlaysLeaveOverlayEventsAlone) {
    for (const Step alone : {Step::Erased, Step::Erasing, Step::OutOfService}) {
        State s;
        s.step = alone;
        for (std::size_t e = 0; e < kOverlayEvents; ++e) EXPECT_EQ(step(s, static_cast<OverlayEvent>(e)).state, s);
    }
}

TEST(Tables, TheTableNamesEveryPairOnce) {
    const std::string text = table();
    EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')),
              kSteps * kEvents + kOverlays * kOverlayEvents);
}

TEST(Tables, EveryStepButTheFirstAndTheDeadEndsIsReachedByAnArrow) {
    const std::string diagram = mermaid();
    for (const StepRow& row : step_table()) {
        // Erasing is reached through the overlays from everywhere; the first and the last have no arrow of their own.
        if (row.step == Step::Erased || row.step == Step::OutOfService) continue;
        EXPECT_NE(diagram.find("--> " + std::string(row.name) + (row.step == Step::Welcome ? "" : ":")),
                  std::string::npos)
            << row.name;
    }
}

TEST(Tables, DotAndMermaidShowTheSameArrows) {
    const std::string graph = dot();
    const std::string diagram = mermaid();
    std::size_t arrows = 0;
    for (std::size_t at = 0; (at = graph.find(" -> ", at)) != std::string::npos; ++at) ++arrows;
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = diagram.find(" --> ", at)) != std::string::npos; ++at) ++lines;
    EXPECT_GT(arrows, 60U);
    EXPECT_EQ(arrows + 2, lines);  // the start and the end stand only in the state diagram
}

}  // namespace
}  // namespace vestibule::journey
