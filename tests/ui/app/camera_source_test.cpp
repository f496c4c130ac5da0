// camera_source_test - a kiosk for patients opens cameras only: no file, folder, pipeline or device made by software.
#include "ui/app/camera_source.hpp"

#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::ui {
namespace {

/// What opening says in a kiosk whose camera module is not installed: whoever comes as far as the module was let in.
std::string said_of(const std::string& source, bool test_kiosk) {
    const device::testing::Place place;
    if (test_kiosk) place.write(kTestMark, "");
    Options options;
    options.share_folder = place.path();
    options.module_folder = place.path();
    const auto made = camera_factory(options, nullptr, source);
    EXPECT_FALSE(made) << "there is no module";
    return made ? "" : made.error().sentence();
}

TEST(CameraSource, AKioskForPatientsRefusesWhatIsNoCamera) {
    for (const char* source : {"file:/film.avi", "folder:/pictures", "gstreamer:videotestsrc ! appsink", ""}) {
        EXPECT_NE(said_of(source, false).find("virtual camera"), std::string::npos) << said_of(source, false);
        EXPECT_EQ(said_of(source, true).find("virtual camera"), std::string::npos) << "a kiosk for tests may";
    }
    EXPECT_EQ(said_of("v4l2:/dev/video7775", false).find("virtual camera"), std::string::npos)
        << "a camera that is not there is missing, not made up";
}

}  // namespace
}  // namespace vestibule::ui
