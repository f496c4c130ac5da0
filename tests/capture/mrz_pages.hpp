// mrz_pages - pages with a machine-readable zone as other printers, other cameras and other desks would show them.
#pragma once

#include <opencv2/core.hpp>
#include <random>
#include <string>
#include <vector>

namespace vestibule::capture::test {

using Random = std::mt19937;

/// Lines of an invented person's document, with right check digits. Layout: TD1, TD2, TD3, MRV-A, MRV-B.
[[nodiscard]] std::vector<std::string> zone_lines(std::string_view layout, Random& random);

/// How a page is printed and seen.
struct PageLook {
    std::string layout = "TD3";
    std::string font_file;         ///< any font of one width
    int weight = 1;                ///< 0..2, light to heavy print
    float px_per_mm = 8;           ///< in the picture
    double turn_degrees = 0;       ///< of the page in its plane
    float perspective = 0;         ///< share by which the far side is shorter
    float blur_mm = 0.05F;         ///< sigma
    double noise = 3;              ///< grey levels
    int jpeg_quality_percent = 90;
    float ink = 0.75F;             ///< contrast of the print, 0..1
    float security_print = 0.1F;   ///< contrast of waves and rosettes under the lines
    bool shadow = false;           ///< half of the page lies in one
    float bend_mm = 0;             ///< how far the lines curve, as a page that does not lie flat
    int quarter_turns = 0;         ///< of the whole picture
};

/// The page on a desk, in grey; the picture is a little larger than the page.
[[nodiscard]] cv::Mat draw_page(const PageLook& look, const std::vector<std::string>& lines, Random& random);

}  // namespace vestibule::capture::test
