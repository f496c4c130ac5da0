// camera_test - cameras that work, stand still, are slow, dark, bright, lost and absent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/diagnostics/cameras.hpp"
#include "kiosk/diagnostics/picture.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// Gives pictures of one brightness on a clock that stands still between them.
class ScriptedCamera final : public drivers::Camera {
public:
    struct Script {
        std::chrono::milliseconds period = 33ms;
        std::uint8_t light = 120;
        bool frozen = false, opens = true, film = false;
        int pictures = 1'000;
        int black_percent = 0, white_percent = 0;  // of the picture, from its top; the rest is `light`
        drivers::PixelFormat format = drivers::PixelFormat::Bgr;
    };
    ScriptedCamera(drivers::SimulatedClock& clock, const Script& script) : clock_(clock), script_(script) {}
    Result<void> open(const drivers::CameraRequest&) override {
        if (!script_.opens) return Error{ErrorCode::CameraMissing, "scripted"};
        return {};
    }
    Result<drivers::FramePtr> next(drivers::Duration wait) override {
        if (given_ >= script_.pictures || script_.period > wait) return Error{ErrorCode::CameraLost, "scripted"};
        clock_.advance(script_.period);
        ++given_;
        auto frame = std::make_shared<drivers::Frame>();
        frame->format = script_.format;
        frame->width_px = 8, frame->height_px = 2;
        const bool yuyv = script_.format == drivers::PixelFormat::Yuyv;
        privacy::WipedBytes bytes(yuyv ? 32 : 48, script_.light);
        if (yuyv) {
            for (std::size_t i = 1; i < bytes.size(); i += 2) bytes[i] = 128;  // colour says nothing of brightness
        }
        const auto rows = [&](int percent) { return bytes.begin() + static_cast<long>(bytes.size()) * percent / 100; };
        std::fill(bytes.begin(), rows(script_.white_percent), std::uint8_t{255});
        std::fill(bytes.begin(), rows(script_.black_percent), std::uint8_t{0});
        bytes[0] = static_cast<std::uint8_t>(script_.frozen ? 0 : given_);  // noise, as every sensor has it
        frame->bytes = privacy::SecretBytes(std::move(bytes));
        return drivers::FramePtr(std::move(frame));
    }
    void close() override {}
    [[nodiscard]] bool stands_still() const override { return script_.film; }

private:
    drivers::SimulatedClock& clock_;
    Script script_;
    int given_ = 0;
};

Finding judged_with(const ScriptedCamera::Script& script) {
    drivers::SimulatedClock clock;
    ScriptedCamera camera(clock, script);
    return judge_camera(camera, "scripted", drivers::CameraRole::Face, clock);
}

TEST(Cameras, GoodOnePasses) {
    const Finding finding = judged_with({});
    EXPECT_EQ(finding.verdict, Verdict::Pass) << finding.value;
    EXPECT_THAT(finding.value, HasSubstr("8 x 2, 30.3 a second, brightness"));
    EXPECT_EQ(judged_with({.format = drivers::PixelFormat::Yuyv}).verdict, Verdict::Pass);
}

TEST(Cameras, FaultsAreToldApart) {
    EXPECT_THAT(judged_with({.opens = false}).value, HasSubstr("E301"));
    EXPECT_THAT(judged_with({.pictures = 0}).value, HasSubstr("E302"));
    EXPECT_THAT(judged_with({.pictures = 20}).value, HasSubstr("E302")) << "it stopped while it was watched";
    EXPECT_THAT(judged_with({.frozen = true}).value, HasSubstr("frozen"));
    EXPECT_EQ(judged_with({.frozen = true}).verdict, Verdict::Fail);
    EXPECT_EQ(judged_with({.frozen = true, .film = true}).verdict, Verdict::Pass) << "a film may stand still";
    EXPECT_EQ(judged_with({.period = 100ms}).verdict, Verdict::Fail) << "ten a second";
    EXPECT_EQ(judged_with({.period = 50ms}).verdict, Verdict::Warn) << "twenty a second";
    EXPECT_THAT(judged_with({.light = 9}).hint, HasSubstr("dark"));
    EXPECT_THAT(judged_with({.light = 250}).hint, HasSubstr("bright"));
    const Finding unreadable = judged_with({.format = drivers::PixelFormat::Mjpeg});
    EXPECT_EQ(unreadable.verdict, Verdict::Fail);
    EXPECT_THAT(unreadable.value, HasSubstr("unreadable"));
}

