// test_scrolling - what is higher than its box scrolls, by buttons, keys and a finger, to its very end.
#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

Node long_list(int rows) {
    Node list = group({});
    list.id = "list";
    list.box.scrolls = true;
    list.box.grow = 1;
    for (int i = 0; i < rows; ++i)
        list.children.push_back(button("row-" + std::to_string(i), "Row", static_cast<std::uint16_t>(i)));
    return screen({text(Role::Heading, "A list"), list, button("continue", "Continue")});
}

TEST(Scrolling, AddsNothingWhereEverythingFits) {
    Workshop shop;
    const Node tree = long_list(3);
    const Layout layout = shop.lay(tree);
    EXPECT_TRUE(layout.made.empty());
    EXPECT_FLOAT_EQ(find(layout.root, "list")->scroll_max, 0);
}

TEST(Scrolling, AddsTwoButtonsOfTwentyMillimetresBesideTheContent) {
    Workshop shop;
    const Node tree = long_list(40);
    const Layout layout = shop.lay(tree);
    EXPECT_TRUE(layout.overflows.empty());
    const Laid* down = find(layout.root, "list.down");
    ASSERT_NE(down, nullptr);
    ASSERT_NE(find(layout.root, "list.up"), nullptr);
    EXPECT_NEAR(down->rect.w, shop.metrics.px(kTargetMm), 1);
    EXPECT_LE(find(layout.root, "row-0")->rect.right(), down->rect.x);
    EXPECT_FALSE(find(layout.root, "list.up")->node->acts());
}

TEST(Scrolling, ReachesTheEndByItsButton) {
    const auto view = make_view();
    view->show(long_list(40));
    EXPECT_TRUE(find(view->layout().root, "row-39")->seen.empty());
    for (int i = 0; i < 20 && view->find("button", "list.down")->node->enabled; ++i) {
        ASSERT_TRUE(view->press("button", "list.down").has_value());
    }
    const Laid* last = find(view->layout().root, "row-39");
    EXPECT_EQ(last->seen, last->rect);
    EXPECT_TRUE(view->find("button", "list.up")->node->enabled);
}

TEST(Scrolling, FollowsAFingerAndDoesNotActThen) {
    const auto view = make_view();
    view->show(long_list(40));
    const Rect row = find(view->layout().root, "row-5")->rect;
    const float x = row.x + 50, y = row.y + row.h / 2;
    (void)view->handle(finger(SDL_FINGERDOWN, *view, x, y));
    (void)view->handle(finger(SDL_FINGERMOTION, *view, x, y - 200));
    const Happenings up = view->handle(finger(SDL_FINGERUP, *view, x, y - 200));
    EXPECT_EQ(intent_of(up, visit::IntentKind::Choose), nullptr);
    EXPECT_NEAR(find(view->layout().root, "row-5")->rect.y, row.y - 200, 2);
}

TEST(Scrolling, BringsWhatTheKeypadReachesIntoSight) {
    const auto view = make_view();
    view->show(long_list(40));
    for (int i = 0; i < 25; ++i) (void)view->handle(key(SDLK_TAB));
    ASSERT_EQ(view->focused(), "row-24");
    const Laid* row = find(view->layout().root, "row-24");
    EXPECT_EQ(row->seen, row->rect);
}

TEST(Scrolling, KeepsItsPlaceWhenTheSameScreenIsShownAgain) {
    const auto view = make_view();
    view->show(long_list(40));
    ASSERT_TRUE(view->press("button", "list.down").has_value());
    const float before = find(view->layout().root, "list")->scroll;
    Node again = long_list(40);
    again.children[0].label = plain("Another heading");
    view->show(std::move(again));
    EXPECT_FLOAT_EQ(find(view->layout().root, "list")->scroll, before);
    EXPECT_GT(before, 0);
}

}  // namespace
}  // namespace vestibule::ui::test
