// measure - sizes from the inside out: words first, then what holds them.
#include "ui/toolkit/measure.hpp"

#include <algorithm>
#include <cmath>

#include "ui/toolkit/theme.hpp"

namespace vestibule::ui {

namespace {

constexpr float kQrMm = 70, kPictureLeastMm = 45, kFieldGapMm = 2, kProgressMm = 14;

bool is_row(const Laid& laid) { return laid.node->box.direction == Direction::Row; }
bool is_picture(const Laid& laid) {
    const bool logo = std::holds_alternative<LogoPart>(laid.node->part);  // small, and its box says how small
    return laid.node->role == Role::Camera || (laid.node->role == Role::Picture && !logo);
}

/// Height to width of what is shown.
float picture_shape(const Node& node) {
    if (const auto* part = std::get_if<PicturePart>(&node.part); part != nullptr && part->picture != nullptr &&
        part->picture->width_px > 0) {
        return static_cast<float>(part->picture->height_px) / static_cast<float>(part->picture->width_px);
    }
    const auto* camera = std::get_if<CameraPart>(&node.part);
    return camera != nullptr && camera->target == capture::Target::Face ? 0.75F : 9.0F / 16;
}

float find(const std::vector<std::pair<float, float>>& known, float width) {
    for (const auto& [at, height] : known) {
        if (at == width) return height;
    }
    return -1;
}

}  // namespace

Laid Measurer::build(const Node& node) const {
    Laid laid;
    laid.node = &node;
    laid.frame = frame_of(node, metrics());
    if (laid.frame.draws_label) laid.label = typesetter_.set(node.label, laid.frame.style);
    if (const auto* field = std::get_if<FieldPart>(&node.part)) laid.error = typesetter_.set(field->error, kErrorStyle);
    const bool flows = !std::holds_alternative<QrPart>(node.part);
    if (flows) {
        laid.children.reserve(node.children.size() + 2);
        for (const Node& child : node.children) laid.children.push_back(build(child));
    }
    return laid;
}

Line Measurer::items(Laid& laid) const {
    Line line;
    if (!laid.label.empty() && laid.node->role != Role::Field && laid.node->role != Role::Progress) line.push_back({});
    for (Laid& child : laid.children) {
        if (child.node->role != Role::Overlay && child.inner == Inner::None) line.push_back({&child});
    }
    return line;
}

float Measurer::inner_width(const Laid& laid, float width) const {
    const float room = laid.frame.icon > 0 ? laid.frame.icon_room + laid.frame.icon_gap : 0;
    return std::max(0.0F, width - 2 * laid.frame.pad_x - room - laid.frame.trailing);
}

float Measurer::item_natural(Laid& parent, const Item& item) const {
    return item.child != nullptr ? natural_width(*item.child) : parent.label.natural().w + 1;
}

float Measurer::item_narrowest(Laid& parent, const Item& item) const {
    return item.child != nullptr ? narrowest_width(*item.child) : parent.label.narrowest() + 1;
}

float Measurer::item_height(Laid& parent, const Item& item, float width) const {
    return item.child != nullptr ? height(*item.child, width) : parent.label.fit(width).h;
}

float Measurer::item_least_height(Laid& parent, const Item& item, float width) const {
    return item.child != nullptr ? least_height(*item.child, width) : parent.label.fit(width).h;
}

float Measurer::natural_width(Laid& laid) const {
    if (laid.natural_w >= 0) return laid.natural_w;
    float flow = 0;
    const Line line = items(laid);
    for (const Item& item : line) {
        const float width = item_natural(laid, item);
        flow = is_row(laid) ? flow + width : std::max(flow, width);
    }
    if (is_row(laid) && !line.empty()) flow += static_cast<float>(line.size() - 1) * laid.frame.gap;
    if (is_picture(laid)) flow = std::max(flow, metrics().px(kPictureLeastMm) / picture_shape(*laid.node));
    if (laid.node->role == Role::QrCode) flow = metrics().px(kQrMm);
    if (laid.node->role == Role::Field || laid.node->role == Role::Progress)
        flow = std::max(flow, laid.label.natural().w + 1);
    const float outer = flow + 2 * laid.frame.pad_x + laid.frame.trailing +
                        (laid.frame.icon > 0 ? laid.frame.icon_room + laid.frame.icon_gap : 0);
    laid.natural_w = std::max(laid.frame.least_w, std::ceil(outer));
    if (laid.frame.most_w > 0) laid.natural_w = std::min(laid.natural_w, laid.frame.most_w);
    return laid.natural_w;
}

float Measurer::narrowest_width(Laid& laid) const {
    if (laid.narrowest_w >= 0) return laid.narrowest_w;
    float flow = 0;
    const Line line = items(laid);
    const bool along = is_row(laid) && !laid.node->box.wrap;
    for (const Item& item : line) {
        const float width = item_narrowest(laid, item);
        flow = along ? flow + width : std::max(flow, width);
    }
    if (along && !line.empty()) flow += static_cast<float>(line.size() - 1) * laid.frame.gap;
    if (laid.node->role == Role::QrCode) flow = metrics().px(kQrMm * 0.6);
    if (is_picture(laid)) flow = std::max(flow, metrics().px(kPictureLeastMm));
    if (laid.node->role == Role::Field || laid.node->role == Role::Progress)
        flow = std::max(flow, laid.label.narrowest() + 1);
    if (laid.node->box.scrolls) flow += metrics().px(kGutterMm);
    const float outer = flow + 2 * laid.frame.pad_x + laid.frame.trailing +
                        (laid.frame.icon > 0 ? laid.frame.icon_room + laid.frame.icon_gap : 0);
    laid.narrowest_w = std::max(laid.frame.least_w, std::ceil(outer));
    return laid.narrowest_w;
}

void Measurer::spread(Laid& parent, Line& line, float inner) const {
    float room = inner - static_cast<float>(line.size() - 1) * parent.frame.gap;
    float shares = 0, given = 0, slack = 0;
    const auto grow = [&parent](const Item& item) {
        if (item.child != nullptr) return item.child->node->box.grow;
        return parent.frame.centred ? 0.0F : 1.0F;  // a label beside its children takes what they leave
    };
    for (Item& item : line) {
        item.least = item_narrowest(parent, item);
        item.width = grow(item) > 0 ? item.least : std::min(item_natural(parent, item), inner);
        given += item.width;
        if (grow(item) > 0) shares += grow(item);
        slack += std::max(0.0F, item.width - item.least);
    }
    if (given > room && slack > 0) {
        const float part = std::min(1.0F, (given - room) / slack);
        for (Item& item : line) item.width -= part * std::max(0.0F, item.width - item.least);
        return;
    }
    // Shares of what the others leave; who needs more than its share gets its least and is taken out of the count.
    std::vector<bool> settled(line.size(), false);
    for (std::size_t i = 0; i < line.size(); ++i) {
        settled[i] = grow(line[i]) <= 0;
        if (settled[i]) room -= line[i].width;
    }
    for (bool again = true; again && shares > 0;) {
        again = false;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const float most = line[i].child != nullptr ? line[i].child->frame.most_w : 0;
            if (settled[i]) continue;
            const float share = room * grow(line[i]) / shares;
            if (line[i].least <= share && (most <= 0 || share <= most)) continue;
            line[i].width = line[i].least > share ? line[i].least : most;
            settled[i] = again = true;
            room -= line[i].width;
            shares -= grow(line[i]);
            break;
        }
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!settled[i]) line[i].width = room * grow(line[i]) / shares;
    }
}

