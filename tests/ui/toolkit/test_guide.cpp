// test_guide - the arrows point where the person must go, as they see themselves, and the number counts down.
#include "tests/ui/toolkit/fixture.hpp"
#include "ui/toolkit/paint_guide.hpp"

namespace vestibule::ui::test {
namespace {

constexpr int kWidth_px = 1280, kHeight_px = 720;

CameraPart face_at(float x, float y, capture::Hint hint) {
    CameraPart part;
    part.target = capture::Target::Face;
    part.mirrored = true;
    part.verdict.hint = hint;
    part.verdict.found = true;
    constexpr float kSide = 300;
    part.verdict.corners = {capture::Point{x, y}, {x + kSide, y}, {x + kSide, y + kSide}, {x, y + kSide}};
    return part;
}

PicturePlace place() {
    return place_picture({0, 0, 952, 900}, kWidth_px, kHeight_px, true);
}

TEST(Guide, PointsFromTheFaceToTheMiddleAsSeenInAMirror) {
    // At the left of the camera's picture is at the right of the mirror: the person must go left.
    EXPECT_EQ(guide_move(face_at(100, 210, capture::Hint::CentreIt), place(), kWidth_px), (GuideMove{-1, 0, 0}));
    EXPECT_EQ(guide_move(face_at(880, 210, capture::Hint::CentreIt), place(), kWidth_px), (GuideMove{1, 0, 0}));
    EXPECT_EQ(guide_move(face_at(490, 0, capture::Hint::CentreIt), place(), kWidth_px), (GuideMove{0, 1, 0}));
    EXPECT_EQ(guide_move(face_at(490, 420, capture::Hint::CentreIt), place(), kWidth_px), (GuideMove{0, -1, 0}));
}

TEST(Guide, SaysCloserAndBackAndElseNothing) {
    EXPECT_EQ(guide_move(face_at(490, 210, capture::Hint::MoveCloser), place(), kWidth_px).depth, 1);
    EXPECT_EQ(guide_move(face_at(490, 210, capture::Hint::MoveBack), place(), kWidth_px).depth, -1);
    EXPECT_EQ(guide_move(face_at(100, 210, capture::Hint::TooDark), place(), kWidth_px), GuideMove{});
    CameraPart nobody = face_at(100, 210, capture::Hint::CentreIt);
    nobody.verdict.found = false;
    EXPECT_EQ(guide_move(nobody, place(), kWidth_px), GuideMove{});
}

TEST(Guide, CountsFromThreeWhileTheRingCloses) {
    capture::Verdict verdict;
    EXPECT_EQ(guide_count(verdict), 0);
    std::vector<int> counted;
    for (const float steadiness : {0.01F, 0.3F, 0.4F, 0.6F, 0.7F, 0.99F}) {
        verdict.steadiness = steadiness;
        counted.push_back(guide_count(verdict));
    }
    EXPECT_EQ(counted, (std::vector<int>{3, 3, 2, 2, 1, 1}));
    verdict.take = true;
    EXPECT_EQ(guide_count(verdict), 0);
}

/// How many pixels of the window have this colour.
int pixels_of(View& view, std::uint32_t rgb) {
    int count = 0;
    for (int y = 0; y < view.window().height_px(); ++y) {
        for (int x = 0; x < view.window().width_px(); ++x) count += view.window().pixel(x, y) == rgb ? 1 : 0;
    }
    return count;
}

int white_with(capture::Hint hint, float steadiness) {
    const auto view = make_view();
    Node camera;
    camera.role = Role::Camera;
    camera.id = "camera";
    camera.box.grow = 1;
    CameraPart part = face_at(100, 210, hint);
    part.verdict.steadiness = steadiness;
    camera.part = part;
    view->show(screen({text(Role::Heading, "Look here"), camera}));
    const std::vector<std::uint8_t> grey(static_cast<std::size_t>(kWidth_px) * kHeight_px * 3, 90);
    EXPECT_TRUE(view->camera({capture::Encoding::Bgr, kWidth_px, kHeight_px, grey}));
    return pixels_of(*view, 0xFFFFFF);
}

TEST(Guide, IsLargeOnTheWindow) {
    const int without = white_with(capture::Hint::TooDark, 0);
    EXPECT_GT(white_with(capture::Hint::CentreIt, 0), without + 2000);
    EXPECT_GT(white_with(capture::Hint::MoveCloser, 0), without + 4000);
    EXPECT_GT(white_with(capture::Hint::Good, 0.5F), 1500);
}

}  // namespace
}  // namespace vestibule::ui::test
