// passport - the data page of a passport of Utopia, of the invented person on the licence, with its zone in OCR-B.
#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::drivers::simulated {
namespace {

// ID-3: 125 x 88 mm.
constexpr int page_width = 860;
constexpr int page_height = 605;
constexpr int around = 44;
const cv::Rect body(around, around, page_width, page_height);
const Colour ink = colour(0x1D2226);
const Colour label_ink = colour(0x5A4A78);

void field(const Canvas& canvas, double x, double y, const std::string& label, const std::string& value) {
    canvas.text(x, y, 13, Font::Sans, label_ink, label);
    canvas.text(x, y + 25, 23, Font::SansBold, ink, value);
}

/// One line of the MRZ, each character in its own cell of 2.54 mm, as OCR-B is set.
void mrz_line(const Canvas& canvas, double y, const std::string& line) {
    constexpr double left = 52;
    constexpr double cell = (page_width - 2 * left) / 44;
    const double size = 100 * cell / canvas.text_width(100, Font::OcrB, "H");
    for (std::size_t at = 0; at < line.size(); ++at) {
        canvas.text(left + cell * static_cast<double>(at), y, size, Font::OcrB, colour(0x101214), line.substr(at, 1));
    }
}

}  // namespace

Object make_passport_page() {
    const Canvas canvas(page_width + 2 * around, page_height + 2 * around);
    draw_shadow(canvas, body, 22);
    cairo_translate(canvas.cairo(), around, around);
    canvas.rounded_rectangle(0, 0, page_width, page_height, 22);
    cairo_clip(canvas.cairo());
    cairo_rectangle(canvas.cairo(), 0, 0, page_width, page_height);
    canvas.fill_down(0, page_height, {{0, colour(0xF1ECF4)}, {0.5, colour(0xE4EDE9)}, {1, colour(0xF2EEE4)}});
    for (int ring = 1; ring < 34; ++ring) {
        canvas.ellipse(620, 250, ring * 17.0, ring * 12.0);
        canvas.stroke(colour(0x8A7BB0, 0.16), 1.2);
        canvas.ellipse(180, 420, ring * 15.0, ring * 16.0);
        canvas.stroke(colour(0x5FA08C, 0.13), 1.2);
    }
    canvas.text(44, 56, 30, Font::SansBold, colour(0x3E2F63), "UTOPIA");
    canvas.text(190, 55, 19, Font::Sans, label_ink, "PASSPORT / PASSEPORT");
    canvas.text(590, 58, 30, Font::SansBold, colour(0xB3261E, 0.45), "SPECIMEN");

    canvas.rounded_rectangle(44, 92, 238, 312, 6);
    cairo_save(canvas.cairo());
    cairo_clip(canvas.cairo());
    cairo_rectangle(canvas.cairo(), 44, 92, 238, 312);
    canvas.fill_down(92, 404, {{0, colour(0xD2D8D6)}, {1, colour(0xB9C1BE)}});
    draw_person(canvas, 44, 98, 238, 306,
                {.skin = colour(0xE0B595), .hair = colour(0x7A5232), .shirt = colour(0x4A4468)});
    cairo_restore(canvas.cairo());

    field(canvas, 316, 104, "Type", "P");
    field(canvas, 410, 104, "Code", "UTO");
    field(canvas, 570, 104, "Passport No.", "C12345674");
    field(canvas, 316, 160, "Surname", "SAMPLE");
    field(canvas, 316, 216, "Given names", "ALEX QUILL");
    field(canvas, 316, 272, "Nationality", "UTOPIAN");
    field(canvas, 316, 328, "Date of birth", "14 MAR 1958");
    field(canvas, 570, 328, "Sex", "F");
    field(canvas, 316, 384, "Place of birth", "ZENITH");
    field(canvas, 316, 440, "Date of expiry", "14 MAR 2031");
    canvas.text(48, 452, 23, Font::Script, colour(0x2A2350), "Alex Quill Sample");

    cairo_rectangle(canvas.cairo(), 0, 496, page_width, page_height - 496);
    canvas.fill(colour(0xF8F6F0, 0.85));
    mrz_line(canvas, 543, "P<UTOSAMPLE<<ALEX<QUILL<<<<<<<<<<<<<<<<<<<<<");
    mrz_line(canvas, 583, "C123456744UTO5803147F3103142<<<<<<<<<<<<<<08");
    return {canvas.picture(), body};
}

}  // namespace vestibule::drivers::simulated
