// moves - one thing that happens in a simulated visit, as a small value that can be written down and played again.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::simulation {

enum class MoveKind : std::uint8_t {
    Begin,   // a: Begin bits, b: asks of provider 0, c: display settings of the visit before
    Press,   // a: IntentKind, b: Choice, c: index, d: value: of the screen that is shown
    Late,    // the same, of the screen before
    Twice,   // the same, a second time on a screen that has just gone
    Type,    // a: field, b: which text
    Rub,     // a: field: its last character
    Clear,   // a: field
    Answer,  // a: which open request, b: Fault, c: variant, d: count
    Line,    // a: 1 cut, 0 mended; b: Fault that a farewell meets
    Wait,    // a: milliseconds, b: seconds; both 0: until something is due
    Frame,   // a: what it shows, b: hint
    Camera,  // a: Fault
    Eyes,    // a: 1 could not be opened
    Read,    // the barcode's reading comes to its end; a: 1 unreadable
    Clock,   // a: Fault
    Word,    // a: EventKind: a device's or a service's late word at the journey's border
    Disk,    // a: 1 full, 0 not
    Touch,   // a: 1 the touch screen is unplugged, 0 it is back
    Stop,    // SIGTERM
    Wipe,    // the screen Erasing is shown: the visit is erased
    Crash,   // the process is gone
    Count
};

struct Move {
    MoveKind kind = MoveKind::Begin;
    std::array<std::uint16_t, 4> n{};

    bool operator==(const Move&) const = default;
};
using Moves = std::vector<Move>;

/// Bits of Begin.
enum BeginBits : std::uint16_t {
    kAfterAVisit = 1,
    kOutOfService = 2,
    kByTheTree = 4,  // hands see the screen's tree and press only what is there
    kEyesLate = 8,
    kDiskFull = 16,
    kAfterACrash = 32,
    kDuties = 64  // the facility has given a key for what must be delivered later
};

[[nodiscard]] std::string_view name(MoveKind kind);
/// "press:2.6", "wait"; numbers that are 0 at the end are left out.
[[nodiscard]] std::string text_of(const Move& move);
[[nodiscard]] std::string text_of(const Moves& moves);
/// Moves separated by spaces; nothing when a word is not understood.
[[nodiscard]] std::optional<Moves> read_moves(std::string_view text);

}  // namespace vestibule::simulation
