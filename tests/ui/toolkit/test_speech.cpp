// test_speech - what a speaker would say: names, roles and states in order, and never a masked value.
#include "tests/ui/toolkit/fixture.hpp"
#include "ui/toolkit/speech.hpp"

namespace vestibule::ui::test {
namespace {

TEST(Speech, SaysNamesRolesAndStatesInOrder) {
    const Catalog words = catalog();
    Node check = text(Role::CheckBox, "Medicines");
    check.action = visit::Intent{};
    check.checked = true;
    Node off = button("off", "Continue");
    off.enabled = false;
    Node progress = text(Role::Progress, "Searching");
    progress.part = ProgressPart{0.5};
    const Node tree = screen({text(Role::Heading, "What to share"), check, off, progress});
    const auto said = spoken_sequence(tree, words);
    ASSERT_EQ(said.size(), 4U);
    EXPECT_EQ(said[0], "What to share, heading");
    EXPECT_EQ(said[1], "Medicines, check box, checked");
    EXPECT_EQ(said[2], "Continue, button, not available");
    EXPECT_EQ(said[3], "Searching, progress, 50 percent");
}

TEST(Speech, NeverSaysAMaskedValue) {
    const Catalog words = catalog();
    const privacy::SecretText value = privacy::secret("correct horse");
    Node password = field(visit::FieldId::Password, value, FieldKind::Password, "password");
    std::get<FieldPart>(password.part).masked = true;
    EXPECT_EQ(spoken(password, words), "A field, text field, hidden");
    std::get<FieldPart>(password.part).masked = false;
    EXPECT_EQ(spoken(password, words), "A field, text field, correct horse");
}

TEST(Speech, SaysTheSpokenTextInPlaceOfTheLabel) {
    const Catalog words = catalog();
    Node node = button("sign-in", "Sign in");
    node.spoken = plain("Sign in to Northside Clinic");
    EXPECT_EQ(spoken(node, words), "Sign in to Northside Clinic, button");
}

TEST(Speech, SaysAnErrorWithItsField) {
    Catalog words = catalog();
    words.set_language("es");
    const privacy::SecretText value;
    Node node = field(visit::FieldId::Email, value, FieldKind::Email, "email");
    std::get<FieldPart>(node.part).error = plain("Falta la @");
    EXPECT_EQ(spoken(node, words), "A field, campo de texto, vacío, corrija, Falta la @");
}

TEST(Speech, SaysTheScreensNameOnceAndNothingUnderAnOverlay) {
    const Catalog words = catalog();
    Node title;
    title.role = Role::Heading;
    title.label = t("toolkit.done");
    Node tree = screen({title});
    tree.label = t("toolkit.done");
    ASSERT_EQ(spoken_sequence(tree, words).size(), 1U);
    Node overlay = group({text(Role::Paragraph, "Covered")});
    overlay.role = Role::Overlay;
    tree.children.push_back(overlay);
    const auto said = spoken_sequence(tree, words);
    ASSERT_EQ(said.size(), 1U);
    EXPECT_EQ(said[0], "Covered");
}

}  // namespace
}  // namespace vestibule::ui::test
