// test_focus - a keypad reaches everything that acts, in reading order, is never trapped, and acts on what it stands
// on.
#include <set>

#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

Node form(const privacy::SecretText& value) {
    Node off = button("off", "Not now");
    off.enabled = false;
    Node row = group({button("back", "Back", 7), button("continue", "Continue", 8)}, Direction::Row);
    return screen({text(Role::Heading, "A form"), field(visit::FieldId::Email, value, FieldKind::Email, "email"), off,
                   button("middle", "Middle", 5), row});
}

TEST(Focus, ReachesEverythingThatActsInReadingOrder) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    std::vector<std::string> order;
    for (int i = 0; i < 5; ++i) {
        (void)view->handle(key(SDLK_TAB));
        order.push_back(view->focused());
    }
    EXPECT_EQ(order, (std::vector<std::string>{"email", "middle", "back", "continue", "email"}));
    (void)view->handle(key(SDLK_TAB, true));
    EXPECT_EQ(view->focused(), "continue");
    (void)view->handle(key(SDLK_UP));
    EXPECT_EQ(view->focused(), "back");
}

TEST(Focus, AHeldKeyActsOnce) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    for (int i = 0; i < 4; ++i) (void)view->handle(key(SDLK_TAB));
    SDL_Event held = key(SDLK_RETURN);
    EXPECT_FALSE(view->handle(held).empty());
    held.key.repeat = 1;
    EXPECT_TRUE(view->handle(held).empty());
    SDL_Event tab = key(SDLK_TAB);
    tab.key.repeat = 1;
    (void)view->handle(tab);
    EXPECT_EQ(view->focused(), "email");  // going on by a held key harms nobody
}

TEST(Focus, IsNotTrappedByTheKeyboard) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    ASSERT_TRUE(view->press("field", "email").has_value());
    ASSERT_NE(view->keys(), nullptr);
    std::set<std::string> reached;
    const std::size_t all = view->stops().size();
    for (std::size_t i = 0; i < all; ++i) {
        (void)view->handle(key(SDLK_TAB));
        reached.insert(view->focused());
    }
    EXPECT_EQ(reached.size(), all);
    EXPECT_TRUE(reached.contains("continue"));
    EXPECT_TRUE(reached.contains("key-done"));
}

TEST(Focus, MovesAmongKeysAsTheEyeDoes) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    ASSERT_TRUE(view->press("field", "email").has_value());
    while (view->focused() != "key-q") (void)view->handle(key(SDLK_TAB));
    (void)view->handle(key(SDLK_RIGHT));
    EXPECT_EQ(view->focused(), "key-w");
    (void)view->handle(key(SDLK_DOWN));
    EXPECT_EQ(view->focused(), "key-s");
    (void)view->handle(key(SDLK_LEFT));
    EXPECT_EQ(view->focused(), "key-a");
    (void)view->handle(key(SDLK_UP));
    EXPECT_EQ(view->focused(), "key-q");
}

TEST(Focus, ActsByEnterAndSpace) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    for (int i = 0; i < 2; ++i) (void)view->handle(key(SDLK_TAB));
    ASSERT_EQ(view->focused(), "middle");
    const Happenings entered = view->handle(key(SDLK_RETURN));
    ASSERT_NE(intent_of(entered, visit::IntentKind::Choose), nullptr);
    EXPECT_EQ(intent_of(entered, visit::IntentKind::Choose)->index, 5);
    EXPECT_NE(intent_of(view->handle(key(SDLK_SPACE)), visit::IntentKind::Choose), nullptr);
}

TEST(Focus, GoesBackByEscape) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    const Happenings escaped = view->handle(key(SDLK_ESCAPE));
    ASSERT_NE(intent_of(escaped, visit::IntentKind::Choose), nullptr);
    EXPECT_EQ(intent_of(escaped, visit::IntentKind::Choose)->index, 7);
    view->show(screen({button("only", "Only")}));
    EXPECT_NE(intent_of(view->handle(key(SDLK_ESCAPE)), visit::IntentKind::Human), nullptr);
}

TEST(Focus, StaysOnTheSameNodeWhenTheTreeIsBuiltAnew) {
    const privacy::SecretText value;
    const auto view = make_view();
    view->show(form(value));
    for (int i = 0; i < 3; ++i) (void)view->handle(key(SDLK_TAB));
    ASSERT_EQ(view->focused(), "back");
    Node again = form(value);
    again.children.insert(again.children.begin() + 1, text(Role::Paragraph, "A line more"));
    view->show(std::move(again));
    EXPECT_EQ(view->focused(), "back");
    EXPECT_NE(intent_of(view->handle(key(SDLK_RETURN)), visit::IntentKind::Choose), nullptr);
}

}  // namespace
}  // namespace vestibule::ui::test
