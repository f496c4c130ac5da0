// face_quality_test - a face's light by the standard's measures, and what must and must not give each sign.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/face.hpp"
#include "kiosk/capture/face_judge.hpp"
#include "kiosk/capture/face_thresholds.hpp"
#include "kiosk/capture/glare.hpp"
#include "kiosk/capture/signs.hpp"

namespace vestibule::capture {
namespace {

const cv::Rect2f face(240, 120, 160, 160);

cv::Mat textured(cv::Size size, unsigned seed, double mean) {
    cv::Mat coarse(size.height / 6, size.width / 6, CV_8UC1), picture;
    cv::RNG random(seed);
    random.fill(coarse, cv::RNG::NORMAL, mean, 24);
    cv::resize(coarse, picture, size, 0, 0, cv::INTER_CUBIC);
    return picture;
}

/// A face's levels before a background's, with some light and shade in both.
cv::Mat scene(double left, double right, double behind) {
    cv::Mat picture = textured({640, 480}, 3, behind);
    const cv::Mat skin = textured({640, 480}, 5, 0);
    for (int y = 110; y < 290; ++y) {
        for (int x = 235; x < 405; ++x) {
            const double across = std::clamp((x - 290) / 60.0, 0.0, 1.0);
            const double level = left + (right - left) * across + 0.5 * skin.at<uchar>(y, x) - 4;
            picture.at<uchar>(y, x) = cv::saturate_cast<uchar>(level);
        }
    }
    return picture;
}

TEST(FaceLight, EvenLightIsGoodOnLightAndOnDarkSkin) {
    for (const double skin : {200.0, 150.0, 105.0, 70.0}) {
        const FaceLight light = measure_face_light(scene(skin, skin, 130), face);
        EXPECT_FALSE(badly_lit(light)) << skin;
        EXPECT_GT(light.evenness, 0.5F) << skin;
        EXPECT_LT(light.under, 0.02F) << skin;
    }
}

TEST(FaceLight, AWindowBehindIsNoticed) {
    const FaceLight light = measure_face_light(scene(60, 60, 235), face);
    EXPECT_GT(light.behind - light.mean, limits::back_lit_step);
    EXPECT_TRUE(badly_lit(light));
}

TEST(FaceLight, LightFromOneSideIsNoticedWhereTheOtherIsBlack) {
    EXPECT_TRUE(badly_lit(measure_face_light(scene(10, 190, 90), face)));
    EXPECT_FALSE(badly_lit(measure_face_light(scene(110, 190, 90), face))) << "both sides have detail";
}

TEST(FaceLight, TheMeasuresAreTheStandards) {
    const cv::Mat white(480, 640, CV_8UC1, cv::Scalar(250)), black(480, 640, CV_8UC1, cv::Scalar(20));
    EXPECT_FLOAT_EQ(measure_face_light(white, face).over, 1);
    EXPECT_FLOAT_EQ(measure_face_light(black, face).under, 1);
    EXPECT_FLOAT_EQ(measure_face_light(white, face).dynamic_range, 0);
    EXPECT_NEAR(measure_face_light(white, face).mean, 250 / 255.0, 1e-4);
    EXPECT_FLOAT_EQ(measure_face_light(white, face).evenness, 1);
}

// --- signs

cv::Mat with_frame(int sides) {
    cv::Mat picture = textured({640, 480}, 9, 90);
    const cv::Rect frame(190, 60, 260, 300);
    cv::Mat inner = textured(frame.size(), 11, 190);
    inner.copyTo(picture(frame));
    // A hand, or nothing, hides the rest.
    const cv::Rect hides[] = {{440, 40, 30, 340}, {170, 350, 300, 30}, {180, 40, 25, 340}};
    for (int at = 0; at < 4 - sides; ++at) textured(hides[at].size(), 20, 150).copyTo(picture(hides[at]));
    return picture;
}

TEST(FramedFace, ATelephoneAroundAFaceIsASign) {
    EXPECT_GT(frame_around(with_frame(4), face).strength, 0.5F);
    EXPECT_GT(frame_around(with_frame(3), face).strength, 0.5F) << "a hand covers one side";
    EXPECT_GT(frame_around(with_frame(4), face).confidence, 0.3F);
}

TEST(FramedFace, ARoomIsNone) {
    EXPECT_LT(frame_around(textured({640, 480}, 9, 120), face).strength, 0.2F);
    cv::Mat door = textured({640, 480}, 9, 120);
    door(cv::Rect(0, 0, 200, 480)) = 220;  // one upright edge behind somebody
    EXPECT_LT(frame_around(door, face).strength, 0.2F);
}

TEST(FramedFace, AFaceThatFillsThePictureTellsNothing) {
    EXPECT_EQ(frame_around(textured({640, 480}, 9, 120), {5, 5, 620, 460}).confidence, 0);
}

/// The head moved by one shift, what is behind it by another.
cv::Mat moved(cv::Point head, cv::Point behind, bool blank = false) {
    const auto shift = [](const cv::Mat& picture, cv::Point by) {
        cv::Mat out;
        const cv::Mat way = (cv::Mat_<double>(2, 3) << 1, 0, by.x, 0, 1, by.y);
        cv::warpAffine(picture, out, way, picture.size(), cv::INTER_LINEAR, cv::BORDER_REFLECT);
        return out;
    };
    cv::Mat picture =
        blank ? cv::Mat(480, 640, CV_8UC1, cv::Scalar(140)) : shift(textured({640, 480}, 30, 120), behind);
    const cv::Mat skin = shift(textured({640, 480}, 31, 150), head);
    cv::Mat mask(480, 640, CV_8UC1, cv::Scalar(0));
    cv::ellipse(mask, cv::Point(320, 200) + head, {88, 115}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    skin.copyTo(picture, mask);
    return picture;
}

Signal seen(cv::Point head, cv::Point behind, bool blank = false) {
    Parallax parallax;
    parallax.see(moved({0, 0}, {0, 0}, blank), face);
    parallax.see(moved(head, behind, blank), face);
    return parallax.signal();
}

TEST(ParallaxSign, AHeadMovesAgainstItsBackground) {
    const Signal signal = seen({12, 0}, {0, 0});
    EXPECT_GT(signal.strength, 0.7F);
    EXPECT_GT(signal.confidence, 0.4F);
}

TEST(ParallaxSign, AFlatPictureMovesAsAWhole) {
    const Signal signal = seen({12, 3}, {12, 3});
    EXPECT_LT(signal.strength, 0.25F);
    EXPECT_GT(signal.confidence, 0.4F);
}

TEST(ParallaxSign, WhereNothingMovesOrNothingIsBehindThereIsNoAnswer) {
    EXPECT_EQ(seen({0, 0}, {0, 0}).confidence, 0);
    EXPECT_EQ(seen({12, 0}, {0, 0}, true).confidence, 0) << "a blank wall";
    Parallax parallax;
    EXPECT_EQ(parallax.signal().confidence, 0);
}

TEST(FaceModel, ItsRowsAreFacesWithEyesInTheFullFrame) {
    // Two faces in a picture of 320 px: one straight, one whose head is tilted by 45 / 50, and one without a place.
    const cv::Mat rows = (cv::Mat_<float>(2, 15) << 100, 40, 60, 80, 117, 70, 143, 70, 130, 85, 120, 100, 140, 100,
                          0.95, 200, 50, 50, 60, 214, 70, 234, 78, 225, 85, 215, 95, 235, 98, 0.85);
    const auto faces = faces_of_rows(rows, 4);
    ASSERT_EQ(faces.size(), 2U);
    EXPECT_EQ(faces[0].box, cv::Rect2f(400, 160, 240, 320));
    EXPECT_TRUE(faces[0].confirmed);
    ASSERT_TRUE(faces[0].eyes);
    EXPECT_EQ(faces[0].eyes->at[0], cv::Point2f(468, 280)) << "the one on the picture's left first";
    EXPECT_EQ(faces[0].eyes->at[1], cv::Point2f(572, 280));
    EXPECT_NEAR(faces[0].eyes->roll_deg, 0, 0.01);
    EXPECT_NEAR(faces[0].eyes->yaw_deg, 0, 0.01);
    ASSERT_TRUE(faces[1].eyes);
    EXPECT_NEAR(faces[1].eyes->roll_deg, std::atan2(8, 20) * 180 / 3.14159265, 0.1);
    EXPECT_TRUE(faces_of_rows(cv::Mat(), 4).empty());
}

// --- what is judged of one picture

TEST(JudgeFace, EachMeasureHasItsHint) {
    const auto look = [](float mean, float over) {
        FaceLook one;
        one.quality.mean = mean, one.quality.blur_px = 1;
        one.light = {.mean = mean / 255, .over = over, .evenness = 0.8F, .behind = 0.5F};
        return one;
    };
    EXPECT_EQ(judge_face_light(look(130, 0)), Hint::None);
    EXPECT_EQ(judge_face_light(look(limits::dark_face - 1, 0)), Hint::TooDark);
    EXPECT_EQ(judge_face_light(look(limits::bright_face + 1, 0)), Hint::TooBright);
    EXPECT_EQ(judge_face_light(look(150, limits::most_over + 0.01F)), Hint::TooBright);
    FaceLook beside = look(80, 0);
    beside.light.evenness = 0.05F, beside.light.under = 0.3F;
    EXPECT_EQ(judge_face_light(beside), Hint::LightOnFace);
    EXPECT_EQ(judge_face_sharpness(look(130, 0), 200), Hint::None);
    EXPECT_EQ(judge_face_sharpness(look(130, 0), 80), Hint::Blurred);
}

TEST(JudgeFace, AHeadIsStraightWithinItsLimits) {
    for (const float side : {-1.0F, 1.0F}) {
        EXPECT_EQ(judge_pose({{}, side * (limits::largest_roll_deg - 1), side * (limits::largest_yaw_deg - 1)}),
                  Hint::None);
        EXPECT_EQ(judge_pose({{}, side * (limits::largest_roll_deg + 1), 0}), Hint::HeadUpright);
        EXPECT_EQ(judge_pose({{}, 0, side * (limits::largest_yaw_deg + 1)}), Hint::LookStraight);
    }
}

TEST(JudgeFace, WhoStandsBehindDoesNotCount) {
    EXPECT_TRUE(stands_behind({0, 0, 80, 80}, 200 * 200));
    EXPECT_FALSE(stands_behind({0, 0, 120, 120}, 200 * 200));
}

// --- a highlight that wanders

TEST(WanderingGlare, AHighlightThatMovesOverThePrintIsSeenAndPrintIsNot) {
    const auto card = [](int highlight_x) {
        cv::Mat grey(360, 640, CV_8UC1, cv::Scalar(90));
        grey(cv::Rect(120, 60, 400, 252)) = 150;
        for (int y = 80; y < 290; y += 12) grey(cv::Rect(140, y, 360, 5)) = 50;
        grey(cv::Rect(150, 250, 120, 40)) = 255;  // white print: burnt out, but it stays where it is
        if (highlight_x > 0) cv::ellipse(grey, {highlight_x, 150}, {40, 30}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
        return grey;
    };
    const std::array<Point, 4> corners = {Point{240, 120}, {1040, 120}, {1040, 624}, {240, 624}};
    WanderingGlare still, moving, first;
    float of_still = 0, of_moving = 0;
    for (int frame = 0; frame < 6; ++frame) {
        of_still = still.see(card(0), corners, 2);
        of_moving = moving.see(card(200 + 40 * frame), corners, 2);
    }
    EXPECT_EQ(of_still, 0);
    EXPECT_GT(of_moving, limits::glare_share);
    EXPECT_EQ(first.see(card(300), corners, 2), 0) << "one frame cannot tell a highlight from white print";
    moving.forget();
    EXPECT_EQ(moving.see(card(440), corners, 2), 0);
}

TEST(FaceModel, AFileThatIsNoModelIsAnErrorThatNamesIt) {
    const auto finder = FaceFinder::load("/usr/share/opencv4", "/usr/share/opencv4/no-such-model.onnx");
    ASSERT_FALSE(finder);
    EXPECT_EQ(finder.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(finder.error().context.find("no-such-model"), std::string::npos);
    EXPECT_FALSE(FaceFinder::load("/usr/share/opencv4", "/etc/passwd")) << "a file, but no model";
}

}  // namespace
}  // namespace vestibule::capture
