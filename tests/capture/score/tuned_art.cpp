// tuned_art - the family of documents that the finder may be tuned with: bands, waves and sans serif.
#include <fmt/format.h>

#include "tests/capture/score/art.hpp"

namespace vestibule::score {

using drivers::simulated::colour;

namespace {

constexpr const char* sans = "Noto Sans";
constexpr std::array<unsigned, 6> papers = {0xE9F1F4, 0xF3EFE6, 0xE2ECDD, 0xF4E6E6, 0xFAFAF8, 0xD8DCEB};
constexpr std::array<unsigned, 6> inks = {0x174A7C, 0x7C1730, 0x1D5B3A, 0x3E2F63, 0x6B4A12, 0x1B2730};

void waves(const Sheet& s, Colour with) {
    for (double line = -0.1; line < 1.1; line += 0.045) {
        cairo_new_path(s.canvas.cairo());
        for (double x = 0; x <= s.width; x += 12) {
            const double phase = line * 9;
            cairo_line_to(s.canvas.cairo(), x,
                          s.height * line + s.height * 0.03 * std::sin(x * 9 / s.width + phase) +
                              s.height * 0.012 * std::sin(x * 22 / s.width - phase));
        }
        s.canvas.stroke(with, s.px_per_mm * 0.11);
    }
}

void field(const Sheet& s, double x_mm, double y_mm, const std::string& label, const std::string& value) {
    const double mm = s.px_per_mm;
    words(s, sans, false, x_mm * mm, y_mm * mm, 1.6 * mm, colour(0x4A5A66), label);
    words(s, sans, true, x_mm * mm, (y_mm + 2.9) * mm, 2.6 * mm, colour(0x1B2730), value);
}

void front(const Sheet& s, Colour ink) {
    const double mm = s.px_per_mm;
    const int band = s.random.whole(0, 2);  // none, a full band, a band with a margin
    if (band > 0) {
        const double off = band == 2 ? 1.5 * mm : 0;
        cairo_rectangle(s.canvas.cairo(), off, off, s.width - 2 * off, 7.5 * mm);
        s.canvas.fill(ink);
    }
    words(s, sans, true, 4 * mm, 6 * mm, 4.4 * mm, band > 0 ? colour(0xFFFFFF) : ink,
          s.state_id ? "IDENTIFICATION" : "DRIVER LICENSE");
    words(s, sans, false, 62 * mm, 5.6 * mm, 2.4 * mm, band > 0 ? colour(0xE4EEF5) : ink, "ANYSTATE USA");
    const bool right = s.random.chance(0.3);
    const double photo = right ? 56 : 4;
    const double text = right ? 5 : 31;
    portrait(s, {photo * mm, 11 * mm, 24 * mm, 31 * mm});
    field(s, text, 13, "4d DLN", fmt::format("D{:07}", s.random.whole(0, 9'999'999)));
    field(s, text, 19, "1 2 NAME", name_of(s.random));
    field(s, text, 25, "8 ADDRESS", fmt::format("{} EXAMPLE LANE", s.random.whole(1, 9999)));
    field(s, text, 31, "3 DOB", date_of(s.random, 1930, 2007));
    field(s, text, 37, "4b EXP", date_of(s.random, 2027, 2034));
    field(s, text + 22, 37, "4a ISS", date_of(s.random, 2019, 2026));
    field(s, 5, 46, "15 SEX 16 HGT 18 EYES 19 HAIR", "X 5-09 BRN BRN");
    words(s, sans, true, 40 * mm, 50 * mm, 4.5 * mm, colour(0xB3261E, 0.45), "SPECIMEN");
}

void back(const Sheet& s, const std::string& code) {
    const double mm = s.px_per_mm;
    if (s.random.chance(0.7)) {
        cairo_rectangle(s.canvas.cairo(), 0, s.random.between(2, 5) * mm, s.width, 8 * mm);
        s.canvas.fill(colour(0x24272A));
    }
    for (int line = 0; line < 3; ++line)
        words(s, sans, false, 4 * mm, (16 + 2.6 * line) * mm, 1.9 * mm, colour(0x50606C),
              "CLASS C: any two-axle vehicle of 26,000 lb or less. Belongs to nobody.");
    draw_code(s, code, {5 * mm, 25 * mm, 75 * mm, 24 * mm});
}

void page(const Sheet& s, Colour ink) {
    const double mm = s.px_per_mm;
    words(s, sans, true, 6 * mm, 8 * mm, 4.6 * mm, ink, "UTOPIA");
    words(s, sans, false, 30 * mm, 8 * mm, 2.8 * mm, ink, "PASSPORT / PASSEPORT");
    portrait(s, {6 * mm, 14 * mm, 35 * mm, 45 * mm});
    field(s, 46, 15, "Type / Code / No.", fmt::format("P   UTO   {:09}", s.random.whole(0, 999'999'999)));
    field(s, 46, 23, "Name", name_of(s.random));
    field(s, 46, 31, "Nationality", "UTOPIAN");
    field(s, 46, 39, "Date of birth / Sex", date_of(s.random, 1930, 2007) + "   X");
    field(s, 46, 47, "Place of birth", "ZENITH");
    field(s, 46, 55, "Date of expiry", date_of(s.random, 2027, 2034));
    if (s.random.chance(0.5)) {
        cairo_rectangle(s.canvas.cairo(), 0, s.height - 23.2 * mm, s.width, 23.2 * mm);
        s.canvas.fill(colour(0xF8F6F0, 0.85));
    }
    // Character by character in cells of 2.54 mm, as Doc 9303 sets them.
    const std::array lines = {std::string("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
                              std::string("L898902C36UTO7408122F1204159ZE184226B<<<<<10")};
    for (std::size_t line = 0; line < 2; ++line) {
        for (std::size_t at = 0; at < lines[line].size(); ++at)
            words(s, "OCR B", false, (6.6 + 2.54 * static_cast<double>(at)) * mm,
                  (73 + 8.5 * static_cast<double>(line)) * mm, 3.6 * mm, colour(0x14171A), lines[line].substr(at, 1));
    }
}

}  // namespace

void draw_tuned(const Sheet& s, Kind kind, const std::string& code) {
    const Colour ink = colour(s.random.pick(inks));
    const unsigned paper = s.random.pick(papers);
    cairo_rectangle(s.canvas.cairo(), 0, 0, s.width, s.height);
    s.canvas.fill_down(0, s.height,
                       {{0, colour(paper)}, {1, mix(colour(paper), colour(0xC8D4D0), s.random.unit() * 0.7)}});
    waves(s, mix(ink, colour(paper), 0.65));
    if (kind == Kind::Front) front(s, ink);
    if (kind == Kind::Back) back(s, code);
    if (kind == Kind::Passport) page(s, ink);
}

}  // namespace vestibule::score
