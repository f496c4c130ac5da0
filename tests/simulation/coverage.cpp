// coverage - counting, what is missing, and the report.
#include "tests/simulation/coverage.hpp"

#include <fmt/format.h>

#include "kiosk/journey/journey.hpp"

namespace vestibule::simulation {

using journey::EventKind;
using journey::Fate;
using journey::Step;

namespace {

template <typename Enum>
std::size_t at(Enum value) {
    return static_cast<std::size_t>(value);
}

std::uint64_t met(const Coverage& c, std::size_t step, std::size_t event) {
    return c.steps[step][event] + c.late_words[step][event];
}

std::string_view mark(Fate fate) {
    return fate == Fate::Handled ? "handled" : fate == Fate::Ignored ? "ignored" : "impossible";
}

std::string pairs_report(const Coverage& c) {
    std::string text =
        "## Steps: every pair that is not impossible\n\n"
        "*by the visit*: the visit itself brought the event about. *late word*: the event was offered to "
        "the journey in that very state, as a race between threads would.\n\n"
        "| step | event | fate | by the visit | late word |\n|---|---|---|---:|---:|\n";
    for (const journey::StepRow& row : journey::step_table()) {
        for (std::size_t e = 0; e < row.cells.size(); ++e) {
            if (row.cells[e].fate == Fate::Impossible) continue;
            text += fmt::format("| {} | {} | {} | {} | {} |\n", row.name, journey::name(static_cast<EventKind>(e)),
                                mark(row.cells[e].fate), c.steps[at(row.step)][e], c.late_words[at(row.step)][e]);
        }
    }
    text +=
        "\n## Overlays: every pair that is not impossible\n\n| overlay | event | fate | times |\n|---|---|---|---:|\n";
    for (const journey::OverlayRow& row : journey::overlay_table()) {
        for (std::size_t e = 0; e < row.cells.size(); ++e) {
            if (row.cells[e].fate == Fate::Impossible) continue;
            text +=
                fmt::format("| {} | {} | {} | {} |\n", row.name, journey::name(static_cast<journey::OverlayEvent>(e)),
                            mark(row.cells[e].fate), c.overlays[at(row.overlay)][e]);
        }
    }
    return text;
}

std::string faults_report(const Coverage& c) {
    std::string text =
        "\n## Faults: in how many steps, and how often\n\n"
        "| fault | steps that can meet it | met in | times | least in one step |\n|---|---:|---:|---:|---|\n";
    for (std::size_t f = 1; f < at(Fault::Count); ++f) {
        std::uint64_t can = 0, in = 0, times = 0, least = UINT64_MAX;
        std::string_view where = "-";
        for (const journey::StepRow& row : journey::step_table()) {
            const std::uint64_t count = c.faults[at(row.step)][f];
            times += count;
            if (!can_meet(static_cast<Fault>(f), row.step)) continue;
            ++can;
            in += count != 0 ? 1 : 0;
            if (count < least) least = count, where = row.name;
        }
        text += fmt::format("| {} | {} | {} | {} | {} in {} |\n", name(static_cast<Fault>(f)), can, in, times,
                            can == 0 ? 0 : least, where);
    }
    text += "\n## Outcomes that the journey was told, by request\n\n| request | outcome | times |\n|---|---|---:|\n";
    for (std::size_t k = 0; k < c.outcomes.size(); ++k) {
        for (std::size_t o = 0; o < c.outcomes[k].size(); ++o) {
            if (c.outcomes[k][o] == 0) continue;
            text += fmt::format("| {} | {} | {} |\n", journey::name(static_cast<journey::CommandKind>(k)),
                                journey::name(static_cast<journey::Outcome>(o)), c.outcomes[k][o]);
        }
    }
    return text;
}

}  // namespace

void Coverage::add(const visit::Stepped& stepped) {
    if (const auto* event = std::get_if<journey::Event>(&stepped.event)) {
        if (journey::is_stale(stepped.before, *event)) return;
        ++steps[at(stepped.before.step)][at(event->kind)];
        if (event->kind == EventKind::Answer) ++outcomes[at(stepped.before.pending_kind)][at(event->outcome)];
        return;
    }
    if (!journey::row(stepped.before.step).overlays) return;
    ++overlays[at(stepped.before.overlay)][at(std::get<journey::OverlayEvent>(stepped.event))];
}

std::vector<std::string> missing(const Coverage& c) {
    std::vector<std::string> lines;
    for (const journey::StepRow& row : journey::step_table()) {
        for (std::size_t e = 0; e < row.cells.size(); ++e) {
            const Fate fate = row.cells[e].fate;
            const std::uint64_t times = fate == Fate::Handled ? c.steps[at(row.step)][e] : met(c, at(row.step), e);
            if (fate != Fate::Impossible && times == 0)
                lines.push_back(
                    fmt::format("pair {}, {} ({})", row.name, journey::name(static_cast<EventKind>(e)), mark(fate)));
        }
        for (std::size_t f = 1; f < at(Fault::Count); ++f) {
            const auto fault = static_cast<Fault>(f);
            if (can_meet(fault, row.step) && c.faults[at(row.step)][f] == 0)
                lines.push_back(fmt::format("fault {} in {}", name(fault), row.name));
        }
    }
    for (const journey::OverlayRow& row : journey::overlay_table()) {
        for (std::size_t e = 0; e < row.cells.size(); ++e) {
            if (row.cells[e].fate != Fate::Impossible && c.overlays[at(row.overlay)][e] == 0)
                lines.push_back(fmt::format("pair {}, {} (overlay)", row.name,
                                            journey::name(static_cast<journey::OverlayEvent>(e))));
        }
    }
    for (std::size_t e = 1; e < c.endings.size(); ++e) {
        const auto ending = static_cast<journey::Ending>(e);
        // A process that dies has no ending of its own: its successor says "device fault".
        if (ending != journey::Ending::DeviceFault && c.endings[e] == 0)
            lines.push_back(fmt::format("ending {}", journey::name(ending)));
    }
    return lines;
}

std::string report(const Coverage& c, std::uint64_t seed) {
    std::string text = fmt::format(
        "# Simulated visits\n\n{} visits from seed {}: {} moves, {} visits with hands that see the screen's tree, {} "
        "crashes, {} hours of virtual time. The longest visit: {} moves, {} s after its last move; the longest "
        "erasing: "
        "{} ms, all of it waiting for a farewell's answer.\n\n",
        c.visits, seed, c.moves, c.trees, c.crashes, c.virtual_s / 3600, c.longest_moves, c.longest_ms / 1000,
        c.longest_erasing_ms);
    const auto lacks = missing(c);
    text += lacks.empty() ? "Nothing that can be met was missed; an impossible pair would have ended the run.\n\n"
                          : fmt::format("**{} things were not met.**\n\n", lacks.size());
    for (const std::string& line : lacks) text += "- " + line + "\n";
    text +=
        "Not simulated: a printer's jam, because a visit prints nothing; and the journal, which no visit writes.\n\n";
    text += fmt::format("{} farewells were kept for later and delivered after their visit.\n\n", c.delivered);
    text += fmt::format("| ending | visits |\n|---|---:|\n| the process died | {} |\n", c.crashes);
    for (std::size_t e = 1; e < static_cast<std::size_t>(journey::Ending::DeviceFault); ++e)
        text += fmt::format("| {} | {} |\n", journey::name(static_cast<journey::Ending>(e)), c.endings[e]);
    return text + "\n" + pairs_report(c) + faults_report(c);
}

}  // namespace vestibule::simulation
