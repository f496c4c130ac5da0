// speech - puts words, role and state of each node in one sentence.
#include "ui/toolkit/speech.hpp"

#include <cmath>

namespace vestibule::ui {

namespace {

void say(privacy::WipedString& sentence, std::string_view words) {
    if (words.empty()) return;
    if (!sentence.empty()) sentence += ", ";
    sentence += words;
}

const Node* overlay_in(const Node& tree) {
    const Node* found = nullptr;
    for (const Node& child : tree.children) {
        if (child.role == Role::Overlay) found = &child;
    }
    return found;
}

const char* role_key(Role role) {
    switch (role) {
        case Role::Heading: return "toolkit.role.heading";
        case Role::Button: return "toolkit.role.button";
        case Role::Choice: return "toolkit.role.choice";
        case Role::CheckBox: return "toolkit.role.checkbox";
        case Role::Field: return "toolkit.role.field";
        case Role::List: return "toolkit.role.list";
        case Role::Picture: return "toolkit.role.picture";
        case Role::QrCode: return "toolkit.role.qrcode";
        case Role::Camera: return "toolkit.role.camera";
        case Role::Progress: return "toolkit.role.progress";
        case Role::Key: return "toolkit.role.key";
        default: return nullptr;
    }
}

void say_states(privacy::WipedString& sentence, const Node& node, const Catalog& catalog) {
    const auto word = [&](const char* key) { say(sentence, catalog.raw(key)); };
    if (node.role == Role::CheckBox) word(node.checked ? "toolkit.state.checked" : "toolkit.state.unchecked");
    if (node.role == Role::Choice && node.checked) word("toolkit.state.chosen");
    if (node.action.index() != 0 && !node.enabled) word("toolkit.state.disabled");
    if (const auto* progress = std::get_if<ProgressPart>(&node.part); progress != nullptr && progress->part >= 0) {
        say(sentence, catalog.resolve(
                          t("toolkit.state.percent", {static_cast<std::int64_t>(std::lround(progress->part * 100))})));
    }
    const auto* field = std::get_if<FieldPart>(&node.part);
    if (field == nullptr) return;
    const bool filled = field->value != nullptr && !field->value->reveal().empty();
    if (!filled) word("toolkit.state.empty");
    else if (field->masked) word("toolkit.state.hidden");
    else say(sentence, privacy::view(*field->value));
    if (!field->error.empty()) {
        word("toolkit.state.error");
        say(sentence, catalog.resolve(field->error));
    }
}

void speak(const Node& node, const Catalog& catalog, std::string_view title, std::vector<privacy::WipedString>& out) {
    // The screen's own name is also its heading: once is enough.
    const bool again = node.role == Role::Heading && !title.empty() && node.label.key == title;
    if (!again && (!node.label.empty() || !node.spoken.empty())) out.push_back(spoken(node, catalog));
    for (const Node& child : node.children) {
        if (child.role != Role::Overlay) speak(child, catalog, title, out);
    }
}

}  // namespace

privacy::WipedString spoken(const Node& node, const Catalog& catalog) {
    privacy::WipedString sentence = catalog.resolve(node.spoken.empty() ? node.label : node.spoken);
    if (const char* key = role_key(node.role)) say(sentence, catalog.raw(key));
    say_states(sentence, node, catalog);
    return sentence;
}

std::vector<privacy::WipedString> spoken_sequence(const Node& tree, const Catalog& catalog) {
    std::vector<privacy::WipedString> out;
    const Node* overlay = overlay_in(tree);
    const Node& top = overlay != nullptr ? *overlay : tree;
    speak(top, catalog, top.label.key, out);
    return out;
}

privacy::WipedString without_secrets(const Catalog& catalog, const Text& text) {
    Text open = text;
    for (Text::Argument& argument : open.arguments) {
        if (std::holds_alternative<const privacy::SecretText*>(argument)) argument = std::string("\u2022\u2022\u2022");
    }
    return catalog.resolve(open);
}

}  // namespace vestibule::ui
