// coverage - which pairs of both tables, which faults and which outcomes a simulation has met, with counts.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/journey/tables.hpp"
#include "kiosk/visit/visit.hpp"
#include "tests/simulation/faults.hpp"

namespace vestibule::simulation {

template <typename Row, typename Column>
using Counts = std::array<std::array<std::uint64_t, static_cast<std::size_t>(Column::Count)>,
                          static_cast<std::size_t>(Row::Count)>;

/// Plain numbers only: it lies in memory that two processes share.
struct Coverage {
    Counts<journey::Step, journey::EventKind> steps{};       ///< by the visit itself
    Counts<journey::Step, journey::EventKind> late_words{};  ///< offered at the journey's border, as a race would
    Counts<journey::Overlay, journey::OverlayEvent> overlays{};
    Counts<journey::Step, Fault> faults{};
    Counts<journey::CommandKind, journey::Outcome> outcomes{};
    std::array<std::uint64_t, static_cast<std::size_t>(journey::Ending::Count)> endings{};
    std::uint64_t visits = 0, moves = 0, trees = 0, delivered = 0, crashes = 0, longest_moves = 0;
    std::uint64_t longest_ms = 0, longest_erasing_ms = 0, virtual_s = 0;

    void add(const visit::Stepped& stepped);
    void add(Fault fault, journey::Step step) {
        ++faults[static_cast<std::size_t>(step)][static_cast<std::size_t>(fault)];
    }
};

/// What should have been met and was not, a line each.
[[nodiscard]] std::vector<std::string> missing(const Coverage& coverage);
/// The whole report, as Markdown.
[[nodiscard]] std::string report(const Coverage& coverage, std::uint64_t seed);

}  // namespace vestibule::simulation
