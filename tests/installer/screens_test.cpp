// screens_test - every screen of the installer fits every display, names the disk, and takes answers where it asks.
#include "kiosk/installer/screens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace vestibule::installer {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

constexpr std::uint32_t kPaper = 0xFFFFFF;
const std::vector<std::string> kDisk{"SAMSUNG MZVL2512HCJQ-00BL7 (nvme0n1)", "512.1 GB"};
const std::string kLack = "It has 1.0 GB, and the kiosk needs 1.8 GB.";

std::vector<Screen> all_screens() {
    std::vector<Screen> screens;
    for (const auto& [name, words] : std::initializer_list<std::pair<std::string, std::vector<std::string>>>{
             {"ask", kDisk},
             {"ask", {kDisk[0], kDisk[1], "again"}},
             {"several", {"3"}},
             {"small", {kDisk[0], kDisk[1], kLack}},
             {"write", kDisk},
             {"check", kDisk},
             {"done", {}},
             {"failed", {"A block that was written is another when it is read."}}}) {
        const auto screen = screen_of(name, words);
        EXPECT_TRUE(screen) << name;
        if (screen) screens.push_back(*screen);
    }
    return screens;
}

std::vector<std::uint32_t> drawn(int width_px, int height_px, const Screen& screen) {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    draw({pixels.data(), width_px, height_px, width_px}, screen);
    return pixels;
}

TEST(Screens, FitEveryDisplay) {
    constexpr std::array<std::pair<int, int>, 6> kSizes{
        {{1024, 600}, {1080, 1920}, {1920, 1080}, {1280, 800}, {3840, 2160}, {640, 480}}};
    for (const Screen& screen : all_screens()) {
        for (const auto& [width, height] : kSizes) {
            const auto pixels = drawn(width, height, screen);
            int inked = 0;
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const bool ink = pixels[static_cast<std::size_t>(y * width + x)] != kPaper;
                    inked += ink ? 1 : 0;
                    const int from_rim = std::min({x, width - 1 - x, y, height - 1 - y});
                    ASSERT_FALSE(ink && from_rim < width / 25) << width << "x" << height << ": at " << x << "," << y;
                }
            }
            EXPECT_GT(inked, width * height / 200) << width << "x" << height << ": too little to read";
        }
    }
}

TEST(Screens, TheQuestionNamesTheDiskAndWhatIsLostInBothLanguages) {
    const auto lines = lines_of(*screen_of("ask", kDisk));
    EXPECT_THAT(lines, Contains(HasSubstr(kDisk[0] + ", " + kDisk[1])));
    EXPECT_THAT(lines, Contains("Everything on it will be lost."));
    EXPECT_THAT(lines, Contains(HasSubstr("perder\u00e1 todo")));
    const auto again = lines_of(*screen_of("ask", {kDisk[0], kDisk[1], "again"}));
    EXPECT_THAT(again, Contains(HasSubstr("Vestibule kiosk already")));
}

TEST(Screens, OnlyTheQuestionHasASideThatWrites) {
    for (const Screen& screen : all_screens()) {
        EXPECT_EQ(side_at(screen.kind, 0.2F), Side::Stay);
        EXPECT_EQ(side_at(screen.kind, 0.8F), screen.kind == Kind::Ask ? Side::Write : Side::Stay);
    }
    EXPECT_FALSE(has_answers(Kind::Write));
    EXPECT_FALSE(has_answers(Kind::Done));
}

TEST(Screens, WhatIsHeldOrWrittenIsSeen) {
    for (const char* name : {"ask", "write", "check"}) {
        Screen screen = *screen_of(name, kDisk);
        const auto none = drawn(1280, 800, screen);
        screen.permille = 400;
        const auto some = drawn(1280, 800, screen);
        screen.permille = 1000;
        EXPECT_NE(none, some) << name;
        EXPECT_NE(some, drawn(1280, 800, screen)) << name;
    }
}

TEST(Screens, OtherNamesAndWordsAreNone) {
    EXPECT_FALSE(screen_of("welcome", {}));
    EXPECT_FALSE(screen_of("ask", {"a disk"}));
    EXPECT_FALSE(screen_of("done", {"and more"}));
}

}  // namespace
}  // namespace vestibule::installer
