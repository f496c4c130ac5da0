// held_art - the family of documents that nothing is tuned with: sky lines, seals, frames and serif.
#include <fmt/format.h>

#include <numbers>

#include "tests/capture/score/art.hpp"

namespace vestibule::score {

using drivers::simulated::colour;

namespace {

constexpr const char* serif = "Noto Serif";

void hills(const Sheet& s, Colour with) {
    for (int ridge = 0; ridge < 4; ++ridge) {
        cairo_new_path(s.canvas.cairo());
        cairo_move_to(s.canvas.cairo(), 0, s.height);
        for (double x = 0; x <= s.width + 20; x += s.width / 24)
            cairo_line_to(s.canvas.cairo(), x, s.height * (0.45 + 0.13 * ridge + 0.1 * s.random.unit()));
        cairo_line_to(s.canvas.cairo(), s.width, s.height);
        cairo_close_path(s.canvas.cairo());
        Colour shade = with;
        shade.alpha = 0.12;
        s.canvas.fill(shade);
    }
}

void seal(const Sheet& s, double x, double y, double radius, Colour with) {
    for (int ray = 0; ray < 24; ++ray) {
        const double angle = ray * std::numbers::pi / 12;
        cairo_new_path(s.canvas.cairo());
        cairo_move_to(s.canvas.cairo(), x + radius * 0.3 * std::cos(angle), y + radius * 0.3 * std::sin(angle));
        cairo_line_to(s.canvas.cairo(), x + radius * std::cos(angle), y + radius * std::sin(angle));
        s.canvas.stroke(with, s.px_per_mm * 0.25);
    }
    s.canvas.ellipse(x, y, radius, radius);
    s.canvas.stroke(with, s.px_per_mm * 0.5);
}

void front(const Sheet& s, Colour ink) {
    const double mm = s.px_per_mm;
    if (s.random.chance(0.4)) {  // a printed frame near the border, which is not the border
        s.canvas.rounded_rectangle(2 * mm, 2 * mm, s.width - 4 * mm, s.height - 4 * mm, 2 * mm);
        s.canvas.stroke(ink, 0.5 * mm);
    }
    seal(s, 72 * mm, 20 * mm, 9 * mm, mix(ink, colour(0xFFFFFF), 0.4));
    words(s, serif, true, 5 * mm, 8 * mm, 3.8 * mm, ink, "IDENTIFICATION CARD");
    portrait(s, {s.random.between(4, 8) * mm, 12 * mm, 22 * mm, 28 * mm});
    for (int line = 0; line < 6; ++line) {
        words(s, serif, line == 1, 34 * mm, (15 + 5 * line) * mm, 2.7 * mm, colour(0x20262B),
              line == 1 ? name_of(s.random)
                        : fmt::format("{} {}", static_cast<char>('A' + line), date_of(s.random, 1930, 2034)));
    }
    words(s, "Noto Mono", false, 5 * mm, 49 * mm, 3 * mm, ink,
          fmt::format("ID {:012}", s.random.next() % 1'000'000'000'000));
}

void back(const Sheet& s, const std::string& code) {
    const double mm = s.px_per_mm;
    draw_code(s, code, {s.random.between(4, 8) * mm, 5 * mm, s.random.between(68, 73) * mm, 22 * mm});
    for (int line = 0; line < 5; ++line)
        words(s, serif, false, 5 * mm, (34 + 3 * line) * mm, 2 * mm, colour(0x41484E),
              "If found, drop in any mailbox. This is a drawing that belongs to nobody.");
    for (double x = 8; x < 40; x += 0.9) {  // a one-dimensional code besides
        cairo_rectangle(s.canvas.cairo(), x * mm, 47.5 * mm, s.random.between(0.2, 0.6) * mm, 4 * mm);
        s.canvas.fill(colour(0x1A1C1E));
    }
}

void page(const Sheet& s, Colour ink) {
    const double mm = s.px_per_mm;
    seal(s, 98 * mm, 36 * mm, 20 * mm, mix(ink, colour(0xFFFFFF), 0.7));
    words(s, serif, true, 44 * mm, 9 * mm, 4 * mm, ink, "REPUBLIC OF ELSEWHERE");
    portrait(s, {7 * mm, 15 * mm, 33 * mm, 42 * mm});
    for (int line = 0; line < 7; ++line)
        words(s, serif, line == 1, 46 * mm, (18 + 6.3 * line) * mm, 3 * mm, colour(0x1F2226),
              line == 1 ? name_of(s.random) : date_of(s.random, 1930, 2034));
    for (int line = 0; line < 2; ++line) {
        std::string zone = line == 0 ? "P<XXA" : "";
        while (zone.size() < 44) zone += s.random.chance(0.3) ? '<' : static_cast<char>('A' + s.random.whole(0, 25));
        for (std::size_t at = 0; at < zone.size(); ++at)
            words(s, "OCR B", false, (6.4 + 2.54 * static_cast<double>(at)) * mm, (73.5 + 8.5 * line) * mm, 3.6 * mm,
                  colour(0x202020), zone.substr(at, 1));
    }
}

}  // namespace

void draw_held(const Sheet& s, Kind kind, const std::string& code) {
    const Colour ink = colour(s.random.pick(std::array{0x0B3D5CU, 0x5C0B3DU, 0x3D5C0BU, 0x333333U, 0x8A4B00U}));
    const Colour top = colour(s.random.pick(std::array{0xF6F1E7U, 0xDDE9F3U, 0xF0F0F0U, 0xF7E8DAU, 0xC9DED5U}));
    cairo_rectangle(s.canvas.cairo(), 0, 0, s.width, s.height);
    s.canvas.fill_round(s.width * s.random.unit(), 0, s.width, {{0, top}, {1, mix(top, colour(0xFFFFFF), 0.6)}});
    hills(s, ink);
    if (kind == Kind::Front) front(s, ink);
    if (kind == Kind::Back) back(s, code);
    if (kind == Kind::Passport) page(s, ink);
}

}  // namespace vestibule::score
