// invariants_test - walks hundreds of thousands of random visits and checks what must hold in every state.
#include <algorithm>
#include <cstring>
#include <random>
#include <set>

#include "kiosk/journey/moves.hpp"
#include "tests/journey/walker.hpp"

namespace vestibule::journey {
namespace {

/// Everything that could happen in a state: handled cells, with every argument.
std::vector<Event> possible(const State& s) {
    std::vector<Event> events;
    const StepRow& from = row(s.step);
    for (std::size_t k = 0; k < from.cells.size(); ++k) {
        if (from.cells[k].fate == Fate::Impossible) continue;
        const auto kind = static_cast<EventKind>(k);
        if (kind == EventKind::Choose) {
            for (std::size_t c = 0; c < static_cast<std::size_t>(Choice::Count); ++c)
                events.push_back(
                    {.kind = kind, .choice = static_cast<Choice>(c), .generation = s.generation, .value = 1});
        } else if (kind == EventKind::Answer) {
            if (s.pending == 0) continue;
            for (std::size_t o = 0; o < static_cast<std::size_t>(Outcome::Count); ++o)
                events.push_back(
                    {.kind = kind, .outcome = static_cast<Outcome>(o), .request = s.pending, .value = 23, .value2 = 2});
        } else if (kind != EventKind::Wiped) {
            events.push_back({.kind = kind, .generation = s.generation});
        }
    }
    return events;
}

void check(const State& before, const Next& next) {
    const State& s = next.state;
    // A request is waited for only where a service answers.
    if (s.pending != 0) {
        ASSERT_NE(row(s.step).cells[static_cast<std::size_t>(EventKind::Answer)].fate, Fate::Impossible);
    }
    // Pictures are verified only after the consent was acknowledged.
    for (const Command& c : next.list()) {
        if (c.kind == CommandKind::Verify) {
            ASSERT_TRUE(s.consented);
        }
        if (c.kind == CommandKind::Share) {
            ASSERT_GT(s.shareable, 0);
        }
        if (c.kind == CommandKind::Erase) {
            ASSERT_EQ(s.step, Step::Erasing);
            ASSERT_NE(s.ending, Ending::None);
        }
    }
    // A visit that is being erased never comes back.
    if (before.step == Step::Erasing) {
        ASSERT_EQ(s.step, Step::Erasing);
    }
    ASSERT_LE(s.shareable, s.places);
    ASSERT_LE(s.sign_ins_open, s.places);
    // "Stop and erase" is one touch away in every step that belongs to a patient.
    if (row(s.step).overlays) {
        State stopped = step(s, OverlayEvent::AskStop).state;
        ASSERT_EQ(stopped.overlay, Overlay::Stop);
        ASSERT_EQ(step(stopped, OverlayEvent::EraseNow).state.step, Step::Erasing);
    }
}

TEST(Invariants, HoldInRandomVisits) {
    std::mt19937 random(20260115);
    std::set<std::size_t> reached;
    const std::array starts{first_state(true),    at_choose_how().state(), at_choose_document().state(),
                            at_details().state(), at_verifying().state(),  at_places().state()};
    for (int visit = 0; visit < 3000; ++visit) {
        State s = starts[visit % starts.size()];
        for (int count = 0; count < 200 && s.step != Step::Erasing; ++count) {
            reached.insert(static_cast<std::size_t>(s.step));
            Next next{.state = s};
            if (random() % 8 == 0 && row(s.step).overlays) {
                std::vector<OverlayEvent> events;
                const OverlayRow& from = overlay_table()[static_cast<std::size_t>(s.overlay)];
                for (std::size_t e = 0; e < from.cells.size(); ++e) {
                    const auto event = static_cast<OverlayEvent>(e);
                    const bool end = event == OverlayEvent::EraseNow || event == OverlayEvent::Deadline;
                    if (from.cells[e].fate != Fate::Impossible && (!end || random() % 20 == 0)) events.push_back(event);
                }
                next = step(s, events[random() % events.size()]);
            } else if (s.overlay != Overlay::None) {
                next = step(s, OverlayEvent::KeepGoing);
            } else {
                std::vector<Event> events = possible(s);
                if (events.empty()) break;
                Event chosen = events[random() % events.size()];
                if (chosen.kind == EventKind::Answer && random() % 2 == 0) chosen.outcome = Outcome::Ok;
                next = step(s, chosen);
            }
            check(s, next);
            if (HasFatalFailure()) FAIL() << "visit " << visit << " in " << name(s.step);
            s = next.state;
        }
    }
    for (const StepRow& row : step_table()) {
        // The walk ends at Erasing, and no visit comes through OutOfService.
        if (row.step == Step::Erasing || row.step == Step::OutOfService) continue;
        EXPECT_TRUE(reached.contains(static_cast<std::size_t>(row.step))) << row.name << " was never walked";
    }
}

TEST(Invariants, TheSameEventsGiveTheSameStates) {
    Walker one = at_places();
    Walker two = at_places();
    EXPECT_EQ(one.state(), two.state());
}

}  // namespace
}  // namespace vestibule::journey
