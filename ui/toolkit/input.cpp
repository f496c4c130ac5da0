// input - touches and keys: what they act on, how fields are typed into, how lists scroll.
#include <SDL.h>

#include <algorithm>
#include <cmath>

#include "ui/toolkit/view.hpp"

namespace vestibule::ui {

namespace {

constexpr std::int64_t kMouse = -1;
constexpr double kDragMm = 6;          // a finger that means to touch moves less
constexpr double kSlipMm = 6;          // and may slip off the edge by so much before it lets go
constexpr float kPagePart = 0.8F;      // of what is seen: a line of the page before stays in sight

visit::Intent human() { return {}; }

}  // namespace

bool View::acts(int key) {
    return key == SDLK_RETURN || key == SDLK_KP_ENTER || key == SDLK_SPACE || key == SDLK_ESCAPE;
}

Happenings View::handle(const SDL_Event& event) {
    Happenings out;
    const Rect area = window_.area();
    switch (event.type) {
        case SDL_FINGERDOWN:
            touch_down(event.tfinger.fingerId, event.tfinger.x * area.w, event.tfinger.y * area.h, out);
            break;
        case SDL_FINGERMOTION:
            touch_move(event.tfinger.fingerId, event.tfinger.x * area.w, event.tfinger.y * area.h);
            break;
        case SDL_FINGERUP:
            touch_up(event.tfinger.fingerId, event.tfinger.x * area.w, event.tfinger.y * area.h, out);
            break;
        case SDL_MOUSEBUTTONDOWN:
            if (event.button.button == SDL_BUTTON_LEFT && event.button.which != SDL_TOUCH_MOUSEID) {
                touch_down(kMouse, static_cast<float>(event.button.x), static_cast<float>(event.button.y), out);
            }
            break;
        case SDL_MOUSEMOTION:
            if (event.motion.which != SDL_TOUCH_MOUSEID) {
                touch_move(kMouse, static_cast<float>(event.motion.x), static_cast<float>(event.motion.y));
            }
            break;
        case SDL_MOUSEBUTTONUP:
            if (event.button.button == SDL_BUTTON_LEFT && event.button.which != SDL_TOUCH_MOUSEID) {
                touch_up(kMouse, static_cast<float>(event.button.x), static_cast<float>(event.button.y), out);
            }
            break;
        case SDL_KEYDOWN:
            // A key that a stiff hand holds down answers one screen, not those that come after it.
            if (event.key.repeat != 0 && acts(event.key.keysym.sym)) break;
            key_down(event.key.keysym.sym, (event.key.keysym.mod & KMOD_SHIFT) != 0, out);
            break;
        case SDL_TEXTINPUT: {
            insert(event.text.text, out);
            break;
        }
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_EXPOSED) window_.present({area});
            if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED && window_.resized() && shown_) {
                set_type();
                screen_ = Layout{};
                lay();
                paint_changes(true);
                style_changed_ = false;
            }
            break;
        default: break;
    }
    return out;
}

void View::touch_down(std::int64_t finger, float x, float y, Happenings& out) {
    if (!shown_) return;
    focus_seen_ = false;
    Touch touch{finger, {}, {}, x, y, y, false};
    const std::vector<Stop> all = stops();
    // Under the keyboard nothing of the screen is touched.
    const bool on_keys = keys_ && y >= keys_->root.rect.y;
    int at = stop_at(all, x, y);
    if (at >= 0 && on_keys && all[static_cast<std::size_t>(at)].laid->node->role != Role::Key) at = -1;
    if (at >= 0) touch.on = all[static_cast<std::size_t>(at)].name;
    walk(screen_.top(), [&](const Laid& laid) {
        if (laid.scroll_max > 0 && laid.seen.contains(x, y) && !on_keys) touch.scrolls = laid.node->id;
    });
    std::erase_if(touches_, [&](const Touch& other) { return other.finger == finger; });
    const bool key = at >= 0 && all[static_cast<std::size_t>(at)].laid->node->role == Role::Key;
    const std::string name = touch.on;
    touches_.push_back(std::move(touch));
    paint_changes(false);
    // Keys act at once: fast typing has the next finger down before the last one is up.
    if (key) act(name, out);
    // Any other touch is told when it ends; its beginning is already a sign of a human.
    else out.emplace_back(human());
}

