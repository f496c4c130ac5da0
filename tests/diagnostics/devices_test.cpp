// devices_test - printer, light and switches with every fault, simulated and as the kernel's files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "kiosk/diagnostics/bench.hpp"
#include "kiosk/diagnostics/devices.hpp"
#include "tests/diagnostics/tree.hpp"
#include "tests/flows/noted_hand.hpp"

namespace vestibule::diagnostics {
namespace {

using drivers::PrinterState;
using testing::finding_of;
using ::testing::HasSubstr;
using testing::Tree;

const drivers::SystemClock kClock;

TEST(Printer, IsJudgedByItsState) {
    drivers::SimulatedPrinter printer;
    EXPECT_EQ(judge_printer(printer).verdict, Verdict::Pass);
    printer.stands = PrinterState::NoPaper;
    EXPECT_THAT(judge_printer(printer).hint, HasSubstr("paper"));
    for (const PrinterState state : {PrinterState::NoPaper, PrinterState::OffLine, PrinterState::Trouble}) {
        printer.stands = state;
        EXPECT_EQ(judge_printer(printer).verdict, Verdict::Fail);
        EXPECT_FALSE(printer.print({"x"}));
    }
    printer.missing = true;
    EXPECT_EQ(judge_printer(printer).verdict, Verdict::Fail);
    EXPECT_THAT(judge_printer(printer).hint, HasSubstr("cable"));
}

TEST(Printer, PrintsPlainLinesAndCuts) {
    EXPECT_EQ(drivers::escpos({"Ready: 12", "\u00e9\x1b."}),
              "\x1b@Ready: 12\n??.\n\x1b"
              "d\x04\x1dV\x01");
    drivers::SimulatedPrinter printer;
    ASSERT_TRUE(printer.print({"a"}));
    EXPECT_EQ(printer.printed.size(), 1U);
}

TEST(Printer, RealOneWritesToItsDeviceAndGivesUpOnOneThatTakesNothing) {
    const Tree tree;
    const std::string device = tree.beside("lp0");
    EXPECT_EQ(drivers::make_escpos_printer(device)->print({"x"}).error().code, ErrorCode::FileUnreadable);
    std::ofstream(device) << "";
    const auto printer = drivers::make_escpos_printer(device);
    ASSERT_TRUE(printer->print({"hello"}));
    std::ifstream stream(device);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), drivers::escpos({"hello"}));
    EXPECT_EQ(printer->state().error().code, ErrorCode::FileUnreadable) << "a file is no printer";
}

TEST(Light, FollowsOrNot) {
    drivers::SimulatedLight light;
    ASSERT_TRUE(light.shine(20));
    EXPECT_EQ(judge_light(light).verdict, Verdict::Pass);
    EXPECT_EQ(*light.percent(), 20) << "it is left as it was";
    light.burnt_out = true;
    EXPECT_EQ(judge_light(light).verdict, Verdict::Fail);
    light.missing = true;
    EXPECT_EQ(judge_light(light).verdict, Verdict::Fail);
}

TEST(Light, OfTheKernelsFiles) {
    Tree tree;
    tree.file("sys/class/leds/lamp/max_brightness", "255\n").file("sys/class/leds/lamp/brightness", "0\n");
    Bench bench = tree.bench(kClock);
    EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::NotApplicable);
    bench.config.light = "lamp";
    EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::Pass);
    EXPECT_EQ(bench.machine.number("sys/class/leds/lamp/brightness"), 0);
    bench.patient_here = true;
    EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::Inconclusive);
    bench.patient_here = false;
    bench.config.light = "other";
    EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::Fail);
    // Its highest value of 0 would divide by nothing.
    tree.file("sys/class/leds/other/max_brightness", "0\n").file("sys/class/leds/other/brightness", "0\n");
    EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::Fail);
}

TEST(Light, OnAKioskIsSetByTheRootHelper) {
    Tree tree;
    tree.file("sys/class/leds/lamp/max_brightness", "255\n").file("sys/class/leds/lamp/brightness", "0\n");
    device::Config config;
    config.light = "lamp";
    const BenchOptions options{.state_folder = tree.beside("state"),
                               .module_folder = {},
                               .machine_root = tree.root(),
                               .hand = tree.beside("hand.sock")};
    const Bench bench = bench_of(config, options, kClock);
    EXPECT_THAT(finding_of(bench, "device.light").value, HasSubstr("hand.sock")) << "there is no helper";
    {
        flows::NotedHand hand(options.hand);
        EXPECT_EQ(finding_of(bench, "device.light").verdict, Verdict::Fail) << "one that only says so lights nothing";
        EXPECT_THAT(hand.asked(), ::testing::ElementsAre("light 60 lamp", "light 0 lamp"));
    }
}

