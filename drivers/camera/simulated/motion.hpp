// motion - how a hand holds a document, or a person stands: never still, never jumping.
#pragma once

namespace vestibule::drivers::simulated {

/// Where the object's centre is (shares of the frame's width and height), how large and how it is turned.
struct Pose {
    double x = 0.5;
    double y = 0.5;
    double scale = 1;
    double turn_radians = 0;
    double slant = 0;  ///< share by which the far side is shorter
};

/// A calm hand: 6 to 10 mm/s, with the corrections and the tremor of a real one; `moving`: waved about.
[[nodiscard]] Pose hand_at(double seconds, bool moving);
/// A standing person's slow sway.
[[nodiscard]] Pose person_at(double seconds, bool moving);

}  // namespace vestibule::drivers::simulated
