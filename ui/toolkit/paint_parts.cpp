// paint_parts - what is painted from more than words: a field's value, a code to scan, progress.
#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/toolkit/icons.hpp"
#include "ui/toolkit/paint.hpp"

namespace vestibule::ui {

namespace {

constexpr double kPi = std::numbers::pi;
constexpr std::string_view kBullet = "\u2022";

std::size_t letters(std::string_view words) {
    return static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

void Painter::field(const Laid& laid) {
    const auto& part = std::get<FieldPart>(laid.node->part);
    const bool edited = state_.edited == part.id && part.id != visit::FieldId::None;
    const bool wrong = !laid.error.empty();
    const double radius = px(2.5);
    brush_.words(laid.label, laid.label_at, laid.node->enabled ? colors_.ink : colors_.muted);
    brush_.fill(laid.control, laid.node->enabled ? colors_.surface : colors_.paper, radius);
    const std::uint32_t line = wrong ? colors_.danger : edited ? colors_.primary
                             : laid.node->enabled ? colors_.control : colors_.line;
    brush_.border(laid.control, line, whole(edited || wrong ? 1.0 : kBorderMm), radius);
    value(laid, part);
    if (!wrong) return;
    brush_.color(colors_.danger);
    draw_icon(brush_.context(), Glyph::Warning, laid.icon);
    brush_.words(laid.error, laid.error_at, colors_.danger);
}

void Painter::value(const Laid& laid, const FieldPart& part) {
    const Rect room = laid.control.grown(-px(5));
    const std::string_view words = part.value != nullptr ? privacy::view(*part.value) : std::string_view();
    const bool edited = state_.edited == part.id && part.id != visit::FieldId::None;
    Block block;
    std::uint32_t ink = laid.node->enabled ? colors_.ink : colors_.muted;
    if (words.empty() && part.kind == FieldKind::Date) {
        block = type_.set(t("toolkit.date_pattern"), kValueStyle);
        ink = colors_.muted;
    } else if (part.masked) {
        privacy::WipedString bullets;
        for (std::size_t i = 0; i < letters(words); ++i) bullets += kBullet;
        block = type_.set_words(bullets, kValueStyle);
    } else {
        block = type_.set_words(words, kValueStyle);
    }
    const Size size = block.empty() ? Size{0, px(11)} : block.natural();
    const float y = laid.control.y + std::round((laid.control.h - size.h) / 2);
    // The end is what is being typed, so it is the end that stays in sight.
    const float left = std::min(0.0F, room.w - px(2) - size.w);
    cairo_save(brush_.context());
    cairo_rectangle(brush_.context(), room.x, laid.control.y, room.w, laid.control.h);
    cairo_clip(brush_.context());
    brush_.words(block, {room.x + left, y, size.w, size.h}, ink);
    if (edited) {
        const float x = room.x + (words.empty() ? 0 : left + size.w) + px(0.5);
        const float height = px(11);
        brush_.fill({std::round(x), laid.control.y + std::round((laid.control.h - height) / 2), whole(0.75), height},
                    colors_.primary);
    }
    cairo_restore(brush_.context());
}

void Painter::progress(const Laid& laid) {
    brush_.words(laid.label, laid.label_at, colors_.ink);
    const auto* part = std::get_if<ProgressPart>(&laid.node->part);
    const double done = part != nullptr ? part->part : -1;
    auto* to = brush_.context();
    if (done >= 0) {
        const Rect bar{laid.control.x, laid.control.y + px(4), laid.control.w, std::round(px(5))};
        brush_.fill(bar, colors_.quiet, bar.h / 2);
        brush_.border(bar, colors_.control, whole(kLineMm), bar.h / 2);
        const float width = std::max(bar.h, static_cast<float>(bar.w * std::min(done, 1.0)));
        if (done > 0) brush_.fill({bar.x, bar.y, width, bar.h}, colors_.primary, bar.h / 2);
        return;
    }
    const double radius = px(5.5), width = px(1.6);
    const double x = laid.control.x + radius + width,
                 y = laid.control.y + std::min<double>(laid.control.h / 2.0, radius + width);
    cairo_set_line_width(to, width);
    cairo_set_line_cap(to, CAIRO_LINE_CAP_ROUND);
    brush_.color(colors_.line);
    cairo_new_path(to);
    cairo_arc(to, x, y, radius, 0, 2 * kPi);
    cairo_stroke(to);
    brush_.color(colors_.primary);
    const double start = 2 * kPi * state_.turn - kPi / 2;
    cairo_arc(to, x, y, radius, start, start + kPi * 0.6);
    cairo_stroke(to);
}

void Painter::qr_code(const Laid& laid) {
    const auto* part = std::get_if<QrPart>(&laid.node->part);
    // Black on white in every theme: a phone's camera knows nothing of dark modes.
    brush_.fill(laid.control, 0xFFFFFF, px(kRadiusMm));
    brush_.border(laid.control, colors_.line, whole(kLineMm), px(kRadiusMm));
    if (part == nullptr || part->content == nullptr || part->content->reveal().empty()) return;
    const privacy::WipedString& content = part->content->reveal();
    QRcode* code = QRcode_encodeData(static_cast<int>(content.size()),
                                     reinterpret_cast<const unsigned char*>(content.data()), 0, QR_ECLEVEL_M);
    if (code == nullptr) return;
    constexpr int kQuietModules = 4;
    const int modules = code->width + 2 * kQuietModules;
    // Whole pixels a module: edges stay sharp.
    const int side = std::max(1, static_cast<int>(laid.control.w) / modules);
    const double left = laid.control.x + std::floor((laid.control.w - static_cast<float>(side * code->width)) / 2);
    const double top = laid.control.y + std::floor((laid.control.h - static_cast<float>(side * code->width)) / 2);
    auto* to = brush_.context();
    brush_.color(0x000000);
    cairo_new_path(to);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            if ((code->data[y * code->width + x] & 1) != 0)
                cairo_rectangle(to, left + x * side, top + y * side, side, side);
        }
    }
    const cairo_antialias_t before = cairo_get_antialias(to);
    cairo_set_antialias(to, CAIRO_ANTIALIAS_NONE);
    cairo_fill(to);
    cairo_set_antialias(to, before);
    privacy::wipe(code->data, static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
    QRcode_free(code);
}

}  // namespace vestibule::ui
