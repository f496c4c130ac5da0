// fault_panel - the faults as buttons in a window of their own, beside the kiosk's.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

struct SDL_Window;

namespace vestibule::flows {

class FaultPanel {
public:
    /// Null where there is no display for it; the faults can then still be typed.
    static std::unique_ptr<FaultPanel> open();
    ~FaultPanel();
    FaultPanel(const FaultPanel&) = delete;
    FaultPanel& operator=(const FaultPanel&) = delete;

    /// The fault of the button that was pressed since the last call, by a finger, a mouse or its number's key.
    std::optional<std::size_t> pressed();
    /// That fault is the one that stands.
    void show(std::size_t fault);
    /// Somebody has closed the window.
    [[nodiscard]] bool closed() const { return closed_; }

    /// The middle of a button, in pixels of the window.
    struct Spot {
        int x, y;
    };
    [[nodiscard]] static Spot spot_of(std::size_t fault);

private:
    explicit FaultPanel(SDL_Window* window) : window_(window) { draw(); }
    void draw();
    SDL_Window* window_;
    std::size_t shown_ = 0;
    bool closed_ = false;
};

}  // namespace vestibule::flows
