// test_describe - automation sees what a patient sees, and no secret unless it asks.
#include <nlohmann/json.hpp>

#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

constexpr const char* kSecret = "maria.sample@example.com";

TEST(Describe, TellsNoSecretUnlessAsked) {
    const privacy::SecretText value = privacy::secret(kSecret);
    const auto view = make_view();
    Node code;
    code.role = Role::QrCode;
    code.id = "code";
    code.part = QrPart{&value};
    Node greeting = text(Role::Paragraph, "", "greeting");
    greeting.label = own(value);
    view->show(screen({field(visit::FieldId::Email, value, FieldKind::Email, "email"), greeting, code}));
    EXPECT_EQ(view->describe().dump().find(kSecret), std::string::npos);
    const std::string all = view->describe(true).dump();
    std::size_t count = 0;
    for (std::size_t at = all.find(kSecret); at != std::string::npos; at = all.find(kSecret, at + 1)) ++count;
    EXPECT_EQ(count, 3U);
}

TEST(Describe, NamesRolesPlacesAndStates) {
    const auto view = make_view();
    Node check = text(Role::CheckBox, "Medicines", "check");
    check.action = visit::Intent{};
    check.checked = true;
    view->show(screen({text(Role::Heading, "Title", "title"), check}));
    (void)view->handle(key(SDLK_TAB));
    const nlohmann::json described = view->describe();
    EXPECT_EQ(described["screen"]["role"], "screen");
    const nlohmann::json& node = described["screen"]["children"][1];
    EXPECT_EQ(node["role"], "checkbox");
    EXPECT_EQ(node["label"], "Medicines");
    EXPECT_EQ(node["checked"], true);
    EXPECT_EQ(node["focused"], true);
    EXPECT_GT(node["rect"][3].get<float>(), 70);
    EXPECT_EQ(described["missing"], 0);
}

TEST(Describe, LeavesOutWhatAnOverlayCovers) {
    const auto view = make_view();
    Node overlay = group({button("keep", "Keep going")});
    overlay.role = Role::Overlay;
    overlay.id = "cover";
    view->show(screen({text(Role::Paragraph, "Under the cover"), overlay}));
    EXPECT_EQ(view->describe().dump().find("Under the cover"), std::string::npos);
    EXPECT_EQ(view->find("", "Under the cover"), nullptr);
    EXPECT_TRUE(view->press("button", "Keep going").has_value());
}

}  // namespace
}  // namespace vestibule::ui::test
