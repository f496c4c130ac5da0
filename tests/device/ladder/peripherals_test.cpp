// peripherals_test - ports, touch screens, keypads and displays of a made-up machine, links and all.
#include "drivers/machine/peripherals.hpp"

#include <gmock/gmock.h>

#include "tests/device/place.hpp"

namespace vestibule::drivers {
namespace {

using device::testing::Place;

class Peripherals : public testing::Test {
protected:
    void file(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((place_ / name).parent_path());
        place_.write(name, text);
    }
    void link(const std::string& name, const std::string& to) {
        std::filesystem::create_directories((place_ / name).parent_path());
        std::filesystem::create_directories(place_ / to);
        std::filesystem::create_symlink(place_ / to, place_ / name);
    }
    Place place_;
    Machine machine_{place_.path()};
};

constexpr const char* kUsb = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-1/1-1.4/1-1.4:1.0/";

TEST_F(Peripherals, ACameraStandsBehindItsPort) {
    link("sys/class/video4linux/video2", std::string(kUsb) + "video4linux/video2");
    file("dev/video2", "");
    std::filesystem::create_directories(place_ / "dev/vestibule");
    std::filesystem::create_symlink(place_ / "dev/video2", place_ / "dev/vestibule/camera-left");
    EXPECT_EQ(usb_port_of_camera(machine_, "v4l2:/dev/video2"), "1-1.4");
    EXPECT_EQ(usb_port_of_camera(machine_, "v4l2:/dev/vestibule/camera-left"), "1-1.4");
    EXPECT_EQ(usb_port_of_camera(machine_, "2"), "1-1.4");
    EXPECT_EQ(usb_port_of_camera(machine_, "v4l2:vendor=046d,port=1-1.2,serial=A1"), "1-1.2");
    EXPECT_EQ(usb_port_of_camera(machine_, "v4l2:vendor=046d,port=everywhere"), "");
    for (const char* none : {"", "file:/x", "folder:/dev/video2", "v4l2:/dev/video3", "3", "simulated:desk"}) {
        EXPECT_EQ(usb_port_of_camera(machine_, none), "") << none;
    }
}

TEST_F(Peripherals, ATouchScreenIsDirectAndHasAxes) {
    const std::string touch = std::string(kUsb) + "input/input5";
    link("sys/class/input/input5", touch);
    file(touch + "/name", "ILITEK Touch\n");
    file(touch + "/properties", "2\n");
    file(touch + "/capabilities/abs", "260800000000003\n");
    file("sys/class/input/input6/name", "Mouse");
    file("sys/class/input/input6/properties", "0");
    file("sys/class/input/input6/capabilities/abs", "3");
    const auto found = touch_screens(machine_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "ILITEK Touch");
    EXPECT_EQ(found[0].port, "1-1.4");
    std::filesystem::remove_all(place_ / touch);
    EXPECT_TRUE(touch_screens(machine_).empty()) << "it was unplugged";
}

TEST_F(Peripherals, ATouchScreenIsBoundByItsPlaceAndAnotherOneStandsIn) {
    for (const char* port : {"1-1.4", "1-1.5"}) {
        const std::string touch =
            std::string("sys/devices/usb1/1-1/") + port + "/" + port + ":1.0/input/input" + port[4];
        link(std::string("sys/class/input/input") + port[4], touch);
        file(touch + "/name", "ILITEK Touch");
        file(touch + "/properties", "2");
        file(touch + "/capabilities/abs", "260800000000003");
        file(touch + "/id/vendor", "0eef");
        file(touch + "/id/product", "c000");
    }
    const auto all = touch_screens(machine_);
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(binding_of(all[1]), "port=1-1.5,vendor=0eef,product=c000");
    EXPECT_EQ(touch_bound(all, binding_of(all[1])), &all[1]);
    EXPECT_EQ(touch_bound(all, "port=1-9"), &all[0]);
    EXPECT_EQ(touch_bound({}, ""), nullptr);
}

TEST_F(Peripherals, PrintersAreWhatUdevNames) {
    file("dev/vestibule/printer-usb-0_1", "");
    file("dev/vestibule/camera-usb-0_2", "");
    ASSERT_EQ(printers(machine_).size(), 1U);
    EXPECT_TRUE(printers(machine_)[0].ends_with("dev/vestibule/printer-usb-0_1"));
}

TEST_F(Peripherals, AKeypadHasArrowsAndEnter) {
    // Keys 28 (Enter), 103, 105, 106, 108.
    file("sys/class/input/input7/capabilities/key", "168000000000 10000000");
    file("sys/class/input/input7/name", "Keypad");
    file("sys/class/input/input8/capabilities/key", "10000000");
    EXPECT_THAT(keypads(machine_), ::testing::ElementsAre("Keypad"));
}

TEST_F(Peripherals, ADisplayIsThereWhereAnyConnectorSaysSo) {
    EXPECT_EQ(displays(machine_), Displays::Unknown);
    file("sys/class/drm/card0/dev", "226:0");
    EXPECT_EQ(displays(machine_), Displays::Unknown) << "a card is no connector";
    file("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
    EXPECT_EQ(displays(machine_), Displays::None);
    file("sys/class/drm/card0-DP-1/status", "connected\n");
    EXPECT_EQ(displays(machine_), Displays::Some);
    file("sys/class/drm/card0-DP-1/status", "unknown\n");
    EXPECT_EQ(displays(machine_), Displays::Some);
}

}  // namespace
}  // namespace vestibule::drivers
