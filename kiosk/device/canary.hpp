// canary - the synthetic patient of `vestibule --canary`, whose every value a search can tell from all else.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::device {

/// One value. It stands veiled in the program, which would else be found in every process that has it loaded.
class CanaryValue {
public:
    template <std::size_t N>
    consteval CanaryValue(const char* kind, const char* field, const char (&text)[N])
        : kind_(kind), field_(field), length_(N - 1) {
        for (std::size_t i = 0; i + 1 < N; ++i) veiled_[i] = static_cast<char>(text[i] ^ kVeil);
    }
    [[nodiscard]] const char* kind() const { return kind_; }
    [[nodiscard]] const char* field() const { return field_; }  ///< where it is typed; empty: nowhere
    [[nodiscard]] privacy::WipedString text() const;

private:
    static constexpr char kVeil = 0x55;
    const char* kind_;
    const char* field_;
    std::size_t length_;
    std::array<char, 48> veiled_{};
};

[[nodiscard]] std::span<const CanaryValue> canary_values();
/// The token that the built-in stub of the services gives out.
[[nodiscard]] const CanaryValue& canary_token();

inline constexpr int kCanaryWidth_px = 640, kCanaryHeight_px = 480;
/// The test pattern: a JPEG of faint noise, the same bytes each time. Errors: BadPicture.
[[nodiscard]] Result<privacy::SecretBytes> canary_picture();

}  // namespace vestibule::device
