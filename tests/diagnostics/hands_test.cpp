// hands_test - glass, keypad, volume and moved switches with every fault of the simulated ones, and a kernel's files.
#include "kiosk/diagnostics/hands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using drivers::PadKey;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::Tree;

class Hands : public ::testing::Test {
protected:
    drivers::SimulatedClock clock_;
    Pause pause_ = [this](std::chrono::milliseconds time) { clock_.advance(time); };
};

TEST_F(Hands, GlassWithoutAHandHasNoContact) {
    using Fault = drivers::SimulatedGlass::Fault;
    drivers::SimulatedGlass glass;
    const auto judged_with = [&](Fault fault) {
        glass.fault = fault;
        return judge_glass(glass, clock_, pause_);
    };
    EXPECT_EQ(judged_with(Fault::None).verdict, Verdict::Pass);
    EXPECT_THAT(judged_with(Fault::Stuck).value, HasSubstr("1 contacts that stay"));
    EXPECT_EQ(judged_with(Fault::Stuck).verdict, Verdict::Fail);
    EXPECT_THAT(judged_with(Fault::Ghosts).value, HasSubstr("out of nothing"));
    EXPECT_EQ(judged_with(Fault::Missing).verdict, Verdict::Fail);
}

TEST_F(Hands, AHandOnTheGlassIsNoFault) {
    class Touched final : public drivers::Glass {
    public:
        Result<std::vector<int>> contacts() override {
            ++asked_;
            return asked_ > 5 && asked_ < 20 ? std::vector<int>{3} : std::vector<int>{};
        }
        int asked_ = 0;
    } glass;
    EXPECT_EQ(judge_glass(glass, clock_, pause_).verdict, Verdict::Inconclusive);
}

TEST_F(Hands, KeysAreThereAndFree) {
    drivers::SimulatedKeypad keypad;
    EXPECT_EQ(judge_keys(keypad, pause_).verdict, Verdict::Pass);
    keypad.keys.reset(static_cast<std::size_t>(PadKey::Back));
    EXPECT_EQ(judge_keys(keypad, pause_).verdict, Verdict::Warn);
    EXPECT_EQ(judge_keys(keypad, pause_).value, "lacks back");
    keypad.stuck.set(static_cast<std::size_t>(PadKey::Up)).set(static_cast<std::size_t>(PadKey::Left));
    EXPECT_EQ(judge_keys(keypad, pause_).value, "held down: up, left");
    EXPECT_EQ(judge_keys(keypad, pause_).verdict, Verdict::Fail);
    // A key that somebody presses meanwhile is let go again.
    keypad.keys.set(), keypad.stuck.set();
    EXPECT_EQ(judge_keys(keypad, [&keypad](std::chrono::milliseconds) { keypad.stuck.reset(); }).verdict,
              Verdict::Pass);
    keypad.missing = true;
    EXPECT_EQ(judge_keys(keypad, pause_).verdict, Verdict::Fail);
}

TEST_F(Hands, EveryKeyIsPressedOnce) {
    drivers::SimulatedKeypad keypad;
    keypad.presses = {PadKey::Back, PadKey::Up, PadKey::Down, PadKey::Up, PadKey::Left, PadKey::Right, PadKey::Select};
    EXPECT_EQ(judge_presses(keypad, clock_).verdict, Verdict::Pass);
    keypad.presses = {PadKey::Up, PadKey::Down, PadKey::Left, PadKey::Right, PadKey::Select, PadKey::Back};
    keypad.dead.set(static_cast<std::size_t>(PadKey::Down));
    EXPECT_EQ(judge_presses(keypad, clock_).value, "never heard: down");
    keypad.missing = true;
    EXPECT_EQ(judge_presses(keypad, clock_).verdict, Verdict::Fail);
}

TEST_F(Hands, VolumeFollowsAndIsLeftAsAVisitBegins) {
    drivers::SimulatedSound sound;
    EXPECT_EQ(judge_volume(sound, 60).verdict, Verdict::Pass);
    EXPECT_EQ(sound.volume, 60);
    sound.stuck = true;
    EXPECT_EQ(judge_volume(sound, 20).verdict, Verdict::Fail);
    EXPECT_EQ(judge_volume(sound, 60).verdict, Verdict::Fail) << "it only happens to stand there";
    sound.missing = true;
    EXPECT_EQ(judge_volume(sound, 60).verdict, Verdict::Fail);
}

TEST_F(Hands, ASwitchIsMovedBothWays) {
    drivers::SimulatedSwitch one;
    int looks = 0;
    const auto moved_at = [&](int first, int second) {
        looks = 0;
        return judge_moved(one, clock_, [&, first, second](std::chrono::milliseconds time) {
            clock_.advance(time);
            if (++looks == first || looks == second) one.stands = !one.stands;
        });
    };
    EXPECT_EQ(moved_at(3, 9).verdict, Verdict::Pass);
    EXPECT_EQ(moved_at(3, 0).value, "it went one way and not back");
    EXPECT_EQ(moved_at(0, 0).value, "it never moved");
    one.fault = drivers::SimulatedSwitch::Fault::Missing;
    EXPECT_EQ(moved_at(3, 9).verdict, Verdict::Fail);
}

TEST_F(Hands, OfTheKernelsFiles) {
    Tree tree;
    Bench bench = tree.bench(clock_);
    EXPECT_EQ(finding_of(bench, "display.glass").verdict, Verdict::NotApplicable);
    EXPECT_EQ(finding_of(bench, "device.keys").verdict, Verdict::NotApplicable);
    EXPECT_EQ(finding_of(bench, "device.volume").verdict, Verdict::NotApplicable);
    EXPECT_EQ(finding_of(bench, "hands.cover").verdict, Verdict::NotApplicable);
    bench.config.sound = "no-such-card";
    EXPECT_EQ(finding_of(bench, "device.volume").verdict, Verdict::Fail);
    EXPECT_THAT(finding_of(bench, "device.volume").value, HasSubstr("no-such-card"));
    bench.config.cover = "gpio-cover";
    EXPECT_THAT(finding_of(bench, "hands.cover").value, HasSubstr("no input device 'gpio-cover'"));
    tree.file("sys/class/input/input4/name", "Glass\n")
        .file("sys/class/input/input4/properties", "2\n")
        .file("sys/class/input/input4/capabilities/abs", "60000000000000\n");
    EXPECT_THAT(finding_of(bench, "display.glass").value, HasSubstr("no input device 'Glass'"));
}

}  // namespace
}  // namespace vestibule::diagnostics
