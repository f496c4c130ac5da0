// face_quality_test - a face's light by the standard's measures, and what must and must not give each sign.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/face.hpp"
#include "kiosk/capture/face_light.hpp"
#include "kiosk/capture/face_thresholds.hpp"
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

TEST(FaceModel, AFileThatIsNoModelIsAnErrorThatNamesIt) {
    const auto finder = FaceFinder::load("/usr/share/opencv4", "/usr/share/opencv4/no-such-model.onnx");
    ASSERT_FALSE(finder);
    EXPECT_EQ(finder.error().code, ErrorCode::FileUnreadable);
    EXPECT_NE(finder.error().context.find("no-such-model"), std::string::npos);
    EXPECT_FALSE(FaceFinder::load("/usr/share/opencv4", "/etc/passwd")) << "a file, but no model";
}

}  // namespace
}  // namespace vestibule::capture
