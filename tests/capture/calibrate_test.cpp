// calibrate_test - the real `vestibulectl capture calibrate` before a folder of drawn views, whose lens is known.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/capture/score/sets.hpp"
#include "tests/device/place.hpp"

namespace vestibule::score {
namespace {

using device::testing::Place;
using device::testing::Process;
using ::testing::HasSubstr;

class Calibrate : public testing::Test {
protected:
    /// Views of one document in front of one lens, as files of the folder that is the camera.
    void draw(Kind kind, double focal_share, double most_tilt_degrees, int count = 24) {
        for (int number = 0; number < count; ++number) {
            Random random(static_cast<std::uint64_t>(number) * 17 + 3);
            Shot shot = scene(Set::Clean, Family::Tuned, static_cast<std::uint64_t>(number) + 700, prints());
            shot.print = &prints().get(kind, Family::Tuned, 1);
            shot.facing_page.reset();
            shot.camera.focal_px = focal_share * shot.camera.size.width;
            shot.pose = framed(*shot.print, shot.camera, random.between(0.5, 0.66),
                               most_tilt_degrees * random.between(0.7, 1), random.between(-8, 8), random);
            const Exposed exposed = expose(shot);
            std::ofstream(place_ / fmt::format("views/{:02}.jpg", number), std::ios::binary)
                .write(reinterpret_cast<const char*>(exposed.jpeg.data()),
                       static_cast<std::streamsize>(exposed.jpeg.size()));
        }
    }
    std::string run(const std::string& arguments, int expected) const {
        const std::string command = fmt::format("cd '{}' && '{}' capture calibrate {} > said 2>&1",
                                                place_.path().string(), VESTIBULE_CTL, arguments);
        Process shell({"/bin/sh", "-c", command});
        EXPECT_EQ(shell.wait(), expected) << arguments << "\n" << place_.read("said");
        return place_.read("said");
    }
    void SetUp() override { std::filesystem::create_directories(place_ / "views"); }
    static Prints& prints() {
        static Prints all;
        return all;
    }
    const Place place_;
};

TEST_F(Calibrate, TheLensOfTheCameraIsToldAsTheSettingToWrite) {
    for (const double share : {0.98, 1.3}) {
        draw(Kind::Front, share, 26);
        const auto told = nlohmann::json::parse(run("folder:views --as license-front --seconds 4", 0));
        EXPECT_NEAR(told.at("document_focal_percent").get<double>(), 100 * share, 5) << told.dump();
        EXPECT_GE(told.at("slanted").get<int>(), 6);
        EXPECT_GE(told.at("views").get<int>(), 10);
        EXPECT_LT(told.at("spread_percent").get<double>(), 5);
    }
}

TEST_F(Calibrate, APageOfAPassportServesAsWell) {
    draw(Kind::Passport, 1.2, 26);
    const auto told = nlohmann::json::parse(run("folder:views --as passport --seconds 4", 0));
    EXPECT_NEAR(told.at("document_focal_percent").get<double>(), 120, 6) << told.dump();
}

TEST_F(Calibrate, WhatWasHeldFlatTellsNothingAndIsSaidToBeHeldFlat) {
    draw(Kind::Front, 1.2, 2, 8);
    EXPECT_THAT(run("folder:views --seconds 1", 1), HasSubstr("at a slant; at least 6 are needed"));
}

TEST_F(Calibrate, SaysWhatIsWrongWithItsCamera) {
    EXPECT_THAT(run("folder:views --seconds 1", 1), HasSubstr("views: no .jpg file"));
    EXPECT_THAT(run("nothing:views --seconds 1", 1), HasSubstr("the source is not understood"));
    EXPECT_THAT(run("--seconds 1", 64), HasSubstr("SOURCE"));
    EXPECT_THAT(run("folder:views --as sheet", 64), HasSubstr("--as"));
    place_.write("views/1.jpg", "no picture");
    EXPECT_THAT(run("folder:views --seconds 1", 1), HasSubstr("0 views"));
}

}  // namespace
}  // namespace vestibule::score
