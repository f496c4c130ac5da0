// view - what is shown: lays trees out, paints what changed, keeps the edited field in sight.
#include "ui/toolkit/view.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>

#include "ui/toolkit/fingerprint.hpp"
#include "ui/toolkit/picture_place.hpp"

namespace vestibule::ui {

namespace {

constexpr double kTurnMs = 4000;           // once round: slow enough not to hurry anyone
constexpr std::chrono::milliseconds kTickMs{50};
constexpr double kMostPart = 0.5;          // more damage than this is painted as a whole

const Laid* find_role(const Laid& laid, Role role) {
    if (laid.node->role == role) return &laid;
    for (const Laid& child : laid.children) {
        if (const Laid* found = find_role(child, role)) return found;
    }
    return nullptr;
}

Node* find_camera(Node& node) {
    if (std::holds_alternative<CameraPart>(node.part)) return &node;
    for (Node& child : node.children) {
        if (Node* found = find_camera(child)) return found;
    }
    return nullptr;
}

const Laid* find_field(const Laid& laid, visit::FieldId id) {
    const auto* part = std::get_if<FieldPart>(&laid.node->part);
    if (part != nullptr && part->id == id && laid.node->enabled) return &laid;
    for (const Laid& child : laid.children) {
        if (const Laid* found = find_field(child, id)) return found;
    }
    return nullptr;
}

const FieldPart* find_part(const Node& node, visit::FieldId id) {
    const auto* part = std::get_if<FieldPart>(&node.part);
    if (part != nullptr && part->id == id && node.enabled) return part;
    for (const Node& child : node.children) {
        if (const FieldPart* found = find_part(child, id)) return found;
    }
    return nullptr;
}

}  // namespace

Result<std::unique_ptr<View>> View::open(const ViewSettings& settings) {
    Result<Catalog> catalog = Catalog::open(settings.catalogs);
    if (!catalog) return std::move(catalog).error();
    Result<Fonts> fonts = Fonts::open(settings.fonts);
    if (!fonts) return std::move(fonts).error();
    Result<Window> window = Window::open(settings.window);
    if (!window) return std::move(window).error();
    return std::unique_ptr<View>(new View(std::move(window).value(), std::move(catalog).value(),
                                          std::move(fonts).value(), settings.diagonal_inch));
}

View::View(Window window, Catalog catalog, Fonts fonts, double diagonal_inch)
    : window_(std::move(window)),
      catalog_(std::move(catalog)),
      fonts_(std::move(fonts)),
      diagonal_inch_(diagonal_inch) {
    set_type();
}

void View::set_type() {
    type_ = std::make_unique<Typesetter>(
        fonts_, catalog_, Metrics::of(window_.width_px(), window_.height_px(), diagonal_inch_, text_size_));
    style_changed_ = true;
}

void View::set_language(std::string_view code) {
    if (code == catalog_.language().code || !catalog_.set_language(code)) return;
    set_type();
}

void View::set_text_size(int step) {
    const int within = std::clamp(step, 0, static_cast<int>(kTextScales.size()) - 1);
    if (within == text_size_) return;
    text_size_ = within;
    set_type();
}

void View::set_theme(int theme) {
    if (theme_of(theme) == theme_) return;
    theme_ = theme_of(theme);
    style_changed_ = true;
}

bool View::show(Node tree) {
    const std::size_t now = fingerprint(tree);
    if (shown_ && !style_changed_ && now == fingerprint_) {
        // The camera's verdict is all that may differ: it is drawn with the next frame, and words about it are nodes.
        Node* before = find_camera(tree_);
        Node* after = before != nullptr ? find_camera(tree) : nullptr;
        if (after != nullptr) before->part = after->part;
        return false;
    }
    const bool another = tree.id != tree_.id || tree.role != tree_.role;
    const bool everything = style_changed_ || !shown_ || another;
    if (another) {
        scrolls_.clear();
        touches_.clear();
        if (tree.role != Role::Overlay) end_edit();
    }
    // The layout refers to the tree: it goes first.
    screen_ = Layout{};
    tree_ = std::move(tree);
    fingerprint_ = now;
    shown_ = true;
    lay();
    drop_pictures();
    paint_changes(everything);
    style_changed_ = false;
    return true;
}

void View::forget() {
    end_edit();
    screen_ = Layout{};
    keys_.reset();
    tree_ = Node{};
    board_ = Node{};
    shown_ = false;
    kept_.clear();
    camera_ = {};
    marks_.clear();
    scrolls_.clear();
    touches_.clear();
    focused_.clear();
    window_.blank(colors(theme_).paper);
}

const FieldPart* View::edited_part() const {
    return edited_ == visit::FieldId::None ? nullptr : find_part(tree_, edited_);
}

void View::lay() {
    const Rect whole = window_.area();
    screen_shift_ = 0;
    keys_.reset();
    if (edited_part() == nullptr || tree_.role == Role::Overlay) {
        edited_ = visit::FieldId::None;
        screen_ = lay_out(tree_, whole, *type_, scrolls_);
        return;
    }
    lay_keyboard(whole);
    const Rect room{0, 0, whole.w, keys_->root.rect.y};
    screen_ = lay_out(tree_, room, *type_, scrolls_);
    if (screen_.overlay != nullptr) {
        edited_ = visit::FieldId::None;
        keys_.reset();
        screen_ = lay_out(tree_, whole, *type_, scrolls_);
        return;
    }
    keep_field_seen(room);
}

void View::lay_keyboard(const Rect& whole) {
    keyboard_.low = whole.w > whole.h;
    board_ = keyboard(keyboard_);
    const float height = std::min(height_of(board_, whole.w, *type_), whole.h);
    Scrolls none;
    keys_ = lay_out(board_, {0, whole.h - height, whole.w, height}, *type_, none);
}

void View::keep_field_seen(const Rect& room) {
    const Laid* field = find_field(screen_.root, edited_);
    if (field == nullptr) return;
    if (field->seen != field->rect) {
        bring_into_sight(*field);
        screen_ = lay_out(tree_, room, *type_, scrolls_);
        field = find_field(screen_.root, edited_);
    }
    if (screen_.overflows.empty() && field != nullptr && field->seen == field->rect) return;
    // Nothing there that can scroll enough: the screen keeps its full height and moves up under its own header.
    const Rect whole = window_.area();
    screen_ = lay_out(tree_, whole, *type_, scrolls_);
    field = find_field(screen_.root, edited_);
    if (field == nullptr) return;
    const float margin = type_->metrics().px(4);
    screen_shift_ = std::clamp(field->rect.bottom() + margin - room.h, 0.0F, std::max(0.0F, field->rect.y - margin));
    if (screen_shift_ > 0) screen_ = lay_out(tree_, {0, -screen_shift_, whole.w, whole.h}, *type_, scrolls_);
}

void View::bring_into_sight(const Laid& laid) {
    // The innermost box that scrolls and holds it.
    const Laid* holder = nullptr;
    const auto search = [&](const auto& self, const Laid& at, const Laid* scrolling) -> bool {
        if (&at == &laid) {
            holder = scrolling;
            return true;
        }
        const Laid* next = at.node->box.scrolls ? &at : scrolling;
        return std::any_of(at.children.begin(), at.children.end(),
                           [&](const Laid& child) { return self(self, child, next); });
    };
    if (!search(search, screen_.root, nullptr) || holder == nullptr || laid.inner != Inner::None) return;
    const float margin = type_->metrics().px(3);
    float& offset = scrolls_[holder->node->id];
    const Rect& port = holder->control;
    if (laid.rect.y - margin < port.y) offset -= port.y - laid.rect.y + margin;
    else if (laid.rect.bottom() + margin > port.bottom()) offset += laid.rect.bottom() + margin - port.bottom();
    offset = std::clamp(std::round(offset), 0.0F, holder->scroll_max);
}

std::vector<View::Mark> View::marks() const {
    std::vector<Mark> result;
    const std::vector<Stop> all = stops();
    const int focus = focus_seen_ ? find_stop(all, focused_) : -1;
    const auto look = [&](const Laid& laid) {
        std::size_t hash = fingerprint(laid);
        if (focus >= 0 && all[static_cast<std::size_t>(focus)].laid == &laid) hash ^= 0x5bd1e995U;
        if (const auto* part = std::get_if<FieldPart>(&laid.node->part); part != nullptr && part->id == edited_)
            hash ^= 0x27d4eb2fU;
        for (const Touch& touch : touches_) {
            if (!touch.on.empty() && !touch.dragging && laid.node->id == touch.on) hash ^= 0x165667b1U;
        }
        const Rect seen = laid.seen.empty() ? laid.rect : laid.seen;
        result.push_back({hash, seen});
    };
    walk(screen_.top(), look);
    if (keys_) walk(keys_->root, look);
    return result;
}

void View::paint_changes(bool everything) {
    std::vector<Mark> now = marks();
    std::vector<Rect> damage;
    if (everything || now.size() != marks_.size()) {
        damage.push_back(window_.area());
    } else {
        const float around = type_->metrics().px(3.5);
        Rect joined;
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (now[i].look == marks_[i].look && now[i].rect == marks_[i].rect) continue;
            joined = joined.joined(now[i].rect.grown(around)).joined(marks_[i].rect.grown(around));
            damage.push_back(now[i].rect.joined(marks_[i].rect).grown(around));
        }
        // A few small places are painted one by one; many, or large ones, as one.
        if (damage.size() > 6) damage = {joined};
        const Rect whole = window_.area();
        if (joined.w * joined.h > static_cast<float>(kMostPart) * whole.w * whole.h && damage.size() == 1)
            damage = {whole};
    }
    marks_ = std::move(now);
    if (!damage.empty()) paint(damage);
}