std::vector<Line> Measurer::lines(Laid& laid, float inner) const {
    std::vector<Line> result;
    float used = 0;
    for (Item& item : items(laid)) {
        // What grows is content with its least width; what does not wants its words on one line.
        const bool grows = item.child != nullptr && item.child->node->box.grow > 0;
        const float width = grows && laid.node->box.wrap ? item_narrowest(laid, item) : item_natural(laid, item);
        const bool breaks = laid.node->box.wrap && !result.empty() && used + laid.frame.gap + width > inner;
        if (result.empty() || breaks) {
            result.emplace_back();
            used = 0;
        }
        used += (result.back().empty() ? 0 : laid.frame.gap) + width;
        result.back().push_back(item);
    }
    for (Line& line : result) {
        spread(laid, line, inner);
        // Whole pixels, as they are drawn: words that just fit break in less.
        for (Item& item : line) item.width = std::floor(item.width);
        level_fields(line);
    }
    return result;
}

void Measurer::level_fields(Line& line) const {
    float highest = 0;
    for (const Item& item : line) {
        if (item.child == nullptr || item.child->node->role != Role::Field) return;
        highest = std::max(highest, item.child->label.fit(inner_width(*item.child, item.width)).h);
    }
    for (const Item& item : line) {
        if (item.child->label_room == highest) continue;
        item.child->label_room = highest;
        item.child->heights.clear();
        item.child->least_heights.clear();
    }
}

