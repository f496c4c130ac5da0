// logo_test - a logo is small, whole, plain and to be seen; everything else is refused with what is wrong, before it is
// decoded.
#include "kiosk/device/brand/logo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/contrast.hpp"
#include "tests/device/brand/png.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::png_of;

void refused(const std::string& bytes, const std::string& why) {
    const auto logo = read_logo(bytes, "branding/logo.png");
    ASSERT_FALSE(logo.ok()) << why;
    EXPECT_EQ(logo.error().code, ErrorCode::BadConfiguration);
    EXPECT_THAT(logo.error().context, HasSubstr("branding/logo.png: "));
    EXPECT_THAT(logo.error().context, HasSubstr(why));
}

/// CRC-32 as PNG has it, once more and by another way than the reader's.
std::uint32_t crc(const std::string& bytes) {
    std::uint32_t sum = 0;
    sum = ~sum;
    for (const char c : bytes) {
        for (int bit = 0; bit < 8; ++bit) {
            const bool one = (((sum ^ (static_cast<unsigned char>(c) >> bit)) & 1) != 0);
            sum = (sum >> 1) ^ (one ? 0xEDB88320U : 0);
        }
    }
    return ~sum;
}
std::string four(std::uint32_t value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8),
            static_cast<char>(value)};
}
std::string part(const std::string& type, const std::string& content) {
    return four(static_cast<std::uint32_t>(content.size())) + type + content + four(crc(type + content));
}

TEST(LogoTest, AGoodOneComesWithItsPixels) {
    const auto logo = read_logo(png_of(240, 80), "logo.png");
    ASSERT_TRUE(logo.ok()) << logo.error().context;
    EXPECT_EQ(logo->width_px, 240);
    EXPECT_EQ(logo->height_px, 80);
    ASSERT_EQ(logo->pixels.size(), 240U * 80U);
    EXPECT_EQ(logo->pixels[0], 0U) << "nothing there";
    EXPECT_EQ(logo->pixels[40 * 240 + 120], 0xFF0A5C66U);
}

TEST(LogoTest, SizeAndShapeHaveLimits) {
    EXPECT_TRUE(read_logo(png_of(1200, 400), "l").ok());
    EXPECT_TRUE(read_logo(png_of(48, 24), "l").ok());
    refused(png_of(1201, 400), "1201 x 400 pixels");
    refused(png_of(400, 401), "400 x 401 pixels");
    refused(png_of(47, 24), "47 x 24 pixels");
    refused(png_of(400, 40), "at most 8 times as wide");
    // A head that promises more than anybody decodes.
    std::string huge = png_of(240, 80);
    huge.replace(8, 25, part("IHDR", four(60'000) + four(60'000) + std::string("\x08\x06\0\0\0", 5)));
    refused(huge, "60000 x 60000 pixels");
    refused(std::string(300 * 1024, 'x'), "at most 262144");
}

TEST(LogoTest, WhatIsNoWholePngIsRefused) {
    const std::string good = png_of(240, 80);
    refused("", "not a PNG");
    refused("<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG");
    for (std::size_t cut = 8; cut < good.size(); cut += 7) refused(good.substr(0, cut), "too early");
    for (std::size_t at = 8; at < good.size(); at += 5) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        EXPECT_FALSE(read_logo(bad, "l").ok()) << "byte " << at;
    }
    refused(good + "more", "behind the picture");
    refused(good.substr(0, 8) + part("IEND", ""), "not in order");
    // Pixels that are no pixels, in a frame that is whole.
    refused(good.substr(0, 33) + part("IDAT", "rubbish") + part("IEND", ""), "damaged");
}

TEST(LogoTest, PartsThatALogoNeedsNotAreNamed) {
    const std::string good = png_of(240, 80);
    const auto with = [&good](const std::string& more) { return good.substr(0, 33) + more + good.substr(33); };
    refused(with(part("zTXt", "Comment")), "'zTXt'");
    refused(with(part("iCCP", "profile")), "'iCCP'");
    refused(with(part("acTL", std::string(8, '\0'))), "'acTL'");
    refused(with(part("eXIf", "where it was taken")), "'eXIf'");
    refused(with(part(std::string("a\0\n\x1b", 4), "")), "no name");
    EXPECT_TRUE(read_logo(with(part("pHYs", four(2835) + four(2835) + "\x01")), "l").ok());
}

TEST(LogoTest, OneThatNobodySeesIsRefused) {
    refused(png_of(240, 80, 1, 1, 1), "too pale");
    refused(png_of(240, 80, 0.9, 0.95, 0.9), "too pale");
    EXPECT_TRUE(read_logo(png_of(240, 80, 0.9, 0.1, 0.1), "l").ok());
}

TEST(ContrastTest, AnAccentMustBeReadable) {
    EXPECT_EQ(read_colour("#0B5D66"), 0x0B5D66U);
    for (const char* wrong : {"", "0B5D66", "#0B5D6", "#0B5D666", "#0B5D6G", "#-B5D66", "teal"}) {
        EXPECT_FALSE(read_colour(wrong)) << wrong;
    }
    EXPECT_FALSE(accent_problem(0x0B5D66));
    EXPECT_FALSE(accent_problem(0x7A1FA2));
    EXPECT_THAT(accent_problem(0xFFCC00).value_or(""), HasSubstr("contrast is 1."));
    // White can be read on it, but it cannot be read on the bands.
    EXPECT_TRUE(accent_problem(0x757575));
}

}  // namespace
}  // namespace vestibule::device