TEST(Cameras, ExposureIsToldByWhatHasNoDrawingLeft) {
    EXPECT_THAT(judged_with({}).value, HasSubstr("0 % black, 0 % white"));
    EXPECT_THAT(judged_with({.light = 232}).value, HasSubstr("0 % white"));
    // The mean is neither dark nor bright: only what is lost tells.
    const Finding sun = judged_with({.white_percent = 50});
    EXPECT_EQ(sun.verdict, Verdict::Warn) << sun.value;
    EXPECT_THAT(sun.value, HasSubstr("0 % black, 50 % white"));
    EXPECT_THAT(sun.hint, HasSubstr("no drawing"));
    const Finding shade = judged_with({.light = 200, .black_percent = 75});
    EXPECT_EQ(shade.verdict, Verdict::Warn) << shade.value;
    EXPECT_THAT(shade.value, HasSubstr("75 % black, 0 % white"));
    EXPECT_EQ(judged_with({.white_percent = 25}).verdict, Verdict::Pass) << "a window in the background";
    EXPECT_EQ(judged_with({.light = 200, .black_percent = 50}).verdict, Verdict::Pass) << "dark clothes";
}

TEST(Cameras, LightIsCountedPixelByPixel) {
    Grey grey;
    grey.width = 4, grey.height = 2;
    for (const int pixel : {0, 4, 5, 120, 250, 251, 255, 255}) grey.pixels.push_back(static_cast<std::uint8_t>(pixel));
    const Light light = light_of(grey);
    EXPECT_DOUBLE_EQ(light.mean, (0 + 4 + 5 + 120 + 250 + 251 + 255 + 255) / 8.0);
    EXPECT_DOUBLE_EQ(light.black_percent, 25);
    EXPECT_DOUBLE_EQ(light.white_percent, 37.5);
}

TEST(Cameras, TwoOnOneBusAreTriedAtOnce) {
    drivers::SimulatedClock clock;
    const auto both = [&clock](const ScriptedCamera::Script& document, const ScriptedCamera::Script& face) {
        ScriptedCamera one(clock, document), other(clock, face);
        return judge_bandwidth(one, other, clock);
    };
    EXPECT_EQ(both({.period = 16ms}, {.period = 16ms}).verdict, Verdict::Pass);
    EXPECT_EQ(both({.period = 70ms}, {.period = 70ms}).verdict, Verdict::Warn) << "seven a second of each";
    EXPECT_THAT(both({}, {.opens = false}).value, HasSubstr("the second camera gives no pictures beside the first"));
    EXPECT_THAT(both({}, {.pictures = 0}).hint, HasSubstr("different controllers"));
    EXPECT_THAT(both({}, {.pictures = 20}).value, HasSubstr("one stops beside the other"));
    EXPECT_EQ(both({.opens = false}, {}).verdict, Verdict::Inconclusive) << "that is no question of the bus";
}

TEST(Cameras, AreLeftAloneWhileAPatientIsHere) {
    const drivers::SystemClock clock;
    const testing::Tree tree;
    Bench bench = tree.bench(clock);
    bench.patient_here = true;
    EXPECT_EQ(testing::finding_of(bench, "camera.both").verdict, Verdict::Inconclusive);
    bench.config.face_camera = "v4l2:/dev/video1";
    EXPECT_EQ(testing::finding_of(bench, "camera.document").verdict, Verdict::Inconclusive);
    for (const char* id : {"camera.face", "camera.bandwidth", "camera.document.chart", "camera.face.chart"}) {
        const Finding finding = testing::finding_of(bench, id);
        EXPECT_EQ(finding.verdict, Verdict::Inconclusive) << id;
        EXPECT_THAT(finding.value, HasSubstr("a patient is being served")) << id;
    }
}

}  // namespace
}  // namespace vestibule::diagnostics
