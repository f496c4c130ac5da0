// art - specimen documents as a printer would make them: two families of art, of which one is never tuned with.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "drivers/camera/simulated/canvas.hpp"
#include "tests/capture/score/random.hpp"

namespace vestibule::score {

using drivers::simulated::Canvas;
using drivers::simulated::Colour;

enum class Kind : std::uint8_t { Front, Back, Passport };
enum class Family : std::uint8_t { Tuned, Held };  // Held: other art and fonts, looked at only when scoring

/// A printed document. The first of `levels` is its picture, CV_8UC4 multiplied by alpha; each further one half as
/// wide.
struct Print {
    Kind kind = Kind::Front;
    double width_mm = 85.6, height_mm = 54;
    cv::Rect2d body;  ///< in the first level: the document with its corners as if they were not round
    std::vector<cv::Mat> levels;
    std::string code;  ///< the text of its PDF417, or nothing
    double module_mm = 0;  ///< its narrowest bar
};

[[nodiscard]] Print print(Kind kind, Family family, std::uint64_t seed);

/// What the drawers share.
struct Sheet {
    const Canvas& canvas;
    double px_per_mm, width, height;  // pixels
    Random& random;
    double& module_mm;  ///< what draw_code() made
    bool state_id = false;  ///< no licence to drive
};
void draw_tuned(const Sheet& sheet, Kind kind, const std::string& code);
void draw_held(const Sheet& sheet, Kind kind, const std::string& code);

/// Words in any font of the machine; `size` in pixels.
void words(const Sheet& sheet, const char* font, bool bold, double x, double y, double size, Colour ink,
           const std::string& text);
void draw_code(const Sheet& sheet, const std::string& text, cv::Rect2d within);
/// A head and shoulders of no one, in a skin tone of the Fitzpatrick scale.
void portrait(const Sheet& sheet, cv::Rect2d within);
[[nodiscard]] std::string name_of(Random& random);
[[nodiscard]] std::string date_of(Random& random, int first_year, int last_year);

/// Four skin tones, light to dark.
inline constexpr std::array<unsigned, 4> skin_tones = {0xF1C9A5, 0xC68E62, 0x8D5A36, 0x4A2C1C};

}  // namespace vestibule::score
