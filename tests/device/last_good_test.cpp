// last_good_test - a rejected configuration changes nothing: the kiosk goes on with the last good one, and says so.
#include "kiosk/device/last_good.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::Place;

constexpr std::string_view kGood = "[facility]\nname = \"Northside\"\n[services]\nprofiles = \"profiles\"\n";
constexpr std::string_view kBroken = "[facility]\nnmae = \"Southside\"\n";

TEST(LastGood, AGoodFileIsTakenAndKept) {
    const Place place;
    const auto chosen = choose_config(place.write("c.toml", kGood), place / "state");
    ASSERT_TRUE(chosen.ok());
    EXPECT_EQ(chosen->config.facility_name, "Northside");
    EXPECT_FALSE(chosen->last_good);
    EXPECT_TRUE(chosen->remarks.empty());
    EXPECT_EQ(place.read("state/last-good.toml"), kGood);
}

TEST(LastGood, ABrokenFileIsNotTaken) {
    const Place place;
    ASSERT_TRUE(choose_config(place.write("c.toml", kGood), place / "state").ok());
    for (const std::string_view text : {kBroken, std::string_view("[facility\n"), std::string_view("\xff\xfe")}) {
        const auto chosen = choose_config(place.write("c.toml", text), place / "state");
        ASSERT_TRUE(chosen.ok());
        EXPECT_EQ(chosen->config.facility_name, "Northside");
        EXPECT_EQ(chosen->config.profiles, place / "profiles") << "a relative path begins where it did";
        EXPECT_TRUE(chosen->last_good);
        ASSERT_EQ(chosen->remarks.size(), 1U);
        EXPECT_EQ(chosen->remarks[0].code, ErrorCode::BadConfiguration);
        EXPECT_THAT(chosen->remarks[0].context, HasSubstr("c.toml:"));
        EXPECT_EQ(place.read("state/last-good.toml"), kGood);
    }
}

TEST(LastGood, AFileThatIsGoneIsNoReasonToStopEither) {
    const Place place;
    ASSERT_TRUE(choose_config(place.write("c.toml", kGood), place / "state").ok());
    std::filesystem::remove(place / "c.toml");
    const auto chosen = choose_config(place / "c.toml", place / "state");
    ASSERT_TRUE(chosen.ok());
    EXPECT_TRUE(chosen->last_good);
    EXPECT_EQ(chosen->remarks[0].code, ErrorCode::FileUnreadable);
}

TEST(LastGood, WithoutOneTheErrorsStand) {
    const Place place;
    const auto chosen = choose_config(place.write("c.toml", kBroken), place / "state");
    ASSERT_FALSE(chosen.ok());
    EXPECT_THAT(chosen.error().context, HasSubstr("did you mean 'name'?"));
    std::filesystem::create_directories(place / "state");
    place.write("state/last-good.toml", "half a fi");
    EXPECT_FALSE(choose_config(place / "c.toml", place / "state").ok()) << "a broken copy is no better";
}

TEST(LastGood, AFolderThatCannotBeWrittenStopsNobody) {
    const Place place;
    const auto chosen = choose_config(place.write("c.toml", kGood), place.write("a-file", "") / "state");
    ASSERT_TRUE(chosen.ok());
    EXPECT_EQ(chosen->config.facility_name, "Northside");
    EXPECT_EQ(chosen->remarks.size(), 1U);
}

TEST(LastGood, AnUnchangedFileIsNotWrittenAgain) {
    const Place place;
    ASSERT_TRUE(choose_config(place.write("c.toml", kGood), place / "state").ok());
    const auto before = std::filesystem::last_write_time(place / "state/last-good.toml");
    std::filesystem::last_write_time(place / "state/last-good.toml", before - std::chrono::hours(1));
    ASSERT_TRUE(choose_config(place / "c.toml", place / "state").ok());
    EXPECT_EQ(std::filesystem::last_write_time(place / "state/last-good.toml"), before - std::chrono::hours(1));
}

/// A site's bundle in the place of the one in use, as apply_bundle leaves it.
void take_site(const Place& place, std::string_view text) {
    std::filesystem::create_directories(place / "state/site/7");
    place.write("state/site/7/vestibule.toml", text);
    std::filesystem::create_directory_symlink("7", place / "state/site/current");
}

TEST(ConfigInUse, TheSitesBundleTakesThePlaceOfTheFileAndThisKiosksOwnLiesOverIt) {
    const Place place;
    const auto in_use = [&] {
        return config_in_use({.file = place.write("c.toml", kGood), .state = place / "state"}).value();
    };
    EXPECT_EQ(in_use().config.facility_name, "Northside");
    take_site(place, "[facility]\nname = \"Southside\"\n[devices]\nprinter = \"/dev/usb/lp0\"\n");
    EXPECT_EQ(in_use().config.facility_name, "Southside");
    EXPECT_EQ(in_use().config.printer, "/dev/usb/lp0");
    place.write("state/local.toml", "printer = \"/dev/usb/lp1\"\nproxy = \"http://proxy.example:3128\"\n");
    EXPECT_EQ(in_use().config.facility_name, "Southside");
    EXPECT_EQ(in_use().config.printer, "/dev/usb/lp1");
    EXPECT_EQ(in_use().config.proxy, "http://proxy.example:3128");
    EXPECT_TRUE(in_use().remarks.empty());
    place.write("state/local.toml", "printer = [");
    EXPECT_EQ(in_use().config.printer, "/dev/usb/lp0") << "what was set here is broken: the site's stands";
    ASSERT_EQ(in_use().remarks.size(), 1U);
    EXPECT_THAT(in_use().remarks[0].context, HasSubstr("local.toml"));
    EXPECT_FALSE(std::filesystem::exists(place / "state/last-good.toml")) << "whoever only asks writes nothing";
}

TEST(ConfigInUse, ABrokenBundleIsNoReasonToStopAndTheKioskAloneKeepsACopy) {
    const Place place;
    take_site(place, kGood);
    EXPECT_TRUE(config_in_use({.file = place / "c.toml", .state = place / "state", .keep_good = true}).ok());
    EXPECT_EQ(place.read("state/last-good.toml"), kGood);
    place.write("state/site/7/vestibule.toml", kBroken);
    const auto chosen = config_in_use({.file = place.write("c.toml", ""), .state = place / "state"});
    ASSERT_TRUE(chosen.ok());
    EXPECT_TRUE(chosen->last_good);
    EXPECT_EQ(chosen->config.facility_name, "Northside");
    std::filesystem::remove(place / "state/last-good.toml");
    EXPECT_FALSE(config_in_use({.file = place / "c.toml", .state = place / "state"}).ok());
}

TEST(ConfigInUse, AFileThatNobodyNamedMayBeMissing) {
    const Place place;
    EXPECT_EQ(config_in_use({.file = {}, .state = place / "state"})->config.facility_name, Config{}.facility_name);
    const ConfigOrder installed{.file = place / "c.toml", .state = place / "state", .file_is_required = false};
    EXPECT_EQ(config_in_use(installed)->config.facility_name, Config{}.facility_name);
    EXPECT_EQ(config_in_use({.file = place / "c.toml", .state = place / "state"}).error().code,
              ErrorCode::FileUnreadable);
    place.write("c.toml", kBroken);
    EXPECT_EQ(config_in_use(installed).error().code, ErrorCode::BadConfiguration) << "it is there, and broken";
}

}  // namespace
}  // namespace vestibule::device
