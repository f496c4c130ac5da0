// measure - what a node wants: its natural and least width, and its height at a width; each is worked out once.
#pragma once

#include <span>
#include <vector>

#include "ui/toolkit/layout.hpp"

namespace vestibule::ui {

/// What flows inside a node: its own label first (child == nullptr), then its children.
struct Item {
    Laid* child = nullptr;
    float width = 0, height = 0, least = 0;
};
using Line = std::vector<Item>;

class Measurer {
public:
    explicit Measurer(const Typesetter& typesetter) : typesetter_(typesetter) {}

    [[nodiscard]] Laid build(const Node& node) const;
    [[nodiscard]] float natural_width(Laid& laid) const;
    [[nodiscard]] float narrowest_width(Laid& laid) const;
    [[nodiscard]] float height(Laid& laid, float width) const;
    /// With everything that can give way (what scrolls, pictures) at its smallest.
    [[nodiscard]] float least_height(Laid& laid, float width) const;

    /// What is left for the flow of a node that is `width` wide.
    [[nodiscard]] float inner_width(const Laid& laid, float width) const;
    [[nodiscard]] Line items(Laid& laid) const;
    /// A Row's items with their widths, in one line or several.
    [[nodiscard]] std::vector<Line> lines(Laid& laid, float inner) const;
    [[nodiscard]] float item_width(const Laid& parent, const Item& item, float inner) const;
    [[nodiscard]] float item_height(Laid& parent, const Item& item, float width) const;
    [[nodiscard]] float item_least_height(Laid& parent, const Item& item, float width) const;
    [[nodiscard]] const Metrics& metrics() const { return typesetter_.metrics(); }
    [[nodiscard]] const Typesetter& typesetter() const { return typesetter_; }

private:
    [[nodiscard]] float item_natural(Laid& parent, const Item& item) const;
    [[nodiscard]] float item_narrowest(Laid& parent, const Item& item) const;
    void spread(Laid& parent, Line& line, float inner) const;
    void level_fields(Line& line) const;
    template <typename ItemHeight>
    [[nodiscard]] float flow_height(Laid& laid, float inner, ItemHeight&& of) const;
    [[nodiscard]] float part_height(Laid& laid, float width) const;
    [[nodiscard]] float framed(const Laid& laid, float flow) const;

    const Typesetter& typesetter_;
};

}  // namespace vestibule::ui
