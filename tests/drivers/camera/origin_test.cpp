// origin_test - a camera on a bus is one, whatever a program makes up is not.
#include "drivers/camera/origin.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;

class Origin : public testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(sys_);
        fs::create_directories(sys_ / "class/video4linux");
    }
    void TearDown() override { fs::remove_all(sys_); }
    void device(const char* name, const char* stands) {
        const fs::path folder = sys_ / "devices" / stands / "video4linux" / name;
        fs::create_directories(folder);
        fs::create_directory_symlink(folder, sys_ / "class/video4linux" / name);
    }
    const fs::path sys_ = fs::temp_directory_path() / "vestibule-origin-test";
};

TEST_F(Origin, ACameraOnABusIsReal) {
    device("video7771", "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0");
    EXPECT_FALSE(is_virtual("v4l2:/dev/video7771", sys_));
    EXPECT_FALSE(is_virtual("7771", sys_));
}

TEST_F(Origin, DevicesThatNoHardwareStandsBehindAreNot) {
    device("video7772", "virtual");
    device("video7773", "platform/vivid.0");
    EXPECT_TRUE(is_virtual("v4l2:/dev/video7772", sys_));
    EXPECT_TRUE(is_virtual("v4l2:/dev/video7773", sys_));
}

TEST_F(Origin, ACameraOfABoardIsReal) {
    device("video7774", "platform/soc/fe801000.csi");
    EXPECT_FALSE(is_virtual("v4l2:/dev/video7774", sys_));
}

TEST_F(Origin, FilmsFoldersAndPipelinesAreNot) {
    for (const char* source : {"file:/film.avi", "folder:/pictures", "gstreamer:videotestsrc ! appsink", ""}) {
        EXPECT_TRUE(is_virtual(source, sys_)) << source;
    }
}

TEST_F(Origin, ACameraThatIsNotThereIsMissingAndNotMadeUp) {
    EXPECT_FALSE(is_virtual("v4l2:/dev/video7775", sys_));
}

}  // namespace
}  // namespace vestibule::drivers
