// claim_codes - libqrencode makes the modules, Cairo paints them.
#include "kiosk/ctl/claim_codes.hpp"

#include <cairo-svg.h>
#include <cairo.h>
#include <fmt/format.h>
#include <qrencode.h>

#include <algorithm>
#include <functional>
#include <memory>

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::ctl {

namespace {

using device::Claim;

constexpr int kQuiet = 4;                 // modules of white around a code, as its standard asks
constexpr double kPointsAMm = 72 / 25.4;  // SVG surfaces count in points
constexpr double kPaperWidthMm = 210, kPaperHeightMm = 297, kMarginMm = 8;
constexpr std::size_t kColumns = 5, kRows = 8;
constexpr double kSingleMm = 60, kPixelsAMm = 12;  // 300 dots an inch
constexpr double kPassMm = 120;                    // a millimetre a module: read from an arm's length
constexpr double kLabelMm = 2.6;

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;
using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Painter = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

bool is_pass(const std::string& text) {
    return text.starts_with("VESTIBULE:PASS:");
}

/// A claim is of level M: it hangs on a wall and gets scratched. A pass is longer, lives for days, and has capitals and
/// digits alone, which take less room.
Code code_of(const std::string& text) {
    Code code(is_pass(text) ? QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_L, QR_MODE_8, 1)
                            : QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M),
              QRcode_free);
    if (!code) throw std::bad_alloc();  // both are far below the most that a code holds
    return code;
}

Printed printed(const Claim& claim) {
    return {device::write_claim(claim), claim.name, claim.place};
}

bool dark(const QRcode& code, int x, int y) {
    const bool inside = x >= 0 && y >= 0 && x < code.width && y < code.width;
    return inside && (code.data[y * code.width + x] & 1) != 0;
}

void paint_text(cairo_t* painter, const std::string& text, double middle, double y) {
    cairo_text_extents_t size;
    cairo_text_extents(painter, text.c_str(), &size);
    cairo_move_to(painter, middle - size.width / 2 - size.x_bearing, y);
    cairo_show_text(painter, text.c_str());
}

/// One code with its labels in a square of `width` (and two lines below it), in millimetres.
void paint_code(cairo_t* painter, const Printed& printed, double x, double y, double width) {
    const Code code = code_of(printed.text);
    const double module = width / (code->width + 2 * kQuiet);
    for (int row = 0; row < code->width; ++row) {
        for (int column = 0; column < code->width; ++column) {
            if (!dark(*code, column, row)) continue;
            cairo_rectangle(painter, x + (column + kQuiet) * module, y + (row + kQuiet) * module, module, module);
        }
    }
    cairo_set_antialias(painter, CAIRO_ANTIALIAS_NONE);  // neighbours must touch without a hair between them
    cairo_fill(painter);
    cairo_set_antialias(painter, CAIRO_ANTIALIAS_DEFAULT);
    cairo_select_font_face(painter, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(painter, kLabelMm);
    paint_text(painter, printed.name, x + width / 2, y + width + kLabelMm * 0.6);
    paint_text(painter, printed.place, x + width / 2, y + width + kLabelMm * 1.9);
}

Result<void> ended(cairo_status_t status, const std::string& file) {
    if (status == CAIRO_STATUS_SUCCESS) return {};
    return Error{ErrorCode::FileUnreadable, fmt::format("{}: {}", file, cairo_status_to_string(status))};
}

/// A page of white with whatever `paint` paints on it, in millimetres; the file's ending says in which form.
Result<void> write_page(const std::string& file, double width_mm, double height_mm,
                        const std::function<void(cairo_t*)>& paint) {
    const bool pixels = file.ends_with(".png");
    const double scale = pixels ? kPixelsAMm : kPointsAMm;
    const Surface surface(pixels ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width_mm * scale),
                                                              static_cast<int>(height_mm * scale))
                                 : cairo_svg_surface_create(file.c_str(), width_mm * scale, height_mm * scale),
                          cairo_surface_destroy);
    const Painter painter(cairo_create(surface.get()), cairo_destroy);
    cairo_scale(painter.get(), scale, scale);
    cairo_set_source_rgb(painter.get(), 1, 1, 1);
    cairo_paint(painter.get());
    cairo_set_source_rgb(painter.get(), 0, 0, 0);
    paint(painter.get());
    if (pixels) return ended(cairo_surface_write_to_png(surface.get(), file.c_str()), file);
    cairo_surface_finish(surface.get());
    return ended(cairo_surface_status(surface.get()), file);
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> all;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(std::min(end + 1, text.size()))) {
        end = text.find(at);
        all.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
    }
    return all;
}

