// art - the AAMVA text, its code, portraits, and the pyramid of a print.
#include "tests/capture/score/art.hpp"

#include <BarcodeFormat.h>
#include <BitMatrix.h>
#include <CharacterSet.h>
#include <MultiFormatWriter.h>
#include <fmt/format.h>

#include <opencv2/imgproc.hpp>
#include <sstream>

#include "drivers/camera/simulated/objects.hpp"

namespace vestibule::score {

using drivers::simulated::colour;

namespace {

// 16 px/mm: a module of 0.25 mm has four pixels, and no camera of the harness comes nearer than that.
constexpr double card_px_per_mm = 16;
constexpr double page_px_per_mm = 12;
constexpr double round_mm = 3.18;  // ISO/IEC 7810
constexpr int around_px = 8;

constexpr std::array family_names = {"SAMPLE", "MUSTER", "SPECIMEN", "EXEMPLO", "PROBANT", "VZOR", "PRIMER", "MALLI"};
constexpr std::array given_names = {"ALEX", "ROBIN", "KIM", "SASHA", "NOOR", "TONI", "JANI", "MIKA", "RENE", "SAM"};

/// What else a card may be, drawn apart from its art so that the art of a seed stays what it was.
struct Make {
    bool state_id;
    int version;  ///< of the text; 0: one of those of today
};
Make make_of(std::uint64_t seed) {
    Random random(seed * 31 + 0x1D);
    return {random.chance(0.25), random.chance(0.4) ? random.whole(1, 4) : 0};
}

/// The elements as an older version has them: names in one element or two, no flags of truncation, dates from the year
/// on.
std::string older(const std::string& elements, int version) {
    std::istringstream lines(elements);
    std::string first, family, given, middle, rest;
    std::getline(lines, first);
    for (std::string line; std::getline(lines, line);) {
        const std::string id = line.substr(0, 3), value = line.substr(3);
        if (id == "DCS") family = value;
        if (id == "DAC") given = value;
        if (id == "DAD") middle = value;
        const bool name = id == "DAC" || id == "DAD" || (id == "DCS" && version == 1);
        if (name || id == "DDE" || id == "DDF" || id == "DDG") continue;
        const bool date = id == "DBA" || id == "DBB" || id == "DBD" || id == "DDB";
        rest += "\n" + id + (date && version == 1 ? value.substr(4) + value.substr(0, 4) : value);
    }
    const std::string whole = "\nDAA" + family + "," + given + "," + middle;
    return first + (version == 1 ? whole : "\nDCT" + given + "," + middle) + rest;
}

std::string aamva_text(Random& random, const Make& make) {
    std::string version = random.pick(std::array{"05", "08", "09", "10"});
    std::string licence = fmt::format(
        "DLDAQ{}{:07}\nDCS{}\nDDEN\nDAC{}\nDDFN\nDAD{}\nDDGN\nDCA{}\nDCBNONE\nDCDNONE\nDBD{}\nDBB{}\nDBA{}\nDBC{}\n"
        "DAU0{} in\nDAYBRO\nDAG{} EXAMPLE LANE\nDAIANYTOWN\nDAJCA\nDAK{:05}0000  \nDCF{:012}\nDCGUSA\nDAW{}\nDDAF\n"
        "DDB08292017",
        static_cast<char>('A' + random.whole(0, 25)), random.whole(0, 9'999'999), random.pick(family_names),
        random.pick(given_names), random.pick(given_names), static_cast<char>('A' + random.whole(0, 3)),
        date_of(random, 2019, 2026), date_of(random, 1930, 2008), date_of(random, 2027, 2034), random.whole(1, 2),
        random.whole(58, 78), random.whole(1, 9999), random.whole(10'000, 99'999), random.next() % 1'000'000'000'000,
        random.whole(100, 280));
    for (int extra = random.whole(0, 4); extra > 0; --extra) licence += fmt::format("\nDCK{:020}", random.next());
    if (make.version > 0) version = fmt::format("{:02}", make.version);
    if (make.version > 0 && make.version <= 3) licence = older(licence, make.version);
    const std::string type = make.state_id ? "ID" : "DL";
    licence.replace(0, 2, type);
    licence += "\r";
    // The first version's header does not count the versions of a jurisdiction.
    const std::string header =
        fmt::format("@\n\x1e\rANSI 6360{:02}{}{}01", random.whole(0, 60), version, make.version == 1 ? "" : "00");
    return fmt::format("{}{}{:04}{:04}{}", header, type, header.size() + 10, licence.size(), licence);
}

}  // namespace

std::string name_of(Random& random) {
    return std::string(random.pick(given_names)) + " " + random.pick(family_names);
}

std::string date_of(Random& random, int first_year, int last_year) {
    return fmt::format("{:02}{:02}{}", random.whole(1, 12), random.whole(1, 28), random.whole(first_year, last_year));
}

void words(const Sheet& sheet, const char* font, bool bold, double x, double y, double size, Colour ink,
           const std::string& text) {
    cairo_t* cairo = sheet.canvas.cairo();
    cairo_select_font_face(cairo, font, CAIRO_FONT_SLANT_NORMAL,
                           bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(cairo, size);
    cairo_set_source_rgba(cairo, ink.red, ink.green, ink.blue, ink.alpha);
    cairo_move_to(cairo, x, y);
    cairo_show_text(cairo, text.c_str());
    cairo_new_path(cairo);
}

void draw_code(const Sheet& sheet, const std::string& text, cv::Rect2d within) {
    ZXing::MultiFormatWriter writer(ZXing::BarcodeFormat::PDF417);
    writer.setMargin(2).setEccLevel(sheet.random.whole(3, 5));
    const ZXing::BitMatrix code = writer.encode(text, 1, 1);
    const double module_px = within.width / code.width();
    sheet.module_mm = module_px / sheet.px_per_mm;
    const double high = std::min(within.height / code.height(), module_px);
    cairo_t* cairo = sheet.canvas.cairo();
    cairo_rectangle(cairo, within.x - 6, within.y - 6, within.width + 12, high * code.height() + 12);
    sheet.canvas.fill(colour(0xF4F5F3));
    for (int y = 0; y < code.height(); ++y) {
        for (int x = 0; x < code.width(); ++x) {
            if (!code.get(x, y)) continue;
            cairo_rectangle(cairo, within.x + x * module_px, within.y + y * high, module_px, high);
        }
    }
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_GRAY);
    sheet.canvas.fill(colour(0x16181A));
}

void portrait(const Sheet& sheet, cv::Rect2d within) {
    cairo_t* cairo = sheet.canvas.cairo();
    cairo_save(cairo);
    cairo_rectangle(cairo, within.x, within.y, within.width, within.height);
    cairo_clip(cairo);
    cairo_rectangle(cairo, within.x, within.y, within.width, within.height);
    sheet.canvas.fill(colour(sheet.random.pick(std::array{0xC4D3DCU, 0xE6E4DEU, 0xB9C4C0U, 0xD9CFC4U})));
    drivers::simulated::Looks looks;
    looks.skin = colour(sheet.random.pick(skin_tones));
    looks.hair = colour(sheet.random.pick(std::array{0x1B1613U, 0x55433AU, 0xB08A52U, 0x9A9A98U}));
    looks.shirt = colour(sheet.random.pick(std::array{0x3E6B7EU, 0x7E3E4CU, 0x2B2B2BU, 0xD8D8D4U}));
    draw_person(sheet.canvas, within.x, within.y + within.height * 0.04, within.width, within.height * 0.96, looks);
    cairo_restore(cairo);
}

Print print(Kind kind, Family family, std::uint64_t seed) {
    Random random(seed * 977 + (family == Family::Held ? 0xB0B : 0xA11));
    Print out;
    out.kind = kind;
    const bool page = kind == Kind::Passport;
    if (page) out.width_mm = 125, out.height_mm = 88;
    const double scale = page ? page_px_per_mm : card_px_per_mm;
    const double width = out.width_mm * scale, height = out.height_mm * scale;
    out.body = {around_px, around_px, width, height};
    const Canvas canvas(static_cast<int>(width) + 2 * around_px, static_cast<int>(height) + 2 * around_px);
    cairo_translate(canvas.cairo(), around_px, around_px);
    canvas.rounded_rectangle(0, 0, width, height, round_mm * scale);
    cairo_clip(canvas.cairo());
    const Make make = make_of(seed);
    if (kind == Kind::Back) out.code = aamva_text(random, make);
    const Sheet sheet{canvas, scale, width, height, random, out.module_mm, make.state_id};
    family == Family::Held ? draw_held(sheet, kind, out.code) : draw_tuned(sheet, kind, out.code);
    out.levels.push_back(canvas.picture());
    while (out.levels.size() < 4) {
        cv::Mat half;
        const cv::Mat& last = out.levels.back();
        cv::resize(last, half, cv::Size(last.cols / 2, last.rows / 2), 0, 0, cv::INTER_AREA);
        out.levels.push_back(half);
    }
    return out;
}

}  // namespace vestibule::score
