// test_view - touches become intents, nothing is painted without a change, language and theme change what is shown.
#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

TEST(View, TurnsATouchIntoItsIntent) {
    const auto view = make_view();
    view->show(screen({button("one", "One", 1), button("two", "Two", 2)}));
    const Happenings touched = touch(*view, find(view->layout().root, "two")->rect);
    ASSERT_NE(intent_of(touched, visit::IntentKind::Choose), nullptr);
    EXPECT_EQ(intent_of(touched, visit::IntentKind::Choose)->index, 2);
}

TEST(View, TellsATouchOnNothingAsASignOfAHuman) {
    const auto view = make_view();
    view->show(screen({button("one", "One")}));
    const Happenings touched = touch(*view, {500, 1500, 2, 2});
    EXPECT_NE(intent_of(touched, visit::IntentKind::Human), nullptr);
    EXPECT_EQ(intent_of(touched, visit::IntentKind::Choose), nullptr);
}

TEST(View, DoesNotActWhenTheFingerLeavesTheButton) {
    const auto view = make_view();
    view->show(screen({button("one", "One")}));
    const Rect rect = find(view->layout().root, "one")->rect;
    (void)view->handle(finger(SDL_FINGERDOWN, *view, rect.x + 20, rect.y + 20));
    const Happenings up = view->handle(finger(SDL_FINGERUP, *view, rect.x + 20, rect.bottom() + 300));
    EXPECT_EQ(intent_of(up, visit::IntentKind::Choose), nullptr);
}

TEST(View, DoesNotActOnWhatIsNotEnabled) {
    const auto view = make_view();
    Node off = button("off", "Off");
    off.enabled = false;
    view->show(screen({off}));
    EXPECT_EQ(intent_of(touch(*view, find(view->layout().root, "off")->rect), visit::IntentKind::Choose), nullptr);
    EXPECT_FALSE(view->press("button", "off").has_value());
}

TEST(View, TakesATouchAnywhereOnAnOverlayThatActs) {
    const auto view = make_view();
    Node cover = screen({text(Role::Heading, "Covered")});
    cover.role = Role::Overlay;
    visit::Intent going;
    going.kind = visit::IntentKind::KeepGoing;
    cover.action = going;
    view->show(std::move(cover));
    EXPECT_NE(intent_of(touch(*view, {500, 1500, 2, 2}), visit::IntentKind::KeepGoing), nullptr);
}

TEST(View, PaintsNothingUnlessSomethingChanged) {
    const auto view = make_view();
    EXPECT_TRUE(view->show(screen({button("one", "One")})));
    const std::uint64_t before = view->window().presented();
    EXPECT_FALSE(view->show(screen({button("one", "One")})));
    EXPECT_EQ(view->window().presented(), before);
    EXPECT_TRUE(view->show(screen({button("one", "Another")})));
    EXPECT_GT(view->window().presented(), before);
}

TEST(View, SeesThatASecretValueChanged) {
    const auto view = make_view();
    privacy::SecretText value = privacy::secret("a");
    view->show(screen({field(visit::FieldId::Email, value, FieldKind::Email, "email")}));
    value = privacy::secret("b");
    EXPECT_TRUE(view->show(screen({field(visit::FieldId::Email, value, FieldKind::Email, "email")})));
}

TEST(View, ShowsAnotherLanguageWithoutLosingTheScreen) {
    const auto view = make_view();
    const auto build = [] {
        Node node = button("done", "");
        node.label = t("toolkit.done");
        return screen({node});
    };
    view->show(build());
    EXPECT_NE(view->find("button", "Done"), nullptr);
    (void)view->handle(key(SDLK_TAB));
    view->set_language("es");
    EXPECT_TRUE(view->show(build()));
    EXPECT_NE(view->find("button", "Listo"), nullptr);
    EXPECT_EQ(view->find("button", "Done"), nullptr);
    EXPECT_EQ(view->focused(), "done");
}

TEST(View, ChangesThemeAndTextSize) {
    const auto view = make_view();
    const auto build = [] { return screen({text(Role::Paragraph, "Words to read", "words")}); };
    view->show(build());
    EXPECT_EQ(view->window().pixel(5, 1900), colors(ThemeKind::Light).paper);
    const float before = find(view->layout().root, "words")->rect.h;
    view->set_theme(1);
    view->set_text_size(2);
    EXPECT_TRUE(view->show(build()));
    EXPECT_EQ(view->window().pixel(5, 1900), colors(ThemeKind::Dark).paper);
    EXPECT_GT(find(view->layout().root, "words")->rect.h, before * 1.3F);
}

TEST(View, ForgetsWhatItShowed) {
    const auto view = make_view();
    view->show(screen({button("one", "One")}));
    const Rect rect = find(view->layout().root, "one")->rect;
    const int x = static_cast<int>(rect.x) + 40, y = static_cast<int>(rect.y) + 40;
    EXPECT_NE(view->window().pixel(x, y), colors(ThemeKind::Light).paper);
    view->forget();
    EXPECT_EQ(view->window().pixel(x, y), colors(ThemeKind::Light).paper);
    EXPECT_EQ(view->find("button", "one"), nullptr);
    EXPECT_TRUE(view->handle(key(SDLK_TAB)).empty());
}

}  // namespace
}  // namespace vestibule::ui::test
