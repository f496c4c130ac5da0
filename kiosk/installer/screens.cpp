// screens - words above, and below either two fields to touch or a bar.
#include "kiosk/installer/screens.hpp"

#include <algorithm>
#include <array>

namespace vestibule::installer {

namespace {

using notice::Area;
using notice::Canvas;

// Black on white, and what destroys in red: nothing here is decoration.
constexpr std::uint32_t kPaper = 0xFFFFFF, kInk = 0x000000, kWhite = 0xFFFFFF, kDanger = 0x9B2318, kDeep = 0x5A0F08,
                        kTrack = 0xC8CFCE, kGood = 0x0B5D66;
constexpr double kMargin = 0.06;      // of the width, on both sides
constexpr double kWordsUntil = 0.68;  // of the height; the fields are below
constexpr double kLargest = 1.2;      // the letters are pictures: larger, they would blur
constexpr double kLinesApart = 1.12;
constexpr int kRim_px = 4;

struct Named {
    std::string_view name;
    Kind kind;
    std::size_t least, most;  // words
};
constexpr std::array kScreens{Named{"ask", Kind::Ask, 2, 3},      Named{"several", Kind::Several, 1, 1},
                              Named{"small", Kind::Small, 3, 3},  Named{"write", Kind::Write, 2, 2},
                              Named{"check", Kind::Check, 2, 2},  Named{"done", Kind::Done, 0, 0},
                              Named{"failed", Kind::Failed, 1, 1}};

struct Field {
    std::array<std::string, 3> lines;
    std::uint32_t paper, ink, held;
};

/// The largest size at which all lines fit into the area, but none larger than `largest`.
double fitting(const std::vector<std::string>& lines, double width, double height, double largest) {
    int widest = 1;
    for (const std::string& line : lines) widest = std::max(widest, notice::width_of(line));
    const double all = notice::line_height_px() * kLinesApart * static_cast<double>(lines.size());
    return std::min({width / widest, height / all, largest});
}

void draw_lines(const Canvas& canvas, const std::vector<std::string>& lines, const Area& area, double largest,
                std::uint32_t colour) {
    const double scale = fitting(lines, area.width, area.height, largest);
    const double step = notice::line_height_px() * kLinesApart * scale;
    double top = area.top + (area.height - step * static_cast<double>(lines.size())) / 2;
    for (const std::string& line : lines) {
        notice::draw_line(canvas, line, {static_cast<double>(area.left), top, scale, colour});
        top += step;
    }
}

void draw_field(const Canvas& canvas, const Area& area, const Field& field, int permille) {
    notice::fill(canvas, area, kInk);
    const Area inside{area.left + kRim_px, area.top + kRim_px, area.width - 2 * kRim_px, area.height - 2 * kRim_px};
    notice::fill(canvas, inside, field.paper);
    notice::fill(canvas, {inside.left, inside.top, inside.width * permille / 1000, inside.height}, field.held);
    const int pad = area.width / 16;
    draw_lines(canvas, {field.lines.begin(), field.lines.end()},
               {area.left + pad, area.top + pad / 2, area.width - 2 * pad, area.height - pad}, 0.9, field.ink);
}

Field stay(Kind kind) {
    if (kind == Kind::Failed) return {{"Start again", "Empezar de nuevo", "(Esc)"}, kPaper, kInk, kPaper};
    return {{"Start from the stick", "Arrancar desde la memoria USB", "(Esc)"}, kPaper, kInk, kPaper};
}

std::string percent(int permille) {
    return std::to_string(permille / 10) + " %";
}

}  // namespace

std::optional<Screen> screen_of(const std::string& name, std::vector<std::string> words) {
    for (const Named& screen : kScreens) {
        if (screen.name != name || words.size() < screen.least || words.size() > screen.most) continue;
        return Screen{screen.kind, std::move(words), 0};
    }
    return std::nullopt;
}

bool has_answers(Kind kind) {
    return kind == Kind::Ask || kind == Kind::Several || kind == Kind::Small || kind == Kind::Failed;
}

Side side_at(Kind kind, float x) {
    return kind == Kind::Ask && x > 0.5F ? Side::Write : Side::Stay;
}

std::vector<std::string> lines_of(const Screen& screen) {
    const auto word = [&](std::size_t at) { return at < screen.words.size() ? screen.words[at] : std::string(); };
    const std::string disk = word(0) + ", " + word(1);
    switch (screen.kind) {
        case Kind::Ask:
            return {"Write this kiosk onto the machine's own disk?",
                    disk,
                    screen.words.size() > 2 ? "It holds a Vestibule kiosk already. All of it will be lost."
                                            : "Everything on it will be lost.",
                    "",
                    "\u00bfGrabar este quiosco en el disco del equipo?",
                    screen.words.size() > 2 ? "Ya contiene un quiosco Vestibule. Se perder\u00e1 todo."
                                            : "Se perder\u00e1 todo lo que contiene."};
        case Kind::Several:
            return {"This machine has " + word(0) + " disks.",
                    "Which one is the kiosk's cannot be known here.",
                    "Take out or turn off the others, then start again.",
                    "",
                    "Este equipo tiene " + word(0) + " discos.",
                    "Retire o desactive los dem\u00e1s y vuelva a arrancar."};
        case Kind::Small:
            return {"The disk of this machine cannot be used.", disk, word(2), "", "El disco de este equipo no sirve."};
        case Kind::Write:
            return {"Writing the kiosk onto the disk: " + percent(screen.permille),
                    disk,
                    "Leave the stick in. Do not switch off.",
                    "",
                    "Grabando el quiosco en el disco.",
                    "No retire la memoria USB ni apague el equipo."};
        case Kind::Check:
            return {"Checking every block: " + percent(screen.permille),
                    disk,
                    "Leave the stick in. Do not switch off.",
                    "",
                    "Comprobando cada bloque.",
                    "No retire la memoria USB ni apague el equipo."};
        case Kind::Done:
            return {"The kiosk is on the disk, and every block was checked.",
                    "Pull out the stick now. The kiosk then starts by itself.", "", "El quiosco est\u00e1 en el disco.",
                    "Retire ahora la memoria USB. El quiosco arranca solo."};
        case Kind::Failed:
            return {"The disk could not be written. It does not start.", word(0), "",
                    "No se pudo grabar el disco. El disco no arranca."};
    }
    return {};
}

void draw(const Canvas& canvas, const Screen& screen) {
    const int margin = static_cast<int>(canvas.width_px * kMargin), width = canvas.width_px - 2 * margin;
    const int until = static_cast<int>(canvas.height_px * kWordsUntil);
    notice::fill(canvas, {0, 0, canvas.width_px, canvas.height_px}, kPaper);
    draw_lines(canvas, lines_of(screen), {margin, margin, width, until - margin}, kLargest, kInk);
    const int gap = margin / 2, half = (width - gap) / 2;
    const Area below{margin, until + gap, width, canvas.height_px - until - gap - margin};
    const Area left{below.left, below.top, half, below.height},
        right{below.left + half + gap, below.top, half, below.height};
    if (has_answers(screen.kind)) draw_field(canvas, left, stay(screen.kind), 0);
    if (screen.kind == Kind::Ask) {
        const bool enough = screen.permille >= 1000;
        draw_field(
            canvas, right,
            {{enough ? "Now let go" : "Erase the disk and write", enough ? "Ahora suelte" : "Borrar el disco y grabar",
              enough ? "" : "Hold / Mantenga: 5 s (Enter)"},
             kDanger,
             kWhite,
             kDeep},
            screen.permille);
    }
    if (screen.kind == Kind::Write || screen.kind == Kind::Check) {
        const Area bar{below.left, below.top + below.height / 3, below.width, below.height / 3};
        notice::fill(canvas, bar, kTrack);
        notice::fill(canvas, {bar.left, bar.top, bar.width * screen.permille / 1000, bar.height}, kGood);
    }
}

}  // namespace vestibule::installer