TEST(Sound, ACardThatTheSettingsNameIsMissedAndOneThatNobodyWantsIsNot) {
    Tree tree;
    Bench bench = tree.bench(kClock);
    EXPECT_EQ(finding_of(bench, "device.sound").verdict, Verdict::NotApplicable);
    bench.config.sound = "default";
    EXPECT_EQ(finding_of(bench, "device.sound").verdict, Verdict::Fail);
    tree.file("sys/class/sound/card0/id", "PCH\n");
    EXPECT_EQ(finding_of(bench, "device.sound").verdict, Verdict::Pass);
}

TEST(Switches, CoverMustBeClosed) {
    drivers::SimulatedSwitch cover;
    cover.stands = true;
    EXPECT_EQ(judge_cover(cover).verdict, Verdict::Pass);
    cover.stands = false;
    EXPECT_EQ(judge_cover(cover).verdict, Verdict::Fail);
    for (const auto fault : {drivers::SimulatedSwitch::Fault::Missing, drivers::SimulatedSwitch::Fault::Broken}) {
        cover.fault = fault;
        EXPECT_EQ(judge_cover(cover).verdict, Verdict::Fail) << "a switch that does not tell may hide an open case";
        EXPECT_EQ(judge_switch(cover, "in", "out").verdict, Verdict::Fail);
    }
    cover.fault = drivers::SimulatedSwitch::Fault::None;
    EXPECT_EQ(judge_switch(cover, "in", "out").value, "out");
}

TEST(Switches, RealOneIsFoundByNameAndNeverGuessed) {
    Tree tree;
    tree.file("sys/class/input/event3/device/name", "gpio-cover\n").file("dev/input/event3", "");
    Bench bench = tree.bench(kClock);
    bench.config.cover = "gpio-cove";
    EXPECT_THAT(finding_of(bench, "device.cover").value, HasSubstr("no input device 'gpio-cove'"));
    bench.config.cover = "gpio-cover";
    EXPECT_THAT(finding_of(bench, "device.cover").value, HasSubstr("gpio-cover: ")) << "a file is no input device";
    EXPECT_EQ(finding_of(bench, "device.cover").verdict, Verdict::Fail);
}

TEST(Switches, EachIsTheOneOfTheSettings) {
    const Tree tree;
    Bench bench = tree.bench(kClock);
    const std::pair<const char*, std::string*> all[]{
        {"headphones", &bench.config.headphones}, {"presence", &bench.config.presence}, {"cover", &bench.config.cover}};
    for (const auto& [name, setting] : all) {
        for (const std::string& id : {std::string("device.") + name, std::string("hands.") + name}) {
            setting->clear();
            EXPECT_EQ(finding_of(bench, id).verdict, Verdict::NotApplicable) << id;
            *setting = std::string("gpio-") + name;
            const Finding gone = finding_of(bench, id);
            EXPECT_EQ(gone.verdict, Verdict::Fail) << id;
            EXPECT_THAT(gone.value, HasSubstr("no input device 'gpio-" + std::string(name) + "'")) << id;
            setting->clear();
        }
    }
}

TEST(Sound, IsACardOfTheKernels) {
    Tree tree;
    const Bench bench = tree.bench(kClock);
    EXPECT_EQ(finding_of(bench, "device.sound").verdict, Verdict::NotApplicable);
    tree.file("sys/class/sound/card0/id", "Jack\n").file("sys/class/sound/timer/x", "");
    EXPECT_EQ(finding_of(bench, "device.sound").verdict, Verdict::Pass);
    EXPECT_EQ(finding_of(bench, "device.sound").value, "Jack");
}

TEST(Keypad, NeedsArrowsAndEnter) {
    Tree tree;
    const Bench bench = tree.bench(kClock);
    EXPECT_EQ(finding_of(bench, "device.keypad").verdict, Verdict::Warn);
    tree.file("sys/class/input/input2/name", "Keypad");
    unsigned long long arrows = 0;
    for (const int key : {103, 105, 106, 108}) arrows |= 1ULL << (key - 64);
    const auto with = [&tree](unsigned long long high, unsigned long long low) {
        char words[64];
        std::snprintf(words, sizeof words, "%llx %llx", high, low);
        tree.file("sys/class/input/input2/capabilities/key", words);
    };
    with(arrows, 0);
    EXPECT_EQ(finding_of(bench, "device.keypad").verdict, Verdict::Warn) << "nothing to choose with";
    with(arrows & (arrows - 1), 1ULL << 28);
    EXPECT_EQ(finding_of(bench, "device.keypad").verdict, Verdict::Warn) << "an arrow is missing";
    with(arrows, 1ULL << 28);
    EXPECT_EQ(finding_of(bench, "device.keypad").verdict, Verdict::Pass);
}

}  // namespace
}  // namespace vestibule::diagnostics
