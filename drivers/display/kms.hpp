// kms - a display without drawing libraries: the kernel's own mode setting, one buffer, nothing that could be missing.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

/// The first display that is connected, in the mode that it likes best. Rows of 0x00RRGGBB.
class KmsDisplay {
public:
    /// Errors: NoDisplay.
    static Result<std::unique_ptr<KmsDisplay>> open(const std::string& folder = "/dev/dri");
    /// On a card that somebody has opened who may set its mode; it stays theirs. Errors: NoDisplay.
    static Result<std::unique_ptr<KmsDisplay>> on(int card);
    ~KmsDisplay();
    KmsDisplay(const KmsDisplay&) = delete;
    KmsDisplay& operator=(const KmsDisplay&) = delete;

    [[nodiscard]] int width_px() const { return width_px_; }
    [[nodiscard]] int height_px() const { return height_px_; }
    [[nodiscard]] int row_words() const { return row_bytes_ / 4; }
    [[nodiscard]] std::uint32_t* pixels() { return pixels_; }
    /// Shows what stands in `pixels()`. Errors: NoDisplay.
    Result<void> show();
    /// Part of what is shown has changed. Errors: NoDisplay.
    Result<void> changed(int x, int y, int width, int height);

private:
    KmsDisplay() = default;
    Result<void> take(int card);
    bool choose();
    Result<void> make_buffer();

    int card_ = -1;
    std::uint32_t connector_ = 0, crtc_ = 0, handle_ = 0, buffer_ = 0;
    struct Mode;
    std::unique_ptr<Mode> mode_;
    int width_px_ = 0, height_px_ = 0, row_bytes_ = 0;
    std::size_t size_bytes_ = 0;
    std::uint32_t* pixels_ = nullptr;
};

}  // namespace vestibule::drivers
