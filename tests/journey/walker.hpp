// walker - drives the pure journey through a list of events and remembers the commands.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

class Walker {
public:
    explicit Walker(State start = first_state(false)) : state_(start) {}

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const std::vector<Command>& commands() const { return commands_; }
    [[nodiscard]] bool commanded(CommandKind kind) const {
        for (const Command& c : commands_) {
            if (c.kind == kind) return true;
        }
        return false;
    }

    Walker& go_on() { return event({.kind = EventKind::Continue}); }
    Walker& back() { return event({.kind = EventKind::Back}); }
    Walker& choose(Choice choice, std::uint16_t value = 0) {
        return event({.kind = EventKind::Choose, .choice = choice, .value = value});
    }
    Walker& answer(Outcome outcome, std::uint16_t value = 0, std::uint16_t value2 = 0) {
        return event({.kind = EventKind::Answer,
                      .outcome = outcome,
                      .request = state_.pending,
                      .value = value,
                      .value2 = value2});
    }
    Walker& happen(EventKind kind) { return event({.kind = kind}); }
    Walker& overlay(OverlayEvent e) { return take(step(state_, e)); }
    Walker& expect(Step s) {
        EXPECT_EQ(name(state_.step), name(s));
        return *this;
    }
    Walker& expect(Overlay o) {
        EXPECT_EQ(name(state_.overlay), name(o));
        return *this;
    }

    Walker& event(Event e) {
        e.generation = state_.generation;
        return take(step(state_, e));
    }

private:
    Walker& take(const Next& next) {
        commands_.assign(next.list().begin(), next.list().end());
        state_ = next.state;
        return *this;
    }

    State state_;
    std::vector<Command> commands_;
};

inline constexpr std::uint16_t kAsksAll = kAsksEmailCode | kAsksPhoneCode | kAsksAddress | kPhoneHandoff;

/// From Welcome to the choice of how, with provider 0 and all that it may ask for.
inline Walker at_choose_how(std::uint16_t asks = kAsksAll) {
    Walker w;
    w.go_on().choose(Choice::Yes).answer(Outcome::Ok, 3).choose(Choice::Provider0, asks).expect(Step::ChooseHow);
    return w;
}
inline Walker at_choose_document() {
    Walker w = at_choose_how();
    w.choose(Choice::Here)
        .choose(Choice::Yes)
        .answer(Outcome::Ok)
        .choose(Choice::NewAccount)
        .go_on()
        .answer(Outcome::Ok);
    w.go_on().answer(Outcome::Ok).go_on().answer(Outcome::Ok).go_on().go_on().go_on().expect(Step::ChooseDocument);
    return w;
}
inline Walker at_details() {
    Walker w = at_choose_document();
    w.choose(Choice::License)
        .happen(EventKind::Taken)
        .choose(Choice::UsePhoto)
        .happen(EventKind::Taken)
        .choose(Choice::UsePhoto);
    w.go_on().happen(EventKind::Taken).choose(Choice::UsePhoto).expect(Step::CheckDetails);
    return w;
}
inline Walker at_verifying() {
    Walker w = at_details();
    w.go_on().answer(Outcome::Ok).expect(Step::Verifying);
    return w;
}
inline Walker at_places(std::uint16_t places = 12, std::uint16_t connected = 9) {
    Walker w = at_verifying();
    w.answer(Outcome::Ok).go_on().answer(Outcome::Ok, places, connected).expect(Step::Places);
    return w;
}

}  // namespace vestibule::journey
