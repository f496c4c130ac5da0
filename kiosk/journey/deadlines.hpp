// deadlines - every delay of the journey with its name, its unit and its reason.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

inline constexpr std::uint32_t kInputIdle_ms = 60'000;      // an answer or a field: a minute without a sign of a human
inline constexpr std::uint32_t kReadingIdle_ms = 180'000;   // a page to read, or a code to fetch from a phone
inline constexpr std::uint32_t kCover_ms = 45'000;          // a wait without a touch: the person may have turned away
inline constexpr std::uint32_t kAreYouThere_ms = 45'000;    // to notice, understand and touch (VVSG: 20 to 45 s)
inline constexpr std::uint32_t kStopCover_ms = 20'000;      // a palm's mistake can be undone, then it is erased
inline constexpr std::uint32_t kHelpShown_ms = 180'000;     // to read where the desk is and go there
inline constexpr std::uint32_t kAskAgain_ms = 15'000;       // no provider answers: networks come back by themselves
inline constexpr std::uint32_t kErasedShown_ms = 8'000;     // long enough to read, short enough for a queue
inline constexpr std::uint32_t kCapture_ms = 120'000;       // to find the card and hold it; then other ways are offered
inline constexpr std::uint32_t kPhone_ms = 20 * 60'000;     // an identity check on a phone, the first time
inline constexpr std::uint32_t kVerifying_ms = 5 * 60'000;  // uploads on a slow line and the provider's own checks
inline constexpr std::uint32_t kSearching_ms = 6 * 60'000;  // the network says 1 to 3 minutes
inline constexpr std::uint32_t kSharing_ms = 60'000;        // one small request

/// How a step waits.
enum class Waiting : std::uint8_t { Nothing, Input, Reading, Capture, Service, Phone };

enum class TimerKind : std::uint8_t {
    Idle,             // since the last sign of a human: OverlayEvent::Idle
    Cover,            // the same: OverlayEvent::Cover
    OverlayDeadline,  // since the overlay came: OverlayEvent::Deadline
    StepDeadline,     // since the step came, or was asked for anew where nobody answered: EventKind::Deadline
    Count
};

struct Timers {
    /// Milliseconds by TimerKind; 0: not armed.
    std::array<std::uint32_t, static_cast<std::size_t>(TimerKind::Count)> after_ms{};

    [[nodiscard]] std::uint32_t of(TimerKind kind) const { return after_ms[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] bool any() const {
        for (const std::uint32_t ms : after_ms) {
            if (ms != 0) return true;
        }
        return false;
    }
};

/// What is armed in a state.
[[nodiscard]] Timers timers(const State& state);

}  // namespace vestibule::journey
