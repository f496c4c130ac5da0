// test_colours - the challenge by the screen's colours on screen: asked before, shown round the picture, left at a
// touch.
#include <gtest/gtest.h>

#include "tests/ui/screens/fixture.hpp"
#include "tests/ui/screens/walk.hpp"
#include "ui/screens/screens.hpp"

namespace vestibule::ui::test {
namespace {

using journey::Step;
using visit::Intent;
using visit::IntentKind;

TEST(ScreenColours, AreAskedForOnlyWhereTheSiteWantsThem) {
    const Fixture fixture;
    visit::VisitView view = fixture.view(Step::SelfieIntro);
    EXPECT_EQ(find(screen(state_at(Step::SelfieIntro), view), "colours"), nullptr);
    view.colours_offered = true;
    const Node shown = screen(state_at(Step::SelfieIntro), view);
    const Node* box = find(shown, "colours");
    ASSERT_NE(box, nullptr);
    EXPECT_EQ(box->role, Role::CheckBox);
    EXPECT_TRUE(box->checked);
    EXPECT_EQ(std::get<Intent>(box->action).kind, IntentKind::ToggleColours);
    view.no_colours = true;
    const Node declined = screen(state_at(Step::SelfieIntro), view);
    EXPECT_FALSE(find(declined, "colours")->checked);
}

TEST(ScreenColours, LieRoundThePictureWithAWayOutAndTheStripInReach) {
    const Fixture fixture;
    visit::VisitView view = fixture.view(Step::Selfie);
    EXPECT_EQ(find(screen(state_at(Step::Selfie), view), "screen-colour"), nullptr);
    view.verdict.hint = capture::Hint::WatchScreen;
    for (const capture::Tint tint : {capture::Tint{1, 0.45F, 0.45F}, capture::Tint{0.4F, 0.5F, 1}}) {
        view.verdict.tint = tint;
        const Node shown = screen(state_at(Step::Selfie), view);
        const Node* light = find(shown, "screen-colour");
        ASSERT_NE(light, nullptr);
        EXPECT_EQ(light->color_rgb >> 16U, static_cast<std::uint32_t>(255 * tint.red));
        EXPECT_EQ(light->color_rgb & 0xFFU, static_cast<std::uint32_t>(255 * tint.blue));
        EXPECT_NE(find(*light, "camera"), nullptr);
        EXPECT_NE(find(*light, "hint"), nullptr) << "the pill says what to do";
        const Node* skip = find(shown, "take-picture");
        ASSERT_NE(skip, nullptr);
        EXPECT_TRUE(skip->acts());
        EXPECT_EQ(std::get<Intent>(skip->action).kind, IntentKind::TakePicture);
        for (const char* always : {"help", "stop", "back"}) EXPECT_NE(find(shown, always), nullptr) << always;
    }
}

}  // namespace
}  // namespace vestibule::ui::test
