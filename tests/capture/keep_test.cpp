// keep_test - of the frames that are offered the best is kept byte by byte, and what is straightened is never turned
// round.
#include "kiosk/capture/keep.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "drivers/camera/simulated/jpeg.hpp"
#include "kiosk/capture/jpeg.hpp"

namespace vestibule::capture {
namespace {

using Bytes = privacy::WipedBytes;

/// A card on a dark desk: its left half is dark, its right half bright, its upper left corner black.
Bytes card_frame() {
    cv::Mat picture(720, 1280, CV_8UC3, cv::Scalar::all(40));
    picture(cv::Rect(200, 100, 440, 500)) = cv::Scalar::all(90);
    picture(cv::Rect(640, 100, 440, 500)) = cv::Scalar::all(210);
    picture(cv::Rect(200, 100, 200, 200)) = cv::Scalar::all(0);
    return drivers::simulated::pack_jpeg(picture, 92);
}
constexpr std::array<Point, 4> corners = {Point{200, 100}, {1080, 100}, {1080, 600}, {200, 600}};

PictureView view_of(const Bytes& bytes) {
    return {.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = bytes};
}

bool holds(const Keeper& keeper, const Bytes& bytes) {
    return !keeper.empty() && keeper.best()->jpeg.reveal() == bytes;
}

TEST(Keeper, KeepsTheBestAndNotTheLastOrTheWorst) {
    const Bytes poor(100, 1), best(100, 2), good(100, 3);
    Keeper keeper;
    keeper.offer(view_of(poor), {}, 0.2F);
    EXPECT_TRUE(holds(keeper, poor));
    keeper.offer(view_of(best), {}, 0.9F);
    EXPECT_TRUE(holds(keeper, best));
    keeper.offer(view_of(good), {}, 0.7F);
    keeper.offer(view_of(poor), {}, 0.2F);
    EXPECT_TRUE(holds(keeper, best));
    keeper.forget();
    EXPECT_TRUE(keeper.empty());
    keeper.offer(view_of(poor), {}, 0.1F);
    EXPECT_TRUE(holds(keeper, poor)) << "a forgotten run counts no longer";
}

TEST(Keeper, AFrameThatWasReadIsKeptWhateverComes) {
    const Bytes sharp(100, 2);
    auto read = std::make_shared<Picture>();
    read->jpeg.reveal() = Bytes(50, 7);
    Keeper keeper;
    keeper.prefer(read);
    keeper.offer(view_of(sharp), {}, 20);
    EXPECT_EQ(keeper.best(), read);
}

TEST(Keeper, WhatIsStraightenedStandsUprightAndIsNotMirrored) {
    const Bytes frame = card_frame();
    Keeper keeper;
    keeper.offer(view_of(frame), corners, 1);
    keeper.straighten({440, 250});
    EXPECT_TRUE(holds(keeper, frame)) << "the frame itself stays as it was sent";
    cv::Mat flat;
    const auto decoded =
        decode_jpeg(keeper.best()->rectified.reveal(), Layout::Grey, {1 << 20, 1 << 20}, [&flat](PictureSize size) {
            flat.create(size.height_px, size.width_px, CV_8UC1);
            return flat.data;
        });
    ASSERT_TRUE(decoded);
    ASSERT_EQ(flat.size(), cv::Size(440, 250));
    const auto mean = [&flat](int x, int y, int width, int height) {
        return cv::mean(flat(cv::Rect(x, y, width, height)))[0];
    };
    EXPECT_NEAR(mean(10, 10, 80, 80), 0, 12) << "its upper left corner";
    EXPECT_NEAR(mean(10, 120, 200, 120), 90, 6) << "its left half";
    EXPECT_NEAR(mean(230, 10, 200, 230), 210, 6) << "its right half, and nothing of the desk";
}

TEST(Keeper, WithoutCornersNothingIsStraightened) {
    Keeper keeper;
    keeper.straighten({440, 250});
    EXPECT_TRUE(keeper.empty());
    keeper.offer(view_of(card_frame()), {}, 1);
    keeper.straighten({440, 250});
    EXPECT_TRUE(keeper.best()->rectified.reveal().empty());
}

}  // namespace
}  // namespace vestibule::capture
