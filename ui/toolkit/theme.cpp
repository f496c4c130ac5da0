// theme - the values of the three themes, and the contrast that tests hold them to.
#include "ui/toolkit/theme.hpp"

#include "kiosk/device/contrast.hpp"

namespace vestibule::ui {

namespace {

constexpr Colors kLight{
    .paper = 0xF6F7F4, .surface = 0xFFFFFF, .quiet = 0xE6EDEB,
    .ink = 0x10222E, .muted = 0x47596A, .line = 0xD3DAD9, .control = 0x6B7D88,
    .primary = 0x0B5D66, .on_primary = 0xFFFFFF,
    .success = 0x1E7A46, .on_success = 0xFFFFFF, .success_paper = 0xE3F2E8,
    .attention = 0x8A5A00, .attention_paper = 0xFFF3D1,
    .danger = 0x9B2318, .on_danger = 0xFFFFFF, .danger_paper = 0xFBE8E4,
    .focus = 0x10222E};

constexpr Colors kDark{
    .paper = 0x0F1A21, .surface = 0x18262F, .quiet = 0x22343F,
    .ink = 0xF1F4F2, .muted = 0xB3C1C8, .line = 0x32454F, .control = 0x8199A5,
    .primary = 0x6CCBD3, .on_primary = 0x06242A,
    .success = 0x7AD3A0, .on_success = 0x06281A, .success_paper = 0x17352A,
    .attention = 0xF4C95D, .attention_paper = 0x3A2F10,
    .danger = 0xFFA899, .on_danger = 0x3B0B05, .danger_paper = 0x43201B,
    .focus = 0xFFFFFF};

constexpr Colors kHighContrast{
    .paper = 0x000000, .surface = 0x000000, .quiet = 0x1C1C1C,
    .ink = 0xFFFFFF, .muted = 0xFFFFFF, .line = 0xFFFFFF, .control = 0xFFFFFF,
    .primary = 0xFFE44D, .on_primary = 0x000000,
    .success = 0x5CFFA0, .on_success = 0x000000, .success_paper = 0x000000,
    .attention = 0xFFE44D, .attention_paper = 0x000000,
    .danger = 0xFFB3A6, .on_danger = 0x000000, .danger_paper = 0x000000,
    .focus = 0x4DE1FF};

std::optional<Colors>& accented() noexcept {
    static std::optional<Colors> light;
    return light;
}

}  // namespace

const Colors& colors(ThemeKind kind) noexcept {
    if (kind == ThemeKind::Dark) return kDark;
    if (kind == ThemeKind::HighContrast) return kHighContrast;
    return accented() ? *accented() : kLight;
}

void use_accent(std::optional<std::uint32_t> rgb) noexcept {
    accented() = rgb ? std::optional<Colors>(kLight) : std::nullopt;
    if (rgb) accented()->primary = *rgb;
}

double contrast(std::uint32_t one, std::uint32_t other) noexcept {
    return device::contrast(one, other);
}

}  // namespace vestibule::ui
