// node - the names of roles, as tests and automation ask for them.
#include "ui/toolkit/node.hpp"

#include <array>

namespace vestibule::ui {

std::string_view name(Role role) noexcept {
    constexpr std::array<std::string_view, 19> kNames{
        "screen", "group", "heading", "paragraph", "note", "status", "button", "choice", "checkbox", "field",
        "list", "listitem", "picture", "qrcode", "camera", "progress", "icon", "key", "overlay"};
    return kNames[static_cast<std::size_t>(role)];
}

}  // namespace vestibule::ui