Result<std::vector<const SheetColumn*>> read_heading(std::string_view line) {
    std::vector<const SheetColumn*> columns;
    std::vector<std::string> known;
    for (const SheetColumn& column : kSheetColumns) known.emplace_back(column.name);
    const auto bad = [](std::string why) { return Error{ErrorCode::BadClaim, std::move(why)}; };
    for (const std::string_view name : split(line, ',')) {
        const auto* column = std::find_if(kSheetColumns.begin(), kSheetColumns.end(),
                                          [name](const SheetColumn& one) { return one.name == name; });
        if (column == kSheetColumns.end()) {
            const std::string_view near = device::nearest(name, known);
            return bad(fmt::format("there is no column '{}'", name) +
                       (near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
        }
        if (std::find(columns.begin(), columns.end(), column) != columns.end())
            return bad(fmt::format("the column '{}' stands twice", name));
        columns.push_back(column);
    }
    const bool codes = std::any_of(columns.begin(), columns.end(),
                                   [](const SheetColumn* column) { return column->part == &Claim::code; });
    if (!codes) return bad("the column 'code' is missing");
    return columns;
}

}  // namespace

std::string qr_text(const std::string& said) {
    const Code code = code_of(said);
    std::string text;
    for (int y = -kQuiet; y < code->width + kQuiet; y += 2) {
        text += "\x1b[30;107m";
        for (int x = -kQuiet; x < code->width + kQuiet; ++x) {
            const bool upper = dark(*code, x, y), lower = dark(*code, x, y + 1);
            text += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
        }
        text += "\x1b[0m\n";
    }
    return text;
}

Result<void> write_code(const Printed& printed, const std::string& file) {
    const double side = is_pass(printed.text) ? kPassMm : kSingleMm;
    return write_page(file, side, side + 3 * kLabelMm,
                      [&](cairo_t* painter) { paint_code(painter, printed, 0, 0, side); });
}

Result<void> write_code(const Claim& claim, const std::string& file) {
    return write_code(printed(claim), file);
}

Result<void> write_sheet(const std::vector<Claim>& claims, const std::string& file) {
    return write_page(file, kPaperWidthMm, kPaperHeightMm, [&claims](cairo_t* painter) {
        const double across = (kPaperWidthMm - 2 * kMarginMm) / kColumns,
                     down = (kPaperHeightMm - 2 * kMarginMm) / kRows;
        const double code = down - 3 * kLabelMm;
        for (std::size_t i = 0; i < claims.size(); ++i) {
            const auto column = static_cast<double>(i % kColumns), row = static_cast<double>(i / kColumns);
            paint_code(painter, printed(claims[i]), kMarginMm + column * across + (across - code) / 2,
                       kMarginMm + row * down, code);
        }
    });
}

std::string sheet_columns() {
    std::string text = "a heading and a kiosk a line, for --sheet; columns, in any order:";
    for (const SheetColumn& column : kSheetColumns) text += fmt::format(" {} ({}),", column.name, column.what);
    text.back() = '.';
    return text + " What a line leaves empty is as the options say.";
}

Result<std::vector<Claim>> read_sheet(std::string_view csv, const Claim& common, const PinOf& pin_of) {
    std::vector<Claim> claims;
    std::vector<const SheetColumn*> columns;
    int number = 0;
    for (std::string_view line : split(csv, '\n')) {
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        const auto wrong = [number](std::string_view why) {
            return Error{ErrorCode::BadClaim, fmt::format("line {}: {}", number, why)};
        };
        if (number == 1) {
            auto read = read_heading(line);
            if (!read) return wrong(read.error().context);
            columns = std::move(read).value();
            continue;
        }
        if (line.empty()) continue;
        const std::vector<std::string_view> fields = split(line, ',');
        if (fields.size() != columns.size() || line.find('"') != std::string_view::npos)
            return wrong(fmt::format("expected {} fields, without quotes and commas in them", columns.size()));
        if (claims.size() == kClaimsASheet) return wrong(fmt::format("more than the {} of a sheet", kClaimsASheet));
        Claim claim = common;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].empty()) continue;
            std::string& part = claim.*(columns[i]->part) = fields[i];
            if (columns[i]->part != &Claim::infrastructure) continue;
            auto pin = pin_of(part);
            if (!pin) return wrong("'infrastructure-ca': " + pin.error().context);
            part = std::move(pin).value();
        }
        if (auto good = device::read_claim(device::write_claim(claim)); !good) return wrong(good.error().context);
        claims.push_back(std::move(claim));
    }
    if (claims.empty()) return Error{ErrorCode::BadClaim, "no kiosk stands in it"};
    return claims;
}

}  // namespace vestibule::ctl