void View::touch_move(std::int64_t finger, float x, float y) {
    const auto touch =
        std::find_if(touches_.begin(), touches_.end(), [&](const Touch& each) { return each.finger == finger; });
    if (touch == touches_.end()) return;
    const float far = type_->metrics().px(kDragMm);
    if (!touch->dragging && (touch->scrolls.empty() || std::abs(y - touch->y) < far)) return;
    (void)x;
    touch->dragging = true;
    const float by = touch->last_y - y;
    touch->last_y = y;
    scroll(touch->scrolls, by);
}

void View::touch_up(std::int64_t finger, float x, float y, Happenings& out) {
    const auto found =
        std::find_if(touches_.begin(), touches_.end(), [&](const Touch& each) { return each.finger == finger; });
    if (found == touches_.end()) return;
    const Touch touch = *found;
    touches_.erase(found);
    const std::vector<Stop> all = stops();
    const int at = touch.on.empty() || touch.dragging ? -1 : find_stop(all, touch.on);
    const Laid* laid = at >= 0 ? all[static_cast<std::size_t>(at)].laid : nullptr;
    const bool key = laid != nullptr && laid->node->role == Role::Key;
    const bool inside = laid != nullptr && laid->seen.grown(type_->metrics().px(kSlipMm)).contains(x, y);
    if (inside && !key) {
        focused_ = touch.on;
        act(touch.on, out);
    } else if (touch.on.empty() && !touch.dragging && screen_.top().node->acts()) {
        // A screen or overlay that acts takes a touch anywhere.
        out.emplace_back(std::get<visit::Intent>(screen_.top().node->action));
    }
    paint_changes(false);
}

void View::act(const std::string& name, Happenings& out) {
    const std::vector<Stop> all = stops();
    const int at = find_stop(all, name);
    if (at < 0) return;
    const Laid& laid = *all[static_cast<std::size_t>(at)].laid;
    const Node& node = *laid.node;
    if (laid.inner != Inner::None) {
        const bool up = laid.inner == Inner::ScrollUp;
        const std::string box = node.id.substr(0, node.id.rfind('.'));
        float page = 0;
        walk(screen_.top(), [&](const Laid& each) {
            if (each.scroll_max > 0 && each.node->id == box) page = each.control.h * kPagePart;
        });
        scroll(box, up ? -page : page);
        out.emplace_back(human());
        return;
    }
    if (node.role == Role::Key) {
        act_on_key(laid, out);
        return;
    }
    const visit::Intent intent = std::get<visit::Intent>(node.action);
    if (const auto* part = std::get_if<FieldPart>(&node.part)) {
        begin_edit(*part);
    } else if (edited_ != visit::FieldId::None) {
        end_edit();
        changed();
    }
    out.emplace_back(intent);
}

void View::act_on_key(const Laid& laid, Happenings& out) {
    const visit::FieldId id = edited_;
    const KeyPage page = keyboard_.page;
    const bool shift = keyboard_.shift;
    KeyPress press = pressed_key(laid.node->id, keyboard_);
    switch (press.does) {
        case KeyDoes::Insert:
            out.emplace_back(FieldEdit{id, FieldEdit::Kind::Insert, privacy::secret(press.text)});
            break;
        case KeyDoes::Backspace: out.emplace_back(FieldEdit{id, FieldEdit::Kind::Backspace, {}}); break;
        case KeyDoes::Clear: out.emplace_back(FieldEdit{id, FieldEdit::Kind::Clear, {}}); break;
        case KeyDoes::Done:
            end_edit();
            changed();
            out.emplace_back(human());
            return;
        case KeyDoes::Page: out.emplace_back(human()); break;
    }
    if (!press.text.empty()) privacy::wipe(press.text.data(), press.text.size());
    if (keyboard_.page != page || keyboard_.shift != shift) changed();
}

void View::insert(std::string_view text, Happenings& out) {
    if (!shown_ || text.empty()) return;
    if (edited_ == visit::FieldId::None) {
        // Typing goes to the field that the keypad stands on.
        const std::vector<Stop> all = stops();
        const int at = find_stop(all, focused_);
        const auto* part =
            at >= 0 ? std::get_if<FieldPart>(&all[static_cast<std::size_t>(at)].laid->node->part) : nullptr;
        if (part == nullptr) {
            out.emplace_back(human());
            return;
        }
        begin_edit(*part);
    }
    out.emplace_back(FieldEdit{edited_, FieldEdit::Kind::Insert, privacy::secret(text)});
}

void View::begin_edit(const FieldPart& part) {
    if (edited_ == part.id) return;
    edited_ = part.id;
    const bool empty = part.value == nullptr || part.value->reveal().empty();
    keyboard_ = keyboard_for(part.kind, empty, window_.width_px() > window_.height_px());
    SDL_StartTextInput();
    changed();
}