PaintState View::paint_state() const {
    PaintState state;
    const std::vector<Stop> all = stops();
    if (const int at = focus_seen_ ? find_stop(all, focused_) : -1; at >= 0)
        state.focused = all[static_cast<std::size_t>(at)].laid;
    for (const Touch& touch : touches_) {
        if (touch.dragging) continue;
        if (const int at = find_stop(all, touch.on); at >= 0) state.pressed = all[static_cast<std::size_t>(at)].laid;
    }
    state.edited = edited_;
    state.camera = camera_.width_px > 0 ? &camera_ : nullptr;
    state.camera_width_px = camera_width_px_;
    state.camera_height_px = camera_height_px_;
    state.picture = [this](const PicturePart& part, const Rect& room) {
        return const_cast<View*>(this)->decoded(part, room);
    };
    state.turn = turn_;
    return state;
}

void View::paint(const std::vector<Rect>& damage) {
    const PaintState state = paint_state();
    Painter painter(window_.canvas(), *type_, theme_, state);
    const float split = keys_ ? keys_->root.rect.y : static_cast<float>(window_.height_px());
    for (const Rect& place : damage) {
        const Rect above = place.crossed({0, 0, window_.area().w, split});
        // Whole pixels: the edge of a clip must not blend with what was there.
        const Rect part{std::floor(above.x), std::floor(above.y), std::ceil(above.right()) - std::floor(above.x),
                        std::ceil(above.bottom()) - std::floor(above.y)};
        if (!part.empty()) painter.paint(screen_, part);
        if (keys_ && place.bottom() > split) painter.paint(*keys_, place.crossed(keys_->root.rect));
    }
    window_.present(damage);
}

