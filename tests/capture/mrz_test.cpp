// mrz_test - layouts and check digits on the standard's own examples, and zones drawn, tilted, blurred and damaged.
#include "kiosk/capture/mrz/mrz.hpp"

#include <gmock/gmock.h>

#include <opencv2/imgproc.hpp>

#include "tests/capture/zone_page.hpp"

namespace vestibule::capture {
namespace {

using Lines = std::vector<std::string_view>;
using testing::ElementsAreArray;

const Lines passport = {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
const Lines card = {"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
                    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};
const Lines td2 = {"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"};

using test::drawn;

Lines views(const Mrz& mrz) {
    Lines lines;
    for (const auto& line : mrz.lines) lines.push_back(privacy::view(line));
    return lines;
}

TEST(Mrz, TheStandardsExamplesAreValidAndTold) {
    for (const Lines& lines : {passport, card, td2}) {
        const auto mrz = parse_mrz(lines);
        ASSERT_TRUE(mrz);
        EXPECT_TRUE(mrz->valid) << mrz->doubt;
        EXPECT_EQ(privacy::view(mrz->data.family_name), "ERIKSSON");
        EXPECT_EQ(privacy::view(mrz->data.given_names), "ANNA MARIA");
        EXPECT_EQ(privacy::view(mrz->data.birth_date), "740812");
        EXPECT_EQ(privacy::view(mrz->data.expiry_date), "120415");
        EXPECT_EQ(privacy::view(mrz->sex), "F");
        EXPECT_EQ(privacy::view(mrz->issuer), "UTO");
    }
}

TEST(Mrz, EveryWrongDigitOfACheckedFieldIsNoticed) {
    for (const Lines& lines : {passport, card, td2}) {
        for (std::size_t row = 0; row < lines.size(); ++row) {
            for (std::size_t at = 0; at < lines[row].size(); ++at) {
                if (lines[row][at] < '0' || lines[row][at] > '9') continue;
                std::string changed(lines[row]);
                changed[at] = changed[at] == '9' ? '0' : static_cast<char>(changed[at] + 1);
                Lines wrong = lines;
                wrong[row] = changed;
                EXPECT_FALSE(parse_mrz(wrong)->valid) << row << ":" << at;
            }
        }
    }
}

TEST(Mrz, WhatHasNoKnownLayoutIsAnError) {
    EXPECT_FALSE(parse_mrz({}));
    EXPECT_FALSE(parse_mrz({"P<UTO", "L898902C36"}));
    EXPECT_FALSE(parse_mrz({passport[0]}));
    EXPECT_FALSE(parse_mrz({passport[1], passport[0]})) << "a first line begins with the kind of document";
}

TEST(Mrz, DrawnZonesReadExactlyAtAnySizeTurnAndModestBlur) {
    // A blur of 0.066 pitches is the 0.17 mm up to which a zone must read; near it one letter of a name may stay in
    // doubt.
    int valid = 0, all = 0;
    for (const float pitch : {10.0F, 16.0F, 22.0F}) {
        for (const double turn : {0.0, -7.0, 12.0}) {
            for (const double blur : {0.0, 0.066 * pitch}) {
                for (const Lines& lines : {passport, card, td2}) {
                    const auto mrz = read_mrz(drawn(lines, pitch, turn, blur));
                    ASSERT_TRUE(mrz) << pitch << " px a pitch, " << turn << " degrees";
                    EXPECT_THAT(views(*mrz), ElementsAreArray(lines)) << pitch << " " << turn << " " << blur;
                    valid += mrz->valid ? 1 : 0, ++all;
                }
            }
        }
    }
    EXPECT_GE(valid * 10, all * 8) << valid << " of " << all;
}

TEST(Mrz, AZoneOnItsHeadOrItsSideIsRead) {
    for (const int turn : {0, 1, 2}) {  // cv::RotateFlags
        cv::Mat page;
        cv::rotate(drawn(passport, 16, 1, 0.8), page, turn);
        const auto mrz = read_mrz(page);
        ASSERT_TRUE(mrz) << turn;
        EXPECT_THAT(views(*mrz), ElementsAreArray(passport)) << turn;
    }
}

TEST(Mrz, ACheckDigitNeverOverrulesAClearCharacter) {
    // A 3 and an 8, printed clearly where the check digits want others: told as printed, and not valid.
    Lines wrong = passport;
    wrong[1] = "L898902C36UTO7408132F1284159ZE184226B<<<<<10";
    const auto mrz = read_mrz(drawn(wrong, 16, 2, 0.8));
    ASSERT_TRUE(mrz);
    EXPECT_FALSE(mrz->valid);
    EXPECT_THAT(views(*mrz), ElementsAreArray(wrong));
}

TEST(Mrz, EmptyAndOtherPicturesHaveNone) {
    cv::Mat noise(480, 640, CV_8UC1);
    cv::RNG(3).fill(noise, cv::RNG::UNIFORM, 0, 255);
    EXPECT_FALSE(read_mrz(cv::Mat(480, 640, CV_8UC1, cv::Scalar(128))));
    const cv::Mat before = noise.clone();
    EXPECT_FALSE(read_mrz(noise));
    EXPECT_EQ(cv::norm(before, noise, cv::NORM_INF), 0) << "whoever looks for faces next needs it as it was";
    EXPECT_FALSE(read_mrz(cv::Mat()));
    cv::Mat stripes(480, 640, CV_8UC1, cv::Scalar(220));
    for (int x = 0; x < 640; x += 16) stripes(cv::Rect(x, 100, 8, 12)) = 40;
    EXPECT_FALSE(read_mrz(stripes)) << "evenly spaced marks are no text";
}

}  // namespace
}  // namespace vestibule::capture
