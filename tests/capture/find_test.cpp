// find_test - corners of drawn documents against where they were drawn, and nothing where nothing is.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "tests/capture/pinhole.hpp"
#include "tests/capture/scenes.hpp"

namespace vestibule::capture {
namespace {

using test::CameraRole;
using test::Scene;
using Show = Scene::Show;

std::optional<FoundDocument> found_in(const cv::Mat& picture, float aspect) {
    Images images;
    const auto jpeg = drivers::simulated::pack_jpeg(picture, 88);
    EXPECT_TRUE(make_images(
        {.encoding = Encoding::Jpeg, .width_px = picture.cols, .height_px = picture.rows, .bytes = jpeg}, images));
    return Finder(limits::assumed_focal_share).find(images, aspect);
}

/// The share of both quadrilaterals' union that both cover.
double overlap(const std::array<Point, 4>& a, const std::array<cv::Point2f, 4>& b, cv::Size size) {
    cv::Mat one = cv::Mat::zeros(size, CV_8UC1);
    cv::Mat two = one.clone();
    std::vector<cv::Point> corners_a, corners_b;
    for (std::size_t at = 0; at < 4; ++at) {
        corners_a.emplace_back(cvRound(a[at].x), cvRound(a[at].y));
        corners_b.emplace_back(cvRound(b[at].x), cvRound(b[at].y));
    }
    cv::fillConvexPoly(one, corners_a, 255);
    cv::fillConvexPoly(two, corners_b, 255);
    return static_cast<double>(cv::countNonZero(one & two)) / cv::countNonZero(one | two);
}

TEST(Find, AWarpedCardIsFoundWhereItIs) {
    const auto card = drivers::simulated::make_license_front();
    cv::Mat flat;
    cv::cvtColor(card.picture(card.body), flat, cv::COLOR_BGRA2BGR);
    cv::RNG random(42);
    double worst = 1, sum = 0;
    constexpr int rounds = 40;
    for (int round = 0; round < rounds; ++round) {
        cv::Mat picture = drivers::simulated::make_desk(cv::Size(1280, 720), 1);
        test::Held held;
        held.z_mm = held.focal_px * held.width_mm / random.uniform(520, 960);
        held.turn = random.uniform(-0.2, 0.2);
        held.pitch = random.uniform(-0.25, 0.25), held.yaw = random.uniform(-0.25, 0.25);
        const double x = random.uniform(580, 700), y = random.uniform(340, 380);
        held.middle = {x, y};
        const std::array<cv::Point2f, 4> to = test::corners_of(held);
        const std::array<cv::Point2f, 4> from = {cv::Point2f(0, 0), {880, 0}, {880, 555}, {0, 555}};
        cv::warpPerspective(flat, picture, cv::getPerspectiveTransform(from.data(), to.data()), picture.size(),
                            cv::INTER_AREA, cv::BORDER_TRANSPARENT);
        const auto found = found_in(picture, limits::id1_aspect);
        ASSERT_TRUE(found) << "round " << round;
        const double share = overlap(found->corners, to, picture.size());
        worst = std::min(worst, share);
        sum += share;
    }
    EXPECT_GT(sum / rounds, 0.98);
    EXPECT_GT(worst, 0.95);
    RecordProperty("mean_overlap_permille", static_cast<int>(1000 * sum / rounds));
}

TEST(Find, CornersRunClockwiseFromTheTopLeft) {
    drivers::simulated::Renderer renderer;
    const auto found =
        found_in(renderer.render({.show = Show::LicenseFront}, CameraRole::Document, 3), limits::id1_aspect);
    ASSERT_TRUE(found);
    const auto& c = found->corners;
    EXPECT_LT(c[0].x, c[1].x);
    EXPECT_LT(c[1].y, c[2].y);
    EXPECT_GT(c[2].x, c[3].x);
    EXPECT_GT(c[3].y, c[0].y);
    EXPECT_GT(found->confidence, limits::found_score);
}

TEST(Find, OfTwoThatAreNearlyAsGoodTheSameOneIsKept) {
    const auto card = drivers::simulated::make_license_front();
    cv::Mat flat, one;
    cv::cvtColor(card.picture(card.body), flat, cv::COLOR_BGRA2BGR);
    cv::resize(flat, one, cv::Size(500, 315), 0, 0, cv::INTER_AREA);
    const cv::Rect left(90, 200, 500, 315), right(690, 200, 500, 315);
    Finder finder(limits::assumed_focal_share);
    std::set<bool> on_the_left;
    for (int frame = 0; frame < 12; ++frame) {
        cv::Mat picture = drivers::simulated::make_desk(cv::Size(1280, 720), 1);
        one.copyTo(picture(left)), one.copyTo(picture(right));
        // A finger takes a little of one's upper side, then of the other's.
        const cv::Rect& hidden = frame % 2 == 0 ? left : right;
        if (frame > 0) picture(cv::Rect(hidden.x + 300, hidden.y - 30, 40, 45)) = cv::Scalar(120, 160, 200);
        Images images;
        const auto jpeg = drivers::simulated::pack_jpeg(picture, 88);
        ASSERT_TRUE(
            make_images({.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg}, images));
        const auto found = finder.find(images, limits::id1_aspect);
        ASSERT_TRUE(found) << frame;
        on_the_left.insert(found->corners[0].x < 640);
    }
    EXPECT_EQ(on_the_left.size(), 1U) << "the outline on the screen would jump to and fro";
}

TEST(Find, NothingOnEmptyBackgrounds) {
    for (unsigned seed = 0; seed < 6; ++seed) {
        for (const float aspect : {limits::id1_aspect, limits::id3_aspect}) {
            EXPECT_FALSE(found_in(drivers::simulated::make_desk(cv::Size(1280, 720), seed), aspect)) << seed;
            EXPECT_FALSE(found_in(drivers::simulated::make_room(cv::Size(1280, 720), seed), aspect)) << seed;
        }
    }
    cv::Mat noise(720, 1280, CV_8UC3);
    cv::RNG(5).fill(noise, cv::RNG::UNIFORM, 0, 255);
    EXPECT_FALSE(found_in(noise, limits::id1_aspect));
}

}  // namespace
}  // namespace vestibule::capture
