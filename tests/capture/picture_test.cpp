// picture_test - what drawing needs: scaled, mirrored, from every encoding, and no surprise from damaged bytes.
#include <gtest/gtest.h>

#include <set>

#include "drivers/camera/simulated/jpeg.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/jpeg.hpp"

namespace vestibule::capture {
namespace {

/// Left half red, right half blue.
cv::Mat halves(int width, int height) {
    cv::Mat picture(height, width, CV_8UC3, cv::Scalar(0, 0, 200));
    picture(cv::Rect(width / 2, 0, width / 2, height)) = cv::Scalar(200, 0, 0);
    return picture;
}

bool reddish(std::uint32_t argb) {
    return ((argb >> 16U) & 255U) > 150 && (argb & 255U) < 90;
}
bool bluish(std::uint32_t argb) {
    return (argb & 255U) > 150 && ((argb >> 16U) & 255U) < 90;
}

TEST(Picture, AJpegIsScaledByEighthsAndMirroredWhenAsked) {
    const auto bytes = drivers::simulated::pack_jpeg(halves(640, 480), 90);
    const PictureView view{.encoding = Encoding::Jpeg, .width_px = 640, .height_px = 480, .bytes = bytes};
    Pixels out;
    ASSERT_TRUE(decode_for_drawing(view, 500, 500, false, out));
    EXPECT_EQ(out.width_px, 480);
    EXPECT_EQ(out.height_px, 360);
    ASSERT_EQ(out.argb.size(), 480U * 360U);
    EXPECT_TRUE(reddish(out.argb[480 * 180 + 40]));
    EXPECT_TRUE(bluish(out.argb[480 * 180 + 440]));
    EXPECT_EQ(out.argb[0] >> 24U, 255U);
    ASSERT_TRUE(decode_for_drawing(view, 500, 500, true, out));
    EXPECT_TRUE(bluish(out.argb[480 * 180 + 40]));
    EXPECT_TRUE(reddish(out.argb[480 * 180 + 440]));
    ASSERT_TRUE(decode_for_drawing(view, 5000, 5000, false, out));
    EXPECT_EQ(out.width_px, 640) << "never enlarged";
    ASSERT_TRUE(decode_for_drawing(view, 1, 1, false, out));
    EXPECT_EQ(out.width_px, 80) << "an eighth is the smallest";
}

TEST(Picture, RawPixelsAreReduced) {
    const cv::Mat picture = halves(64, 48);
    PictureView view{
        .encoding = Encoding::Bgr, .width_px = 64, .height_px = 48, .bytes = {picture.data, picture.total() * 3}};
    Pixels out;
    ASSERT_TRUE(decode_for_drawing(view, 32, 32, true, out));
    EXPECT_EQ(out.width_px, 32);
    EXPECT_EQ(out.height_px, 24);
    EXPECT_TRUE(bluish(out.argb[0]));
    EXPECT_TRUE(reddish(out.argb[31]));
    std::vector<std::uint8_t> yuyv;
    for (int pair = 0; pair < 32 * 48; ++pair) yuyv.insert(yuyv.end(), {76, 85, 76, 255});  // red
    view = {.encoding = Encoding::Yuyv, .width_px = 64, .height_px = 48, .bytes = yuyv};
    ASSERT_TRUE(decode_for_drawing(view, 64, 48, false, out));
    EXPECT_TRUE(reddish(out.argb[100]));
}

TEST(Picture, DamagedBytesAreAnError) {
    const auto bytes = drivers::simulated::pack_jpeg(halves(640, 480), 90);
    Pixels out;
    const auto decode = [&](std::span<const std::uint8_t> part, Encoding encoding = Encoding::Jpeg) {
        return decode_for_drawing({.encoding = encoding, .width_px = 640, .height_px = 480, .bytes = part}, 640, 480,
                                  false, out);
    };
    for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{200}, bytes.size() / 2}) {
        const auto done = decode(std::span(bytes).first(length));
        ASSERT_FALSE(done) << length;
        EXPECT_EQ(done.error().code, ErrorCode::BadPicture);
    }
    const std::vector<std::uint8_t> noise(50'000, 0x5A);
    EXPECT_FALSE(decode(noise));
    EXPECT_FALSE(decode(noise, Encoding::Bgr));
    EXPECT_FALSE(decode(noise, Encoding::Yuyv));
}

TEST(Picture, EveryHintHasItsOwnName) {
    std::set<std::string_view> names;
    for (int hint = 0; hint <= static_cast<int>(Hint::Good); ++hint) names.insert(name(static_cast<Hint>(hint)));
    EXPECT_EQ(names.size(), static_cast<std::size_t>(Hint::Good) + 1);
}

}  // namespace
}  // namespace vestibule::capture
