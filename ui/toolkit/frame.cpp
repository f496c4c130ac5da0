// frame - the measures of each role; sizes are millimetres here and pixels outside.
#include "ui/toolkit/frame.hpp"

#include <algorithm>

#include "ui/toolkit/theme.hpp"

namespace vestibule::ui {

namespace {

constexpr float kTextGapMm = 1.5F;

/// Sizes in millimetres, turned to pixels in one place.
struct Millimetres {
    float pad_x = 0, pad_y = 0, least_w = 0, least_h = 0, icon = 0, icon_room = 0, icon_gap = 0, trailing = 0;
};

double capital_of(const Node& node, double otherwise) {
    if (node.look == Look::Small) return kSmallMm;
    if (node.look == Look::Title) return kTitleMm;
    if (node.look == Look::Display) return kDisplayMm;
    return otherwise;
}

bool draws_label(const Node& node) {
    switch (node.role) {
        case Role::Screen:
        case Role::List:
        case Role::Overlay:
        case Role::Camera:
        case Role::Picture:
        case Role::QrCode:
            return false;
        case Role::Group:
            return node.look == Look::Ribbon;
        default:
            return true;
    }
}

TextStyle style_of(const Node& node) {
    TextStyle style{capital_of(node, kBodyMm)};
    switch (node.role) {
        case Role::Heading:
            style.capital_mm = node.look == Look::Small ? kBodyMm : capital_of(node, kBodyMm);
            style.bold = true;
            break;
        case Role::Paragraph: case Role::Note:
            style.characters_max = kLineCharactersMax;
            break;
        case Role::Button:
            style.bold = true;
            if (node.look == Look::Quiet) style.capital_mm = kSmallMm;
            break;
        case Role::Choice: case Role::ListItem:
            style.bold = true;
            break;
        case Role::Status:
            style = TextStyle{node.look == Look::Small ? kSmallMm : kBodyMm};
            style.bold = node.look != Look::Plain && node.look != Look::Small;
            break;
        case Role::Field:
            style.capital_mm = kBodyMm;
            style.bold = true;
            break;
        default: break;
    }
    if (node.look == Look::Ribbon) style = TextStyle{kSmallMm};
    style.centred = node.role == Role::Button || node.role == Role::Key;
    return style;
}

Millimetres button(const Node& node) {
    Millimetres mm{.pad_x = 8, .pad_y = 4, .least_w = kTargetMm, .least_h = kTargetMm, .icon = 8, .icon_gap = 3};
    if (node.look == Look::Quiet || node.look == Look::Small) {
        mm.pad_x = 3;
        mm.icon = 7;
        mm.icon_gap = 2.5;
    }
    if (node.look == Look::Primary || node.look == Look::Danger) mm.least_w = 56;
    if (node.label.empty()) mm.pad_x = 4;
    return mm;
}

Millimetres millimetres_of(const Node& node) {
    if (node.look == Look::Ribbon) return {.pad_x = 6, .pad_y = 2.5, .icon = 6, .icon_gap = 3};
    switch (node.role) {
        case Role::Button: return button(node);
        case Role::Choice:
            return {.pad_x = 6, .pad_y = 5, .least_w = 40, .least_h = 30, .icon = 11, .icon_room = 20, .icon_gap = 5,
                    .trailing = 13};
        case Role::CheckBox:
            return {.pad_x = 2, .pad_y = 3, .least_w = 40, .least_h = kTargetMm, .icon = 10, .icon_gap = 5};
        case Role::ListItem: return {.pad_x = 6, .pad_y = 5, .icon = 7, .icon_room = 14, .icon_gap = 5};
        case Role::Key: return {.pad_x = 1, .pad_y = 1, .least_w = 8, .least_h = kKeyMm, .icon = 8};
        case Role::Status:
            if (node.look == Look::Plain) return {.icon = 8, .icon_gap = 3};
            return {.pad_x = 5, .pad_y = 2.5, .icon = 8, .icon_gap = 3};
        case Role::Note: case Role::Paragraph:
            if (is_panel(node)) return {.pad_x = 6, .pad_y = 5, .icon = 10, .icon_gap = 5};
            return {.icon = 8, .icon_gap = 4};
        case Role::Heading: return {.icon = 14, .icon_gap = 5};
        case Role::Icon: {
            const float side = node.look == Look::Display ? 40.0F : node.look == Look::Title ? 24.0F
                             : node.look == Look::Small   ? 8.0F  : 14.0F;
            return {.icon = side, .icon_room = node.look == Look::Small ? side : side * 1.7F, .icon_gap = 3};
        }
        case Role::Field: return {.least_w = 60};
        case Role::Progress: return {.least_w = 60};
        case Role::Group: case Role::List:
            if (node.look == Look::Bar) return {.pad_x = 16, .pad_y = 4};
            if (node.look == Look::Card || is_panel(node)) return {.pad_x = 7, .pad_y = 7};
            return {};
        default: return {};
    }
}

}  // namespace

bool is_panel(const Node& node) noexcept {
    const bool may = node.role == Role::Note || node.role == Role::Group || node.role == Role::Status;
    return may && (node.look == Look::Attention || node.look == Look::Success || node.look == Look::Danger ||
                   (node.look == Look::Card && node.role != Role::Status));
}

Frame frame_of(const Node& node, const Metrics& metrics) {
    const Millimetres mm = millimetres_of(node);
    Frame frame;
    frame.style = style_of(node);
    frame.draws_label = draws_label(node);
    frame.pad_x = std::round(metrics.px(mm.pad_x + node.box.padding_mm));
    frame.pad_y = std::round(metrics.px(mm.pad_y + node.box.padding_mm));
    frame.least_w = metrics.px(std::max(mm.least_w, node.box.minimum_width_mm));
    frame.least_h = metrics.px(std::max(mm.least_h, node.box.minimum_height_mm));
    frame.most_w = metrics.px(node.box.maximum_width_mm);
    const bool tick = node.role == Role::CheckBox;
    if (tick || (node.glyph != Glyph::None && mm.icon > 0)) {
        frame.icon = std::round(metrics.px(mm.icon) * static_cast<float>(std::sqrt(metrics.text_scale)));
        frame.icon_room = std::max(frame.icon, std::round(metrics.px(mm.icon_room)));
        frame.icon_gap = node.label.empty() && node.children.empty() ? 0 : std::round(metrics.px(mm.icon_gap));
    }
    if (node.role == Role::Choice) frame.trailing = metrics.px(mm.trailing);
    const bool worded = node.role == Role::Choice || node.role == Role::CheckBox || node.role == Role::ListItem;
    const bool by_default = node.box.gap_mm == Box{}.gap_mm;
    frame.gap = std::round(
        metrics.px(worded && by_default && node.box.direction == Direction::Column ? kTextGapMm : node.box.gap_mm));
    frame.hugs = node.role == Role::Status || node.role == Role::Icon;
    frame.centred = node.role == Role::Button || node.role == Role::Key || node.role == Role::Icon ||
                    node.look == Look::Ribbon;
    return frame;
}

}  // namespace vestibule::ui
