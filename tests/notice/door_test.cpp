// door_test - the staff come in from the notice: by the glass however it is turned, by the keypad, by a key on a stick.
#include "kiosk/notice/door.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/stat.h>

#include <array>

#include "kiosk/device/access/offer.hpp"
#include "tests/device/place.hpp"
#include "tests/flows/noted_hand.hpp"

namespace vestibule::notice {
namespace {

using namespace std::chrono_literals;
using drivers::TouchDecoder;
using Asked = std::vector<std::string>;

class NoticeDoor : public testing::Test {
protected:
    NoticeDoor() {
        std::filesystem::create_directories(places_.input);
        std::filesystem::create_directories(places_.runtime);
    }
    /// A keypad as the kernel shows it; what is written into it is what its keys say.
    [[nodiscard]] int plug_keypad() const {
        EXPECT_EQ(mkfifo((places_.input / "event0").c_str(), 0600), 0);
        return open((places_.input / "event0").c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    }
    void press(int keypad, std::uint16_t code) {
        for (const int value : {1, 0}) {
            input_event event{};
            event.type = EV_KEY, event.code = code, event.value = value;
            ASSERT_EQ(write(keypad, &event, sizeof event), static_cast<ssize_t>(sizeof event));
        }
        door_.watch(5s);
    }
    /// A finger, as the glass reports it: 0 to 1000 along its own sides.
    void tap(int x, int y) {
        const std::array<std::array<int, 3>, 6> report{{{EV_ABS, ABS_X, x},
                                                        {EV_ABS, ABS_Y, y},
                                                        {EV_KEY, BTN_TOUCH, 1},
                                                        {EV_SYN, SYN_REPORT, 0},
                                                        {EV_KEY, BTN_TOUCH, 0},
                                                        {EV_SYN, SYN_REPORT, 0}}};
        for (const auto& [type, code, value] : report) {
            const auto told = glass_.told(static_cast<std::uint16_t>(type), static_cast<std::uint16_t>(code), value);
            if (told) door_.heard({*told});
        }
    }
    /// On the display's lower corners as the glass sees them that is turned by so many quarters.
    void tap_corner(bool right, int quarters) {
        const int x = right ? 970 : 30, y = 980;
        switch (quarters) {
            case 0:
                return tap(x, y);
            case 1:
                return tap(y, 1000 - x);
            case 2:
                return tap(1000 - x, 1000 - y);
            default:
                return tap(1000 - y, x);
        }
    }

    device::testing::Place place_;
    DoorPlaces places_{place_ / "input", place_ / "run", place_ / "hand.sock"};
    flows::NotedHand hand_{places_.hand};
    TouchDecoder glass_{{0, 1000}, {0, 1000}};
    Door door_{places_};
};

TEST_F(NoticeDoor, OpensForSixTapsHoweverTheGlassIsTurned) {
    Asked expected;
    for (int quarters = 0; quarters < 4; ++quarters) {
        for (int one = 0; one < staff::kGestureTouches; ++one) {
            EXPECT_EQ(hand_.asked(), expected) << quarters << " quarters, after " << one << " taps";
            tap_corner(one % 2 == 1, quarters);
        }
        expected.emplace_back("technician");
        EXPECT_EQ(hand_.asked(), expected) << "turned by " << quarters << " quarters";
    }
}

TEST_F(NoticeDoor, StaysShutForFingersThatAreNoGesture) {
    for (int one = 0; one < 12; ++one) tap(500, 980);                       // the middle of the lower side
    for (int one = 0; one < 12; ++one) tap_corner(false, 0);                // one corner alone
    for (int one = 0; one < 12; ++one) tap(one % 2 == 0 ? 400 : 600, 500);  // as who looks for the way to begin
    EXPECT_EQ(hand_.asked(), Asked{});
}

TEST_F(NoticeDoor, OpensForTheKeypadsBackKey) {
    const int keypad = plug_keypad();
    for (int one = 1; one < staff::kGestureTouches; ++one) press(keypad, KEY_ESC);
    press(keypad, KEY_ENTER);  // another key between begins anew
    for (int one = 1; one < staff::kGestureTouches; ++one) press(keypad, KEY_BACK);
    EXPECT_EQ(hand_.asked(), Asked{});
    press(keypad, KEY_ESC);
    EXPECT_EQ(hand_.asked(), Asked{"technician"});
    close(keypad);
}

TEST_F(NoticeDoor, OpensOnceForAKeyOnAStick) {
    door_.watch(1ms);
    EXPECT_EQ(hand_.asked(), Asked{});
    place_.write("run/pass-offer.json", "{}");
    door_.watch(1ms);
    EXPECT_EQ(hand_.asked(), Asked{"technician"});
    door_.watch(1ms);
    EXPECT_EQ(hand_.asked(), Asked{"technician"}) << "asked twice for one key";
    std::filesystem::remove(places_.runtime / device::kPassOffer);
    door_.watch(1ms);
    place_.write("run/pass-offer.json", "{}");
    door_.watch(1ms);
    EXPECT_EQ(hand_.asked(), (Asked{"technician", "technician"})) << "the next key is a new one";
}

}  // namespace
}  // namespace vestibule::notice
