// colour_challenge - one run of the challenge by the screen's colours: what is shown when, and how the face answered.
#pragma once

#include "kiosk/capture/colour_sign.hpp"

namespace vestibule::capture {

/// Begins once the face's picture is there, so that no tint lies on it. Time is that of the frames.
class ColourChallenge {
public:
    explicit ColourChallenge(std::uint64_t secret) : secret_(secret) {}

    void begin(std::chrono::nanoseconds now) { shown_ = colour_challenge(secret_, now); }
    [[nodiscard]] bool running() const { return !shown_.empty() && !over_; }
    /// What the screen is to show; nothing before and after.
    [[nodiscard]] std::optional<Tint> tint(std::chrono::nanoseconds now) const;
    void see(std::optional<SeenTint> face) {
        if (face) seen_.push_back(*face);
    }
    /// True when the last colour was shown for long enough; ends it.
    bool is_over(std::chrono::nanoseconds now);
    /// The face went, or somebody else came: what was seen tells nothing.
    void stop() { over_ = true, seen_.clear(); }
    /// The patient wants none of it: then there is no sign at all.
    void decline() { over_ = declined_ = true, seen_.clear(); }
    [[nodiscard]] std::optional<Signal> signal() const;

private:
    std::uint64_t secret_;
    std::vector<ShownTint> shown_;
    std::vector<SeenTint> seen_;
    bool over_ = false, declined_ = false;
};

}  // namespace vestibule::capture