const capture::Pixels* View::decoded(const PicturePart& part, const Rect& room) {
    if (part.picture == nullptr) return nullptr;
    const PicturePlace place = place_picture(room, part.picture->width_px, part.picture->height_px, false);
    for (const auto& kept : kept_) {
        if (kept->picture == part.picture.get() && kept->eighths == place.eighths) return &kept->pixels;
    }
    auto kept = std::make_unique<Kept>();
    kept->picture = part.picture.get();
    kept->eighths = place.eighths;
    const auto& bytes = part.picture->jpeg.reveal();
    const capture::PictureView view{
        capture::Encoding::Jpeg, part.picture->width_px, part.picture->height_px, {bytes.data(), bytes.size()}};
    if (!capture::decode_for_drawing(view, place.width_px, place.height_px, part.mirrored, kept->pixels))
        return nullptr;
    kept_.push_back(std::move(kept));
    return &kept_.back()->pixels;
}

void View::drop_pictures() {
    std::vector<const capture::Picture*> shown;
    bool camera = false;
    walk(screen_.top(), [&](const Laid& laid) {
        if (const auto* part = std::get_if<PicturePart>(&laid.node->part)) shown.push_back(part->picture.get());
        camera = camera || laid.node->role == Role::Camera;
    });
    std::erase_if(
        kept_, [&](const auto& kept) { return std::find(shown.begin(), shown.end(), kept->picture) == shown.end(); });
    if (!camera) camera_ = {};
}

void View::changed() {
    if (!shown_) return;
    lay();
    paint_changes(false);
}

bool View::camera(const capture::PictureView& frame) {
    const Laid* laid = shown_ ? find_role(screen_.top(), Role::Camera) : nullptr;
    const auto* part = laid != nullptr ? std::get_if<CameraPart>(&laid->node->part) : nullptr;
    if (part == nullptr || part->lost || frame.width_px <= 0 || frame.height_px <= 0) return false;
    const bool face = part->target == capture::Target::Face;
    const PicturePlace place = place_picture(laid->control, frame.width_px, frame.height_px, face);
    const bool first =
        camera_.width_px == 0 || camera_width_px_ != frame.width_px || camera_height_px_ != frame.height_px;
    if (!capture::decode_for_drawing(frame, place.width_px, place.height_px, part->mirrored, camera_)) return false;
    camera_width_px_ = frame.width_px;
    camera_height_px_ = frame.height_px;
    // The first frame takes the place of what stood there before it; the next ones only of each other.
    const Rect damage = (first ? laid->control : place.at).crossed(laid->seen);
    if (first) {
        paint({damage});
        return true;
    }
    const PaintState state = paint_state();
    Painter(window_.canvas(), *type_, theme_, state).paint_camera(*laid, damage);
    window_.present({damage});
    return true;
}

bool View::tick(std::chrono::milliseconds now) {
    const Laid* laid = shown_ ? find_role(screen_.top(), Role::Progress) : nullptr;
    const auto* part = laid != nullptr ? std::get_if<ProgressPart>(&laid->node->part) : nullptr;
    if (part == nullptr || part->part >= 0 || now - last_tick_ < kTickMs) return false;
    last_tick_ = now;
    turn_ = std::fmod(static_cast<double>(now.count()) / kTurnMs, 1.0);
    paint({laid->control.crossed(laid->seen)});
    return true;
}

}  // namespace vestibule::ui
