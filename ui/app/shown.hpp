// shown - what of a desk, the staff's or set-up's, stands on the screen by now.
#pragma once

#include "ui/app/camera_source.hpp"

namespace vestibule::ui {

class Shown {
public:
    /// Shows what has changed: the desk's screen, made by `tree`, and its camera's newest picture.
    template <typename Desk, typename Tree>
    void refresh(View& view, Desk& desk, const Tree& tree) {
        if (desk.over()) return;
        if (desk.version() != version_) {
            version_ = desk.version();
            desk.set_wide(view.window().width_px() > view.window().height_px());
            const visit::VisitView& common = desk.view().common;
            view.set_language(common.language);
            view.set_text_size(common.text_size);
            view.set_theme(common.theme);
            (void)view.show(tree());
        }
        show_picture(view, desk.newest_frame(), frame_);
    }

private:
    std::uint64_t version_ = 0;
    drivers::FramePtr frame_;
};

/// What happened on the screen, to the desk.
template <typename Desk>
void pass_on(const Happening& happening, Desk& desk) {
    if (const auto* intent = std::get_if<visit::Intent>(&happening)) return desk.handle(*intent);
    const auto& edit = std::get<FieldEdit>(happening);
    switch (edit.kind) {
        case FieldEdit::Kind::Insert:
            return desk.insert(edit.id, privacy::view(edit.text));
        case FieldEdit::Kind::Backspace:
            return desk.erase_last(edit.id);
        case FieldEdit::Kind::Clear:
            return desk.clear(edit.id);
    }
}

}  // namespace vestibule::ui
