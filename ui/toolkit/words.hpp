// words - shaped text: a block of words in one style that knows its sizes at any width. Pango does the work.
#pragma once

#include <memory>
#include <string_view>

#include "ui/text/catalog.hpp"
#include "ui/text/fonts.hpp"
#include "ui/toolkit/geometry.hpp"
#include "ui/toolkit/metrics.hpp"

typedef struct _PangoLayout PangoLayout;
typedef struct _PangoContext PangoContext;

namespace vestibule::ui {

struct TextStyle {
    double capital_mm = 7.3;
    bool bold = false;
    bool centred = false;
    bool breaks_words = false;   ///< names and addresses may break anywhere; the catalog's words may not
    int characters_max = 0;      ///< a line; 0: no limit
};

/// Words in one style. Moves, never copies; what it holds goes with it.
class Block {
public:
    Block() = default;
    Block(PangoLayout* layout, TextStyle style);

    [[nodiscard]] bool empty() const noexcept { return layout_ == nullptr; }
    [[nodiscard]] Size natural() const;          ///< without any break that is not in the words
    [[nodiscard]] float narrowest() const;       ///< the widest word
    [[nodiscard]] Size fit(float width);         ///< breaks into lines of at most `width`; what they take
    [[nodiscard]] float baseline() const;        ///< of the first line
    [[nodiscard]] int lines() const;
    [[nodiscard]] std::string_view words() const;
    [[nodiscard]] PangoLayout* layout() const noexcept { return layout_.get(); }

private:
    [[nodiscard]] int longest_line() const;
    struct Drop {
        void operator()(PangoLayout* layout) const noexcept;
    };
    std::unique_ptr<PangoLayout, Drop> layout_;
    TextStyle style_;
    Size natural_;
    float narrowest_ = -1;
};

/// Makes blocks in the fonts, the language and the sizes of the moment.
class Typesetter {
public:
    Typesetter(const Fonts& fonts, const Catalog& catalog, const Metrics& metrics);

    [[nodiscard]] Block set(const Text& text, TextStyle style) const;
    [[nodiscard]] Block set_words(std::string_view words, TextStyle style) const;
    [[nodiscard]] const Catalog& catalog() const noexcept { return *catalog_; }
    [[nodiscard]] const Metrics& metrics() const noexcept { return metrics_; }

private:
    struct Drop {
        void operator()(PangoContext* context) const noexcept;
    };
    std::unique_ptr<PangoContext, Drop> context_;
    const Catalog* catalog_;
    Metrics metrics_;
};

}  // namespace vestibule::ui
