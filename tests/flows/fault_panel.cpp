// fault_panel - one SDL window, drawn by Cairo when something changes; a row is a button.
#include "tests/flows/fault_panel.hpp"

#include <SDL2/SDL.h>
#include <cairo.h>

#include <string>

#include "tests/flows/faults.hpp"

namespace vestibule::flows {

namespace {

constexpr int kColumns = 2, kColumn_px = 470, kRow_px = 68, kGap_px = 8, kHead_px = 60;
constexpr int kWidth_px = kColumns * kColumn_px + kGap_px;

int rows() {
    return (static_cast<int>(faults().size()) + kColumns - 1) / kColumns;
}

int height_px() {
    return kHead_px + rows() * (kRow_px + kGap_px) + kGap_px;
}

/// Down the first column, then down the next.
int left_of(std::size_t fault) {
    return kGap_px + static_cast<int>(fault) / rows() * kColumn_px;
}

int top_of(std::size_t fault) {
    return kHead_px + static_cast<int>(fault) % rows() * (kRow_px + kGap_px);
}

std::optional<std::size_t> fault_at(int x, int y) {
    for (std::size_t i = 0; i < faults().size(); ++i) {
        const bool across = x >= left_of(i) && x < left_of(i) + kColumn_px - kGap_px;
        if (across && y >= top_of(i) && y < top_of(i) + kRow_px) return i;
    }
    return std::nullopt;
}

void colour(cairo_t* painter, std::uint32_t rgb) {
    cairo_set_source_rgb(painter, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

void words(cairo_t* painter, double x, double y, double size, const std::string& text) {
    cairo_set_font_size(painter, size);
    cairo_move_to(painter, x, y);
    cairo_show_text(painter, text.c_str());
}

void paint(cairo_t* painter, std::size_t shown) {
    constexpr std::uint32_t kPaper = 0xF6F7F4, kInk = 0x10222E, kPrimary = 0x0B5D66, kWhite = 0xFFFFFF,
                            kLine = 0xD3DAD9;
    colour(painter, kPaper);
    cairo_paint(painter);
    cairo_select_font_face(painter, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    colour(painter, kInk);
    words(painter, 16, 40, 22, "Press a fault, watch the kiosk cope");
    for (std::size_t i = 0; i < faults().size(); ++i) {
        const bool on = i == shown;
        const double top = top_of(i), left = left_of(i);
        cairo_rectangle(painter, left + 0.5, top + 0.5, kColumn_px - kGap_px - 1, kRow_px - 1);
        colour(painter, on ? kPrimary : kWhite);
        cairo_fill_preserve(painter);
        colour(painter, kLine);
        cairo_stroke(painter);
        colour(painter, on ? kWhite : kInk);
        words(painter, left + 14, top + 29, 20, std::to_string(i) + "  " + std::string(faults()[i].name));
        words(painter, left + 14, top + 54, 15, std::string(faults()[i].what));
    }
}

}  // namespace

std::unique_ptr<FaultPanel> FaultPanel::open() {
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return nullptr;
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");  // one click is enough while the kiosk's window has the focus
    SDL_Window* window = SDL_CreateWindow("Vestibule: faults", 0, 0, kWidth_px, height_px(), SDL_WINDOW_SHOWN);
    if (window == nullptr) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return nullptr;
    }
    return std::unique_ptr<FaultPanel>(new FaultPanel(window));
}

FaultPanel::~FaultPanel() {
    SDL_DestroyWindow(window_);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

FaultPanel::Spot FaultPanel::spot_of(std::size_t fault) {
    return {left_of(fault) + kColumn_px / 2, top_of(fault) + kRow_px / 2};
}

std::optional<std::size_t> FaultPanel::pressed() {
    std::optional<std::size_t> found;
    SDL_Event event{};
    while (SDL_PollEvent(&event) != 0) {
        if (event.type == SDL_MOUSEBUTTONDOWN) found = fault_at(event.button.x, event.button.y);
        if (event.type == SDL_KEYDOWN && event.key.keysym.sym >= SDLK_0 && event.key.keysym.sym <= SDLK_9) {
            const auto number = static_cast<std::size_t>(event.key.keysym.sym - SDLK_0);
            if (number < faults().size()) found = number;
        }
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED) draw();
        if (event.type == SDL_QUIT) closed_ = true;
    }
    return found;
}

void FaultPanel::show(std::size_t fault) {
    shown_ = fault;
    draw();
}

void FaultPanel::draw() {
    SDL_Surface* surface = SDL_GetWindowSurface(window_);
    if (surface == nullptr || surface->format->BytesPerPixel != 4) return;
    SDL_LockSurface(surface);
    cairo_surface_t* canvas = cairo_image_surface_create_for_data(
        static_cast<unsigned char*>(surface->pixels), CAIRO_FORMAT_RGB24, surface->w, surface->h, surface->pitch);
    cairo_t* painter = cairo_create(canvas);
    paint(painter, shown_);
    cairo_destroy(painter);
    cairo_surface_flush(canvas);
    cairo_surface_destroy(canvas);
    SDL_UnlockSurface(surface);
    SDL_UpdateWindowSurface(window_);
}

}  // namespace vestibule::flows
