// thresholds - every limit that capture judges by, with its unit and its reason.
#pragma once

#include <chrono>

namespace vestibule::capture::limits {

using std::chrono::milliseconds;

// --- sizes of the pictures that are analysed
constexpr int half_width_px = 640;   // refining corners and finding faces: half of a 720p frame
constexpr int whole_first = 60;      // frames: two seconds without a document, then nobody is about to show one
constexpr int whole_every = 3;       // frames after that: the others are decoded at a quarter
constexpr int small_width_px = 320;  // finding lines: 3 ms a frame, 2-7 points better than 160 px

// --- documents: shape
constexpr float id1_aspect = 1.586F;  // ISO/IEC 7810 ID-1, 85.6 x 54.0 mm
constexpr float id3_aspect = 1.42F;   // ID-3, 125 x 88 mm
constexpr float id1_width_mm = 85.6F;
constexpr float id3_width_mm = 125.0F;

// --- documents: finding, in the 320 px picture
constexpr int least_edge = 7;      // Sobel's sum, 8 for a level a pixel: three times what noise in good light gives
constexpr float strong_edge = 72;  // the same: nine levels a pixel is a border in focus
constexpr float edge_pixels_share =
    0.45F;  // of the picture, before thinning: texture has more, and only its best count
constexpr float shortest_line_share = 0.10F;  // of the picture's side: a side with half of it hidden by fingers
constexpr float side_support = 0.30F;  // share of a side that must lie on an edge; fingers hide up to half of one
constexpr float mean_support = 0.58F;  // the same over all four sides
constexpr float found_score = 0.48F;   // score of edges and shape below which nothing is called a document
constexpr float aspect_tolerance =
    0.040F;                              // sigma of ln(aspect): corners at 320 px are right to 1-2 %, the lens to 15 %
constexpr float skew_tolerance = 0.07F;  // sigma of the cosine between the sides: five degrees, for the same reason
constexpr float least_tilt_cosine =
    0.64F;                             // 50 degrees: nobody reads a card that is held so, and few lenses focus on it
constexpr float goes_on_most = 0.42F;  // mean share of edges beyond the corners: a card on a tiled table has some
constexpr float goes_on_three_sides = 0.20F;   // the same where a side is cut off or was not seen
constexpr float three_sides_support = 0.74F;   // what each of three sides must show on average where there is no fourth
constexpr float three_sides_discount = 0.81F;  // four sides are preferred
constexpr int lines_of_three_sides = 11;       // of each direction that may be one of them: it bounds the time
constexpr int most_outlines = 26'000,
              most_threes = 2'500;                // looked at in a frame: documents need half, tiles have more
constexpr float three_sides_tilt_cosine = 0.92F;  // 23 degrees: further, three sides do not tell the fourth well
constexpr float sure_score = 0.80F;               // above which nobody looks for documents with only three sides
constexpr float cut_off_discount = 0.66F;         // a whole document is preferred to the part of a larger one
constexpr float page_aspect = 1.5F;               // between ID-3 and ID-1
constexpr float through_line = 0.55F;  // factor for each line that crosses a document and goes on: tiles, squared paper
constexpr float through_support = 0.56F;  // of such a line within and beyond: thin lines are found in pieces
constexpr int lines_of_a_grid = 3;        // in both directions, of those that the picture ends with
constexpr float plain_side = 0.45F;       // support of each side of an outline that lies around a better one
constexpr float outer_bonus = 1.15F;      // of an outline around another: frames are printed 2 mm within the border
constexpr float print_share = 0.025F;  // clear edges among a document's pixels: a blank sheet or a door has fewer
constexpr int print_edge = 16;         // Sobel's sum: two levels a pixel, which noise does not reach
constexpr float same_place_share = 0.03F;      // of the width: as far as a card moves from one frame to the next
constexpr float same_place_bonus = 1.06F;      // two outlines that are nearly as good must not take turns
constexpr float assumed_focal_share = 1.12F;   // of the frame's width, where no camera was calibrated: 48 degrees wide
constexpr float smallest_width_share = 0.22F;  // of the frame: what is smaller is not held out to the camera
constexpr float beyond_share = 0.12F;          // of its width that a corner may be outside the picture

// --- documents: framing
constexpr float margin_share = 0.012F;              // of the frame's width: a provider refuses a cut-off corner
constexpr float least_card_px_per_mm = 7.0F;        // 178 DPI: print of 1.5 mm reads, a module of 0.25 mm has 1.75 px
constexpr float least_page_px_per_mm = 4.6F;        // a machine-readable line reads from 4 px/mm on
constexpr float widest_share = 0.93F;               // larger than that it does not fit with its margin
constexpr float largest_tilt_degrees = 22;  // print at the far side is then a twelfth smaller and still in focus
constexpr float largest_turn_degrees = 16;  // people hold a card within 10 degrees once they see the outline

// --- documents: light, in grey levels within the card
constexpr float dark_bright_part = 92;  // the card's 90th percentile below this: print drowns in noise
constexpr float dark_frame = 38;        // where nothing is found: the whole frame's mean
constexpr float light_dark_part = 232;  // its 10th percentile above this: the print is burnt out
constexpr int saturated_level = 251;    // a highlight; a white card in good light stays below
constexpr float glare_share = 0.012F;   // of the card in saturated blobs: enough to hide a date
constexpr int glare_grid = 96;          // cells across the straightened document: 0.9 mm, a letter
constexpr int glare_frames = 8;         // a highlight wanders over the print within a quarter of a second
constexpr int glare_drop = 60;          // grey levels by which a cell was darker before: print under a highlight
constexpr float covered_support = 0.55F;        // of a side that lies on its edge: two fingers hide less
constexpr float covered_gap_mm = 24;            // of a side in one piece: a thumb is 15 to 20 mm wide
constexpr float clear_step = 12;                // grey levels across 1.5 px of the part that shows
constexpr milliseconds covered_patience{4000};  // a desk of two colours hides a part of a side as fingers do
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
constexpr milliseconds picture_alone_after{3000};  // a worn code never reads: then the picture alone is taken

constexpr milliseconds signs_every{100};  // a look for a display's pattern takes 2 ms

// --- faces, in the 640 px picture unless said
constexpr int least_face_px = 64;
constexpr float smallest_face_share = 0.30F;  // of the frame's height: 90 px between the eyes at 720p
constexpr float largest_face_share = 0.72F;   // the chin and the hair must be in the picture
constexpr int face_blur_windows = 16;  // as above, for a face: the width of an eye's half
constexpr float dark_face = 62;        // mean grey level of the face
constexpr float bright_face = 222;
constexpr float largest_face_blur_share = 0.011F;  // sigma in shares of the face's width
constexpr milliseconds face_look_every{55};        // every second frame of a camera: a face moves little in 1/15 s
constexpr milliseconds look_straight_after{500};   // seen by one finder and not by the other for so long

// --- movement
constexpr float largest_speed = 0.34F;     // a face: its widths per second
constexpr float largest_smear_mm = 0.50F;  // corner speed times exposure; as a blur it has a sigma of 0.14 mm
constexpr milliseconds speed_window{120};  // over which it is measured, so that a corner's jitter is not speed

// --- advice and shutter
constexpr milliseconds hint_after{260};        // a new hint must last that long before it replaces another
constexpr milliseconds hint_outlives{500};     // a hint that is no longer true goes, even if nothing else lasts
constexpr milliseconds retake_said{4000};      // why a picture is wanted again: long enough to read it
constexpr milliseconds good_after{60};         // "good" encourages at once
constexpr int green_frames = 4;                // consistent good frames before a document is taken ...
constexpr milliseconds green_time{330};        // ... and at least that long, so that a better one may come
constexpr milliseconds help_after{8000};       // without a picture: the other ways are offered
constexpr milliseconds try_mirrored_every{1000};  // a code that does not read may stand in a mirrored picture
constexpr float upload_px_per_mm = 11.811F;       // 300 DPI, what providers ask for at most
constexpr int forgiven_frames = 2;             // single bad frames between good ones do not start anew
constexpr int jpeg_quality_percent = 94;       // only where the camera sends raw pixels

}  // namespace vestibule::capture::limits
