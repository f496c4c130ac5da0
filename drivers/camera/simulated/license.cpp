// license - a fictional driver's licence: its front, and its back with a true PDF417 of an AAMVA text.
#include <BarcodeFormat.h>
#include <BitMatrix.h>
#include <CharacterSet.h>
#include <MultiFormatWriter.h>
#include <fmt/format.h>

#include <cmath>

#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::drivers::simulated {
namespace {

// ID-1: 85.6 x 54.0 mm at about 10.3 px/mm, which is the size it has before the camera.
constexpr int card_width = 880;
constexpr int card_height = 555;
constexpr int around = 44;
constexpr double corner = 33;
const cv::Rect body(around, around, card_width, card_height);
const Colour ink = colour(0x1B2730);
const Colour faint_ink = colour(0x50606C);
const Colour blue = colour(0x174A7C);

void guilloche(const Canvas& canvas, Colour with) {
    for (int line = 0; line < 26; ++line) {
        const double phase = line * 0.35;
        cairo_new_path(canvas.cairo());
        for (int x = 0; x <= card_width; x += 8) {
            const double y = line * 24.0 - 20 + 16 * std::sin(x * 0.013 + phase) + 7 * std::sin(x * 0.031 - phase);
            cairo_line_to(canvas.cairo(), x, y);
        }
        canvas.stroke(with, 1.1);
    }
}

/// Shadow, card, fine pattern; what follows is drawn in the card's own coordinates, clipped to it.
void begin_card(const Canvas& canvas, Colour top, Colour bottom, Colour pattern) {
    draw_shadow(canvas, body, corner);
    cairo_translate(canvas.cairo(), around, around);
    canvas.rounded_rectangle(0, 0, card_width, card_height, corner);
    cairo_clip(canvas.cairo());
    cairo_rectangle(canvas.cairo(), 0, 0, card_width, card_height);
    canvas.fill_down(0, card_height, {{0, top}, {1, bottom}});
    guilloche(canvas, pattern);
}

void field(const Canvas& canvas, double x, double y, const std::string& label, const std::string& value,
           double size = 29) {
    canvas.text(x, y, 15, Font::Sans, blue, label);
    canvas.text(x, y + size + 1, size, Font::SansBold, ink, value);
}

/// One 10-byte entry of the directory.
std::string entry(const std::string& type, std::size_t offset, std::size_t length) {
    return fmt::format("{}{:04}{:04}", type, offset, length);
}

}  // namespace

void draw_shadow(const Canvas& canvas, const cv::Rect& below, double radius) {
    for (int ring = 14; ring > 0; --ring) {
        canvas.rounded_rectangle(below.x + 4 - ring, below.y + 7 - ring, below.width + 2.0 * ring,
                                 below.height + 2.0 * ring, radius + ring);
        canvas.fill(colour(0x0A1014, 0.030));
    }
}

std::string license_text() {
    const std::string licence =
        "DLDAQD1234562\nDCSSAMPLE\nDDEN\nDACALEX\nDDFN\nDADQUILL\nDDGN\nDCAC\nDCBNONE\nDCDNONE\nDBD03142026\n"
        "DBB03141958\nDBA03142031\nDBC1\nDAU070 in\nDAYBRO\nDAG123 EXAMPLE LANE\nDAIANYTOWN\nDAJCA\nDAK902230000  \n"
        "DCF03/14/2026ANY01/AAFD/31\nDCGUSA\nDAW165\nDAZBRO\nDDAF\nDDB08292017\nDDK1\r";
    const std::string jurisdiction = "ZCZCABRO\nZCBBRO\nZCC\r";
    constexpr std::size_t header = 21 + 2 * 10;
    return std::string("@\n\x1e\rANSI 636014100102") + entry("DL", header, licence.size()) +
           entry("ZC", header + licence.size(), jurisdiction.size()) + licence + jurisdiction;
}

