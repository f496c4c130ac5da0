// fixture - fonts, catalog and a view without a display, and short ways to build trees.
#pragma once

#include <SDL.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ui/toolkit/theme.hpp"
#include "ui/toolkit/view.hpp"

namespace vestibule::ui::test {

inline Catalog catalog() {
    Result<Catalog> opened = Catalog::open(VESTIBULE_LOCALE);
    if (!opened) std::abort();
    return std::move(opened).value();
}

inline Fonts fonts() {
    Result<Fonts> opened = Fonts::open();
    if (!opened) std::abort();
    return std::move(opened).value();
}

/// What laying out needs, at the size of a portrait display.
struct Workshop {
    explicit Workshop(int width_px = 1080, int height_px = 1920, int text_size = 0)
        : metrics(Metrics::of(width_px, height_px, kDefaultDiagonalInch, text_size)), type(letters, words, metrics) {}

    Layout lay(const Node& tree) { return lay_out(tree, area(), type, scrolls); }
    [[nodiscard]] Rect area() const {
        return {0, 0, static_cast<float>(metrics.width_px), static_cast<float>(metrics.height_px)};
    }

    Fonts letters = fonts();
    Catalog words = catalog();
    Metrics metrics;
    Typesetter type;
    Scrolls scrolls;
};

inline std::unique_ptr<View> make_view(int width_px = 1080, int height_px = 1920) {
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    ViewSettings settings;
    settings.window.width_px = width_px;
    settings.window.height_px = height_px;
    settings.catalogs = VESTIBULE_LOCALE;
    Result<std::unique_ptr<View>> view = View::open(settings);
    if (!view) std::abort();
    return std::move(view).value();
}

inline Node text(Role role, std::string words, std::string id = {}) {
    Node node;
    node.role = role;
    node.label = plain(std::move(words));
    node.id = std::move(id);
    return node;
}

inline Node button(std::string id, std::string words, std::uint16_t index = 0) {
    Node node = text(Role::Button, std::move(words), std::move(id));
    node.look = Look::Primary;
    visit::Intent intent;
    intent.kind = visit::IntentKind::Choose;
    intent.index = index;
    node.action = intent;
    return node;
}

inline Node field(visit::FieldId id, const privacy::SecretText& value, FieldKind kind, std::string name) {
    Node node = text(Role::Field, "A field", std::move(name));
    visit::Intent intent;
    intent.kind = visit::IntentKind::EditField;
    intent.field = id;
    node.action = intent;
    FieldPart part;
    part.id = id;
    part.kind = kind;
    part.value = &value;
    node.part = std::move(part);
    return node;
}

inline Node group(std::vector<Node> children, Direction direction = Direction::Column) {
    Node node;
    node.box.direction = direction;
    node.children = std::move(children);
    return node;
}

inline Node screen(std::vector<Node> children) {
    Node node = group(std::move(children));
    node.role = Role::Screen;
    node.id = "test-screen";
    node.box.padding_mm = 16;
    return node;
}

inline const Laid* find(const Laid& root, std::string_view id) {
    const Laid* found = nullptr;
    walk(root, [&](const Laid& laid) {
        if (laid.node->id == id) found = &laid;
    });
    return found;
}

inline SDL_Event key(int sym, bool shift = false) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = sym;
    event.key.keysym.mod = shift ? KMOD_LSHIFT : KMOD_NONE;
    return event;
}

inline SDL_Event finger(Uint32 type, View& view, float x, float y, SDL_FingerID id = 1) {
    SDL_Event event{};
    event.type = type;
    event.tfinger.fingerId = id;
    event.tfinger.x = x / static_cast<float>(view.window().width_px());
    event.tfinger.y = y / static_cast<float>(view.window().height_px());
    return event;
}

/// A finger down and up in the middle of a node.
inline Happenings touch(View& view, const Rect& rect) {
    const float x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
    Happenings all = view.handle(finger(SDL_FINGERDOWN, view, x, y));
    for (Happening& each : view.handle(finger(SDL_FINGERUP, view, x, y))) all.push_back(std::move(each));
    return all;
}

inline const visit::Intent* intent_of(const Happenings& happenings, visit::IntentKind kind) {
    for (const Happening& each : happenings) {
        const auto* intent = std::get_if<visit::Intent>(&each);
        if (intent != nullptr && intent->kind == kind) return intent;
    }
    return nullptr;
}

inline const FieldEdit* edit_of(const Happenings& happenings) {
    for (const Happening& each : happenings) {
        if (const auto* edit = std::get_if<FieldEdit>(&each)) return edit;
    }
    return nullptr;
}

}  // namespace vestibule::ui::test
