// local_test - what was set at one kiosk: kept whole, read strictly, laid over its site's settings.
#include "kiosk/device/local.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::Place;

TEST(Local, IsKeptAndLaidOverTheSites) {
    const Place place;
    EXPECT_TRUE(read_local(place.path()).ok()) << "nothing was ever set";
    LocalSettings local{.name = "Kiosk \"7\"",
                        .place = "Vestíbulo",
                        .language = "es",
                        .document_camera = "v4l2:/dev/vestibule/camera-a",
                        .face_camera = "",
                        .proxy = "http://p:1",
                        .touch = "port=1-1.5",
                        .printer = "/dev/vestibule/printer-a",
                        .document_focal_percent = 103};
    ASSERT_TRUE(keep_local(place.path(), local).ok());
    const auto again = read_local(place.path());
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->name, local.name);
    EXPECT_EQ(again->place, local.place);
    const Config config = with_local({}, *again);
    EXPECT_EQ(config.languages, (std::vector<std::string>{"es", "en"}));
    EXPECT_EQ(config.document_camera, "v4l2:/dev/vestibule/camera-a");
    EXPECT_EQ(config.face_camera, Config{}.face_camera);
    EXPECT_EQ(config.proxy, "http://p:1");
    EXPECT_EQ(config.touch, "port=1-1.5");
    EXPECT_EQ(config.printer, "/dev/vestibule/printer-a");
    EXPECT_EQ(config.document_focal_percent, 103);
    EXPECT_EQ(with_local({}, {}).document_focal_percent, Config{}.document_focal_percent);
}

TEST(Local, RefusesWhatItCouldNotReadAgainAndKeepsTheOldOne) {
    const Place place;
    ASSERT_TRUE(
        keep_local(
            place.path(),
            {.name = "Kiosk 7", .place = {}, .language = {}, .document_camera = {}, .face_camera = {}, .proxy = {}})
            .ok());
    const auto kept = keep_local(place.path(), {.name = std::string(65, 'x'),
                                                .place = {},
                                                .language = {},
                                                .document_camera = {},
                                                .face_camera = {},
                                                .proxy = "http://x"});
    ASSERT_FALSE(kept.ok());
    EXPECT_THAT(kept.error().context, ::testing::HasSubstr("'name'"));
    EXPECT_THAT(kept.error().context, ::testing::HasSubstr("'proxy'"));
    EXPECT_EQ(read_local(place.path())->name, "Kiosk 7");
    place.write("local.toml", "nmae = \"x\"\n");
    EXPECT_THAT(read_local(place.path()).error().context, ::testing::HasSubstr("name"));
}

}  // namespace
}  // namespace vestibule::device