void View::end_edit() {
    edited_ = visit::FieldId::None;
    if (SDL_IsTextInputActive() == SDL_TRUE) SDL_FlushEvent(SDL_TEXTINPUT);
}

void View::scroll(const std::string& id, float by_px) {
    scrolls_[id] = std::round(scrolls_[id] + by_px);
    changed();
}

void View::move_focus(int key, bool shift, Happenings& out) {
    const std::vector<Stop> all = stops();
    const int from = find_stop(all, focused_);
    const bool on_key = from >= 0 && all[static_cast<std::size_t>(from)].laid->node->role == Role::Key;
    int to = -1;
    if (on_key && key != SDLK_TAB) {
        to = key_beside(all, from,
                        key == SDLK_LEFT    ? -1
                        : key == SDLK_RIGHT ? 1
                                            : 0,
                        key == SDLK_UP     ? -1
                        : key == SDLK_DOWN ? 1
                                           : 0);
    }
    if (to < 0) {
        const bool forward = key == SDLK_TAB ? !shift : key == SDLK_DOWN || key == SDLK_RIGHT;
        to = next_stop(all, focused_, forward);
    }
    out.emplace_back(human());
    if (to < 0) return;
    const Laid& laid = *all[static_cast<std::size_t>(to)].laid;
    focused_ = all[static_cast<std::size_t>(to)].name;
    focus_seen_ = true;
    // Moving from one field to another goes on typing there.
    const auto* part = std::get_if<FieldPart>(&laid.node->part);
    if (part != nullptr && edited_ != visit::FieldId::None && edited_ != part->id) {
        begin_edit(*part);
        return;
    }
    bring_into_sight(laid);
    changed();
}

void View::key_down(int key, bool shift, Happenings& out) {
    if (!shown_) return;
    const bool editing = edited_ != visit::FieldId::None;
    const std::vector<Stop> all = stops();
    const int at = find_stop(all, focused_);
    const auto on_field = [&] {
        return at >= 0 && std::holds_alternative<FieldPart>(all[static_cast<std::size_t>(at)].laid->node->part);
    };
    switch (key) {
        case SDLK_TAB:
        case SDLK_UP:
        case SDLK_DOWN:
        case SDLK_LEFT:
        case SDLK_RIGHT:
            move_focus(key, shift, out);
            return;
        case SDLK_PAGEUP: case SDLK_PAGEDOWN: {
            std::string box;
            float page = 0;
            walk(screen_.top(), [&](const Laid& laid) {
                if (laid.scroll_max > 0) box = laid.node->id, page = laid.control.h * kPagePart;
            });
            if (!box.empty()) scroll(box, key == SDLK_PAGEUP ? -page : page);
            out.emplace_back(human());
            return;
        }
        case SDLK_BACKSPACE:
            if (editing) out.emplace_back(FieldEdit{edited_, FieldEdit::Kind::Backspace, {}});
            else out.emplace_back(human());
            return;
        case SDLK_RETURN: case SDLK_KP_ENTER:
            if (editing && on_field()) {
                end_edit();
                move_focus(SDLK_TAB, false, out);
                return;
            }
            break;
        case SDLK_SPACE:
            // A space typed into a field comes as text.
            if (on_field()) return;
            break;
        case SDLK_ESCAPE:
            if (editing) {
                end_edit();
                changed();
                out.emplace_back(human());
            } else if (const int back = find_stop(all, "back"); back >= 0) {
                act("back", out);
            } else {
                out.emplace_back(human());
            }
            return;
        default:
            out.emplace_back(human());
            return;
    }
    focus_seen_ = true;
    if (at >= 0) act(focused_, out);
    else move_focus(SDLK_TAB, false, out);
    paint_changes(false);
}

Happenings View::type(std::string_view text) {
    Happenings out;
    insert(text, out);
    return out;
}

std::optional<Happenings> View::press(std::string_view role, std::string_view label_or_id) {
    const Laid* laid = find(role, label_or_id);
    if (laid == nullptr || !laid->node->acts()) return std::nullopt;
    std::string name;
    for (const Stop& stop : stops()) {
        if (stop.laid == laid) name = stop.name;
    }
    Happenings out;
    if (name.empty()) {
        out.emplace_back(std::get<visit::Intent>(laid->node->action));
        return out;
    }
    bring_into_sight(*laid);
    changed();
    focused_ = name;
    focus_seen_ = false;
    act(name, out);
    paint_changes(false);
    return out;
}

}  // namespace vestibule::ui
