// chart_test - the printed chart through lenses of known sharpness, leaning, moved, pale and absent; and the baseline.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/diagnostics/proof.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using ::testing::HasSubstr;

struct Scene {
    double blur_px = 1;  ///< the lens: a Gaussian of this sigma
    double lean_degrees = 5, width_px = 300, middle_x = 0.5, white = 220, black = 30, noise = 2;
    int width = 640, height = 480;
};

/// A leaning bar through a Gaussian lens is two error functions: nothing of the measuring is in the drawing.
Grey drawn(const Scene& scene) {
    Grey grey{scene.width, scene.height, {}};
    std::mt19937 dice(5);
    std::normal_distribution<double> noise(0, scene.noise);
    const double lean = scene.lean_degrees * std::numbers::pi / 180;
    for (int y = 0; y < scene.height; ++y) {
        for (int x = 0; x < scene.width; ++x) {
            const double along =
                (x - scene.middle_x * scene.width) * std::cos(lean) - (y - scene.height / 2.0) * std::sin(lean);
            const auto step = [&](double from) {
                return 0.5 * (1 + std::erf((along - from) / (scene.blur_px * std::sqrt(2))));
            };
            const double dark = step(-scene.width_px / 2) - step(scene.width_px / 2);
            const double value = scene.white - (scene.white - scene.black) * dark + noise(dice);
            grey.pixels.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L)));
        }
    }
    return grey;
}

ChartSight seen(const Scene& scene) {
    const auto sight = measure_chart(drawn(scene));
    if (const auto* good = std::get_if<ChartSight>(&sight)) return *good;
    ADD_FAILURE() << "not seen: " << static_cast<int>(std::get<ChartTrouble>(sight));
    return {};
}

ChartTrouble trouble(const Grey& grey) {
    const auto sight = measure_chart(grey);
    if (const auto* why = std::get_if<ChartTrouble>(&sight)) return *why;
    ADD_FAILURE() << "something was measured";
    return {};
}

TEST(Chart, SharpnessIsThatOfTheLens) {
    // The contrast of a Gaussian lens is exp(-2 (pi sigma f)^2): half of it is left at 0.1874 / sigma.
    for (const double sigma : {0.7, 1.0, 1.5, 2.5, 3.0}) {
        EXPECT_NEAR(seen({.blur_px = sigma}).sharpness, std::min(0.1874 / sigma, 0.5), 0.1 * 0.1874 / sigma) << sigma;
    }
}

TEST(Chart, LeanSizeAndPlaceAreMeasured) {
    const ChartSight sight = seen({.lean_degrees = 8, .width_px = 240, .middle_x = 0.55});
    EXPECT_NEAR(sight.lean_degrees, 8, 0.2);
    EXPECT_NEAR(sight.pixels_a_mm, 4, 0.05);
    EXPECT_NEAR(sight.middle_x, 0.55, 0.01);
    EXPECT_NEAR(sight.contrast, 190, 15);
    EXPECT_NEAR(seen({.lean_degrees = -6}).lean_degrees, 6, 0.2) << "it may lean either way";
    EXPECT_NEAR(seen({.blur_px = 1.5, .noise = 8}).sharpness, 0.125, 0.02) << "a sensor has noise";
}

TEST(Chart, WhatIsNoChartIsNotMeasured) {
    EXPECT_EQ(trouble(drawn({.lean_degrees = 0.2})), ChartTrouble::Upright);
    EXPECT_EQ(trouble(drawn({.white = 90, .black = 55})), ChartTrouble::Pale);
    EXPECT_EQ(trouble(drawn({.lean_degrees = 40})), ChartTrouble::NotSeen);
    EXPECT_EQ(trouble(drawn({.width_px = 20})), ChartTrouble::NotSeen) << "too far away";
    EXPECT_EQ(trouble(drawn({.white = 128, .black = 128})), ChartTrouble::NotSeen);
    Grey noise{640, 480, {}};
    std::mt19937 dice(9);
    for (int i = 0; i < 640 * 480; ++i) noise.pixels.push_back(static_cast<std::uint8_t>(dice() % 256));
    EXPECT_EQ(trouble(noise), ChartTrouble::NotSeen);
    for (const auto& [width, height] : {std::pair{1, 1}, {640, 3}, {9, 480}, {0, 0}}) {
        Grey small{width, height, privacy::WipedBytes(static_cast<std::size_t>(width * height), 7)};
        EXPECT_EQ(trouble(small), ChartTrouble::NotSeen);
    }
}

