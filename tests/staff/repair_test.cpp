// repair_test - the binding is the old one or the new one, whatever comes between two steps, each with its own
// baseline.
#include "kiosk/staff/repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/device/local.hpp"
#include "kiosk/staff/errand_work.hpp"
#include "tests/device/place.hpp"

namespace vestibule::staff {
namespace {

using device::testing::Place;
using diagnostics::read_baseline;
using drivers::CameraRole;

const NewDevice kOld{.job = Job::DocumentCamera,
                     .source = "v4l2:port=1-1,vendor=046d,serial=OLD",
                     .focal_percent = 98,
                     .sight = diagnostics::ChartSight{.sharpness = 0.2, .pixels_a_mm = 4, .middle_x = 0.5}};
const NewDevice kNew{.job = Job::DocumentCamera,
                     .source = "v4l2:port=1-1,vendor=046d,serial=NEW",
                     .focal_percent = 120,
                     .sight = diagnostics::ChartSight{.sharpness = 0.3, .pixels_a_mm = 5, .middle_x = 0.4}};

/// What the kiosk would start with.
void expect_whole(const std::filesystem::path& state, const NewDevice& device) {
    const auto local = device::read_local(state);
    ASSERT_TRUE(local.ok()) << local.error().sentence();
    EXPECT_EQ(local->document_camera, device.source);
    EXPECT_EQ(local->document_focal_percent, device.focal_percent);
    EXPECT_EQ(local->name, "Kiosk 7") << "what set-up has kept";
    const auto baseline = read_baseline(state, CameraRole::Document, device.source);
    ASSERT_TRUE(baseline);
    EXPECT_DOUBLE_EQ(baseline->sight.sharpness, device.sight->sharpness);
}

TEST(Repair, APowerCutBetweenAnyTwoStepsLeavesTheOldOneOrTheNew) {
    int steps = 0, old_ones = 0;
    for (bool died = true; died; ++steps) {
        const Place place;
        ASSERT_TRUE(device::keep_local(place.path(), {.name = "Kiosk 7",
                                                      .place = {},
                                                      .language = {},
                                                      .document_camera = {},
                                                      .face_camera = "v4l2:port=1-2",
                                                      .proxy = {}})
                        .ok());
        ASSERT_TRUE(bind_device(place.path(), kOld, {}).ok());
        expect_whole(place.path(), kOld);
        const pid_t child = fork();
        if (child == 0) {
            int left = steps;
            (void)bind_device(place.path(), kNew, {}, [&left](const char*) {
                if (left-- == 0) _exit(1);
            });
            _exit(0);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        died = WEXITSTATUS(status) == 1;
        const bool is_old = device::read_local(place.path())->document_camera == kOld.source;
        expect_whole(place.path(), is_old ? kOld : kNew);
        EXPECT_TRUE(died || !is_old);
        old_ones += is_old ? 1 : 0;
        ASSERT_TRUE(bind_device(place.path(), kNew, {}).ok()) << "and again";
        expect_whole(place.path(), kNew);
        EXPECT_EQ(device::read_local(place.path())->face_camera, "v4l2:port=1-2");
    }
    EXPECT_EQ(old_ones, 2) << "before the baseline, and before the binding";
    EXPECT_EQ(steps, 4);
}

TEST(Repair, AFileThatCannotBeReadIsNotReplacedByOneThatForgetsTheRest) {
    const Place place;
    place.write("local.toml", "name = \n");
    EXPECT_FALSE(bind_device(place.path(), kNew, {}).ok());
    EXPECT_EQ(place.read("local.toml"), "name = \n");
    EXPECT_FALSE(read_baseline(place.path(), CameraRole::Document));
}

TEST(Repair, EachDeviceHasItsPlaceInTheSettings) {
    device::Config config;
    config.document_camera = "a", config.face_camera = "b", config.printer = "c";
    EXPECT_EQ(with_device(config, {.job = Job::FaceCamera, .source = "x"}).face_camera, "x");
    EXPECT_EQ(with_device(config, {.job = Job::FaceCamera, .source = "x"}).document_camera, "a");
    const auto both = with_device(config, {.job = Job::BothCameras, .source = "x", .focal_percent = 110});
    EXPECT_EQ(both.document_camera + both.face_camera, "xx");
    EXPECT_EQ(both.document_focal_percent, 110);
    EXPECT_EQ(with_device(config, {.job = Job::Printer, .source = "/dev/p"}).printer, "/dev/p");
    EXPECT_EQ(with_device(config, {.job = Job::TouchScreen, .source = "port=1"}).touch, "port=1");
}

TEST(Repair, TheWorkshopHearsTheWholeDevice) {
    const NewDevice again = device_from(to_json(kNew));
    EXPECT_EQ(again.job, kNew.job);
    EXPECT_EQ(again.source, kNew.source);
    EXPECT_EQ(again.focal_percent, kNew.focal_percent);
    ASSERT_TRUE(again.sight);
    EXPECT_DOUBLE_EQ(again.sight->middle_x, kNew.sight->middle_x);
    EXPECT_FALSE(device_from(nlohmann::json::object()).sight);
}

}  // namespace
}  // namespace vestibule::staff
