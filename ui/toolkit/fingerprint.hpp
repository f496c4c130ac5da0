// fingerprint - tells whether a tree or a node looks different from before, without keeping what it said.
#pragma once

#include <cstddef>

#include "ui/toolkit/layout.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui {

/// Of a whole tree and the values it refers to; leaves out the camera's verdict, which changes with every frame.
[[nodiscard]] std::size_t fingerprint(const Node& tree);
/// Of one laid-out node as it is seen, with its place and its words; without its children.
[[nodiscard]] std::size_t fingerprint(const Laid& laid);

}  // namespace vestibule::ui
