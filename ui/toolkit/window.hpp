// window - SDL's window and the pixels in it: painted by Cairo where they stand, presented only where they changed.
#pragma once

#include <cairo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "drivers/display/kms.hpp"
#include "kiosk/privacy/result.hpp"
#include "ui/toolkit/geometry.hpp"

struct SDL_Window;
struct SDL_Surface;

namespace vestibule::ui {

struct WindowSettings {
    int width_px = 0, height_px = 0;   ///< 0: the whole display
    std::string title = "Vestibule";
    bool cursor = false;               ///< a kiosk that is touched needs no pointer
};

class Window {
public:
    /// Starts SDL's video, and nothing else of SDL. Errors: NoDisplay.
    [[nodiscard]] static Result<Window> open(const WindowSettings& settings);

    [[nodiscard]] int width_px() const noexcept { return width_px_; }
    [[nodiscard]] int height_px() const noexcept { return height_px_; }
    [[nodiscard]] Rect area() const noexcept {
        return {0, 0, static_cast<float>(width_px_), static_cast<float>(height_px_)};
    }

    /// To paint on; valid until the window changes its size.
    [[nodiscard]] cairo_t* canvas();
    /// Shows what was painted in these places.
    void present(const std::vector<Rect>& damage);
    /// Shows the same picture once more; false when the display does not take it.
    bool present_again();
    /// Takes up a new size; true if it changed.
    bool resized();
    /// How often something was presented: what the service's watchdog looks at.
    [[nodiscard]] std::uint64_t presented() const noexcept { return presented_; }
    /// The screen's picture as rows of 0xAARRGGBB; for tests.
    [[nodiscard]] std::uint32_t pixel(int x, int y) const;
    /// Overwrites what the window shows with one colour and presents it: nothing of a patient stays on the glass.
    void blank(std::uint32_t rgb);
    bool write_png(const std::string& file) const;

private:
    struct Close {
        void operator()(SDL_Window* window) const noexcept;
    };
    struct DropSurface {
        void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
    };
    struct DropCanvas {
        void operator()(cairo_t* canvas) const noexcept { cairo_destroy(canvas); }
    };
    Result<void> take_surface();
    Result<void> take_kms();
    bool show_on_kms(const std::vector<Rect>& damage);

    std::unique_ptr<SDL_Window, Close> window_;
    std::unique_ptr<drivers::KmsDisplay> kms_;  ///< without a display server: the glass itself
    SDL_Surface* surface_ = nullptr;   ///< SDL's
    bool direct_ = true;               ///< Cairo paints on SDL's own pixels
    std::unique_ptr<cairo_surface_t, DropSurface> pixels_;
    std::unique_ptr<cairo_t, DropCanvas> canvas_;
    int width_px_ = 0, height_px_ = 0;
    std::uint64_t presented_ = 0;
};

}  // namespace vestibule::ui
