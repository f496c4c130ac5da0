// cameras_here_test - the cameras of a made-up machine: each once, bound by place, vendor and serial, none made up.
#include "kiosk/device/cameras_here.hpp"

#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::Place;

class CamerasHere : public ::testing::Test {
protected:
    void camera(int number, const std::string& device, const std::string& serial, int index = 0) const {
        const auto folder = place_ / ("sys/devices/" + device);
        const auto node = folder / "1.0/video4linux" / ("video" + std::to_string(number));
        std::filesystem::create_directories(node);
        std::filesystem::create_directories(place_ / "sys/class/video4linux");
        std::filesystem::create_directory_symlink(node,
                                                  place_ / ("sys/class/video4linux/video" + std::to_string(number)));
        std::ofstream(node / "index") << index;
        std::ofstream(node / "name") << "Webcam " << number;
        if (!device.starts_with("usb1/")) return;
        std::ofstream(folder / "idVendor") << "046d";
        std::ofstream(folder / "idProduct") << "0825";
        if (!serial.empty()) std::ofstream(folder / "serial") << serial;
    }
    [[nodiscard]] std::vector<CameraHere> here(const Config& config, bool made_up_too = false) const {
        return cameras_here(drivers::Machine(place_.path()), config, made_up_too);
    }
    const Place place_;
};

TEST_F(CamerasHere, AreThoseOfTheKernelWithTheirRoles) {
    camera(0, "usb1/1-1", "A1");
    camera(1, "usb1/1-1", "A1", 1);  // the same camera's other node
    camera(2, "usb1/1-2", "");
    camera(5, "virtual/loop", "");
    std::filesystem::create_directories(place_ / "dev/vestibule");
    place_.write("dev/video2", "");
    std::filesystem::create_symlink(place_ / "dev/video2", place_ / "dev/vestibule/camera-b");
    Config config;
    config.document_camera = "v4l2:port=1-1,vendor=046d";
    config.face_camera = "v4l2:/dev/vestibule/camera-b";  // as set-up bound it once
    const auto all = here(config);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].source, "v4l2:port=1-1,vendor=046d,product=0825,serial=A1");
    EXPECT_TRUE(all[0].documents && !all[0].faces);
    EXPECT_EQ(all[1].source, "v4l2:port=1-2,vendor=046d,product=0825");
    EXPECT_TRUE(all[1].faces && !all[1].documents);
}

TEST_F(CamerasHere, AreNeverMadeUpOutsideATest) {
    Config config;
    config.document_camera = config.face_camera = "simulated:desk";
    EXPECT_TRUE(here(config).empty());
    const auto all = here(config, true);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(all[0].documents && all[0].faces);
    camera(0, "usb1/1-1", "A1");
    EXPECT_EQ(here({}).size(), 1U) << "what nobody chose is no second camera";
}

}  // namespace
}  // namespace vestibule::device
