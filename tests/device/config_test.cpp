// config_test - the kiosk's settings: defaults, and every error at once with its place and the nearest key.
#include "kiosk/device/config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::Place;

void expect_same(const Config& one, const Config& other) {
    EXPECT_EQ(one.facility_name, other.facility_name);
    EXPECT_EQ(one.desk, other.desk);
    EXPECT_EQ(one.country, other.country);
    EXPECT_DOUBLE_EQ(one.diagonal_inch, other.diagonal_inch);
    EXPECT_EQ(one.languages, other.languages);
    EXPECT_EQ(one.document_camera, other.document_camera);
    EXPECT_EQ(one.face_camera, other.face_camera);
    EXPECT_EQ(one.providers, other.providers);
    EXPECT_EQ(one.records, other.records);
    EXPECT_EQ(one.profiles, other.profiles);
    EXPECT_EQ(one.ca_file, other.ca_file);
    EXPECT_EQ(one.client_certificate, other.client_certificate);
    EXPECT_EQ(one.client_key, other.client_key);
    EXPECT_EQ(one.proxy, other.proxy);
    EXPECT_EQ(one.delivery_key, other.delivery_key);
}

TEST(Config, ShippedFileHoldsTheDefaults) {
    const auto shipped = read_config(VESTIBULE_SOURCE_DIR "/kiosk/device/vestibule.toml");
    ASSERT_TRUE(shipped.ok()) << shipped.error().context;
    expect_same(*shipped, Config{});
}

TEST(Config, EmptyFileIsTheDefaults) {
    const Place place;
    const auto empty = read_config(place.write("c.toml", ""));
    ASSERT_TRUE(empty.ok());
    expect_same(*empty, Config{});
}

TEST(Config, SettingsAreTaken) {
    const Place place;
    const auto config =
        read_config(place.write("c.toml",
                                "[facility]\nname = \"Clínica Uno\"\n[display]\ndiagonal_inch = 32\n"
                                "[language]\noffered = [\"es\"]\n[services]\nproviders = [\"clear\"]\n"));
    ASSERT_TRUE(config.ok()) << config.error().context;
    EXPECT_EQ(config->facility_name, "Clínica Uno");
    EXPECT_DOUBLE_EQ(config->diagonal_inch, 32);
    EXPECT_EQ(config->languages, std::vector<std::string>{"es"});
    EXPECT_EQ(config->providers, std::vector<std::string>{"clear"});
}

std::string errors_of(std::string_view text, ErrorCode code = ErrorCode::BadConfiguration) {
    const Place place;
    const std::filesystem::path file = place.write("c.toml", text);
    const auto config = read_config(file);
    if (config.ok()) return "no errors";
    EXPECT_EQ(config.error().code, code);
    std::string all = config.error().context;
    const std::string name = file.string() + ":";
    for (std::size_t at = all.find(name); at != std::string::npos; at = all.find(name, at)) all.erase(at, name.size());
    return all;
}

TEST(Config, EveryErrorAtOnceInTheFilesOrder) {
    EXPECT_EQ(errors_of("[facility]\nnmae = \"x\"\ncountry = 3\n\n[displya]\n[display]\ndiagonal_inch = 500\n"
                        "[language]\noffered = [\"en\", \"xx\"]\n[services]\nproviders = \"clear\"\n"),
              "2:1: unknown key 'nmae' in [facility]; did you mean 'name'?\n"
              "3:11: 'country': expected a text\n"
              "5:2: unknown table 'displya' in the file's top; did you mean 'display'?\n"
              "7:17: 'diagonal_inch': expected a number from 7 to 100\n"
              "9:18: 'offered': expected one of 'en', 'es'\n"
              "11:13: 'providers': expected an array of texts");
}

TEST(Config, WrongTypesAndLimits) {
    EXPECT_EQ(errors_of("[facility]\nname = [1]\n"), "2:8: 'name': expected a text");
    EXPECT_EQ(errors_of("[display]\ndiagonal_inch = \"21\"\n"),
              "2:17: 'diagonal_inch': expected a number from 7 to 100");
    EXPECT_EQ(errors_of("[display]\ndiagonal_inch = 6.9\n"), "2:17: 'diagonal_inch': expected a number from 7 to 100");
    EXPECT_EQ(errors_of("[display]\ndiagonal_inch = nan\n"), "2:17: 'diagonal_inch': expected a number from 7 to 100");
    EXPECT_EQ(errors_of("[language]\noffered = []\n"), "2:11: 'offered': expected at least one language");
    EXPECT_THAT(errors_of("[services]\nproviders = []\n"), HasSubstr("expected one or two names of profiles"));
    EXPECT_THAT(errors_of("[services]\nproviders = [\"a\", \"b\", \"c\"]\n"),
                HasSubstr("expected one or two names of profiles"));
    EXPECT_EQ(errors_of("facility = 1\n"), "1:12: 'facility': expected a table [facility]");
}

TEST(Config, AKeyThatIsNearNothingGetsNoGuess) {
    EXPECT_EQ(errors_of("[facility]\nweather = \"fine\"\n"), "2:1: unknown key 'weather' in [facility]");
}

TEST(Config, BrokenTomlHasItsPlace) {
    EXPECT_THAT(errors_of("[facility]\nname = \"open\n"), HasSubstr("2:"));
    EXPECT_THAT(errors_of("[facility\n"), HasSubstr("1:"));
    EXPECT_THAT(errors_of("[facility]\nname = \"a\"\nname = \"b\"\n"), HasSubstr("3:"));
    EXPECT_NE(errors_of(std::string_view("\x00\xff\xfe", 3)), "no errors");
}

TEST(Config, MissingFileAndFolder) {
    const Place place;
    const auto missing = read_config(place / "missing.toml");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::FileUnreadable);
    EXPECT_THAT(missing.error().sentence(), HasSubstr("missing.toml"));
    const auto folder = read_config(place.path());
    ASSERT_FALSE(folder.ok());
    EXPECT_EQ(folder.error().code, ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace vestibule::device
