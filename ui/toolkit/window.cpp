// window - opens the display the way that was measured to be fast, and shows only what changed.
#include "ui/toolkit/window.hpp"

#include <SDL.h>
#include <SDL_syswm.h>

#include <cmath>
#include <cstring>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::ui {

namespace {

bool on_kms() {
    const char* driver = SDL_GetCurrentVideoDriver();
    return driver != nullptr && std::strcmp(driver, "KMSDRM") == 0;
}

/// SDL's window surface quietly goes through GL under X11: ten times slower.
void choose_acceleration() {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

struct Place {
    int x, y, width, height;
};

/// Whole pixels of what lies inside.
Place whole(const Rect& inside) {
    const int x = static_cast<int>(std::floor(inside.x)), y = static_cast<int>(std::floor(inside.y));
    return {x, y, static_cast<int>(std::ceil(inside.right())) - x, static_cast<int>(std::ceil(inside.bottom())) - y};
}

/// A window over the whole display. Under X11 SDL waits 100 ms for a window manager to agree to its full screen; a
/// kiosk without a desktop has none, and a bare window of the display's size is the same to the eye.
Uint32 flags_of_whole_display() {
    const char* driver = SDL_GetCurrentVideoDriver();
    const bool x11 = driver != nullptr && std::strcmp(driver, "x11") == 0;
    const bool managed = !x11 || SDL_getenv("XDG_CURRENT_DESKTOP") != nullptr;
    return managed ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : SDL_WINDOW_BORDERLESS;
}

}  // namespace

void Window::Close::operator()(SDL_Window* window) const noexcept {
    SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

Result<Window> Window::open(const WindowSettings& settings) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // A finger is told once, as a finger.
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return Error{ErrorCode::NoDisplay, SDL_GetError()};
    choose_acceleration();
    const bool whole = settings.width_px <= 0 || settings.height_px <= 0;
    SDL_Rect bounds{0, 0, settings.width_px, settings.height_px};
    if (whole && SDL_GetDisplayBounds(0, &bounds) != 0) {
        Error error{ErrorCode::NoDisplay, SDL_GetError()};
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return error;
    }
    const Uint32 flags = whole ? flags_of_whole_display() : 0;
    Window window;
    window.window_.reset(SDL_CreateWindow(settings.title.c_str(), whole ? 0 : SDL_WINDOWPOS_UNDEFINED,
                                          whole ? 0 : SDL_WINDOWPOS_UNDEFINED, bounds.w, bounds.h, flags));
    if (window.window_ == nullptr) {
        Error error{ErrorCode::NoDisplay, SDL_GetError()};
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return error;
    }
    if (!settings.cursor) SDL_ShowCursor(SDL_DISABLE);
    if (Result<void> taken = on_kms() ? window.take_kms() : window.take_surface(); !taken)
        return std::move(taken).error();
    return window;
}

/// SDL shows a picture on KMSDRM by drawing it with GL, whole each time: without a graphics processor that takes
/// seconds, in an emulated machine half a minute. The kernel's plain buffer takes what changed, and needs no GL. SDL
/// keeps the card, the keys and the touches.
Result<void> Window::take_kms() {
    SDL_SysWMinfo about{};
    SDL_VERSION(&about.version);
    if (SDL_GetWindowWMInfo(window_.get(), &about) != SDL_TRUE || about.subsystem != SDL_SYSWM_KMSDRM)
        return Error{ErrorCode::NoDisplay, SDL_GetError()};
    auto opened = drivers::KmsDisplay::on(about.info.kmsdrm.drm_fd);
    if (!opened) return std::move(opened).error();
    kms_ = std::move(opened).value();
    width_px_ = kms_->width_px();
    height_px_ = kms_->height_px();
    direct_ = false;
    pixels_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px_, height_px_));
    if (cairo_surface_status(pixels_.get()) != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::NoDisplay, "no pixels to paint on"};
    canvas_.reset(cairo_create(pixels_.get()));
    return {};
}

