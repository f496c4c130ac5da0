// notice - lays the lines out in the middle of the display.
#include "kiosk/notice/notice.hpp"

#include <algorithm>

#include "kiosk/privacy/error_words.hpp"

namespace vestibule::notice {

namespace {

constexpr std::uint32_t kPaper = 0xF6F7F4, kInk = 0x10222E;
constexpr double kMargin = 0.07;          // of the width, on both sides
constexpr double kLargest = 1.6;          // the letters are pictures: larger, they would blur
constexpr double kLinesApart = 1.1;
constexpr std::size_t kLongest = 200;

/// As the program's own notice and its manual have it: staff look one up, not two.
std::string label_of(int code) {
    const auto error = error_of_notice(code);
    return error ? error_label(*error) : std::to_string(code);
}

}  // namespace

std::vector<std::string> lines_of(const Words& words) {
    const std::string desk = words.desk.empty() ? "the front desk" : words.desk;
    const bool changed = words.code == kDiskChanged;
    std::vector<std::string> lines{changed ? "This kiosk's disk was changed. It does not start."
                                           : "This kiosk is out of service.",
                                   "Please go to " + desk + ".", "",
                                   "Este quiosco no funciona.",     "Pida ayuda al personal.",    "",
                                   "Code " + label_of(words.code)};
    if (!words.phone.empty()) lines.back() += "   Staff: " + words.phone;
    return lines;
}

std::string look_up(std::string_view settings, std::string_view key) {
    while (!settings.empty()) {
        const std::size_t end = std::min(settings.find('\n'), settings.size());
        std::string_view line = settings.substr(0, end);
        settings.remove_prefix(std::min(end + 1, settings.size()));
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos || !line.substr(first).starts_with(key)) continue;
        line.remove_prefix(first + key.size());
        const std::size_t equals = line.find_first_not_of(" \t");
        if (equals == std::string_view::npos || line[equals] != '=') continue;
        const std::size_t open = line.find('"', equals), close = line.find('"', open + 1);
        if (open == std::string_view::npos || close == std::string_view::npos || close - open > kLongest) continue;
        return std::string(line.substr(open + 1, close - open - 1));
    }
    return {};
}

void draw(const Canvas& canvas, const Words& words) {
    fill(canvas, {0, 0, canvas.width_px, canvas.height_px}, kPaper);
    const std::vector<std::string> lines = lines_of(words);
    int widest = 1;
    for (const std::string& line : lines) widest = std::max(widest, width_of(line));
    const double left = canvas.width_px * kMargin;
    const double scale = std::min({(canvas.width_px - 2 * left) / widest, kLargest,
                                   canvas.height_px * 0.8 / (line_height_px() * kLinesApart * lines.size())});
    const double step = line_height_px() * kLinesApart * scale;
    double top = (canvas.height_px - step * static_cast<double>(lines.size())) / 2;
    for (const std::string& line : lines) {
        draw_line(canvas, line, {left, top, scale, kInk});
        top += step;
    }
}

}  // namespace vestibule::notice
