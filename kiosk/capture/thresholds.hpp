// thresholds - every limit that capture judges by, with its unit and its reason.
#pragma once

#include <chrono>

namespace vestibule::capture::limits {

using std::chrono::milliseconds;

// --- sizes of the pictures that are analysed
constexpr int half_width_px = 640;   // refining corners and finding faces: half of a 720p frame
constexpr int small_width_px = 320;  // finding lines: 3 ms a frame, 2-7 points better than 160 px

// --- documents: shape
constexpr float id1_aspect = 1.586F;  // ISO/IEC 7810 ID-1, 85.6 x 54.0 mm
constexpr float id3_aspect = 1.42F;   // ID-3, 125 x 88 mm
constexpr float id1_width_mm = 85.6F;
constexpr float id3_width_mm = 125.0F;

// --- documents: finding, in the 320 px picture
constexpr float edge_gradient = 14;    // grey levels per pixel; a white card on white paper gives about 20
constexpr float side_support = 0.42F;  // share of a side that must lie on an edge; fingers hide up to half of one
constexpr float mean_support = 0.66F;  // the same over all four sides
constexpr float found_score = 0.58F;   // score of edges and shape below which nothing is called a document
constexpr float smallest_width_share = 0.22F;  // of the frame: what is smaller is not held out to the camera

// --- documents: framing
constexpr float margin_share = 0.012F;              // of the frame's width: a provider refuses a cut-off corner
constexpr float narrowest_share = 0.50F;            // card's width in a 720p frame for 7.5 px/mm and 1.6 px a module
constexpr float widest_share = 0.93F;               // larger than that it does not fit with its margin
constexpr float widest_side_ratio = 1.16F;          // longer to shorter of two opposite sides: about 20 degrees of tilt
constexpr float largest_turn_degrees = 16;          // people hold a card within 10 degrees once they see the outline
constexpr float largest_corner_error_degrees = 12;  // from a right angle

// --- documents: light, in grey levels within the card
constexpr float dark_bright_part = 92;  // the card's 90th percentile below this: print drowns in noise
constexpr float dark_frame = 38;        // where nothing is found: the whole frame's mean
constexpr float light_dark_part = 232;  // its 10th percentile above this: the print is burnt out
constexpr int saturated_level = 251;    // a highlight; a white card in good light stays below
constexpr float glare_share = 0.012F;   // of the card in saturated blobs: enough to hide a date
constexpr float least_contrast = 46;    // 99.5th minus 1st percentile: a blank card or a wall has less

// --- documents: sharpness
constexpr float largest_blur_mm =
    0.21F;                        // sigma; a machine-readable line reads until about 0.17 mm, the eye a little longer
constexpr int least_range = 30;   // grey levels around a pixel: less is the sensor's noise, not the print
constexpr int blur_windows = 50;  // the range is taken over a fiftieth of the card's width: 1.7 mm, a letter

// --- a barcode's look, in a card of 320 x 202 px
constexpr float bar_gradient = 22;                 // mean horizontal step in a cell with bars
constexpr float bar_ratio = 1.35F;                 // horizontal over vertical steps in such a cell
constexpr float barcode_share = 0.16F;             // of the card's cells; a PDF417 covers a third of it
constexpr milliseconds wrong_side_after{700};      // a back without bars may only be out of focus
constexpr milliseconds read_every{150};            // one attempt takes 30-70 ms, a hopeless one longer
constexpr int rarest_read = 4;                     // times read_every: a worn code must not hold up the hints
constexpr milliseconds picture_alone_after{3000};  // a worn code never reads: then the picture alone is taken

// --- faces, in the 640 px picture unless said
constexpr int least_face_px = 64;
constexpr float smallest_face_share = 0.30F;  // of the frame's height: 90 px between the eyes at 720p
constexpr float largest_face_share = 0.72F;   // the chin and the hair must be in the picture
constexpr float off_centre_x = 0.17F;         // share of the width that the face's middle may be off
constexpr float off_centre_y = 0.20F;
constexpr int face_blur_windows = 16;  // as above, for a face: the width of an eye's half
constexpr float dark_face = 62;        // mean grey level of the face
constexpr float bright_face = 222;
constexpr float largest_face_blur_share = 0.011F;  // sigma in shares of the face's width
constexpr milliseconds face_look_every{55};        // every second frame of a camera: a face moves little in 1/15 s
constexpr milliseconds look_straight_after{500};   // seen by one finder and not by the other for so long

// --- movement
constexpr float largest_speed = 0.34F;     // widths of the object per second: 29 mm/s blurs 0.29 mm at 1/100 s
constexpr milliseconds speed_window{120};  // over which it is measured, so that a corner's jitter is not speed

// --- advice and shutter
constexpr milliseconds hint_after{260};        // a new hint must last that long before it replaces another
constexpr milliseconds hint_outlives{500};     // a hint that is no longer true goes, even if nothing else lasts
constexpr milliseconds good_after{60};         // "good" encourages at once
constexpr int green_frames = 5;                // consistent good frames before a document is taken ...
constexpr milliseconds green_time{400};        // ... and at least that long, so that a better one may come
constexpr milliseconds face_green_time{1000};  // a face: time to compose oneself
constexpr int forgiven_frames = 2;             // single bad frames between good ones do not start anew
constexpr int jpeg_quality_percent = 94;       // only where the camera sends raw pixels

}  // namespace vestibule::capture::limits
