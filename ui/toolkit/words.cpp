// words - blocks of text by Pango: one layout each, broken anew only when the width changes.
#include "ui/toolkit/words.hpp"

#include <pango/pangocairo.h>

#include <cmath>
#include <cstring>

namespace vestibule::ui {

namespace {

float px(int units) { return std::ceil(static_cast<float>(units) / PANGO_SCALE); }

Size size_of(PangoLayout* layout) {
    int width = 0, height = 0;
    pango_layout_get_size(layout, &width, &height);
    return {px(width), px(height)};
}

}  // namespace

void Block::Drop::operator()(PangoLayout* layout) const noexcept {
    // Pango keeps its own copy of the words, which may be the patient's; nothing reads it between here and its release.
    const char* words = pango_layout_get_text(layout);
    privacy::wipe(const_cast<char*>(words), std::strlen(words));
    g_object_unref(layout);
}

Block::Block(PangoLayout* layout, TextStyle style) : layout_(layout), style_(style), natural_(size_of(layout)) {}

Size Block::natural() const { return natural_; }

float Block::narrowest() const {
    if (layout_ == nullptr) return 0;
    if (narrowest_ < 0) {
        auto* layout = layout_.get();
        const int width = pango_layout_get_width(layout);
        pango_layout_set_width(layout, 0);
        const_cast<Block*>(this)->narrowest_ =
            style_.breaks_words ? std::min(natural_.w, 8 * natural_.h) : size_of(layout).w;
        pango_layout_set_width(layout, width);
    }
    return narrowest_;
}

int Block::longest_line() const {
    int longest = 0;
    for (GSList* at = pango_layout_get_lines_readonly(layout_.get()); at != nullptr; at = at->next) {
        const auto* line = static_cast<const PangoLayoutLine*>(at->data);
        const char* start = pango_layout_get_text(layout_.get()) + line->start_index;
        longest = std::max(longest, static_cast<int>(g_utf8_strlen(start, line->length)));
    }
    return longest;
}

Size Block::fit(float width) {
    if (layout_ == nullptr) return {};
    auto* layout = layout_.get();
    pango_layout_set_width(layout, static_cast<int>(std::max(width, 1.0F) * PANGO_SCALE));
    if (style_.characters_max > 0) {
        // A line may end in a space that hangs over the edge and is not seen.
        for (float narrower = width; longest_line() > style_.characters_max + 1 && narrower > width / 4;) {
            narrower *= 0.95F;
            pango_layout_set_width(layout, static_cast<int>(narrower * PANGO_SCALE));
        }
    }
    return size_of(layout);
}

float Block::baseline() const {
    return layout_ == nullptr ? 0 : static_cast<float>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE;
}

int Block::lines() const { return layout_ == nullptr ? 0 : pango_layout_get_line_count(layout_.get()); }

std::string_view Block::words() const { return layout_ == nullptr ? "" : pango_layout_get_text(layout_.get()); }

void Typesetter::Drop::operator()(PangoContext* context) const noexcept { g_object_unref(context); }

Typesetter::Typesetter(const Fonts& fonts, const Catalog& catalog, const Metrics& metrics)
    : context_(pango_font_map_create_context(fonts.map())), catalog_(&catalog), metrics_(metrics) {
    pango_context_set_base_dir(context_.get(),
                               catalog.language().right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(context_.get(),
                               pango_language_from_string(std::string(catalog.language().code).c_str()));
    // Whole-pixel advances would make the letters of a large display stand unevenly.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
}

Block Typesetter::set(const Text& text, TextStyle style) const {
    if (text.empty()) return {};
    if (text.key == "=") style.breaks_words = true;
    return set_words(catalog_->resolve(text), style);
}

Block Typesetter::set_words(std::string_view words, TextStyle style) const {
    if (words.empty()) return {};
    PangoLayout* layout = pango_layout_new(context_.get());
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFontFamily);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, metrics_.font_px(style.capital_mm) * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_wrap(layout, style.breaks_words ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
    if (style.centred) pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_text(layout, words.data(), static_cast<int>(words.size()));
    return Block(layout, style);
}

}  // namespace vestibule::ui
