// paint - who is painted how: backgrounds, icons, words, children, and the focus ring on top.
#include "ui/toolkit/paint.hpp"

#include "ui/toolkit/icons.hpp"

namespace vestibule::ui {

namespace {

/// Between a colour and black or white: how a touched button looks.
std::uint32_t mixed(std::uint32_t one, std::uint32_t other, double part) {
    std::uint32_t result = 0;
    for (int shift : {16, 8, 0}) {
        const double value = ((one >> shift) & 0xFF) * (1 - part) + ((other >> shift) & 0xFF) * part;
        result |= static_cast<std::uint32_t>(value + 0.5) << shift;
    }
    return result;
}

constexpr double kPressedPart = 0.14;
constexpr double kFaintContrast = 3;    // a provider's dark colour on a dark theme needs a border to be a button

}  // namespace

void Painter::paint(const Layout& layout, const Rect& damage) {
    damage_ = damage;
    cairo_save(brush_.context());
    cairo_rectangle(brush_.context(), damage.x, damage.y, damage.w, damage.h);
    cairo_clip(brush_.context());
    brush_.fill(damage, colors_.paper);
    node(layout.top());
    if (state_.focused != nullptr) {
        bool mine = false;
        walk(layout.top(), [&](const Laid& laid) { mine = mine || &laid == state_.focused; });
        if (mine) focus_ring(*state_.focused);
    }
    cairo_restore(brush_.context());
}

void Painter::focus_ring(const Laid& laid) {
    // A gap of paper keeps the ring apart from whatever it goes round, so that it is seen on every colour.
    const float width = whole(kFocusMm), gap = whole(0.75);
    const Rect around = laid.node->role == Role::Field ? laid.control : laid.rect;
    const double radius = px(kRadiusMm) + gap + width;
    brush_.border(around.grown(gap), colors_.paper, gap, radius - width);
    brush_.border(around.grown(gap + width), colors_.focus, width, radius);
}

void Painter::node(const Laid& laid) {
    if (laid.seen.grown(px(4)).crossed(damage_).empty() && laid.node->role != Role::Screen) return;
    switch (laid.node->role) {
        case Role::Button: button(laid); break;
        case Role::Choice: choice(laid); break;
        case Role::CheckBox: check_box(laid); break;
        case Role::Field: field(laid); break;
        case Role::Key: key(laid); break;
        case Role::Status: status(laid); break;
        case Role::Progress: progress(laid); break;
        case Role::QrCode: qr_code(laid); break;
        case Role::Camera: camera(laid); break;
        case Role::Picture: picture(laid); break;
        case Role::Overlay: overlay(laid); break;
        default: {
            panel(laid);
            const Ink ink = ink_of(laid);
            icon(laid, ink.icon, laid.frame.icon_room > laid.frame.icon);
            label(laid, ink.words);
            break;
        }
    }
    children(laid);
}

void Painter::children(const Laid& laid) {
    if (!laid.node->box.scrolls || laid.control.empty()) {
        for (const Laid& child : laid.children) node(child);
        return;
    }
    // A few pixels beside what scrolls belong to it, so that a focus ring or border is not cut.
    const float beside = px(3);
    cairo_save(brush_.context());
    cairo_rectangle(brush_.context(), laid.control.x - beside, laid.control.y, laid.control.w + 2 * beside,
                    laid.control.h);
    cairo_clip(brush_.context());
    for (const Laid& child : laid.children) {
        if (child.inner == Inner::None) node(child);
    }
    // Where something goes on beyond the edge, it fades: a line cut in half would look like a fault.
    const Rect edge{laid.control.x - beside, laid.control.y, laid.control.w + 2 * beside, px(5)};
    if (laid.scroll > 0) fade(edge, true);
    if (laid.scroll < laid.scroll_max) fade({edge.x, laid.control.bottom() - edge.h, edge.w, edge.h}, false);
    cairo_restore(brush_.context());
    for (const Laid& child : laid.children) {
        // At an end there is nowhere to go, and nothing to touch.
        if (child.inner != Inner::None && child.node->enabled) node(child);
    }
}

void Painter::fade(const Rect& edge, bool from_top) {
    cairo_pattern_t* shades = cairo_pattern_create_linear(0, edge.y, 0, edge.bottom());
    const auto stop = [&](double at, double alpha) {
        const std::uint32_t rgb = colors_.paper;
        cairo_pattern_add_color_stop_rgba(shades, at, ((rgb >> 16) & 0xFF) / 255.0, ((rgb >> 8) & 0xFF) / 255.0,
                                          (rgb & 0xFF) / 255.0, alpha);
    };
    stop(0, from_top ? 1 : 0);
    stop(1, from_top ? 0 : 1);
    cairo_set_source(brush_.context(), shades);
    cairo_rectangle(brush_.context(), edge.x, edge.y, edge.w, edge.h);
    cairo_fill(brush_.context());
    cairo_pattern_destroy(shades);
}

void Painter::label(const Laid& laid, std::uint32_t rgb) { brush_.words(laid.label, laid.label_at, rgb); }

void Painter::icon(const Laid& laid, std::uint32_t rgb, bool circle) {
    if (laid.icon.empty() || laid.node->glyph == Glyph::None) return;
    if (circle) {
        const bool good = laid.node->look == Look::Success;
        brush_.circle(laid.icon.grown((laid.frame.icon_room - laid.icon.w) / 2),
                      good ? colors_.success_paper : colors_.quiet);
    }
    brush_.color(rgb);
    draw_icon(brush_.context(), laid.node->glyph, laid.icon, type_.catalog().language().right_to_left);
}

Painter::Ink Painter::ink_of(const Laid& laid) const {
    const Node& node = *laid.node;
    switch (node.look) {
        case Look::Success: return {colors_.success, colors_.success};
        case Look::Attention: return {is_panel(node) ? colors_.ink : colors_.attention, colors_.attention};
        case Look::Danger: return {colors_.danger, colors_.danger};
        case Look::Quiet: return {colors_.muted, colors_.muted};
        case Look::Ribbon: return {colors_.ink, colors_.primary};
        default: break;
    }
    if (node.role == Role::Note) return {colors_.muted, colors_.muted};
    return {colors_.ink, colors_.primary};
}

void Painter::panel(const Laid& laid) {
    const Look look = laid.node->look;
    if (look == Look::Ribbon) {
        brush_.fill(laid.rect, colors_.quiet);
        return;
    }
    if (look == Look::Bar) {
        brush_.fill({laid.rect.x, laid.rect.bottom() - whole(kLineMm), laid.rect.w, whole(kLineMm)}, colors_.line);
        return;
    }
    if (look == Look::Quiet && laid.node->role == Role::Group) {
        brush_.fill(laid.rect, colors_.quiet);
        brush_.fill({laid.rect.x, laid.rect.y, laid.rect.w, whole(kLineMm)}, colors_.line);
        return;
    }
    if (look == Look::Provider) {
        brush_.fill(laid.rect, laid.node->color_rgb, px(kRadiusMm));
        return;
    }
    const bool card = look == Look::Card;
    if (!card && !is_panel(*laid.node)) return;
    const std::uint32_t paper = look == Look::Attention ? colors_.attention_paper
                              : look == Look::Success   ? colors_.success_paper
                              : look == Look::Danger    ? colors_.danger_paper : colors_.surface;
    const std::uint32_t line = look == Look::Attention ? colors_.attention
                             : look == Look::Success   ? colors_.success
                             : look == Look::Danger    ? colors_.danger : colors_.line;
    brush_.fill(laid.rect, paper, px(kRadiusMm));
    brush_.border(laid.rect, line, whole(kLineMm), px(kRadiusMm));
}

void Painter::button(const Laid& laid) {
    const Node& node = *laid.node;
    // A colour without words is looked at to its edges.
    const double radius = node.look == Look::Provider && node.label.empty() ? 0 : px(kRadiusMm);
    const bool filled = node.look == Look::Primary || node.look == Look::Danger || node.look == Look::Provider ||
                        node.look == Look::Success;
    std::uint32_t paper = colors_.surface, words = colors_.primary;
    if (node.look == Look::Primary) paper = colors_.primary, words = colors_.on_primary;
    if (node.look == Look::Success) paper = colors_.success, words = colors_.on_success;
    if (node.look == Look::Danger) paper = colors_.danger, words = colors_.on_danger;
    if (node.look == Look::Provider) paper = node.color_rgb, words = node.text_rgb;
    if (node.look == Look::Quiet || node.look == Look::Small) paper = colors_.paper;
    if (!node.enabled) paper = filled ? colors_.quiet : colors_.paper, words = colors_.muted;
    if (pressed(laid)) paper = mixed(paper, filled ? colors_.paper : colors_.primary, kPressedPart);
    const bool bare = node.look == Look::Quiet && !pressed(laid);
    if (!bare) brush_.fill(laid.rect, paper, radius);
    const bool faint = node.look == Look::Provider && contrast(paper, colors_.surface) < kFaintContrast;
    const bool bordered = faint || (!filled && node.look != Look::Quiet);
    if (bordered) brush_.border(laid.rect, node.enabled ? colors_.control : colors_.line, whole(kBorderMm), radius);
    icon(laid, words, false);
    label(laid, words);
}

void Painter::choice(const Laid& laid) {
    const Node& node = *laid.node;
    const double radius = px(kRadiusMm);
    const bool provider = node.look == Look::Provider;
    std::uint32_t paper = provider ? node.color_rgb : colors_.surface;
    if (!node.enabled) paper = colors_.paper;
    if (pressed(laid)) paper = mixed(paper, provider ? colors_.paper : colors_.primary, kPressedPart);
    brush_.fill(laid.rect, paper, radius);
    const std::uint32_t words = !node.enabled ? colors_.muted : provider ? node.text_rgb : colors_.ink;
    if (!provider || !node.enabled || contrast(paper, colors_.surface) < kFaintContrast) {
        brush_.border(laid.rect, node.checked ? colors_.primary : node.enabled ? colors_.control : colors_.line,
                      node.checked ? whole(1.25) : whole(kLineMm), radius);
    }
    if (provider) {
        icon(laid, words, false);
    } else {
        icon(laid, node.enabled ? colors_.primary : colors_.muted, true);
    }
    label(laid, words);
    const float side = std::round(px(node.checked ? 11 : 8));
    const float x = laid.rect.right() - px(node.box.padding_mm + 5) - side;
    const Rect mark{std::round(x), std::round(laid.rect.y + (laid.rect.h - side) / 2), side, side};
    if (node.checked) {
        brush_.circle(mark, provider ? words : colors_.primary);
        brush_.color(provider ? paper : colors_.on_primary);
        draw_icon(brush_.context(), Glyph::Check, mark.grown(-side * 0.18F));
    } else if (node.acts()) {
        brush_.color(provider ? words : colors_.muted);
        draw_icon(brush_.context(), Glyph::Forward, mark, type_.catalog().language().right_to_left);
    }
}

void Painter::check_box(const Laid& laid) {
    const Node& node = *laid.node;
    const double radius = px(1.8);
    if (pressed(laid)) brush_.fill(laid.rect, colors_.quiet, px(kRadiusMm));
    if (node.checked) {
        brush_.fill(laid.icon, node.enabled ? colors_.primary : colors_.muted, radius);
        brush_.color(node.enabled ? colors_.on_primary : colors_.paper);
        draw_icon(brush_.context(), Glyph::Check, laid.icon.grown(-laid.icon.w * 0.1F));
    } else {
        brush_.fill(laid.icon, colors_.surface, radius);
        brush_.border(laid.icon, node.enabled ? colors_.control : colors_.line, whole(kBorderMm), radius);
    }
    label(laid, node.enabled ? colors_.ink : colors_.muted);
}

void Painter::key(const Laid& laid) {
    const Node& node = *laid.node;
    const double radius = px(2.5);
    const bool primary = node.look == Look::Primary;
    std::uint32_t paper = primary ? colors_.primary : node.look == Look::Quiet ? colors_.quiet : colors_.surface;
    if (node.checked) paper = colors_.primary;
    if (pressed(laid)) paper = mixed(paper, primary ? colors_.paper : colors_.primary, 0.25);
    brush_.fill(laid.rect, paper, radius);
    brush_.border(laid.rect, primary || node.checked ? colors_.primary : colors_.control, whole(kLineMm), radius);
    const std::uint32_t words = primary || node.checked ? colors_.on_primary : colors_.ink;
    icon(laid, words, false);
    label(laid, words);
}

void Painter::status(const Laid& laid) {
    const Look look = laid.node->look;
    Ink ink = ink_of(laid);
    if (look != Look::Plain && look != Look::Small && look != Look::Quiet) {
        const std::uint32_t paper = look == Look::Attention ? colors_.attention_paper
                                  : look == Look::Success   ? colors_.success_paper
                                  : look == Look::Danger    ? colors_.danger_paper : colors_.surface;
        const std::uint32_t line =
            look == Look::Attention || look == Look::Success || look == Look::Danger ? ink.icon : colors_.line;
        const double radius = laid.label.lines() > 1 ? px(kRadiusMm) : laid.rect.h / 2;
        brush_.fill(laid.rect, paper, radius);
        brush_.border(laid.rect, line, whole(kLineMm), radius);
    }
    icon(laid, ink.icon, false);
    label(laid, ink.words);
}

void Painter::overlay(const Laid& laid) {
    // Opaque: what lies under it may be the patient's.
    brush_.fill(laid.rect, colors_.paper);
    if (laid.control.empty()) return;
    brush_.fill(laid.control, colors_.surface, px(2 * kRadiusMm));
    brush_.border(laid.control, colors_.line, whole(kLineMm), px(2 * kRadiusMm));
}

}  // namespace vestibule::ui
