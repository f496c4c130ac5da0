// layout - places every node: shares heights and widths, breaks rows, scrolls what is too high, and reports what does
// not fit.
#include "ui/toolkit/layout.hpp"

#include <algorithm>
#include <cmath>

#include "ui/toolkit/measure.hpp"
#include "ui/toolkit/theme.hpp"

namespace vestibule::ui {

namespace {

constexpr float kOverlayMarginMm = 16, kOverlayPaddingMm = 14, kOverlayWidthMm = 236, kOnPictureMm = 5;

class Placer {
public:
    Placer(const Measurer& measurer, Scrolls& scrolls, Layout& out)
        : measure_(measurer), scrolls_(scrolls), out_(out) {}

    void place(Laid& laid, const Rect& rect);
    void place_overlay(Laid& laid, const Rect& area);

private:
    void place_label(Laid& laid, const Rect& at);
    void place_item(Laid& laid, const Item& item, const Rect& at);
    void flow(Laid& laid, const Rect& inner);
    void column(Laid& laid, const Rect& inner);
    void row(Laid& laid, const Rect& inner);
    void centred(Laid& laid, const Rect& inner);
    void field(Laid& laid, const Rect& inner);
    void progress(Laid& laid, const Rect& inner);
    void on_picture(Laid& laid);
    void scrolling(Laid& laid, const Rect& inner);
    void scroll_button(Laid& laid, Inner inner, const Rect& at);
    void overflow(const Laid& laid, std::string_view how);
    [[nodiscard]] float px(double mm) const { return std::round(measure_.metrics().px(mm)); }