TEST(Chart, IsHeldToTheBaseline) {
    const ChartSight good = seen({});
    EXPECT_EQ(judge_sight(good, std::nullopt).verdict, Verdict::Inconclusive);
    const Baseline baseline{good, "camera", {}};
    EXPECT_EQ(judge_sight(good, baseline).verdict, Verdict::Pass) << judge_sight(good, baseline).limit;
    const Finding blurred = judge_sight(seen({.blur_px = 2.2}), baseline);
    EXPECT_EQ(blurred.verdict, Verdict::Fail) << blurred.value;
    EXPECT_THAT(blurred.hint, HasSubstr("lens"));
    EXPECT_EQ(judge_sight(seen({.blur_px = 1.2}), baseline).verdict, Verdict::Pass) << "a hand is not so steady";
    EXPECT_EQ(judge_sight(seen({.width_px = 200}), baseline).verdict, Verdict::Warn) << "the camera has moved away";
    EXPECT_EQ(judge_sight(seen({.middle_x = 0.27}), baseline).verdict, Verdict::Warn) << "the camera was turned";
}

TEST(Baseline, IsKeptARoleEachAndABrokenFileIsNone) {
    const testing::Tree tree;
    const std::filesystem::path state = tree.beside("state");
    using drivers::CameraRole;
    EXPECT_FALSE(read_baseline(state, CameraRole::Face));
    const Baseline one{{.sharpness = 0.2, .pixels_a_mm = 4, .middle_x = 0.5}, "v4l2:a", drivers::WallTime{}};
    ASSERT_TRUE(keep_baseline(state, CameraRole::Face, one).ok());
    ASSERT_TRUE(keep_baseline(state, CameraRole::Document, {{.sharpness = 0.3, .pixels_a_mm = 9}, "v4l2:b", {}}).ok());
    EXPECT_DOUBLE_EQ(read_baseline(state, CameraRole::Face)->sight.sharpness, 0.2);
    EXPECT_EQ(read_baseline(state, CameraRole::Document)->camera, "v4l2:b");
    for (const char* broken : {"{", "[]", "{\"face\": 7}", "{\"face\": {\"sharpness\": \"x\", \"date\": 1}}"}) {
        std::ofstream(state / "camera-baseline.json") << broken;
        EXPECT_FALSE(read_baseline(state, CameraRole::Face)) << broken;
    }
}

TEST(Proof, IsAResultThatGrowsOld) {
    const testing::Tree tree;
    drivers::SimulatedClock clock;
    const Bench bench = tree.bench(clock);
    const auto verdict = [&bench] { return testing::finding_of(bench, "security.erasure").verdict; };
    EXPECT_EQ(verdict(), Verdict::Inconclusive) << "never tried";
    ASSERT_TRUE(keep_proof(bench.state_folder, device::Proof{true, {}}, clock.wall()).ok());
    EXPECT_EQ(verdict(), Verdict::Pass);
    clock.advance(std::chrono::hours(49));
    EXPECT_EQ(verdict(), Verdict::Warn);
    ASSERT_TRUE(keep_proof(bench.state_folder, Error{ErrorCode::NotErased, "a visit runs"}, clock.wall()).ok());
    EXPECT_EQ(verdict(), Verdict::Warn) << "what was not tried changes nothing";
    ASSERT_TRUE(keep_proof(bench.state_folder, device::Proof{false, {}}, clock.wall()).ok());
    EXPECT_EQ(verdict(), Verdict::Fail);
}

TEST(Proof, NowIsNoResultWhereItCouldNotBeTried) {
    const testing::Tree tree;
    const drivers::SimulatedClock clock;
    Bench bench = tree.bench(clock);
    const Finding alone = testing::finding_of(bench, kProveNow);
    EXPECT_EQ(alone.verdict, Verdict::Inconclusive) << "the kiosk's program is not beside this one";
    EXPECT_THAT(alone.value, HasSubstr("ended too soon"));
    bench.patient_here = true;
    EXPECT_EQ(testing::finding_of(bench, kProveNow).value, "a patient is being served");
    EXPECT_EQ(testing::finding_of(bench, "security.erasure").value, "never tried here");
}

}  // namespace
}  // namespace vestibule::diagnostics
