// keypad_test - keys as the kernel writes them, a keypad that is pulled out, and every fault of the simulated one.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "drivers/keypad/keypad.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A pipe stands for the device's file: what is written to it is read as from the kernel.
class Evdev : public testing::Test {
protected:
    Evdev() {
        std::string pattern = (fs::temp_directory_path() / "keypad-XXXXXX").string();
        root_ = mkdtemp(pattern.data());
        fs::create_directories(root_ / "sys/class/input/event4/device");
        fs::create_directories(root_ / "dev/input");
        std::ofstream(root_ / "sys/class/input/event4/device/name") << "Pad\n";
        EXPECT_EQ(mkfifo(node().c_str(), 0600), 0);
        device_ = open(node().c_str(), O_RDWR | O_NONBLOCK);
    }
    ~Evdev() override {
        close(device_);
        fs::remove_all(root_);
    }
    [[nodiscard]] fs::path node() const { return root_ / "dev/input/event4"; }
    void say(std::uint16_t type, std::uint16_t code, int value) const {
        input_event event{};
        event.type = type;
        event.code = code;
        event.value = value;
        ASSERT_EQ(write(device_, &event, sizeof event), static_cast<ssize_t>(sizeof event));
    }
    fs::path root_;
    int device_ = -1;
};

TEST_F(Evdev, TellsEachKeyOnceAsItGoesDown) {
    const auto pad = make_keypad("Pad", root_);
    EXPECT_FALSE(*pad->next(10ms));
    say(EV_KEY, KEY_A, 1);  // of no use to a patient
    say(EV_KEY, KEY_UP, 1), say(EV_SYN, SYN_REPORT, 0), say(EV_KEY, KEY_UP, 2), say(EV_KEY, KEY_UP, 0);
    say(EV_KEY, KEY_KPENTER, 1);
    EXPECT_EQ(**pad->next(5s), PadKey::Up);
    EXPECT_EQ(**pad->next(5s), PadKey::Select);
    EXPECT_FALSE(*pad->next(10ms));
}

TEST_F(Evdev, SaysWhatIsNotThereAndFindsItAgain) {
    EXPECT_NE(make_keypad("Pat", root_)->next(10ms).error().context.find("no input device 'Pat'"), std::string::npos);
    const auto pad = make_keypad("Pad", root_);
    EXPECT_EQ(pad->has().error().code, ErrorCode::FileUnreadable) << "a pipe has no keys to tell of";
    EXPECT_EQ(pad->held().error().code, ErrorCode::FileUnreadable);
    say(EV_KEY, KEY_ESC, 1);
    EXPECT_EQ(**pad->next(5s), PadKey::Back) << "it is opened anew";
}

TEST(PadKeys, AreThoseOfSeveralKindsOfPads) {
    EXPECT_EQ(pad_key(KEY_ENTER), PadKey::Select);
    EXPECT_EQ(pad_key(KEY_SELECT), PadKey::Select);
    EXPECT_EQ(pad_key(KEY_BACK), PadKey::Back);
    EXPECT_FALSE(pad_key(KEY_Q));
}

TEST(SimulatedKeypad, HasEveryFault) {
    SimulatedKeypad pad;
    EXPECT_TRUE(pad.has()->all());
    pad.presses = {PadKey::Up, PadKey::Down};
    pad.dead.set(static_cast<std::size_t>(PadKey::Up));
    EXPECT_EQ(**pad.next(0ms), PadKey::Down) << "a dead key is never heard";
    EXPECT_FALSE(*pad.next(0ms));
    pad.missing = true;
    EXPECT_FALSE(pad.has());
    EXPECT_FALSE(pad.held());
    EXPECT_FALSE(pad.next(0ms));
}

}  // namespace
}  // namespace vestibule::drivers
