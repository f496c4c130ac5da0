// theme - every colour and size of the kiosk, in one place: light, dark and high contrast under the same names.
#pragma once

#include <cstdint>
#include <optional>

namespace vestibule::ui {

struct Colors {
    std::uint32_t paper;             ///< behind everything
    std::uint32_t surface;           ///< cards, fields, keys
    std::uint32_t quiet;             ///< bands, pressed keys, soft circles behind icons
    std::uint32_t ink;
    std::uint32_t muted;             ///< ink of lesser words
    std::uint32_t line;              ///< separates; carries no meaning
    std::uint32_t control;           ///< the border of what can be touched: 3 to 1 against paper and surface
    std::uint32_t primary, on_primary;
    std::uint32_t success, on_success, success_paper;
    std::uint32_t attention, attention_paper;
    std::uint32_t danger, on_danger, danger_paper;
    std::uint32_t focus;             ///< the ring round what the keypad is on
};

enum class ThemeKind : std::uint8_t { Light, Dark, HighContrast };
/// Unknown numbers (a setting from elsewhere) give the light theme.
[[nodiscard]] const Colors& colors(ThemeKind kind) noexcept;
/// The facility's own colour in place of the light theme's primary, from the next painting on; the other themes are
/// made for eyes that need them, and stay. It was judged where it was read. A kiosk has one.
void use_accent(std::optional<std::uint32_t> rgb) noexcept;
[[nodiscard]] inline ThemeKind theme_of(int setting) noexcept {
    return setting == 1 ? ThemeKind::Dark : setting == 2 ? ThemeKind::HighContrast : ThemeKind::Light;
}

/// WCAG 2 contrast of two colours, 1 to 21.
[[nodiscard]] double contrast(std::uint32_t one, std::uint32_t other) noexcept;

/// Capital heights in millimetres.
inline constexpr double kSmallMm = 4.9, kBodyMm = 7.3, kTitleMm = 10, kDisplayMm = 15;

inline constexpr double kTargetMm = 20;       ///< the least height and width of what is touched
inline constexpr double kKeyMm = 15;          ///< the same for a key of the keyboard
inline constexpr double kLogoMarginMm = 1.5;  ///< of white round a logo
inline constexpr double kRadiusMm = 4;
inline constexpr double kLineMm = 0.5;        ///< a thin line
inline constexpr double kBorderMm = 0.75;     ///< a control's border
inline constexpr double kFocusMm = 1.25;      ///< the focus ring; 5 px at 1080 wide
inline constexpr double kGutterMm = 25;       ///< beside what scrolls, for its two buttons
inline constexpr int kLineCharactersMax = 45;

}  // namespace vestibule::ui
