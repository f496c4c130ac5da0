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

// --- where a face is measured, in shares of the finder's box
constexpr float face_middle_x = 0.15F, face_middle_width = 0.7F;    // without the hair at the sides ...
constexpr float face_middle_y = 0.15F, face_middle_height = 0.75F;  // ... and above; down to the chin
constexpr float around_eyes_share = 0.14F;  // of the width, around both pupils: lids, lashes and brows have the edges
constexpr int least_measured_px = 16;       // of a side: less has too few edges to tell a spread

// --- which of the good pictures is the best, in pixels of the eyes' spread, which is 1 to 3
constexpr float worth_of_any = 12;            // so that a good one is always better than none
constexpr float worth_of_speed = 4;           // for a width a second: 0.34 is the most that is allowed
constexpr float worth_of_degree = 1.0F / 30;  // of roll or yaw: ten of them are a third of a pixel
constexpr float worth_of_no_eyes = 3;         // glasses that mirror: only where no other picture is good

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
