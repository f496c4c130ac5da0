// focus - what can be acted on, in reading order, and how a keypad moves through it.
#pragma once

#include <string>
#include <vector>

#include "ui/toolkit/layout.hpp"

namespace vestibule::ui {

/// One node that acts. The name holds on to it over rebuilds of the tree.
struct Stop {
    const Laid* laid = nullptr;
    std::string name;
};

/// Everything that acts in what is seen of the layout and below it of the keyboard (which may be null), in reading
/// order.
[[nodiscard]] std::vector<Stop> stops_of(const Layout& screen, const Layout* keyboard);

/// The stop after or before `name`, round the end; the first or last if the name is not there. -1: there are none.
[[nodiscard]] int next_stop(const std::vector<Stop>& stops, const std::string& name, bool forward);
/// Among keys the arrows move as the eye does; -1 where there is no key that way.
[[nodiscard]] int key_beside(const std::vector<Stop>& stops, int from, int dx, int dy);
[[nodiscard]] int find_stop(const std::vector<Stop>& stops, const std::string& name);
/// The stop at a place on the window: the one painted last. -1: none.
[[nodiscard]] int stop_at(const std::vector<Stop>& stops, float x, float y);

}  // namespace vestibule::ui
