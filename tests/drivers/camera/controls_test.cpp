// controls_test - a driver that behaves as V4L2's documents say: bounds are enforced, what is inactive is refused.
#include "drivers/camera/v4l2/controls.hpp"

#include <gtest/gtest.h>
#include <linux/videodev2.h>

#include <map>

namespace vestibule::drivers::v4l2 {
namespace {

using namespace std::chrono_literals;

/// A USB camera: no V4L2_EXPOSURE_AUTO, focus and exposure inactive while their automatic is on.
class FakeCamera final : public ControlPort {
public:
    FakeCamera() {
        add(V4L2_CID_POWER_LINE_FREQUENCY, 0, 2, 1, 1);
        add(V4L2_CID_EXPOSURE_AUTO, 0, 3, 1, 3);
        add(V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0, 1, 1, 1);
        add(V4L2_CID_EXPOSURE_ABSOLUTE, 3, 2047, 1, 250);
        add(V4L2_CID_GAIN, 0, 255, 1, 64);
        add(V4L2_CID_AUTO_WHITE_BALANCE, 0, 1, 1, 1);
        add(V4L2_CID_FOCUS_AUTO, 0, 1, 1, 1);
    }
    std::optional<Bounds> bounds(std::uint32_t control) override {
        const auto found = controls_.find(control);
        if (found == controls_.end()) return std::nullopt;
        Bounds bounds = found->second.bounds;
        bounds.settable = active(control);
        return bounds;
    }
    std::optional<std::int32_t> read(std::uint32_t control) override {
        const auto found = controls_.find(control);
        return found == controls_.end() ? std::nullopt : std::optional(found->second.value);
    }
    bool write(std::uint32_t control, std::int32_t value) override {
        const auto found = controls_.find(control);
        const bool unknown_mode = control == V4L2_CID_EXPOSURE_AUTO && value != V4L2_EXPOSURE_MANUAL &&
                                  value != V4L2_EXPOSURE_APERTURE_PRIORITY;
        if (found == controls_.end() || !active(control) || unknown_mode) return false;             // EINVAL, EACCES
        if (value < found->second.bounds.least || value > found->second.bounds.most) return false;  // ERANGE
        found->second.value = value;
        return true;
    }
    void drop(std::uint32_t control) { controls_.erase(control); }
    /// What the automatic does; it may change even what nobody may set.
    void expose(std::int32_t value) { controls_.at(V4L2_CID_EXPOSURE_ABSOLUTE).value = value; }
    [[nodiscard]] std::int32_t value(std::uint32_t control) const { return controls_.at(control).value; }

private:
    struct Control {
        Bounds bounds;
        std::int32_t value;
    };
    void add(std::uint32_t control, std::int32_t least, std::int32_t most, std::int32_t step, std::int32_t usual) {
        controls_[control] = {{least, most, step, usual, true}, usual};
    }
    [[nodiscard]] bool active(std::uint32_t control) const {
        const bool manual = value(V4L2_CID_EXPOSURE_AUTO) == V4L2_EXPOSURE_MANUAL;
        return manual || (control != V4L2_CID_EXPOSURE_ABSOLUTE && control != V4L2_CID_GAIN);
    }
    std::map<std::uint32_t, Control> controls_;
};

class ControlsTest : public testing::Test {
protected:
    /// Lets the automatic stand at an exposure for two seconds.
    void settle(std::int32_t exposure, CameraRequest request = {}) {
        Controls controls(camera, request);
        controls.begin(TimePoint{});
        camera.expose(exposure);
        for (Duration at = 0ms; at < 2s; at += 40ms) dropped += controls.warming(TimePoint{} + at) ? 1 : 0;
        locked = controls.locked();
    }
    FakeCamera camera;
    int dropped = 0;
    bool locked = false;
};

TEST_F(ControlsTest, TheFirstHalfSecondIsDropped) {
    settle(60);
    EXPECT_EQ(dropped, 13);
    EXPECT_TRUE(locked);
}

TEST_F(ControlsTest, InGoodLightWhatTheAutomaticFoundIsHeld) {
    settle(60);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_MANUAL);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_ABSOLUTE), 60);
    EXPECT_EQ(camera.value(V4L2_CID_AUTO_WHITE_BALANCE), 0);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_AUTO_PRIORITY), 0);
}

