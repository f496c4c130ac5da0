// config_test - the kiosk's settings: defaults, and every error at once with its place and the nearest key.
#include "kiosk/device/config.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/settings.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::Place;

void expect_same(const Config& one, const Config& other) {
    for (const Setting& setting : settings()) EXPECT_EQ(written(setting, one), written(setting, other)) << setting.key;
}

TEST(Config, ShippedFileHoldsTheDefaults) {
    const auto shipped = read_config(VESTIBULE_SOURCE_DIR "/kiosk/device/vestibule.toml");
    ASSERT_TRUE(shipped.ok()) << shipped.error().context;
    expect_same(*shipped, Config{});
}

TEST(Config, ShippedFileNamesEverySetting) {
    const auto text = read_text(VESTIBULE_SOURCE_DIR "/kiosk/device/vestibule.toml");
    ASSERT_TRUE(text.ok());
    for (const Setting& setting : settings()) {
        const std::size_t table = text->find(fmt::format("\n[{}]", setting.table));
        ASSERT_NE(table, std::string::npos) << setting.table;
        const std::string part = text->substr(table + 1, text->find("\n[", table + 1) - table);
        EXPECT_THAT(part, HasSubstr(fmt::format("\n{} = ", setting.key))) << setting.table;
    }
}

TEST(Config, ReferencePageIsTheTables) {
    const auto page = read_text(VESTIBULE_SOURCE_DIR "/docs/configuration.md");
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(*page, reference_page()) << "put in the output of `vestibulectl config reference`";
}

TEST(Config, EverySettingIsReadIntoItsOwnPlace) {
    // A row that named another row's member would write there.
    for (const Setting& setting : settings()) {
        const std::string value = std::holds_alternative<double Config::*>(setting.target) ? "33.0"
                                  : std::holds_alternative<int Config::*>(setting.target)
                                      ? fmt::format("{}", setting.lowest + 3)
                                  : setting.form == Form::Flag      ? "true"
                                  : setting.form == Form::Texts     ? "[\"elsewhere\"]"
                                  : setting.form == Form::Languages ? "[\"es\"]"
                                  : setting.form == Form::Names     ? "[\"elsewhere\"]"
                                  : setting.form == Form::Country   ? "\"MEX\""
                                  : setting.form == Form::Position  ? "\"tray\""
                                  : setting.form == Form::Colours   ? "\"ask\""
                                  : setting.form == Form::HostPort  ? "\"elsewhere:1\""
                                  : setting.form == Form::Server    ? "\"https://elsewhere:1\""
                                  : setting.form == Form::DayTime   ? "\"23:30-04:00\""
                                  : setting.form == Form::Accent    ? "\"#1a3d5c\""
                                                                    : "\"http://elsewhere:1\"";
        const auto config = read_config(fmt::format("[{}]\n{} = {}\n", setting.table, setting.key, value), "c.toml");
        ASSERT_TRUE(config.ok()) << config.error().context;
        for (const Setting& other : settings()) {
            const bool same = written(other, *config) == written(other, Config{});
            EXPECT_EQ(same, other.key != setting.key || other.table != setting.table) << setting.key << other.key;
        }
    }
}

TEST(Config, RelativePathsBeginAtTheFile) {
    const auto config =
        read_config("[services]\nprofiles = \"profiles\"\nca_file = \"../ca.pem\"\nclient_key = \"/k.pem\"\n",
                    "/etc/site/vestibule.toml");
    ASSERT_TRUE(config.ok());
    EXPECT_EQ(config->profiles, "/etc/site/profiles");
    EXPECT_EQ(config->ca_file, "/etc/ca.pem");
    EXPECT_EQ(config->client_key, "/k.pem");
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
    EXPECT_EQ(errors_of("[language]\noffered = []\n"), "2:11: 'offered': expected at least one of 'en', 'es'");
    EXPECT_THAT(errors_of("[services]\nproviders = []\n"), HasSubstr("expected from 1 to 2 names of profiles"));
    EXPECT_THAT(errors_of("[services]\nproviders = [\"a\", \"b\", \"c\"]\n"),
                HasSubstr("expected from 1 to 2 names of profiles"));
    EXPECT_EQ(errors_of("[facility]\ncountry = \"US\"\n"),
              "2:11: 'country': expected three capital letters (ISO 3166-1 alpha-3)");
    EXPECT_EQ(errors_of("[services]\nproxy = \"proxy:3128\"\n"),
              "2:9: 'proxy': expected \"http://host:port\", or nothing");
    for (const char* proxy : {"http://", "http://proxy", "http://proxy:", "http://proxy:0", "http://proxy:65536",
                              "http://:3128", "http://proxy:3128x", "http://a proxy:3128", "http://proxy/page:3128",
                              "http://fd00::1:3128", "https://proxy:3128"})
        EXPECT_THAT(errors_of(fmt::format("[services]\nproxy = \"{}\"\n", proxy)), HasSubstr("'proxy': expected"))
            << proxy;
    for (const char* proxy :
         {"", "http://proxy:3128", "http://proxy:3128/", "http://kiosk:p@ss@proxy:3128", "http://[fd00::1]:3128"})
        EXPECT_EQ(errors_of(fmt::format("[services]\nproxy = \"{}\"\n", proxy)), "no errors") << proxy;
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
