// walk - every node of a tree, and its texts as a patient would read or hear them.
#pragma once

#include <string>
#include <vector>

#include "ui/text/catalog.hpp"
#include "ui/toolkit/node.hpp"

namespace vestibule::ui::test {

template <typename Visit>
void each(const Node& node, Visit&& visit) {
    visit(node);
    for (const Node& child : node.children) each(child, visit);
}

inline const Node* find(const Node& root, const std::string& id) {
    const Node* found = nullptr;
    each(root, [&](const Node& node) {
        if (node.id == id) found = &node;
    });
    return found;
}

inline std::vector<const Text*> texts_of(const Node& node) {
    std::vector<const Text*> texts{&node.label, &node.spoken};
    if (const auto* field = std::get_if<FieldPart>(&node.part)) texts.push_back(&field->error);
    return texts;
}

/// All words of a tree, a line a text.
inline std::string words_of(const Node& root, const Catalog& catalog) {
    std::string words;
    each(root, [&](const Node& node) {
        for (const Text* text : texts_of(node)) {
            if (!text->empty()) words += std::string(catalog.resolve(*text)) + "\n";
        }
    });
    return words;
}

}  // namespace vestibule::ui::test