bool Window::show_on_kms(const std::vector<Rect>& damage) {
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(pixels_.get()));
    const unsigned char* from = cairo_image_surface_get_data(pixels_.get());
    bool taken = true;
    for (const Rect& rect : damage) {
        const Rect inside = rect.crossed(area());
        if (inside.empty()) continue;
        const auto [x, y, width, height] = whole(inside);
        for (int row = y; row < y + height; ++row) {
            std::memcpy(kms_->pixels() + static_cast<std::ptrdiff_t>(row) * kms_->row_words() + x,
                        from + static_cast<std::size_t>(row) * stride + static_cast<std::size_t>(x) * 4,
                        static_cast<std::size_t>(width) * 4);
        }
        if (presented_ > 0) taken = kms_->changed(x, y, width, height).ok() && taken;
    }
    return presented_ > 0 ? taken : kms_->show().ok();
}

Result<void> Window::take_surface() {
    surface_ = SDL_GetWindowSurface(window_.get());
    if (surface_ == nullptr) return Error{ErrorCode::NoDisplay, SDL_GetError()};
    width_px_ = surface_->w;
    height_px_ = surface_->h;
    direct_ =
        surface_->format->format == SDL_PIXELFORMAT_RGB888 || surface_->format->format == SDL_PIXELFORMAT_ARGB8888;
    canvas_.reset();
    if (direct_) {
        pixels_.reset(cairo_image_surface_create_for_data(static_cast<unsigned char*>(surface_->pixels),
                                                          CAIRO_FORMAT_RGB24, surface_->w, surface_->h,
                                                          surface_->pitch));
    } else {
        pixels_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, surface_->w, surface_->h));
    }
    if (cairo_surface_status(pixels_.get()) != CAIRO_STATUS_SUCCESS)
        return Error{ErrorCode::NoDisplay, "no pixels to paint on"};
    canvas_.reset(cairo_create(pixels_.get()));
    return {};
}

cairo_t* Window::canvas() { return canvas_.get(); }

bool Window::resized() {
    if (kms_) return false;  // a display that comes or goes ends the visit
    int w = 0, h = 0;
    SDL_GetWindowSize(window_.get(), &w, &h);
    if (w == width_px_ && h == height_px_ && SDL_GetWindowSurface(window_.get()) == surface_) return false;
    return take_surface().ok();
}

void Window::present(const std::vector<Rect>& damage) {
    cairo_surface_flush(pixels_.get());
    if (kms_) {
        if (show_on_kms(damage)) ++presented_;
        return;
    }
    std::vector<SDL_Rect> places;
    for (const Rect& rect : damage) {
        const Rect inside = rect.crossed(area());
        if (inside.empty()) continue;
        const auto [x, y, width, height] = whole(inside);
        places.push_back({x, y, width, height});
    }
    if (places.empty()) return;
    if (!direct_) {
        for (const SDL_Rect& place : places) {
            const auto* from = cairo_image_surface_get_data(pixels_.get()) +
                               static_cast<std::ptrdiff_t>(place.y) * cairo_image_surface_get_stride(pixels_.get()) +
                               place.x * 4;
            auto* to = static_cast<unsigned char*>(surface_->pixels) +
                       static_cast<std::ptrdiff_t>(place.y) * surface_->pitch +
                       static_cast<std::ptrdiff_t>(place.x) * surface_->format->BytesPerPixel;
            SDL_ConvertPixels(place.w, place.h, SDL_PIXELFORMAT_RGB888, from,
                              cairo_image_surface_get_stride(pixels_.get()), surface_->format->format, to,
                              surface_->pitch);
        }
    }
    if (SDL_UpdateWindowSurfaceRects(window_.get(), places.data(), static_cast<int>(places.size())) != 0) return;
    ++presented_;
}

bool Window::present_again() {
    const std::uint64_t before = presented_;
    present({Rect{0, 0, 1, 1}});  // one pixel goes the same way as a whole screen
    return presented_ > before;
}

std::uint32_t Window::pixel(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_px_ || y >= height_px_) return 0;
    std::uint32_t value = 0;
    std::memcpy(&value,
                cairo_image_surface_get_data(pixels_.get()) +
                    static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(pixels_.get()) + x * 4,
                4);
    return value & 0xFFFFFF;
}

void Window::blank(std::uint32_t rgb) {
    cairo_set_source_rgb(canvas_.get(), ((rgb >> 16) & 0xFF) / 255.0, ((rgb >> 8) & 0xFF) / 255.0,
                         (rgb & 0xFF) / 255.0);
    cairo_paint(canvas_.get());
    present({area()});
}

bool Window::write_png(const std::string& file) const {
    return cairo_surface_write_to_png(pixels_.get(), file.c_str()) == CAIRO_STATUS_SUCCESS;
}

}  // namespace vestibule::ui
