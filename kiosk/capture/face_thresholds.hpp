// face_thresholds - the limits that only faces are judged by, with unit and reason; the rest stands in thresholds.hpp.
#pragma once

#include <chrono>

namespace vestibule::capture::limits {

using std::chrono::milliseconds;

// --- pose, in degrees; ISO asks 5 and 8, which nobody before a kiosk keeps, and providers take more
constexpr float largest_roll_deg = 12;
constexpr float largest_yaw_deg = 18;  // our estimate from the eyes' places is off by some degrees itself

// --- framing: somebody who sits has the face lower in the picture, and the camera does not move
constexpr float least_top_share = 0.03F;     // of the frame's height above the box: hair
constexpr float least_bottom_share = 0.02F;  // and below it: the chin is in the box
constexpr float beside_oval_share = 0.045F;  // of the frame's height that a face may stand over the oval's side
constexpr float bystander_share = 0.22F;     // of the largest face's area: smaller ones stand far behind

// --- light, by the levels of ISO/IEC 29794-5
constexpr float back_lit_mean = 0.36F;    // of the face; and what is behind is brighter by at least ...
constexpr float back_lit_step = 0.34F;    // ... a third of the range, as a window is
constexpr float least_evenness = 0.12F;   // overlap of both cheeks; 100 x^0.3 is then 53 of 100
constexpr float one_sided_under = 0.12F;  // share of black: dark skin in even light has less than 2 %
constexpr float most_over = 0.12F;        // share of white: a lamp on the forehead has 5 %

// --- eyes
constexpr milliseconds eyes_every{200};            // one look takes 9 ms
constexpr milliseconds open_eyes_after{900};       // a blink is over in 0.4 s
constexpr milliseconds eyes_forgiven_after{3500};  // glasses that mirror the screen: then the provider decides

// --- the best of eight or more frames over two seconds, as the providers' own kits take it
constexpr milliseconds face_window{2000};
constexpr int face_frames = 8;

// --- while the screen shows its colours
constexpr int answer_faces_every = 3;   // frames: the finder takes 10 ms, and all frames tell the colour
constexpr int answer_faces_missed = 2;  // looks in a row without the face: a blink of the finder is no change of person

}  // namespace vestibule::capture::limits
