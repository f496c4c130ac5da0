// canary - the synthetic patient of `vestibule --canary`, whose every value a search can tell from all else.
#include "kiosk/device/canary.hpp"

#include "kiosk/capture/jpeg.hpp"

namespace vestibule::device {

namespace {

constexpr int kQuality_percent = 92;

constinit const std::array kValues{
    CanaryValue{"name", "field-given-names", "Xanthiquilla"},
    CanaryValue{"name", "field-family-name", "Vorblenheim"},
    CanaryValue{"birth date", "field-birth-date", "02/29/1956"},
    CanaryValue{"address", "field-street", "8842 Quzzenwick Row"},
    CanaryValue{"address", "field-city", "Ombrevalequay"},
    CanaryValue{"address", "field-region", "Quorthshire"},
    CanaryValue{"address", "field-postal-code", "90871-5523"},
    CanaryValue{"e-mail", "field-email", "xv.canary@prove.example.org"},
    CanaryValue{"phone", "field-phone", "(212) 555-0186"},
    CanaryValue{"password", "field-password", "Pq!prove-73-canary"},
    CanaryValue{"code", "field-email-code", "80641793"},
    CanaryValue{"code", "field-phone-code", "59236048"},
};
constinit const CanaryValue kToken{"token", "", "prove-token-qx71-vv08-zk35"};

}  // namespace

privacy::WipedString CanaryValue::text() const {
    privacy::WipedString text;
    // Not folded away: the compiler must not put the plain text into the program after all.
    for (std::size_t i = 0; i < length_; ++i)
        text += static_cast<char>(static_cast<const volatile char&>(veiled_[i]) ^ kVeil);
    return text;
}

std::span<const CanaryValue> canary_values() {
    return kValues;
}

const CanaryValue& canary_token() {
    return kToken;
}

Result<privacy::SecretBytes> canary_picture() {
    // Made once a process would be quicker, and would stay in it.
    privacy::WipedBytes pixels(static_cast<std::size_t>(kCanaryWidth_px) * kCanaryHeight_px * 3);
    std::uint32_t state = 20'260'717;
    // Faint noise on a slope: enough to be like no other picture, and nothing that looks like an edge or a face.
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        state = state * 1'664'525U + 1'013'904'223U;
        const std::size_t x = i / 3 % kCanaryWidth_px;
        pixels[i] = static_cast<std::uint8_t>(80 + x * 80 / kCanaryWidth_px + state / (1U << 28));
    }
    return capture::encode_jpeg(pixels, {kCanaryWidth_px, kCanaryHeight_px}, kQuality_percent);
}

}  // namespace vestibule::device
