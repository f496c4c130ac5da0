// test_layout - boxes share room as they say, targets are large enough, and what does not fit is told.
#include "tests/ui/toolkit/fixture.hpp"

namespace vestibule::ui::test {
namespace {

TEST(Layout, StacksAColumnWithGapsInsideItsPadding) {
    Workshop shop;
    const Node tree = screen({text(Role::Paragraph, "One", "one"), text(Role::Paragraph, "Two", "two")});
    const Layout layout = shop.lay(tree);
    const Laid* one = find(layout.root, "one");
    const Laid* two = find(layout.root, "two");
    const float padding = std::round(shop.metrics.px(16));
    EXPECT_FLOAT_EQ(one->rect.x, padding);
    EXPECT_FLOAT_EQ(one->rect.y, padding);
    EXPECT_NEAR(two->rect.y - one->rect.bottom(), shop.metrics.px(4), 1);
    EXPECT_TRUE(layout.overflows.empty());
}

TEST(Layout, GivesWhatIsLeftToWhatGrows) {
    Workshop shop;
    Node middle = group({});
    middle.id = "middle";
    middle.box.grow = 1;
    const Node tree = screen({text(Role::Paragraph, "Top"), middle, text(Role::Paragraph, "Foot", "foot")});
    const Layout layout = shop.lay(tree);
    EXPECT_NEAR(find(layout.root, "foot")->rect.bottom(), shop.area().bottom() - shop.metrics.px(16), 2);
    EXPECT_GT(find(layout.root, "middle")->rect.h, 1000);
}

TEST(Layout, SharesARowEquallyAmongWhatGrows) {
    Workshop shop;
    Node row = group({button("short", "OK"), button("long", "Continue here")}, Direction::Row);
    for (Node& child : row.children) child.box.grow = 1;
    const Node tree = screen({row});
    const Layout layout = shop.lay(tree);
    EXPECT_NEAR(find(layout.root, "short")->rect.w, find(layout.root, "long")->rect.w, 1);
}

TEST(Layout, BreaksARowThatWraps) {
    Workshop shop;
    Node row = group({}, Direction::Row);
    row.box.wrap = true;
    for (int i = 0; i < 6; ++i) row.children.push_back(button("b" + std::to_string(i), "Somewhat long"));
    const Node tree = screen({row});
    const Layout layout = shop.lay(tree);
    EXPECT_GT(find(layout.root, "b5")->rect.y, find(layout.root, "b0")->rect.y);
    EXPECT_TRUE(layout.overflows.empty());
    walk(layout.root, [&](const Laid& laid) { EXPECT_TRUE(shop.area().holds(laid.rect)) << laid.node->id; });
}

TEST(Layout, BreaksParagraphsAtFortyFiveCharacters) {
    Workshop shop(1920, 1080);
    const Node tree =
        screen({text(Role::Paragraph,
                     "We search a nationwide network once, and it finds your records at hospitals, clinics and "
                     "health systems without your having to connect to each one of them.",
                     "words")});
    const Layout layout = shop.lay(tree);
    const Laid* words = find(layout.root, "words");
    EXPECT_GE(words->label.lines(), 4);
}

TEST(Layout, KeepsTargetsAtTwentyMillimetres) {
    for (const auto& [w, h] : {std::pair{1080, 1920}, std::pair{1920, 1080}}) {
        Workshop shop(w, h);
        Node check = text(Role::CheckBox, "Medicines", "check");
        check.action = visit::Intent{};
        Node choice = text(Role::Choice, "Here", "choice");
        choice.action = visit::Intent{};
        Node quiet = button("quiet", "x");
        quiet.look = Look::Quiet;
        const privacy::SecretText value;
        const Node tree = screen({button("button", "OK"), quiet, check, choice,
                                  field(visit::FieldId::Email, value, FieldKind::Email, "field")});
        const Layout layout = shop.lay(tree);
        const float target = std::floor(shop.metrics.px(kTargetMm));
        for (const Stop& stop : stops_of(layout, nullptr)) {
            const Rect& rect = stop.laid->node->role == Role::Field ? stop.laid->control : stop.laid->rect;
            EXPECT_GE(rect.h, target) << stop.name;
            EXPECT_GE(rect.w, target) << stop.name;
        }
    }
}

TEST(Layout, TellsWhatIsTooHigh) {
    Workshop shop;
    Node tree = screen({});
    for (int i = 0; i < 40; ++i) tree.children.push_back(button("b", "One of too many"));
    const Layout layout = shop.lay(tree);
    ASSERT_FALSE(layout.overflows.empty());
    EXPECT_EQ(layout.overflows.front(), "test-screen too high");
}

TEST(Layout, TellsAWordThatIsTooWide) {
    Workshop shop;
    Node narrow = button("narrow", "");
    narrow.label = t("incomprehensibilities.of.a.key.without.any.words.to.it");
    narrow.box.maximum_width_mm = 30;
    const Node tree = screen({narrow});
    const Layout layout = shop.lay(tree);
    ASSERT_FALSE(layout.overflows.empty());
    EXPECT_EQ(layout.overflows.front(), "narrow too wide");
}

TEST(Layout, StandsFieldsLevelWhoseLabelsAreNot) {
    Workshop shop;
    const privacy::SecretText value;
    Node one = field(visit::FieldId::GivenNames, value, FieldKind::Name, "one");
    one.label = plain("First name and every middle name that your ID shows");
    Node two = field(visit::FieldId::FamilyName, value, FieldKind::Name, "two");
    Node row = group({one, two}, Direction::Row);
    row.box.align = Align::Centre;
    for (Node& child : row.children) child.box.grow = 1;
    const Node tree = screen({row});
    const Layout layout = shop.lay(tree);
    EXPECT_FLOAT_EQ(find(layout.root, "one")->control.y, find(layout.root, "two")->control.y);
}

TEST(Layout, CoversTheWholeScreenWithAnOverlay) {
    Workshop shop;
    Node overlay = group({button("keep", "Keep going")});
    overlay.role = Role::Overlay;
    const Node tree = screen({button("under", "Under"), overlay});
    const Layout layout = shop.lay(tree);
    ASSERT_NE(layout.overlay, nullptr);
    EXPECT_EQ(layout.overlay->rect, shop.area());
    const std::vector<Stop> stops = stops_of(layout, nullptr);
    ASSERT_EQ(stops.size(), 1U);
    EXPECT_EQ(stops[0].name, "keep");
}

TEST(Layout, LetsAPictureGiveWayBeforeItOverflows) {
    Workshop shop(1920, 1080);
    Node camera;
    camera.role = Role::Camera;
    camera.id = "camera";
    camera.box.grow = 1;
    camera.box.minimum_height_mm = 300;
    camera.part = CameraPart{};
    const Node tree = screen({text(Role::Heading, "Look here"), camera, button("take", "Take photo")});
    const Layout layout = shop.lay(tree);
    EXPECT_TRUE(layout.overflows.empty());
    EXPECT_TRUE(shop.area().holds(find(layout.root, "take")->rect));
    EXPECT_GT(find(layout.root, "camera")->rect.h, shop.metrics.px(60));
}

}  // namespace
}  // namespace vestibule::ui::test
