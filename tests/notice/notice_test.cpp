// notice_test - the notice fits every display, shows its code, and reads a settings file that is broken.
#include "kiosk/notice/notice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/privacy/result.hpp"

namespace vestibule::notice {
namespace {

constexpr std::uint32_t kPaper = 0xF6F7F4;

std::vector<std::uint32_t> drawn(int width_px, int height_px, const Words& words) {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    draw({pixels.data(), width_px, height_px, width_px}, words);
    return pixels;
}

TEST(Notice, FitsEveryDisplay) {
    constexpr std::array<std::pair<int, int>, 6> kSizes{
        {{1024, 600}, {1080, 1920}, {1920, 1080}, {1280, 800}, {3840, 2160}, {640, 480}}};
    const Words words{"the reception desk on the second floor", "+1 415 555 0100", 139};
    for (const auto& [width, height] : kSizes) {
        const auto pixels = drawn(width, height, words);
        int inked = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const bool ink = pixels[static_cast<std::size_t>(y * width + x)] != kPaper;
                inked += ink ? 1 : 0;
                const bool rim = std::min(x, width - 1 - x) < width / 20 || std::min(y, height - 1 - y) < height / 20;
                ASSERT_FALSE(ink && rim) << width << "x" << height << ": ink at " << x << "," << y;
            }
        }
        EXPECT_GT(inked, width * height / 200) << width << "x" << height << ": too little to read";
    }
}

TEST(Notice, OtherWordsMakeAnotherPicture) {
    const Words words{"the front desk", "", 11};
    const auto picture = drawn(800, 600, words);
    EXPECT_EQ(picture, drawn(800, 600, {"", "", 11})) << "the desk of a site that names none";
    EXPECT_NE(picture, drawn(800, 600, {"", "", 10}));
    EXPECT_NE(picture, drawn(800, 600, {"", "555 0100", 11}));
}

TEST(Notice, ShowsTheCatalogsCodeAsTheProgramDoes) {
    EXPECT_EQ(lines_of({"", "", 16}).back(), "Code E366") << "an opened case, by the program's exit code";
    EXPECT_EQ(lines_of({"", "", 10}).back(), "Code E501");
    EXPECT_EQ(lines_of({"", "", 366}).back(), "Code E366");
    EXPECT_EQ(lines_of({"", "555", 139}).back(), "Code 139   Staff: 555") << "a crash has no code of its own";
}

TEST(Notice, ADiskThatWasChangedIsToldInWords) {
    EXPECT_EQ(kDiskChanged, static_cast<int>(ErrorCode::DiskChanged));
    const auto said = lines_of({"", "", kDiskChanged}), other = lines_of({"", "", kDiskChanged + 1});
    EXPECT_NE(said.front().find("disk was changed"), std::string::npos);
    EXPECT_EQ(other.front().find("disk"), std::string::npos);
    EXPECT_NE(said.back().find("365"), std::string::npos);
}

TEST(Notice, AccentsHaveLettersAndWhatHasNoneTakesASpace) {
    EXPECT_NE(width_of("\u00e9"), width_of(" "));
    EXPECT_EQ(width_of("\u4e16"), width_of(" "));
    EXPECT_EQ(width_of("a\xe4"), width_of("a ")) << "bytes that are no UTF-8 end nothing but a letter";
    EXPECT_EQ(width_of("a\xff\xff"), width_of("a "));
}

TEST(LookUp, FindsAKeyInABrokenFile) {
    const char* broken = "[facility\nname = \n  desk = \"Desk B\"  # left\nsupport_phone=\"555\"\ndeskx = \"no\"\n";
    EXPECT_EQ(look_up(broken, "desk"), "Desk B");
    EXPECT_EQ(look_up(broken, "support_phone"), "555");
    EXPECT_EQ(look_up(broken, "name"), "");
    EXPECT_EQ(look_up("desk = \"open\n", "desk"), "");
    EXPECT_EQ(look_up("desk = \"" + std::string(5000, 'x') + "\"", "desk"), "");
    EXPECT_EQ(look_up("", "desk"), "");
}

}  // namespace
}  // namespace vestibule::notice
