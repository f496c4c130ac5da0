// calibration_test - focal lengths of drawn lenses from views of a card, and what does not suffice.
#include <gtest/gtest.h>

#include "kiosk/capture/calibration.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "tests/capture/pinhole.hpp"

namespace vestibule::capture {
namespace {

const cv::Size frame(1280, 720);

/// Views of a card by a lens, held at slants of up to `slant` radians; corners are wrong by `noise_px`.
std::vector<Outline> views_of(double focal_px, double slant, double noise_px, int count, std::uint64_t seed = 7) {
    cv::RNG random(seed);
    std::vector<Outline> views;
    for (int at = 0; at < count; ++at) {
        test::Held held;
        held.focal_px = focal_px;
        held.z_mm = focal_px * 85.6 / random.uniform(560.0, 820.0);
        held.turn = random.uniform(-0.2, 0.2);
        held.pitch = random.uniform(-slant, slant), held.yaw = random.uniform(-slant, slant);
        held.middle = {random.uniform(560.0, 720.0), random.uniform(330.0, 390.0)};
        Outline view = test::corners_of(held);
        for (auto& corner : view)
            corner += cv::Point2f(static_cast<float>(random.gaussian(noise_px)),
                                  static_cast<float>(random.gaussian(noise_px)));
        views.push_back(view);
    }
    return views;
}

TEST(Calibration, FindsTheLensOfNarrowAndWideCameras) {
    for (const double share : {0.72, 0.95, 1.12, 1.4}) {
        const auto focal = focal_of(views_of(share * frame.width, 0.5, 0.4, 40), frame, limits::id1_aspect);
        ASSERT_TRUE(focal) << share << ": " << focal.error().sentence();
        EXPECT_NEAR(focal->share, share, 0.03 * share);
        EXPECT_LT(focal->spread, 0.04F * focal->share);
    }
}

TEST(Calibration, SaysThatACardHeldFlatTellsNothing) {
    const auto focal = focal_of(views_of(1400, 0.05, 0.4, 40), frame, limits::id1_aspect);
    ASSERT_FALSE(focal);
    EXPECT_EQ(focal.error().code, ErrorCode::NothingFound);
    EXPECT_NE(focal.error().context.find("at a slant"), std::string::npos) << focal.error().context;
    EXPECT_FALSE(focal_of({}, frame, limits::id1_aspect));
}

TEST(Calibration, AnotherDocumentThanTheNamedOneGivesNoFocalLength) {
    EXPECT_FALSE(focal_of(views_of(1400, 0.5, 0.4, 40), frame, limits::id3_aspect));
}

TEST(Calibration, FewWrongOutlinesDoNoHarm) {
    auto views = views_of(1400, 0.5, 0.4, 40);
    for (std::size_t at = 0; at < 4; ++at) views[at * 9][1].x += 60;
    const auto focal = focal_of(views, frame, limits::id1_aspect);
    ASSERT_TRUE(focal) << focal.error().sentence();
    EXPECT_NEAR(focal->share, 1400.0F / 1280, 0.04F);
}

}  // namespace
}  // namespace vestibule::capture
