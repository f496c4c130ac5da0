// paint - a laid-out tree in the colours of a theme; only what touches the damaged part is painted.
#pragma once

#include <functional>

#include "kiosk/capture/capture.hpp"
#include "ui/toolkit/brush.hpp"
#include "ui/toolkit/layout.hpp"
#include "ui/toolkit/picture_place.hpp"
#include "ui/toolkit/theme.hpp"

namespace vestibule::ui {

/// What of the moment is seen besides the tree itself.
struct PaintState {
    const Laid* focused = nullptr;          ///< with a ring: only while keys are used
    const Laid* pressed = nullptr;
    visit::FieldId edited = visit::FieldId::None;
    const capture::Pixels* camera = nullptr;   ///< the newest frame as it is drawn; null: none yet
    int camera_width_px = 0, camera_height_px = 0;  ///< of the full frame, which the verdict's points are in
    std::function<const capture::Pixels*(const PicturePart&, const Rect& room)> picture;
    double turn = 0;                        ///< of the mark that something goes on, in parts of a circle
};

class Painter {
public:
    Painter(cairo_t* to, const Typesetter& typesetter, ThemeKind theme, const PaintState& state)
        : brush_(to), type_(typesetter), colors_(colors(theme)), state_(state) {}

    /// Everything that is seen of `layout` within `damage`, on paper.
    void paint(const Layout& layout, const Rect& damage);
    /// The camera's picture alone with what lies on it; `damage` is the picture's place.
    void paint_camera(const Laid& laid, const Rect& damage);

private:
    struct Ink {
        std::uint32_t words, icon;
    };
    void node(const Laid& laid);
    void children(const Laid& laid);
    void fade(const Rect& edge, bool from_top);
    void label(const Laid& laid, std::uint32_t rgb);
    void icon(const Laid& laid, std::uint32_t rgb, bool circle);
    void focus_ring(const Laid& laid);
    [[nodiscard]] Ink ink_of(const Laid& laid) const;
    void panel(const Laid& laid);
    void button(const Laid& laid);
    void choice(const Laid& laid);
    void check_box(const Laid& laid);
    void field(const Laid& laid);
    void value(const Laid& laid, const FieldPart& part);
    void key(const Laid& laid);
    void status(const Laid& laid);
    void progress(const Laid& laid);
    void qr_code(const Laid& laid);
    void camera(const Laid& laid);
    void picture(const Laid& laid);
    void logo(const Laid& laid, const device::Logo& logo);
    void overlay(const Laid& laid);
    void pixels(const capture::Pixels& pixels, const PicturePlace& place, int full_width_px);
    [[nodiscard]] float px(double mm) const { return type_.metrics().px(mm); }
    [[nodiscard]] float whole(double mm) const { return type_.metrics().whole(mm); }
    [[nodiscard]] bool pressed(const Laid& laid) const { return state_.pressed == &laid; }

    Brush brush_;
    const Typesetter& type_;
    const Colors& colors_;
    const PaintState& state_;
    Rect damage_;
};

}  // namespace vestibule::ui