    const Measurer& measure_;
    Scrolls& scrolls_;
    Layout& out_;
};

void Placer::overflow(const Laid& laid, std::string_view how) {
    const std::string who = laid.node->id.empty() ? std::string(name(laid.node->role)) : laid.node->id;
    out_.overflows.push_back(who + " " + std::string(how));
}

float shifted(Align align, float room, float taken) {
    if (align == Align::Centre) return std::round((room - taken) / 2);
    if (align == Align::End) return room - taken;
    return 0;
}

void Placer::place_label(Laid& laid, const Rect& at) {
    const Size size = laid.label.fit(at.w);
    laid.label_at = {at.x, at.y, at.w, size.h};
    if (size.w > at.w + 1) overflow(laid, "too wide");
}

void Placer::place_item(Laid& laid, const Item& item, const Rect& at) {
    if (item.child != nullptr) {
        place(*item.child, at);
    } else {
        place_label(laid, at);
    }
}

void Placer::column(Laid& laid, const Rect& inner) {
    Line line = measure_.items(laid);
    float total = 0, slack = 0, shares = 0;
    for (Item& item : line) {
        item.width = measure_.item_width(laid, item, inner.w);
        item.height = measure_.item_height(laid, item, item.width);
        item.least = measure_.item_least_height(laid, item, item.width);
        total += item.height;
        slack += item.height - item.least;
        shares += item.child != nullptr ? item.child->node->box.grow : 0;
    }
    if (!line.empty()) total += static_cast<float>(line.size() - 1) * laid.frame.gap;
    const float over = total - inner.h;
    if (over > 0 && slack > 0) {
        const float part = std::min(1.0F, over / slack);
        for (Item& item : line) {
            const float less = std::ceil(part * (item.height - item.least));
            item.height -= less;
            total -= less;
        }
    } else if (over < 0 && shares > 0) {
        for (Item& item : line) {
            if (item.child != nullptr) item.height += std::floor(-over * item.child->node->box.grow / shares);
        }
        total = inner.h;
    }
    if (total > inner.h + 1 && !laid.node->box.scrolls) overflow(laid, "too high");
    float y = inner.y + std::max(0.0F, shifted(laid.node->box.justify, inner.h, total));
    for (const Item& item : line) {
        // A pill may ask for the middle by itself.
        const bool alone =
            item.child != nullptr && item.child->frame.hugs && item.child->node->box.align == Align::Centre;
        const float x = inner.x + shifted(alone ? Align::Centre : laid.node->box.align, inner.w, item.width);
        place_item(laid, item, {std::round(x), std::round(y), item.width, item.height});
        y += item.height + laid.frame.gap;
    }
}

void Placer::row(Laid& laid, const Rect& inner) {
    std::vector<Line> lines = measure_.lines(laid, inner.w);
    float y = inner.y;
    float total = static_cast<float>(std::max<std::size_t>(lines.size(), 1) - 1) * laid.frame.gap;
    for (Line& line : lines) {
        float highest = 0;
        for (Item& item : line) {
            item.height = measure_.item_height(laid, item, item.width);
            highest = std::max(highest, item.height);
        }
        for (Item& item : line) item.least = highest;
        total += highest;
    }
    const bool single = lines.size() == 1;
    if (!single) y += std::max(0.0F, shifted(laid.node->box.align, inner.h, total));
    for (const Line& line : lines) {
        float width = static_cast<float>(line.size() - 1) * laid.frame.gap;
        for (const Item& item : line) width += item.width;
        if (width > inner.w + 1) overflow(laid, "too wide");
        const float high = single ? inner.h : line.front().least;
        float x = inner.x + std::max(0.0F, shifted(laid.node->box.justify, inner.w, width));
        for (const Item& item : line) {
            const bool stretches =
                laid.node->box.align == Align::Stretch && item.child != nullptr && !item.child->frame.hugs;
            const float least = measure_.item_least_height(laid, item, item.width);
            const float height = stretches ? high : std::min(item.height, std::max(high, least));
            const Align align = laid.node->box.align == Align::Stretch ? Align::Centre : laid.node->box.align;
            const float at = y + (stretches ? 0 : shifted(align, high, height));
            place_item(laid, item, {std::round(x), std::round(at), item.width, height});
            if (height > inner.h + 1) overflow(laid, "too high");
            x += item.width + laid.frame.gap;
        }
        y += high + laid.frame.gap;
    }
    if (!single && total > inner.h + 1 && !laid.node->box.scrolls) overflow(laid, "too high");
}

void Placer::flow(Laid& laid, const Rect& inner) {
    if (laid.node->box.direction == Direction::Row) {
        row(laid, inner);
    } else {
        column(laid, inner);
    }
}

// A button, a key: icon and words together in the middle.
void Placer::centred(Laid& laid, const Rect& inner) {
    const float room = laid.frame.icon > 0 ? laid.frame.icon_room + laid.frame.icon_gap : 0;
    if (laid.label.empty()) {
        laid.icon = {inner.x + std::round((inner.w - laid.frame.icon) / 2),
                     inner.y + std::round((inner.h - laid.frame.icon) / 2), laid.frame.icon, laid.frame.icon};
        return;
    }
    const Size words = laid.label.fit(inner.w - room);
    if (words.w > inner.w - room + 1) overflow(laid, "too wide");
    if (words.h > inner.h + 1) overflow(laid, "too high");
    const float x = inner.x + std::max(0.0F, std::round((inner.w - words.w - room) / 2));
    laid.icon = {x, inner.y + std::round((inner.h - laid.frame.icon) / 2), laid.frame.icon, laid.frame.icon};
    // The block itself is set to its own width so that centred lines sit where they are painted.
    const Size tight = laid.label.fit(std::min(words.w + 1, inner.w - room));
    laid.label_at = {x + room, inner.y + std::round((inner.h - tight.h) / 2), tight.w, tight.h};
}

void Placer::field(Laid& laid, const Rect& inner) {
    const float gap = measure_.metrics().px(2);
    float y = inner.y;
    if (!laid.label.empty()) {
        place_label(laid, {inner.x, y, inner.w, 0});
        y += std::max(laid.label_room, laid.label_at.h) + gap;
        laid.label_at.y = y - gap - laid.label_at.h;
    }
    laid.control = {inner.x, std::round(y), inner.w, px(kTargetMm)};
    if (laid.error.empty()) return;
    const Size size = laid.error.fit(inner.w - px(11));
    const float line = size.h / static_cast<float>(std::max(1, laid.error.lines()));
    laid.icon = {inner.x, std::round(laid.control.bottom() + gap + (line - px(8)) / 2), px(8), px(8)};
    laid.error_at = {inner.x + px(11), laid.control.bottom() + gap, inner.w - px(11), size.h};
}

void Placer::progress(Laid& laid, const Rect& inner) {
    float y = inner.y;
    if (!laid.label.empty()) {
        place_label(laid, {inner.x, y, inner.w, 0});
        y += laid.label_at.h + measure_.metrics().px(4);
    }
    laid.control = {inner.x, std::round(y), inner.w, std::max(px(4), inner.bottom() - y)};
}

// A hint in its pill stands at the foot of the picture; what replaces a lost picture stands in its middle.
void Placer::on_picture(Laid& laid) {
    const auto* camera = std::get_if<CameraPart>(&laid.node->part);
    const bool lost = camera != nullptr && camera->lost;
    const Rect room = laid.control.grown(-px(kOnPictureMm));
    float total = 0;
    for (Laid& child : laid.children) {
        total += measure_.height(child, std::min(room.w, measure_.natural_width(child))) + laid.frame.gap;
    }
    total -= laid.frame.gap;
    float y = lost ? room.y + (room.h - total) / 2 : room.bottom() - total;
    for (Laid& child : laid.children) {
        const float width = std::min(room.w, measure_.natural_width(child));
        const float height = measure_.height(child, width);
        place(child, {std::round(room.x + (room.w - width) / 2), std::round(y), width, height});
        y += height + laid.frame.gap;
    }
}

void Placer::scroll_button(Laid& laid, Inner inner, const Rect& at) {
    const bool up = inner == Inner::ScrollUp;
    auto node = std::make_unique<Node>();
    node->role = Role::Button;
    node->id = laid.node->id + (up ? ".up" : ".down");
    node->spoken = t(up ? "toolkit.scroll_up" : "toolkit.scroll_down");
    node->look = Look::Secondary;
    node->glyph = up ? Glyph::ArrowUp : Glyph::ArrowDown;
    node->action = visit::Intent{};
    node->enabled = up ? laid.scroll > 0 : laid.scroll < laid.scroll_max;
    Laid button = measure_.build(*node);
    button.inner = inner;
    place(button, at);
    button.seen = at;
    out_.made.push_back(std::move(node));
    laid.children.push_back(std::move(button));
}

void Placer::scrolling(Laid& laid, const Rect& inner) {
    const float around = laid.rect.w - inner.w;
    // What can give way (a picture) does so before anything scrolls.
    const auto least_at = [&](float width) {
        float total = 0;
        for (const Item& item : measure_.items(laid)) {
            total += measure_.item_least_height(laid, item, measure_.item_width(laid, item, width)) + laid.frame.gap;
        }
        return total - laid.frame.gap;
    };
    const bool rows = laid.node->box.direction == Direction::Row;
    const auto wanted_at = [&](float width) {
        return rows ? measure_.height(laid, width + around) - 2 * laid.frame.pad_y : least_at(width);
    };
    float content = wanted_at(inner.w);
    const bool fits = content <= inner.h + 1;
    Rect flowed = inner;
    if (!fits) {
        flowed.w -= px(kGutterMm);
        content = wanted_at(flowed.w);
    }
    laid.scroll_max = std::max(0.0F, content - inner.h);
    laid.scroll = std::clamp(scrolls_[laid.node->id], 0.0F, laid.scroll_max);
    scrolls_[laid.node->id] = laid.scroll;
    laid.control = inner;
    flow(laid, {flowed.x, flowed.y - std::round(laid.scroll), flowed.w, std::max(content, inner.h)});
    if (fits) return;
    const float side = px(kTargetMm);
    const float x = laid.rect.right() - laid.frame.pad_x - side;
    scroll_button(laid, Inner::ScrollUp, {x, inner.y, side, side});
    scroll_button(laid, Inner::ScrollDown, {x, inner.bottom() - side, side, side});
    if (inner.h < 2 * side) overflow(laid, "too low to scroll");
}

void Placer::place(Laid& laid, const Rect& rect) {
    laid.rect = rect;
    const Frame& frame = laid.frame;
    const Rect padded{rect.x + frame.pad_x, rect.y + frame.pad_y, rect.w - 2 * frame.pad_x, rect.h - 2 * frame.pad_y};
    const bool bare = laid.children.empty();
    if (laid.node->role == Role::Field) return field(laid, padded);
    if (laid.node->role == Role::Progress) return progress(laid, padded);
    if (frame.centred && bare) return centred(laid, padded);
    if (laid.node->role == Role::QrCode) {
        const float side = std::floor(std::min(padded.w, padded.h));
        laid.control = {padded.x + std::floor((padded.w - side) / 2), padded.y, side, side};
        return;
    }
    if (laid.node->role == Role::Camera || laid.node->role == Role::Picture) {
        laid.control = padded;
        return on_picture(laid);
    }
    Rect inner = padded;
    inner.w -= frame.trailing;
    if (frame.icon > 0) {
        // The icon of a card stands in its middle; beside words it is level with their first line.
        const bool middle = laid.node->role == Role::Choice || laid.node->role == Role::ListItem || laid.label.empty();
        const float words = laid.label.fit(measure_.inner_width(laid, rect.w)).h;
        const float line = words / static_cast<float>(std::max(1, laid.label.lines()));
        const float spare = bare ? std::max(0.0F, (padded.h - std::max(words, frame.icon_room)) / 2) : 0;
        const float room = middle ? padded.h : std::max(line, frame.icon) + 2 * spare;
        laid.icon = {inner.x + std::round((frame.icon_room - frame.icon) / 2),
                     inner.y + std::round((room - frame.icon) / 2), frame.icon, frame.icon};
        inner.x += frame.icon_room + frame.icon_gap;
        inner.w -= frame.icon_room + frame.icon_gap;
    }
    if (laid.node->box.scrolls) return scrolling(laid, inner);
    const bool card = laid.node->role == Role::Choice || laid.node->role == Role::CheckBox ||
                      laid.node->role == Role::ListItem || laid.node->role == Role::Status || (bare && frame.icon > 0);
    if (card && laid.node->box.direction == Direction::Column && frame.draws_label) {
        // Words beside an icon stand in the middle of what height there is.
        laid.heights.clear();
        const float wanted = measure_.height(laid, rect.w);
        float flow_h = 0;
        for (Item& item : measure_.items(laid)) {
            flow_h += measure_.item_height(laid, item, measure_.item_width(laid, item, inner.w)) + frame.gap;
        }
        flow_h -= frame.gap;
        if (wanted <= rect.h + 1 && flow_h < inner.h) {
            inner.y += std::round((inner.h - flow_h) / 2);
            inner.h = flow_h;
        }
    }
    flow(laid, inner);
}

void Placer::place_overlay(Laid& laid, const Rect& area) {
    const float margin = px(kOverlayMarginMm), padding = px(kOverlayPaddingMm);
    const float width = std::min(area.w - 2 * margin, px(kOverlayWidthMm));
    const float inner_w = width - 2 * padding;
    laid.frame.pad_x = laid.frame.pad_y = 0;
    const float wanted = measure_.height(laid, inner_w);
    const float height = std::min(wanted + 2 * padding, area.h - 2 * margin);
    laid.control = {std::round(area.x + (area.w - width) / 2), std::round(area.y + (area.h - height) / 2), width,
                    height};
    place(laid, laid.control.grown(-padding));
    laid.rect = area;
}

void see(Laid& laid, const Rect& window) {
    laid.seen = laid.rect.crossed(window);
    const Rect inside = laid.node->box.scrolls && !laid.control.empty() ? window.crossed(laid.control) : window;
    for (Laid& child : laid.children) see(child, child.inner == Inner::None ? inside : window);
}

void mirror(Laid& laid, const Rect& area) {
    for (Rect* rect : {&laid.rect, &laid.icon, &laid.control, &laid.label_at, &laid.error_at}) {
        rect->x = area.x + area.right() - rect->right();
    }
    for (Laid& child : laid.children) mirror(child, area);
}

}  // namespace

Layout lay_out(const Node& tree, const Rect& area, const Typesetter& typesetter, Scrolls& scrolls) {
    Layout layout;
    const Measurer measurer(typesetter);
    layout.root = measurer.build(tree);
    Placer placer(measurer, scrolls, layout);
    placer.place(layout.root, area);
    for (Laid& child : layout.root.children) {
        if (child.node->role != Role::Overlay) continue;
        placer.place_overlay(child, area);
        layout.overlay = &child;
    }
    if (typesetter.catalog().language().right_to_left) mirror(layout.root, area);
    see(layout.root, area);
    return layout;
}

float height_of(const Node& tree, float width, const Typesetter& typesetter) {
    const Measurer measurer(typesetter);
    Laid laid = measurer.build(tree);
    return measurer.height(laid, width);
}

}  // namespace vestibule::ui
