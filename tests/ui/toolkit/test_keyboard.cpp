// test_keyboard - every printable character can be typed, keys are large enough, and every page leads back.
#include <set>

#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

/// What can be typed on a page and on all pages that it leads to, with and without shift.
std::set<std::string> reachable(KeyboardState state) {
    std::set<std::string> texts;
    std::set<std::pair<int, bool>> seen;
    const auto visit_page = [&](const auto& self, const KeyboardState& at) -> void {
        if (!seen.insert({static_cast<int>(at.page), at.shift}).second) return;
        const Node board = keyboard(at);
        const auto visit_key = [&](const auto& again, const Node& node) -> void {
            if (node.role == Role::Key) {
                KeyboardState next = at;
                const KeyPress press = pressed_key(node.id, next);
                if (press.does == KeyDoes::Insert) texts.insert(press.text);
                if (press.does == KeyDoes::Page) self(self, next);
            }
            for (const Node& child : node.children) again(again, child);
        };
        visit_key(visit_key, board);
    };
    visit_page(visit_page, state);
    return texts;
}

class EveryKind : public testing::TestWithParam<FieldKind> {};

TEST_P(EveryKind, ReachesEveryPrintableAsciiCharacter) {
    const std::set<std::string> texts = reachable(keyboard_for(GetParam(), true, false));
    for (char c = ' '; c <= '~'; ++c) EXPECT_TRUE(texts.contains(std::string(1, c))) << "'" << c << "'";
}

TEST_P(EveryKind, FitsWithKeysOfFifteenMillimetres) {
    for (const auto& [w, h] : {std::pair{1080, 1920}, std::pair{1920, 1080}}) {
        for (const KeyPage page : {KeyPage::Letters, KeyPage::Accents, KeyPage::Symbols, KeyPage::Numbers}) {
            Workshop shop(w, h);
            KeyboardState state = keyboard_for(GetParam(), true, w > h);
            state.page = page;
            const Node board = keyboard(state);
            const float height = height_of(board, shop.area().w, shop.type);
            EXPECT_LT(height, shop.area().h * 0.45F);
            const Layout layout = lay_out(board, {0, 0, shop.area().w, height}, shop.type, shop.scrolls);
            EXPECT_TRUE(layout.overflows.empty()) << layout.overflows.front();
            walk(layout.root, [&](const Laid& laid) {
                if (laid.node->role != Role::Key) return;
                EXPECT_GE(laid.rect.h, std::floor(shop.metrics.px(kKeyMm))) << laid.node->id;
                EXPECT_GE(laid.rect.w, std::floor(shop.metrics.px(kKeyMm))) << laid.node->id;
                EXPECT_TRUE(laid.node->acts());
            });
        }
    }
}

TEST_P(EveryKind, NamesEachKeyOnce) {
    for (const KeyPage page : {KeyPage::Letters, KeyPage::Accents, KeyPage::Symbols, KeyPage::Numbers}) {
        KeyboardState state = keyboard_for(GetParam(), true, false);
        state.page = page;
        std::set<std::string> ids;
        const Node board = keyboard(state);
        for (const Node& row : board.children) {
            for (const Node& each : row.children) EXPECT_TRUE(ids.insert(each.id).second) << each.id;
        }
        EXPECT_TRUE(ids.contains("key-done"));
        EXPECT_TRUE(ids.contains("key-backspace"));
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(FieldKind::Text, FieldKind::Name, FieldKind::Email, FieldKind::Phone,
                                         FieldKind::Code, FieldKind::Password, FieldKind::Date, FieldKind::Postal));

TEST(Keyboard, TypesSpanishNames) {
    const std::set<std::string> texts = reachable(keyboard_for(FieldKind::Name, true, false));
    for (const char* text : {"á", "é", "í", "ó", "ú", "ü", "ñ", "Á", "É", "Í", "Ó", "Ú", "Ü", "Ñ"})
        EXPECT_TRUE(texts.contains(text)) << text;
}

TEST(Keyboard, StartsANameWithACapitalAndGoesOnSmall) {
    KeyboardState state = keyboard_for(FieldKind::Name, true, false);
    EXPECT_TRUE(state.shift);
    EXPECT_EQ(pressed_key("key-M", state).text, "M");
    EXPECT_FALSE(state.shift);
    EXPECT_EQ(pressed_key("key-space", state).text, " ");
    EXPECT_TRUE(state.shift);
}

TEST(Keyboard, OffersNumbersForNumbers) {
    for (const FieldKind kind : {FieldKind::Phone, FieldKind::Code, FieldKind::Date, FieldKind::Postal}) {
        EXPECT_EQ(keyboard_for(kind, true, false).page, KeyPage::Numbers);
    }
    EXPECT_EQ(keyboard_for(FieldKind::Email, true, false).page, KeyPage::Letters);
}

}  // namespace
}  // namespace vestibule::ui::test
