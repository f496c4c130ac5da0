// glass - the whole display as squares that a finger paints.
#include "ui/screens/glass.hpp"

#include <utility>

#include "ui/screens/parts.hpp"

namespace vestibule::ui::screens {

namespace {

constexpr int kWordsRow = staff::kTouchRows / 2 - 1;  // in the middle, where the eye is and nothing else

Node square(bool touched) {
    Node node;
    node.role = Role::Key;
    node.checked = touched;
    node.glyph = touched ? Glyph::Check : Glyph::None;
    node.box.grow = 1;
    return node;
}

}  // namespace

Node whole_screen(std::string id, Text label) {
    Node root;
    root.role = Role::Screen;
    root.id = "screen-" + std::move(id);
    root.label = std::move(label);
    root.box.gap_mm = 0;
    return root;
}

Node glass(std::string id, const std::bitset<staff::kTouchSquares>& touched_squares) {
    Node root = whole_screen(std::move(id), t("staff.touch.title"));
    const auto left = static_cast<std::int64_t>(touched_squares.size() - touched_squares.count());
    for (int y = 0; y < staff::kTouchRows; ++y) {
        Nodes squares;
        bool all = true;
        for (int x = 0; x < staff::kTouchColumns; ++x) {
            const bool touched = touched_squares.test(static_cast<std::size_t>(y * staff::kTouchColumns + x));
            all = all && touched;
            squares.push_back(square(touched));
        }
        if (y == kWordsRow) {
            squares.clear();
            Node words = status(all ? Glyph::Check : Glyph::Hand, all ? Look::Success : Look::Attention,
                                counted("staff.touch.left", left), "left");
            words.box.grow = 1;
            words.box.maximum_width_mm = 0;  // one line, however large its letters
            squares.push_back(std::move(words));
        }
        Node line_of = row(std::move(squares), 0);
        line_of.box.align = Align::Stretch;
        line_of.box.grow = 1;
        root.children.push_back(std::move(line_of));
    }
    return root;
}

}  // namespace vestibule::ui::screens
