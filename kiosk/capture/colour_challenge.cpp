// colour_challenge - the tint of a moment is the last that began before it.
#include "kiosk/capture/colour_challenge.hpp"

namespace vestibule::capture {

std::optional<Tint> ColourChallenge::tint(std::chrono::nanoseconds now) const {
    if (!running() || now >= shown_.back().since) return std::nullopt;
    std::optional<Tint> tint;
    for (const ShownTint& one : shown_)
        if (one.since <= now) tint = one.tint;
    return tint;
}

bool ColourChallenge::is_over(std::chrono::nanoseconds now) {
    over_ = over_ || (!shown_.empty() && now >= shown_.back().since + colours_end_after);
    return over_;
}

std::optional<Signal> ColourChallenge::signal() const {
    if (declined_ || shown_.empty()) return std::nullopt;
    return colour_answer(shown_, seen_);
}

}  // namespace vestibule::capture
