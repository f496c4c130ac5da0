// test_typing - fields are typed into from the screen and from a real keyboard, and stay in sight above the keys.
#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

struct Form {
    privacy::SecretText email, code;
    [[nodiscard]] Node tree() const {
        Node list = group({text(Role::Heading, "A form"),
                           text(Role::Paragraph, "Some words above the fields that take a little room."),
                           field(visit::FieldId::Email, email, FieldKind::Email, "email")});
        for (int i = 0; i < 4; ++i)
            list.children.push_back(text(Role::Paragraph, "More words between the fields of this form."));
        list.children.push_back(field(visit::FieldId::EmailCode, code, FieldKind::Code, "code"));
        list.id = "content";
        list.box.grow = 1;
        list.box.scrolls = true;
        return screen({list, button("continue", "Continue")});
    }
};

SDL_Event typed(const char* text) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    SDL_strlcpy(event.text.text, text, sizeof event.text.text);
    return event;
}

TEST(Typing, PutsTheKeyboardUnderTheFieldThatIsTouched) {
    const Form form;
    for (const auto& [w, h] : {std::pair{1080, 1920}, std::pair{1920, 1080}}) {
        const auto view = make_view(w, h);
        view->show(form.tree());
        for (const char* name : {"email", "code"}) {
            const auto pressed = view->press("field", name);
            ASSERT_TRUE(pressed.has_value());
            EXPECT_NE(intent_of(*pressed, visit::IntentKind::EditField), nullptr);
            ASSERT_NE(view->keys(), nullptr);
            const Laid* laid = find(view->layout().root, name);
            EXPECT_EQ(laid->seen, laid->rect) << name << " at " << w;
            EXPECT_LE(laid->rect.bottom(), view->keys()->root.rect.y) << name << " at " << w;
        }
    }
}

TEST(Typing, MovesTheScreenUpWhereNothingScrolls) {
    const Form form;
    const auto view = make_view(1920, 1080);
    Node tree = form.tree();
    tree.children[0].box.scrolls = false;
    tree.children[0].children.resize(3);
    Node spacer = group({});
    spacer.box.minimum_height_mm = 60;
    tree.children[0].children.insert(tree.children[0].children.begin(), spacer);
    view->show(std::move(tree));
    ASSERT_TRUE(view->press("field", "email").has_value());
    EXPECT_LE(find(view->layout().root, "email")->rect.bottom(), view->keys()->root.rect.y);
}

TEST(Typing, TellsWhatEachKeyDoes) {
    const Form form;
    const auto view = make_view();
    view->show(form.tree());
    ASSERT_TRUE(view->press("field", "email").has_value());
    const Happenings a = touch(*view, view->find("key", "key-a")->rect);
    ASSERT_NE(edit_of(a), nullptr);
    EXPECT_EQ(edit_of(a)->id, visit::FieldId::Email);
    EXPECT_EQ(edit_of(a)->kind, FieldEdit::Kind::Insert);
    EXPECT_EQ(privacy::view(edit_of(a)->text), "a");
    EXPECT_EQ(edit_of(touch(*view, view->find("key", "key-backspace")->rect))->kind, FieldEdit::Kind::Backspace);
    EXPECT_EQ(edit_of(touch(*view, view->find("key", "key-shift")->rect)), nullptr);
    EXPECT_EQ(privacy::view(edit_of(touch(*view, view->find("key", "key-A")->rect))->text), "A");
    EXPECT_EQ(privacy::view(edit_of(touch(*view, view->find("key", "key-.com")->rect))->text), ".com");
    ASSERT_TRUE(view->press("key", "key-done").has_value());
    EXPECT_EQ(view->keys(), nullptr);
    EXPECT_EQ(view->edited(), visit::FieldId::None);
}

TEST(Typing, TakesTheNextKeyBeforeTheLastIsReleased) {
    const Form form;
    const auto view = make_view();
    view->show(form.tree());
    ASSERT_TRUE(view->press("field", "email").has_value());
    const Rect q = view->find("key", "key-q")->rect, w = view->find("key", "key-w")->rect;
    EXPECT_NE(edit_of(view->handle(finger(SDL_FINGERDOWN, *view, q.x + 9, q.y + 9, 1))), nullptr);
    EXPECT_NE(edit_of(view->handle(finger(SDL_FINGERDOWN, *view, w.x + 9, w.y + 9, 2))), nullptr);
    EXPECT_EQ(edit_of(view->handle(finger(SDL_FINGERUP, *view, q.x + 9, q.y + 9, 1))), nullptr);
    EXPECT_EQ(edit_of(view->handle(finger(SDL_FINGERUP, *view, w.x + 9, w.y + 9, 2))), nullptr);
}

TEST(Typing, TakesARealKeyboardToo) {
    const Form form;
    const auto view = make_view();
    view->show(form.tree());
    (void)view->handle(key(SDLK_TAB));
    ASSERT_EQ(view->focused(), "email");
    const Happenings happened = view->handle(typed("é"));
    ASSERT_NE(edit_of(happened), nullptr);
    EXPECT_EQ(privacy::view(edit_of(happened)->text), "é");
    EXPECT_EQ(view->edited(), visit::FieldId::Email);
    EXPECT_EQ(edit_of(view->handle(key(SDLK_BACKSPACE)))->kind, FieldEdit::Kind::Backspace);
    (void)view->handle(key(SDLK_RETURN));
    EXPECT_EQ(view->edited(), visit::FieldId::None);
    EXPECT_EQ(view->focused(), "code");
}

TEST(Typing, GoesNowhereWithoutAField) {
    const auto view = make_view();
    view->show(screen({button("one", "One")}));
    const Happenings happened = view->handle(typed("x"));
    EXPECT_EQ(edit_of(happened), nullptr);
    EXPECT_NE(intent_of(happened, visit::IntentKind::Human), nullptr);
}

TEST(Typing, EndsWhenTheScreenChanges) {
    const Form form;
    const auto view = make_view();
    view->show(form.tree());
    ASSERT_TRUE(view->press("field", "email").has_value());
    Node other = screen({button("one", "One")});
    other.id = "another-screen";
    view->show(std::move(other));
    EXPECT_EQ(view->keys(), nullptr);
}

TEST(Typing, LeavesTheStateOfTheKeysWhileTheValueChanges) {
    Form form;
    const auto view = make_view();
    view->show(form.tree());
    ASSERT_TRUE(view->press("field", "email").has_value());
    ASSERT_TRUE(view->press("key", "key-symbols").has_value());
    form.email = privacy::secret("#");
    view->show(form.tree());
    EXPECT_NE(view->find("key", "key-#"), nullptr);
}

}  // namespace
}  // namespace vestibule::ui::test
