// describe - the laid-out screen as JSON, for automation and tests; says nothing secret unless asked.
#include <nlohmann/json.hpp>

#include "ui/toolkit/speech.hpp"
#include "ui/toolkit/view.hpp"

namespace vestibule::ui {

namespace {

using nlohmann::json;

std::string words_of(const Catalog& catalog, const Text& text, bool include_secrets) {
    const privacy::WipedString words = include_secrets ? catalog.resolve(text) : without_secrets(catalog, text);
    return std::string(words);
}

struct Describer {
    const Catalog& catalog;
    const Laid* focused;
    bool include_secrets;

    json operator()(const Laid& laid) const {
        const Node& node = *laid.node;
        json result{{"role", name(node.role)},
                    {"id", node.id},
                    {"rect", {laid.rect.x, laid.rect.y, laid.rect.w, laid.rect.h}},
                    {"seen", !laid.seen.empty()}};
        if (!node.label.empty()) result["label"] = words_of(catalog, node.label, include_secrets);
        if (!node.spoken.empty()) result["spoken"] = words_of(catalog, node.spoken, include_secrets);
        if (node.action.index() != 0) result["enabled"] = node.enabled;
        if (node.role == Role::CheckBox || node.role == Role::Choice) result["checked"] = node.checked;
        if (node.role == Role::Group && node.look == Look::Provider) result["color_rgb"] = node.color_rgb;
        if (&laid == focused) result["focused"] = true;
        if (const auto* field = std::get_if<FieldPart>(&node.part)) describe_field(*field, result);
        if (const auto* code = std::get_if<QrPart>(&node.part);
            code != nullptr && include_secrets && code->content != nullptr) {
            result["value"] = std::string(privacy::view(*code->content));
        }
        if (const auto* progress = std::get_if<ProgressPart>(&node.part)) result["part"] = progress->part;
        if (const auto* camera = std::get_if<CameraPart>(&node.part)) {
            result["lost"] = camera->lost;
            result["hint"] = capture::name(camera->verdict.hint);
        }
        json children = json::array();
        for (const Laid& child : laid.children) {
            if (child.node->role != Role::Overlay) children.push_back((*this)(child));
        }
        if (!children.empty()) result["children"] = std::move(children);
        return result;
    }

    void describe_field(const FieldPart& field, json& result) const {
        const bool filled = field.value != nullptr && !field.value->reveal().empty();
        result["filled"] = filled;
        if (!field.error.empty()) result["error"] = words_of(catalog, field.error, include_secrets);
        if (include_secrets && filled) result["value"] = std::string(privacy::view(*field.value));
    }
};

const Laid* find_in(const Laid& laid, const auto& matches) {
    if (matches(laid)) return &laid;
    for (const Laid& child : laid.children) {
        if (child.node->role == Role::Overlay) continue;
        if (const Laid* found = find_in(child, matches)) return found;
    }
    return nullptr;
}

}  // namespace

json View::describe(bool include_secrets) const {
    json result{{"language", catalog_.language().code},
                {"width", window_.width_px()},
                {"height", window_.height_px()},
                {"theme", static_cast<int>(theme_)},
                {"text_size", text_size_},
                {"missing", catalog_.missing()},
                {"overflows", screen_.overflows}};
    if (!shown_) return result;
    const std::vector<Stop> all = stops();
    const int at = find_stop(all, focused_);
    const Describer describer{catalog_, at >= 0 ? all[static_cast<std::size_t>(at)].laid : nullptr, include_secrets};
    result["screen"] = describer(screen_.top());
    if (keys_) result["keyboard"] = describer(keys_->root);
    return result;
}

const Laid* View::find(std::string_view role, std::string_view label_or_id) const {
    if (!shown_) return nullptr;
    const auto in_role = [&](const Laid& laid) { return role.empty() || name(laid.node->role) == role; };
    const auto by_id = [&](const Laid& laid) { return in_role(laid) && laid.node->id == label_or_id; };
    const auto by_label = [&](const Laid& laid) {
        return in_role(laid) && !laid.node->label.empty() &&
               std::string_view(catalog_.resolve(laid.node->label)) == label_or_id;
    };
    const Laid* found = find_in(screen_.top(), by_id);
    if (found == nullptr && keys_) found = find_in(keys_->root, by_id);
    if (found == nullptr) found = find_in(screen_.top(), by_label);
    if (found == nullptr && keys_) found = find_in(keys_->root, by_label);
    return found;
}

}  // namespace vestibule::ui
