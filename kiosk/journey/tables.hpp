// tables - the two tables of the journey: what every step and every overlay does with every event.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "kiosk/journey/deadlines.hpp"
#include "kiosk/journey/event.hpp"
#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

/// Every pair is decided; there are no wildcards.
enum class Fate : std::uint8_t { Handled, Ignored, Impossible };

template <typename E>
struct Cell {
    Fate fate;
    std::string_view why;          ///< what it does, or the reason
    void (*act)(Next&, const E&);  ///< null unless handled; changes the state that Next holds
};

struct StepRow {
    Step step;
    std::string_view name;
    Waiting waiting;
    bool overlays;  ///< help, start over and stop may lie over it
    std::array<Cell<Event>, static_cast<std::size_t>(EventKind::Count)> cells;
};
struct OverlayRow {
    Overlay overlay;
    std::string_view name;
    std::array<Cell<OverlayEvent>, static_cast<std::size_t>(OverlayEvent::Count)> cells;
};

using StepTable = std::array<StepRow, static_cast<std::size_t>(Step::Count)>;
using OverlayTable = std::array<OverlayRow, static_cast<std::size_t>(Overlay::Count)>;

[[nodiscard]] const StepTable& step_table();
[[nodiscard]] const OverlayTable& overlay_table();

[[nodiscard]] const StepRow& row(Step step);
[[nodiscard]] Waiting waiting(Step step);
/// Whether a wait of this step is hidden after a while without a touch.
[[nodiscard]] bool may_be_covered(Step step);
[[nodiscard]] std::string_view name(Step step);
[[nodiscard]] std::string_view name(Overlay overlay);
[[nodiscard]] std::string_view name(EventKind kind);
[[nodiscard]] std::string_view name(OverlayEvent event);
[[nodiscard]] std::string_view name(Choice choice);
[[nodiscard]] std::string_view name(Outcome outcome);
[[nodiscard]] std::string_view name(Ending ending);
[[nodiscard]] std::string_view name(CommandKind kind);

}  // namespace vestibule::journey
