// bare_sdl - the floor: the least that an SDL program must do to fill the screen, at the speed that SDL allows.
#include <SDL.h>

int main() {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return 1;
    SDL_Rect bounds{};
    SDL_GetDisplayBounds(0, &bounds);
    SDL_Window* window = SDL_CreateWindow("floor", 0, 0, bounds.w, bounds.h, SDL_WINDOW_BORDERLESS);
    SDL_Surface* surface = window != nullptr ? SDL_GetWindowSurface(window) : nullptr;
    if (surface == nullptr) return 1;
    SDL_ShowCursor(SDL_DISABLE);
    SDL_FillRect(surface, nullptr, SDL_MapRGB(surface->format, 0x20, 0x40, 0x60));
    SDL_UpdateWindowSurface(window);
    for (SDL_Event event{}; event.type != SDL_QUIT;) SDL_WaitEvent(&event);
    SDL_Quit();
    return 0;
}
