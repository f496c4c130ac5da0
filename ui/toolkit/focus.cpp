// focus - reading order is the order of the tree: what is drawn first is read first.
#include "ui/toolkit/focus.hpp"

#include <cmath>

namespace vestibule::ui {

namespace {

void collect(const Laid& laid, std::vector<Stop>& stops) {
    const Node& node = *laid.node;
    const bool place = node.role == Role::Screen || node.role == Role::Overlay;
    if (node.acts() && !place) {
        stops.push_back({&laid, node.id.empty() ? "#" + std::to_string(stops.size()) : node.id});
    }
    for (const Laid& child : laid.children) {
        if (child.node->role != Role::Overlay) collect(child, stops);
    }
}

}  // namespace

std::vector<Stop> stops_of(const Layout& screen, const Layout* keyboard) {
    std::vector<Stop> stops;
    collect(screen.top(), stops);
    if (keyboard != nullptr) collect(keyboard->root, stops);
    return stops;
}

int find_stop(const std::vector<Stop>& stops, const std::string& name) {
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (stops[i].name == name) return static_cast<int>(i);
    }
    return -1;
}

int next_stop(const std::vector<Stop>& stops, const std::string& name, bool forward) {
    if (stops.empty()) return -1;
    const int count = static_cast<int>(stops.size());
    const int at = find_stop(stops, name);
    if (at < 0) return forward ? 0 : count - 1;
    return (at + (forward ? 1 : count - 1)) % count;
}

int key_beside(const std::vector<Stop>& stops, int from, int dx, int dy) {
    const Rect& here = stops[static_cast<std::size_t>(from)].laid->rect;
    int best = -1;
    float best_cost = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (stops[i].laid->node->role != Role::Key || static_cast<int>(i) == from) continue;
        const Rect& there = stops[i].laid->rect;
        const float x = there.x + there.w / 2 - here.x - here.w / 2, y = there.y + there.h / 2 - here.y - here.h / 2;
        const float along = dx != 0 ? x * static_cast<float>(dx) : y * static_cast<float>(dy);
        const float across = std::abs(dx != 0 ? y : x);
        if (along < (dx != 0 ? here.w : here.h) / 3 || (dx != 0 && across > here.h / 2)) continue;
        const float cost = along + 2 * across;
        if (best < 0 || cost < best_cost) {
            best = static_cast<int>(i);
            best_cost = cost;
        }
    }
    return best;
}

int stop_at(const std::vector<Stop>& stops, float x, float y) {
    for (std::size_t i = stops.size(); i-- > 0;) {
        if (stops[i].laid->seen.contains(x, y)) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace vestibule::ui
