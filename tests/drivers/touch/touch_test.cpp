// touch_test - reports of touch screens as the kernel writes them, and devices that come, speak and go.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "drivers/touch/glass.hpp"
#include "drivers/touch/touch.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using What = Touched::What;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Decoder, TellsAFingerOncePerTouchWhereTheReportIsWhole) {
    TouchDecoder decoder({0, 4095}, {0, 4095});
    EXPECT_FALSE(decoder.told(EV_ABS, ABS_MT_TRACKING_ID, 7));
    EXPECT_FALSE(decoder.told(EV_ABS, ABS_MT_POSITION_X, 4095));
    EXPECT_FALSE(decoder.told(EV_KEY, BTN_TOUCH, 1));
    EXPECT_FALSE(decoder.told(EV_ABS, ABS_MT_POSITION_Y, 1024)) << "its place is not known yet";
    const auto finger = decoder.told(EV_SYN, SYN_REPORT, 0);
    ASSERT_TRUE(finger);
    EXPECT_EQ(finger->what, What::Finger);
    EXPECT_FLOAT_EQ(finger->x, 1);
    EXPECT_NEAR(finger->y, 0.25, 0.01);
    EXPECT_FALSE(decoder.told(EV_ABS, ABS_X, 5));
    EXPECT_FALSE(decoder.told(EV_SYN, SYN_REPORT, 0)) << "a finger that slides is no second one";
    EXPECT_FALSE(decoder.told(EV_KEY, BTN_TOUCH, 0));
    EXPECT_FALSE(decoder.told(EV_SYN, SYN_REPORT, 0));
}

TEST(Decoder, TellsKeysOnceAndWhichIsBack) {
    TouchDecoder decoder({}, {});
    EXPECT_EQ(decoder.told(EV_KEY, KEY_ESC, 1)->what, What::BackKey);
    EXPECT_FALSE(decoder.told(EV_KEY, KEY_ESC, 2)) << "a key that is held repeats itself";
    EXPECT_FALSE(decoder.told(EV_KEY, KEY_ESC, 0));
    EXPECT_EQ(decoder.told(EV_KEY, KEY_BACK, 1)->what, What::BackKey);
    EXPECT_EQ(decoder.told(EV_KEY, KEY_A, 1)->what, What::OtherKey);
    EXPECT_FALSE(decoder.told(EV_KEY, BTN_TOUCH, 1));
    EXPECT_FALSE(decoder.told(EV_SYN, SYN_REPORT, 0)) << "a device without places has no fingers";
}

TEST(Decoder, TellsReleasesAndEnterToWhoeverWantsToKnowHowLong) {
    TouchDecoder decoder({0, 100}, {0, 100}, true);
    EXPECT_FALSE(decoder.told(EV_KEY, BTN_TOUCH, 1));
    EXPECT_FALSE(decoder.told(EV_ABS, ABS_X, 75));
    EXPECT_EQ(decoder.told(EV_SYN, SYN_REPORT, 0)->what, What::Finger);
    EXPECT_EQ(decoder.told(EV_KEY, BTN_TOUCH, 0)->what, What::Released);
    EXPECT_TRUE(decoder.told(EV_KEY, KEY_ENTER, 1)->enter);
    EXPECT_FALSE(decoder.told(EV_KEY, KEY_ENTER, 2)) << "a key that is held repeats itself";
    EXPECT_EQ(decoder.told(EV_KEY, KEY_ENTER, 0)->what, What::Released);
    EXPECT_FALSE(decoder.told(EV_KEY, KEY_A, 1)->enter);
}

class Reader : public testing::Test {
protected:
    Reader() {
        std::string pattern = (fs::temp_directory_path() / "touch-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~Reader() override { fs::remove_all(folder_); }
    int plug(const char* name) const {
        EXPECT_EQ(mkfifo((folder_ / name).c_str(), 0600), 0);
        return open((folder_ / name).c_str(), O_RDWR | O_NONBLOCK);
    }
    static void say(int device, std::uint16_t code, int value) {
        input_event event{};
        event.type = EV_KEY;
        event.code = code;
        event.value = value;
        ASSERT_EQ(write(device, &event, sizeof event), static_cast<ssize_t>(sizeof event));
    }
    fs::path folder_;
};

TEST_F(Reader, HearsDevicesThatComeLaterAndOutlivesThoseThatGo) {
    TouchReader reader(folder_);
    EXPECT_THAT(reader.wait(10ms), IsEmpty());
    const int one = plug("event0"), other = plug("event3");
    plug("mouse0");
    EXPECT_THAT(reader.wait(10ms), IsEmpty());
    say(one, KEY_ESC, 1), say(one, KEY_ESC, 0), say(other, KEY_A, 1);
    EXPECT_THAT(reader.wait(5s), SizeIs(2));
    EXPECT_THAT(reader.wait(10ms), IsEmpty());
    close(one);
    fs::remove(folder_ / "event0");
    say(other, KEY_BACK, 1);
    const auto heard = reader.wait(5s);
    ASSERT_THAT(heard, SizeIs(1));
    EXPECT_EQ(heard[0].what, What::BackKey);
}

TEST_F(Reader, WaitsAsLongAsItIsToldWhereThereIsNothing) {
    TouchReader reader(folder_ / "none");
    const auto since = std::chrono::steady_clock::now();
    EXPECT_THAT(reader.wait(200ms), IsEmpty());
    EXPECT_GE(std::chrono::steady_clock::now() - since, 190ms);
}

TEST_F(Reader, GlassIsFoundByNameAndNeverGuessed) {
    fs::create_directories(folder_ / "sys/class/input/event2/device");
    fs::create_directories(folder_ / "dev/input");
    std::ofstream(folder_ / "sys/class/input/event2/device/name") << "Glass\n";
    EXPECT_EQ(make_glass("Other", folder_)->contacts().error().context, "no input device 'Other'");
    EXPECT_FALSE(make_glass("Glass", folder_)->contacts()) << "its device file is missing";
    std::ofstream(folder_ / "dev/input/event2") << "";
    EXPECT_FALSE(make_glass("Glass", folder_)->contacts()) << "a file is no touch screen";
}

TEST(Glass, SimulatedOneHasEveryFault) {
    SimulatedGlass glass;
    using Fault = SimulatedGlass::Fault;
    EXPECT_THAT(*glass.contacts(), IsEmpty());
    glass.fault = Fault::Stuck;
    EXPECT_EQ(*glass.contacts(), *glass.contacts());
    glass.fault = Fault::Ghosts;
    EXPECT_NE(*glass.contacts(), *glass.contacts());
    glass.fault = Fault::Missing;
    EXPECT_FALSE(glass.contacts());
}

}  // namespace
}  // namespace vestibule::drivers