float Measurer::item_width(const Laid& parent, const Item& item, float inner) const {
    if (item.child == nullptr) return inner;
    Laid& child = *item.child;
    const bool stretches = parent.node->box.align == Align::Stretch && !child.frame.hugs;
    float width = stretches ? inner : std::min(inner, natural_width(child));
    if (child.frame.most_w > 0) width = std::min(width, child.frame.most_w);
    return width;
}

template <typename ItemHeight>
float Measurer::flow_height(Laid& laid, float inner, ItemHeight&& of) const {
    float total = 0;
    int count = 0;
    if (is_row(laid)) {
        for (Line& line : lines(laid, inner)) {
            float highest = 0;
            for (const Item& item : line) highest = std::max(highest, of(item, item.width));
            total += highest;
            ++count;
        }
    } else {
        for (const Item& item : items(laid)) {
            total += of(item, item_width(laid, item, inner));
            ++count;
        }
    }
    return total + static_cast<float>(std::max(0, count - 1)) * laid.frame.gap;
}

float Measurer::part_height(Laid& laid, float width) const {
    const float gap = metrics().px(kFieldGapMm);
    if (laid.node->role == Role::Field) {
        const float label = laid.label.empty() ? 0 : std::max(laid.label_room, laid.label.fit(width).h) + gap;
        const float error = laid.error.empty() ? 0 : laid.error.fit(width - metrics().px(11)).h + gap;
        return label + metrics().px(kTargetMm) + error;
    }
    if (laid.node->role == Role::Progress) {
        return (laid.label.empty() ? 0 : laid.label.fit(width).h + 2 * gap) + metrics().px(kProgressMm);
    }
    if (laid.node->role == Role::QrCode)
        return std::min(width, metrics().px(std::max(kQrMm, laid.node->box.minimum_height_mm)));
    if (is_picture(laid)) return std::ceil(width * picture_shape(*laid.node));
    return -1;
}

float Measurer::framed(const Laid& laid, float flow) const {
    return std::ceil(std::max(laid.frame.least_h, std::max(flow, laid.frame.icon_room) + 2 * laid.frame.pad_y));
}

float Measurer::height(Laid& laid, float width) const {
    if (const float known = find(laid.heights, width); known >= 0) return known;
    const float inner = inner_width(laid, width);
    float flow = part_height(laid, inner);
    if (flow < 0) {
        flow = flow_height(laid, inner, [&](const Item& item, float at) { return item_height(laid, item, at); });
    }
    laid.heights.emplace_back(width, framed(laid, flow));
    return laid.heights.back().second;
}

float Measurer::least_height(Laid& laid, float width) const {
    if (const float known = find(laid.least_heights, width); known >= 0) return known;
    const float whole = height(laid, width);
    float least = whole;
    if (laid.node->box.scrolls) {
        least = std::min(whole, metrics().px(2 * kTargetMm + 4) + 2 * laid.frame.pad_y);
    } else if (is_picture(laid)) {
        // The height that a picture asks for is a wish: better a smaller picture than half of one.
        laid.least_heights.emplace_back(width, std::min(whole, metrics().px(kPictureLeastMm)));
        return laid.least_heights.back().second;
    } else if (laid.node->role == Role::QrCode) {
        least = std::min(whole, metrics().px(kQrMm * 0.6));
    } else if (part_height(laid, inner_width(laid, width)) < 0) {
        least = framed(laid, flow_height(laid, inner_width(laid, width), [&](const Item& item, float at) {
            return item_least_height(laid, item, at);
        }));
    }
    least = std::min(whole, std::max(least, laid.frame.least_h));
    laid.least_heights.emplace_back(width, least);
    return least;
}

}  // namespace vestibule::ui
