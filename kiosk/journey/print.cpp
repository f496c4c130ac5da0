// print - finds every change of step by trying each handled event with each of its arguments.
#include "kiosk/journey/print.hpp"

#include <map>
#include <set>
#include <vector>

#include "kiosk/journey/journey.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

using Arrow = std::pair<Step, Step>;
using Arrows = std::map<Arrow, std::set<std::string>>;

/// The states from which a step is tried: each flag that a handler looks at, both ways.
std::vector<State> samples(Step step) {
    std::vector<State> states;
    for (unsigned bits = 0; bits < 256; ++bits) {
        State s;
        s.step = step;
        s.provider = 0;
        s.providers_ready = 3;
        s.asks = (bits & 1) != 0 ? 0xFF : 0;
        s.document = (bits & 2) != 0 ? Document::Passport : Document::License;
        s.told = (bits & 4) != 0;
        s.failed_captures = (bits & 8) != 0 ? kCapturesMax : 0;
        s.places = 3;
        s.connected = (bits & 16) != 0 ? 2 : 0;
        s.sign_ins_open = 1;
        s.shareable = (bits & 32) != 0 ? 2 : 0;
        s.place = (bits & 64) != 0 ? 1 : kNoPlace;
        s.way = (bits & 128) != 0 ? Way::Phone : Way::Here;
        s.trouble = Trouble::Unreachable;
        s.back_to = step == Step::CaptureHelp ? Step::DocumentFront : Step::ChooseHow;
        states.push_back(s);
    }
    return states;
}

void try_event(Arrows& arrows, State from, Event event, const std::string& label) {
    event.generation = from.generation;
    if (event.kind == EventKind::Answer) {
        from.pending = from.last_request = event.request = 1;
        from.pending_allow = true;
        if (from.step == Step::ShareConsent) from.pending_kind = CommandKind::SendShareConsent;
    }
    const State to = step(from, event).state;
    if (to.step != from.step) arrows[{from.step, to.step}].insert(label);
}

void try_cell(Arrows& arrows, const State& from, EventKind kind) {
    const std::string label(name(kind));
    if (kind == EventKind::Choose) {
        for (std::size_t c = 0; c < static_cast<std::size_t>(Choice::Count); ++c) {
            const auto choice = static_cast<Choice>(c);
            try_event(arrows, from, {.kind = kind, .choice = choice, .value = 1}, std::string(name(choice)));
        }
    } else if (kind == EventKind::Answer) {
        for (std::size_t o = 0; o < static_cast<std::size_t>(Outcome::Count); ++o) {
            const auto outcome = static_cast<Outcome>(o);
            try_event(arrows, from, {.kind = kind, .outcome = outcome, .value = 3, .value2 = 2},
                      std::string(name(outcome)));
        }
    } else {
        try_event(arrows, from, {.kind = kind}, label);
    }
}

Arrows arrows() {
    Arrows found;
    for (const StepRow& from : step_table()) {
        for (const State& sample : samples(from.step)) {
            for (std::size_t e = 0; e < from.cells.size(); ++e) {
                if (from.cells[e].fate == Fate::Handled) try_cell(found, sample, static_cast<EventKind>(e));
            }
        }
    }
    return found;
}

std::string joined(const std::set<std::string>& labels, std::string_view between) {
    std::string text;
    for (const std::string& label : labels) {
        if (!text.empty()) text += between;
        text += label;
    }
    return text;
}

std::string_view word(Fate fate) {
    if (fate == Fate::Handled) return "handled";
    return fate == Fate::Ignored ? "ignored" : "impossible";
}

template <typename Row, typename EventType>
void print_rows(std::string& text, const Row& from) {
    for (std::size_t e = 0; e < from.cells.size(); ++e) {
        text += std::string(from.name) + "\t" + std::string(name(static_cast<EventType>(e))) + "\t" +
                std::string(word(from.cells[e].fate)) + "\t" + std::string(from.cells[e].why) + "\n";
    }
}

}  // namespace

std::string dot() {
    std::string text = "digraph journey {\n    rankdir=TB;\n    node [shape=box, style=rounded];\n";
    for (const auto& [arrow, labels] : arrows()) {
        text += "    " + std::string(name(arrow.first)) + " -> " + std::string(name(arrow.second)) + " [label=\"" +
                joined(labels, "\\n") + "\"];\n";
    }
    return text + "}\n";
}

std::string mermaid() {
    std::string text = "stateDiagram-v2\n    [*] --> Welcome\n";
    for (const auto& [arrow, labels] : arrows()) {
        text += "    " + std::string(name(arrow.first)) + " --> " + std::string(name(arrow.second)) + ": " +
                joined(labels, ", ") + "\n";
    }
    return text + "    Erasing --> [*]: Wiped\n";
}

std::string table() {
    std::string text;
    for (const StepRow& from : step_table()) print_rows<StepRow, EventKind>(text, from);
    for (const OverlayRow& from : overlay_table()) print_rows<OverlayRow, OverlayEvent>(text, from);
    return text;
}

}  // namespace vestibule::journey
