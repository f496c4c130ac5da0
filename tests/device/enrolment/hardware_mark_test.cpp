// hardware_mark_test - what tells a machine apart after its disk was written anew, and what tells no machine apart.
#include "kiosk/device/enrolment/hardware_mark.hpp"

#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using testing::Place;

TEST(HardwareMark, IsAHashOfWhatTheMakerWroteAndNeverOfAPlaceholder) {
    const Place place;
    const drivers::Machine machine(place / "machine");
    const auto write = [&](const std::string& name, const std::string& text) {
        fs::create_directories((place / ("machine/" + name)).parent_path());
        place.write("machine/" + name, text);
    };
    EXPECT_FALSE(hardware_mark(machine));
    write("sys/class/dmi/id/product_serial", "To be filled by O.E.M.\n");
    EXPECT_FALSE(hardware_mark(machine));
    write("proc/device-tree/serial-number", std::string("10000000a1b2c3d4\0", 17));
    const auto board = hardware_mark(machine);
    ASSERT_TRUE(board);
    EXPECT_EQ(board->size(), 32U);
    write("sys/class/dmi/id/board_serial", "/7XJ9Q2/CN1296396G00D2/\n");
    const auto serial = hardware_mark(machine);
    EXPECT_NE(serial, board);
    for (const char* shared : {"03000200-0400-0500-0006-000700080009\n", "00000000-0000-0000-0000-000000000000\n",
                               "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\n", "\n", "1.0\n"}) {
        write("sys/class/dmi/id/product_uuid", shared);
        EXPECT_EQ(hardware_mark(machine), serial) << shared << " is of many machines";
    }
    write("sys/class/dmi/id/product_uuid", "4C4C4544-0042-3510-8052-B4C04F4A5132\n");
    const auto upper = hardware_mark(machine);
    EXPECT_NE(upper, serial);
    write("sys/class/dmi/id/product_uuid", "4c4c4544-0042-3510-8052-b4c04f4a5132");
    EXPECT_EQ(hardware_mark(machine), upper) << "firmware writes it in either case";
}

}  // namespace
}  // namespace vestibule::device
