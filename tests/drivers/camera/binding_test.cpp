// binding_test - a role gets the camera that it names, or none: not another one, and none that software made.
#include "drivers/camera/v4l2/binding.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace vestibule::drivers::v4l2 {
namespace {

namespace fs = std::filesystem;

/// A /sys with video devices, as the kernel lays it out.
class Sys {
public:
    Sys() : root_(fs::temp_directory_path() / ("binding-" + std::to_string(::getpid()))) {
        fs::remove_all(root_);
        fs::create_directories(root_ / "class/video4linux");
    }
    ~Sys() { fs::remove_all(root_); }
    void usb(int number, const std::string& port, const std::string& vendor, const std::string& product,
             const std::string& serial, int index = 0) {
        const fs::path device = root_ / "devices/pci0000:00/usb1" / port;
        add(number, device / (port + ":1.0"), index);
        write(device / "idVendor", vendor);
        write(device / "idProduct", product);
        if (!serial.empty()) write(device / "serial", serial);
    }
    void made_by_software(int number) { add(number, root_ / "devices/virtual", 0); }
    void vivid(int number) { add(number, root_ / "devices/platform/vivid.0", 0); }
    [[nodiscard]] std::string meant(std::string_view wanted) const {
        const auto device = resolve(wanted, root_);
        return device ? *device : "";
    }
    [[nodiscard]] const fs::path& root() const { return root_; }

private:
    static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text << '\n'; }
    void add(int number, const fs::path& parent, int index) {
        const std::string name = "video" + std::to_string(number);
        const fs::path real = parent / "video4linux" / name;
        fs::create_directories(real);
        write(real / "index", std::to_string(index));
        write(real / "name", "a camera");
        fs::create_directory_symlink(real, root_ / "class/video4linux" / name);
    }
    fs::path root_;
};

TEST(Binding, VendorSerialAndPortNameOneCamera) {
    Sys sys;
    sys.usb(0, "1-1", "046d", "0825", "A1");
    sys.usb(1, "1-1", "046d", "0825", "A1", 1);  // the same camera's second device gives no pictures
    sys.usb(2, "1-2", "046d", "0825", "B2");
    EXPECT_EQ(sys.meant("serial=B2"), "/dev/video2");
    EXPECT_EQ(sys.meant("port=1-1"), "/dev/video0");
    EXPECT_EQ(sys.meant("port=1-2,vendor=046d,product=0825,serial=B2"), "/dev/video2");
    EXPECT_EQ(sys.meant("vendor=046d"), "") << "two cameras are that";
    EXPECT_EQ(sys.meant("port=1-2,serial=A1"), "") << "another camera stands in its place";
    EXPECT_EQ(sys.meant("serial=C3"), "");
}

TEST(Binding, APluggedInAgainCameraIsFoundUnderItsNewNumber) {
    Sys sys;
    sys.usb(4, "1-1", "046d", "0825", "A1");
    EXPECT_EQ(sys.meant("port=1-1,serial=A1"), "/dev/video4");
}

TEST(Binding, WhatSoftwareMakesIsNoCamera) {
    Sys sys;
    sys.made_by_software(0);
    sys.vivid(1);
    EXPECT_EQ(sys.meant("/dev/video0"), "");
    EXPECT_EQ(sys.meant("/dev/video1"), "");
    const auto refused = resolve("/dev/video0", sys.root());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::CameraMissing);
    sys.usb(2, "1-1", "046d", "0825", "");
    EXPECT_EQ(sys.meant("/dev/video2"), "/dev/video2");
    EXPECT_EQ(sys.meant("/dev/video3"), "") << "not there";
}

TEST(Binding, ACameraIsBoundByPlaceVendorAndSerialAndFoundAgain) {
    Sys sys;
    sys.usb(0, "1-1", "046d", "0825", "A1");
    sys.usb(2, "1-2", "046d", "0825", "B 2,x");
    const auto all = nodes(sys.root());
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(binding_of(all[0]), "port=1-1,vendor=046d,product=0825,serial=A1");
    EXPECT_EQ(binding_of(all[1]), "port=1-2,vendor=046d,product=0825") << "a serial that could not be read again";
    for (const Node& one : all) EXPECT_EQ(sys.meant(binding_of(one)), one.device);
    EXPECT_EQ(binding_of({.device = "/dev/video7"}), "/dev/video7");
}

TEST(Binding, WhatIsNoBindingIsSaid) {
    Sys sys;
    sys.usb(0, "1-1", "046d", "0825", "A1");
    for (const char* wrong : {"", "color=red", "port", "port=", "046d:0825"}) EXPECT_EQ(sys.meant(wrong), "") << wrong;
}

}  // namespace
}  // namespace vestibule::drivers::v4l2
