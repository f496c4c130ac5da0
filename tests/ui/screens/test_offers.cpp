// test_offers - the screens and the journey agree: what the journey acts on is offered, and nothing else.
#include <gtest/gtest.h>

#include <set>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/tables.hpp"
#include "tests/ui/screens/fixture.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::Choice;
using journey::Event;
using journey::EventKind;
using journey::Fate;
using journey::State;
using journey::Step;
using visit::Intent;
using visit::IntentKind;

std::vector<Intent> offered(const State& state, const visit::VisitView& view) {
    std::vector<Intent> intents;
    each(screen(state, view), [&](const Node& node) {
        if (node.acts()) intents.push_back(std::get<Intent>(node.action));
    });
    return intents;
}

Event touch(const State& state, EventKind kind, Choice choice = Choice::Yes, std::uint16_t value = 0) {
    Event event;
    event.kind = kind;
    event.choice = choice;
    event.generation = state.generation;
    event.value = value;
    return event;
}

Fate fate(Step step, EventKind kind) {
    return row(step).cells.at(static_cast<std::size_t>(kind)).fate;
}

/// What the journey does with a choice; whether it does anything at all.
bool acts_on(const State& state, Choice choice, std::uint16_t value) {
    if (fate(state.step, EventKind::Choose) != Fate::Handled) return false;
    const journey::Next next = step(state, touch(state, EventKind::Choose, choice, value));
    return !(next.state == state) || next.count > 0;
}

std::vector<State> states_of(Step at) {
    std::vector<State> all{state_at(at)};
    State other = all.front();
    if (at == Step::NotVerified) {
        for (const std::uint8_t refusals : {2, 3}) {
            other.refusals = refusals;
            all.push_back(other);
        }
    }
    if (at == Step::ServiceTrouble) {
        for (const Step back_to : {Step::ChooseHow, Step::Searching, Step::Confirm}) {
            for (const auto trouble :
                 {journey::Trouble::Unknown, journey::Trouble::Expired, journey::Trouble::Unreachable}) {
                other.back_to = back_to;
                other.trouble = trouble;
                all.push_back(other);
            }
        }
    }
    other = all.front();
    other.asks = 0;
    all.push_back(other);
    other = all.front();
    other.camera_lost = true;
    all.push_back(other);
    other = all.front();
    other.providers_ready = 0;
    all.push_back(other);
    return all;
}

bool leads_back(const State& state) {
    if (fate(state.step, EventKind::Back) != Fate::Handled) return false;
    return !(journey::step(state, {.kind = EventKind::Back, .generation = state.generation}).state == state);
}

TEST(Offers, WhatIsOfferedIsWhatTheJourneyActsOn) {
    const Fixture fixture;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) {
        const auto at = static_cast<Step>(i);
        for (const State& state : states_of(at)) {
            SCOPED_TRACE(testing::Message()
                         << id_of(at) << " asks " << int(state.asks) << " lost " << state.camera_lost << " refusals "
                         << int(state.refusals) << " trouble " << int(state.trouble) << " back_to "
                         << id_of(state.back_to) << " ready " << int(state.providers_ready));
            std::set<int> choices;
            bool goes_on = false, goes_back = false;
            for (const Intent& intent : offered(state, fixture.view(at))) {
                if (intent.kind == IntentKind::Choose) {
                    choices.insert(static_cast<int>(intent.choice));
                    EXPECT_TRUE(acts_on(state, intent.choice, intent.index)) << name(intent.choice) << " does nothing";
                }
                goes_on |= intent.kind == IntentKind::Continue || intent.kind == IntentKind::DismissErased;
                goes_back |= intent.kind == IntentKind::Back;
            }
            EXPECT_EQ(goes_back, leads_back(state)) << "Back is there where it does something, and nowhere else";
            EXPECT_TRUE(!goes_on || fate(at, EventKind::Continue) == Fate::Handled);
            // Places offers "Skip and continue" instead; pages to read have one way on, and it is Back.
            const bool otherwise = at == Step::Places || at == Step::HelpMeChoose || at == Step::AboutIal2;
            EXPECT_TRUE(goes_on || otherwise || fate(at, EventKind::Continue) != Fate::Handled);
        }
    }
}

TEST(Offers, EveryAnswerOfTheJourneyIsOnItsScreen) {
    const Fixture fixture;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) {
        const auto at = static_cast<Step>(i);
        std::set<int> choices;
        for (const State& state : states_of(at)) {
            for (const Intent& intent : offered(state, fixture.view(at))) {
                if (intent.kind == IntentKind::Choose) choices.insert(static_cast<int>(intent.choice));
            }
        }
        if (at == Step::EmailCode || at == Step::PhoneCode || at == Step::SecondFactor) {
            EXPECT_EQ(choices, std::set{static_cast<int>(Choice::CodeAgain)});  // the only answer there is
            continue;
        }
        for (int c = 0; c < static_cast<int>(Choice::Count); ++c) {
            const auto choice = static_cast<Choice>(c);
            if (choice == Choice::Desk) continue;  // the help of the quiet strip leads to the same place
            // In front of the camera someone has just taken off their glasses: nothing but the picture.
            if (at == Step::Selfie && choice != Choice::Phone) continue;
            if (at == Step::SelfieIntro && choice == Choice::AnotherDocument) continue;  // the document is done
            EXPECT_TRUE(!acts_on(state_at(at), choice, 4) || choices.contains(c)) << id_of(at) << ": " << name(choice);
        }
    }
}

TEST(Offers, TheOverlaysTableHandlesWhatTheOverlaysOffer) {
    const Fixture fixture;
    const auto event_of = [](IntentKind kind) {
        switch (kind) {
            case IntentKind::AskHelp:
                return journey::OverlayEvent::AskHelp;
            case IntentKind::AskStartOver:
                return journey::OverlayEvent::AskStartOver;
            case IntentKind::AskStop:
                return journey::OverlayEvent::AskStop;
            case IntentKind::KeepGoing:
                return journey::OverlayEvent::KeepGoing;
            case IntentKind::EraseNow:
                return journey::OverlayEvent::EraseNow;
            default:
                return journey::OverlayEvent::Count;
        }
    };
    for (std::size_t i = 0; i < static_cast<std::size_t>(Step::Count); ++i) {
        for (std::size_t o = 0; o < static_cast<std::size_t>(journey::Overlay::Count); ++o) {
            State state = state_at(static_cast<Step>(i));
            state.overlay = static_cast<journey::Overlay>(o);
            for (const Intent& intent : offered(state, fixture.view(state.step))) {
                const journey::OverlayEvent event = event_of(intent.kind);
                if (event == journey::OverlayEvent::Count) continue;
                const auto& cell = journey::overlay_table().at(o).cells.at(static_cast<std::size_t>(event));
                EXPECT_EQ(cell.fate, Fate::Handled)
                    << id_of(state.step) << " " << id_of(state.overlay) << ": " << name(event);
            }
        }
    }
}

}  // namespace
}  // namespace vestibule::ui::test
