// live_reader_test - a side thread that is busy does not hold anybody up, and a zone is believed only twice.
#include "kiosk/capture/live_reader.hpp"

#include <gtest/gtest.h>

#include <future>

#include "kiosk/capture/compare.hpp"
#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "tests/capture/scenes.hpp"
#include "tests/capture/zone_page.hpp"

namespace vestibule::capture {
namespace {

using test::Stage;
using Show = test::Scene::Show;

TEST(Aside, AJobThatHangsHoldsUpNobodyAndNothingQueues) {
    Aside aside(true);
    std::promise<void> release;
    auto released = release.get_future();
    ASSERT_TRUE(aside.offer([&] { released.wait(); }));
    bool ran = false;
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(aside.offer([&] { ran = true; })) << "one job at a time";
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
    release.set_value();
    aside.drain();
    EXPECT_FALSE(ran);
    EXPECT_TRUE(aside.offer([&] { ran = true; }));
    aside.drain();
    EXPECT_TRUE(ran);
}

TEST(Aside, DrainedMeansThatNothingHoldsAPicture) {
    Aside aside(true);
    auto picture = std::make_shared<int>(7);
    ASSERT_TRUE(aside.offer([picture] {}));
    aside.drain();
    EXPECT_EQ(picture.use_count(), 1);
}

/// The page of the simulated camera, looked at straight.
cv::Mat page(Show show) {
    cv::Mat grey;
    Stage stage({.show = show});
    EXPECT_TRUE(make_grey(stage.next(), grey));
    return grey;
}

std::array<Point, 4> all_of(const cv::Mat& grey) {
    const auto w = static_cast<float>(grey.cols - 1), h = static_cast<float>(grey.rows - 1);
    return {Point{0, 0}, Point{w, 0}, Point{w, h}, Point{0, h}};
}

TEST(LiveReader, AZoneIsBelievedWhenTwoFramesAgree) {
    Stage stage({.show = Show::PassportPage});
    const PictureView frame = stage.next();
    Images images;
    ASSERT_TRUE(make_images(frame, images).ok());
    const auto found = Finder(limits::assumed_focal_share).find(images, limits::id3_aspect);
    ASSERT_TRUE(found.has_value());
    const cv::Mat& grey = images.grey;
    LiveReader reader(Target::PassportPage, std::make_shared<Aside>(false));
    reader.offer(grey, frame, found->corners, false);
    EXPECT_EQ(reader.reading(), nullptr) << "one frame alone";
    EXPECT_EQ(reader.proof(), nullptr);
    reader.offer(grey, frame, found->corners, false);
    ASSERT_NE(reader.reading(), nullptr);
    ASSERT_NE(reader.proof(), nullptr);
    EXPECT_TRUE(reader.reading()->certain) << reader.reading()->doubt;
    EXPECT_EQ(reader.reading()->from, ReadFrom::Zone);
    EXPECT_EQ(privacy::view(reader.reading()->data.family_name), "SAMPLE");
    EXPECT_EQ(privacy::view(reader.reading()->data.given_names), "ALEX QUILL");
}

/// The standard's example with another family name, of eight letters.
cv::Mat zone_of(const std::string& name) {
    const std::string names = "P<UTO" + name + "<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    return test::drawn({names, "L898902C36UTO7408122F1204159ZE184226B<<<<<10"}, 23, 0, 0.6, 845);
}

TEST(LiveReader, TwoZonesThatTakeTurnsAreNeverBelieved) {
    // No check digit covers a name.
    const cv::Mat first = zone_of("ERIKSSON");
    const cv::Mat second = zone_of("ERIKSSEN");
    const auto corners = all_of(first);
    const auto jpeg = drivers::simulated::pack_jpeg(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(90)), 88);
    const PictureView frame{.encoding = Encoding::Jpeg, .width_px = 1280, .height_px = 720, .bytes = jpeg};
    LiveReader reader(Target::PassportPage, std::make_shared<Aside>(false));
    for (const cv::Mat* page : {&first, &second, &first, &second, &first}) {
        reader.offer(*page, frame, corners, false);
        EXPECT_EQ(reader.reading(), nullptr);
        EXPECT_EQ(reader.proof(), nullptr);
    }
    reader.offer(first, frame, corners, false);
    ASSERT_NE(reader.reading(), nullptr) << "or both were not read at all";
    EXPECT_EQ(privacy::view(reader.reading()->data.family_name), "ERIKSSON");
}

TEST(LiveReader, OneKeptPictureIsNotCertain) {
    const cv::Mat page = zone_of("ERIKSSON");
    const auto reading = read_picture(page, all_of(page), Target::PassportPage);
    ASSERT_TRUE(reading) << reading.error().sentence();
    EXPECT_EQ(privacy::view(reading->data.document_number), "L898902C3");
    EXPECT_FALSE(reading->certain) << "no second frame agreed";
    EXPECT_EQ(reading->doubt, "one picture");
}

TEST(LiveReader, AFrontHasNothingToRead) {
    LiveReader reader(Target::LicenseFront, std::make_shared<Aside>(false));
    const cv::Mat grey = page(Show::LicenseBack);
    Stage stage({.show = Show::LicenseBack});
    reader.offer(grey, stage.next(), all_of(grey), false);
    EXPECT_FALSE(reader.reads());
    EXPECT_EQ(reader.proof(), nullptr);
}

}  // namespace
}  // namespace vestibule::capture