Object make_license_front() {
    const Canvas canvas(card_width + 2 * around, card_height + 2 * around);
    begin_card(canvas, colour(0xE9F1F4), colour(0xD6E4E0), colour(0x6FA3B4, 0.30));
    canvas.glow(560, 330, 380, 260, colour(0xF2E3B4, 0.55));
    cairo_rectangle(canvas.cairo(), 0, 0, card_width, 84);
    canvas.fill_down(0, 84, {{0, blue}, {1, colour(0x2A6A9E)}});
    canvas.text(36, 58, 46, Font::SansBold, colour(0xFFFFFF), "CALIFORNIA");
    canvas.text(372, 55, 25, Font::Sans, colour(0xE4EEF5), "USA");
    canvas.text(560, 56, 32, Font::SansBold, colour(0xF6D77A), "DRIVER LICENSE");

    canvas.rounded_rectangle(38, 116, 244, 312, 8);
    cairo_save(canvas.cairo());
    cairo_clip(canvas.cairo());
    cairo_rectangle(canvas.cairo(), 38, 116, 244, 312);
    canvas.fill_down(116, 428, {{0, colour(0xC4D3DC)}, {1, colour(0xA9BAC4)}});
    draw_person(canvas, 38, 122, 244, 306, Looks{});
    cairo_restore(canvas.cairo());
    canvas.text(52, 480, 29, Font::Script, colour(0x22303A), "Alex Q. Sample");

    field(canvas, 312, 118, "DL", "D1234562", 34);
    field(canvas, 604, 118, "CLASS", "C");
    field(canvas, 312, 182, "LN", "SAMPLE");
    field(canvas, 312, 238, "FN", "ALEX QUILL");
    canvas.text(312, 312, 22, Font::Sans, ink, "123 EXAMPLE LANE");
    canvas.text(312, 340, 22, Font::Sans, ink, "ANYTOWN, CA 90223");
    field(canvas, 312, 366, "DOB", "03/14/1958");
    canvas.text(312, 436, 15, Font::Sans, blue, "EXP");
    canvas.text(312, 466, 29, Font::SansBold, colour(0xA32A22), "03/14/2031");
    field(canvas, 520, 436, "ISS", "03/14/2026");
    canvas.text(312, 506, 19, Font::Sans, faint_ink, "SEX M   HGT 5'-10\"   WGT 165 lb   EYES BRN   HAIR BRN");
    canvas.text(312, 532, 17, Font::Sans, faint_ink, "DD 03/14/2026ANY01/AAFD/31   RSTR NONE   END NONE");

    // The second, smaller portrait and the mark of a fictional document.
    cairo_push_group(canvas.cairo());
    draw_person(canvas, 700, 318, 140, 160, Looks{});
    cairo_pop_group_to_source(canvas.cairo());
    cairo_paint_with_alpha(canvas.cairo(), 0.45);
    canvas.ellipse(800, 152, 34, 34);
    canvas.fill_round(790, 142, 44, {{0, colour(0xF7E7A6)}, {1, colour(0xC79A2B)}});
    canvas.text(776, 163, 26, Font::SansBold, colour(0x7A5A10), "CA");
    canvas.text(604, 262, 40, Font::SansBold, colour(0xB3261E, 0.42), "SPECIMEN");
    return {canvas.picture(), body};
}

Object make_license_back() {
    const Canvas canvas(card_width + 2 * around, card_height + 2 * around);
    begin_card(canvas, colour(0xEDF2F2), colour(0xE2EAE8), colour(0x7FA9A4, 0.22));
    cairo_rectangle(canvas.cairo(), 0, 34, card_width, 70);
    canvas.fill(colour(0x24272A));
    canvas.text(38, 150, 18, Font::Sans, faint_ink,
                "CLASS: C - 2-axle vehicle, 26,000 lbs or less.  RESTRICTIONS: none.");
    canvas.text(38, 178, 18, Font::Sans, faint_ink, "This card is a drawing for demonstrations and belongs to nobody.");
    canvas.text(38, 206, 18, Font::Sans, faint_ink, "DD 03/14/2026ANY01/AAFD/31");
    canvas.text(650, 206, 22, Font::SansBold, colour(0xB3261E, 0.6), "SPECIMEN");

    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::PDF417);
    writer.setMargin(2).setEccLevel(3);
    const ZXing::BitMatrix code = writer.encode(license_text(), 1, 1);
    // Whole pixels a module where it fits: what the camera then does to it is the lens' business.
    constexpr double widest = 790;
    constexpr double tallest = 268;
    const double module = std::min(widest / code.width(), tallest / code.height());
    const double width = module * code.width();
    const double height = module * code.height();
    const double left = (card_width - width) / 2;
    const double top = 236 + (tallest - height) / 2;
    cairo_rectangle(canvas.cairo(), left - 12, top - 10, width + 24, height + 20);
    canvas.fill(colour(0xF4F5F3));
    for (int y = 0; y < code.height(); ++y) {
        for (int x = 0; x < code.width(); ++x) {
            if (code.get(x, y)) cairo_rectangle(canvas.cairo(), left + x * module, top + y * module, module, module);
        }
    }
    canvas.fill(colour(0x16181A));
    return {canvas.picture(), body};
}

}  // namespace vestibule::drivers::simulated