TEST_F(ControlsTest, AnExposureTooLongForAHandIsShortenedToTheMains) {
    settle(200, {.mains_hz = 50});
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_ABSOLUTE), 100) << "1/100 s";
    EXPECT_EQ(camera.value(V4L2_CID_GAIN), 128) << "half the light, twice the gain";
    EXPECT_EQ(camera.value(V4L2_CID_POWER_LINE_FREQUENCY), V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    settle(200, {.mains_hz = 60});
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_ABSOLUTE), 83) << "1/120 s";
    EXPECT_EQ(camera.value(V4L2_CID_POWER_LINE_FREQUENCY), V4L2_CID_POWER_LINE_FREQUENCY_60HZ);
}

TEST_F(ControlsTest, InTheDarkTheAutomaticGoesOn) {
    settle(500);
    EXPECT_TRUE(locked);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_ABSOLUTE), 500);
}

TEST_F(ControlsTest, WithoutGainTheExposureIsNotShortened) {
    camera.drop(V4L2_CID_GAIN);
    settle(200);
    EXPECT_EQ(camera.value(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
}

TEST_F(ControlsTest, FocusIsHeldForATrayAndAFaceButNotForAHand) {
    settle(60, {.role = CameraRole::Document});
    EXPECT_EQ(camera.value(V4L2_CID_FOCUS_AUTO), 1);
    settle(60, {.role = CameraRole::Document, .tray = true});
    EXPECT_EQ(camera.value(V4L2_CID_FOCUS_AUTO), 0);
    settle(60, {.role = CameraRole::Face});
    EXPECT_EQ(camera.value(V4L2_CID_FOCUS_AUTO), 0);
}

TEST_F(ControlsTest, TheExposureIsToldInTime) {
    Controls controls(camera, {.rate_hz = 30});
    controls.begin(TimePoint{});
    camera.expose(60);
    EXPECT_EQ(controls.exposure(TimePoint{}), 6ms) << "V4L2 counts 0.1 ms";
    camera.expose(120);
    EXPECT_EQ(controls.exposure(TimePoint{} + 40ms), 6ms) << "it is not asked with each frame";
    EXPECT_EQ(controls.exposure(TimePoint{} + 200ms), 12ms) << "but again and again";
    camera.expose(2000);
    EXPECT_EQ(controls.exposure(TimePoint{} + 400ms), 33'333us) << "no longer than the picture lasts";
    camera.drop(V4L2_CID_EXPOSURE_ABSOLUTE);
    EXPECT_EQ(controls.exposure(TimePoint{} + 600ms), std::nullopt);
}

TEST_F(ControlsTest, AfterTheLockTheShortenedExposureIsTold) {
    Controls controls(camera, {.mains_hz = 50});
    controls.begin(TimePoint{});
    camera.expose(200);
    Duration at = 0ms;
    for (; !controls.locked() && at < 2s; at += 40ms) {
        controls.warming(TimePoint{} + at);
        if (!controls.locked()) {
            EXPECT_EQ(controls.exposure(TimePoint{} + at), 20ms);
        }
    }
    ASSERT_TRUE(controls.locked());
    EXPECT_EQ(controls.exposure(TimePoint{} + at), 10ms);
}

TEST_F(ControlsTest, AnAutomaticThatHuntsIsLockedAtLast) {
    Controls controls(camera, {});
    controls.begin(TimePoint{});
    Duration at = 0ms;
    for (; at < 2900ms; at += 40ms) {
        camera.expose(50 + static_cast<std::int32_t>(at.count() / 40'000'000 % 5) * 20);
        controls.warming(TimePoint{} + at);
    }
    EXPECT_FALSE(controls.locked());
    for (; at < 3500ms; at += 40ms) controls.warming(TimePoint{} + at);
    EXPECT_TRUE(controls.locked());
}

TEST(Controls, ACameraWithoutControlsIsUsedAsItIs) {
    class Bare final : public ControlPort {
        std::optional<Bounds> bounds(std::uint32_t) override { return std::nullopt; }
        std::optional<std::int32_t> read(std::uint32_t) override { return std::nullopt; }
        bool write(std::uint32_t, std::int32_t) override { return false; }
    } bare;
    Controls controls(bare, {});
    controls.begin(TimePoint{});
    EXPECT_TRUE(controls.warming(TimePoint{} + 100ms));
    EXPECT_FALSE(controls.warming(TimePoint{} + 600ms));
}

}  // namespace
}  // namespace vestibule::drivers::v4l2
