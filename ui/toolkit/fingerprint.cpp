// fingerprint - hashes of trees.
#include "ui/toolkit/fingerprint.hpp"

#include <functional>
#include <string_view>

namespace vestibule::ui {

namespace {

class Hash {
public:
    template <typename T>
        requires(std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_pointer_v<T>)
    void add(T value) {
        mix(std::hash<T>{}(value));
    }
    void add(std::string_view words) { mix(std::hash<std::string_view>{}(words)); }
    void add(const privacy::SecretText* words) { add(words != nullptr ? privacy::view(*words) : std::string_view()); }
    void add(const Rect& rect) {
        for (const float value : {rect.x, rect.y, rect.w, rect.h}) add(value);
    }
    void add(const Text& text) {
        add(std::string_view(text.key));
        for (const Text::Argument& argument : text.arguments) {
            add(argument.index());
            if (const auto* number = std::get_if<std::int64_t>(&argument)) add(*number);
            if (const auto* words = std::get_if<std::string>(&argument)) add(std::string_view(*words));
            if (const auto* secret = std::get_if<const privacy::SecretText*>(&argument)) add(*secret);
        }
    }
    [[nodiscard]] std::size_t value() const { return value_; }

private:
    void mix(std::size_t part) { value_ ^= part + 0x9E3779B97F4A7C15ULL + (value_ << 6) + (value_ >> 2); }
    std::size_t value_ = 0;
};

void add_part(Hash& hash, const Node& node) {
    hash.add(node.part.index());
    if (const auto* field = std::get_if<FieldPart>(&node.part)) {
        hash.add(field->id);
        hash.add(field->kind);
        hash.add(field->value);
        hash.add(field->error);
        hash.add(field->masked);
    } else if (const auto* camera = std::get_if<CameraPart>(&node.part)) {
        hash.add(camera->target);
        hash.add(camera->mirrored);
        hash.add(camera->lost);
    } else if (const auto* picture = std::get_if<PicturePart>(&node.part)) {
        hash.add(picture->picture.get());
        hash.add(picture->mirrored);
    } else if (const auto* code = std::get_if<QrPart>(&node.part)) {
        hash.add(code->content);
    } else if (const auto* logo = std::get_if<LogoPart>(&node.part)) {
        hash.add(logo->logo);
    } else if (const auto* progress = std::get_if<ProgressPart>(&node.part)) {
        hash.add(progress->part);
    }
}

void add_look(Hash& hash, const Node& node) {
    hash.add(node.role);
    hash.add(node.look);
    hash.add(node.glyph);
    hash.add(node.color_rgb);
    hash.add(node.text_rgb);
    hash.add(node.enabled);
    hash.add(node.checked);
    hash.add(node.action.index());
    add_part(hash, node);
}

void add_tree(Hash& hash, const Node& node) {
    add_look(hash, node);
    hash.add(std::string_view(node.id));
    hash.add(node.label);
    hash.add(node.spoken);
    if (const auto* intent = std::get_if<visit::Intent>(&node.action)) {
        hash.add(intent->kind);
        hash.add(intent->choice);
        hash.add(intent->index);
        hash.add(intent->value);
        hash.add(intent->field);
    }
    const Box& box = node.box;
    hash.add(box.direction);
    hash.add(box.align);
    hash.add(box.justify);
    for (const float size :
         {box.gap_mm, box.padding_mm, box.minimum_width_mm, box.minimum_height_mm, box.maximum_width_mm, box.grow}) {
        hash.add(size);
    }
    hash.add(box.wrap);
    hash.add(box.scrolls);
    hash.add(node.children.size());
    for (const Node& child : node.children) add_tree(hash, child);
}

}  // namespace

std::size_t fingerprint(const Node& tree) {
    Hash hash;
    add_tree(hash, tree);
    return hash.value();
}

std::size_t fingerprint(const Laid& laid) {
    Hash hash;
    add_look(hash, *laid.node);
    hash.add(laid.rect);
    hash.add(laid.seen);
    hash.add(laid.icon);
    hash.add(laid.control);
    hash.add(laid.label_at);
    hash.add(laid.label.words());
    hash.add(laid.error.words());
    return hash.value();
}

}  // namespace vestibule::ui
