// gesture - how staff ask for technician mode where patients see nothing of it: the lower corners in turn, or one key.
#pragma once

#include "drivers/clock/clock.hpp"

namespace vestibule::staff {

/// Lower corners are in reach from a wheelchair. Left, right, left, right, left, right within six seconds; or six times
/// the keypad's Back key. Nobody does either while looking for the way to begin.
inline constexpr int kGestureTouches = 6;
inline constexpr std::chrono::seconds kGestureWithin{6};
/// Parts of the display's width and height that count as a corner.
inline constexpr float kCornerWidth = 0.2F, kCornerHeight = 0.1F;

/// Pure: told what is touched, says when it was the gesture.
class Gesture {
public:
    /// A finger comes down; 0..1 from the left and the top.
    bool touched(float x, float y, drivers::TimePoint now);
    bool key(bool back, drivers::TimePoint now);

private:
    enum class Part : std::uint8_t { None, Left, Right, Back };
    bool part(Part part, drivers::TimePoint now);
    Part last_ = Part::None;
    int count_ = 0;
    drivers::TimePoint since_{};
};

}  // namespace vestibule::staff
