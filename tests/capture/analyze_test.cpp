// analyze_test - the real `vestibulectl capture analyze` on stored pictures of every make: turned by their EXIF, large,
// small, grey, with transparency, of 16 bits.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "drivers/camera/simulated/render.hpp"
#include "tests/capture/score/methods.hpp"
#include "tests/capture/score/sets.hpp"
#include "tests/device/place.hpp"

namespace vestibule::score {
namespace {

using nlohmann::ordered_json;

class Analyze : public testing::Test {
protected:
    struct Told {
        int code = -1;
        std::string said;
        [[nodiscard]] ordered_json line() const { return ordered_json::parse(said); }
    };
    /// The real program on files of the place.
    [[nodiscard]] Told run(const std::string& arguments) const {
        device::testing::Process shell({"/bin/sh", "-c",
                                        fmt::format("cd '{}' && '{}' capture analyze {} > said 2> trouble",
                                                    place_.path().string(), VESTIBULE_CTL, arguments)});
        Told told;
        told.code = shell.wait();
        told.said = place_.read("said");
        return told;
    }
    static Shot shot_of(Kind kind, std::uint64_t seed) {
        Shot shot = scene(Set::Clean, Family::Tuned, seed, prints());
        Random random(seed);
        shot.print = &prints().get(kind, Family::Tuned, seed);
        shot.facing_page.reset();
        shot.pose = framed(*shot.print, shot.camera, 0.7, 6, 2, random);
        return shot;
    }
    void write(const std::string& name, const std::vector<std::uint8_t>& bytes) const {
        place_.write(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    void write(const std::string& name, const cv::Mat& picture) const {
        ASSERT_TRUE(cv::imwrite((place_ / name).string(), picture)) << name;
    }
    static double overlap_of(const ordered_json& line, const Corners& truth) {
        if (line["document"].is_null()) return 0;
        Corners found;
        for (std::size_t at = 0; at < 4; ++at)
            found[at] = {line["document"]["corners"][at][0].get<float>(),
                         line["document"]["corners"][at][1].get<float>()};
        return overlap(found, truth);
    }
    static Prints& prints() {
        static Prints all;
        return all;
    }
    const device::testing::Place place_;
};

TEST_F(Analyze, StoredPicturesOfEveryMakeAreSeen) {
    const Exposed exposed = expose(shot_of(Kind::Front, 5));
    const cv::Mat& picture = exposed.picture;
    cv::Mat grey, deep, clear, large, small;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    picture.convertTo(deep, CV_16U, 257);
    cv::cvtColor(picture, clear, cv::COLOR_BGR2BGRA);
    cv::resize(picture, large, cv::Size(4000, 2250), 0, 0, cv::INTER_CUBIC);
    cv::resize(picture, small, cv::Size(480, 270), 0, 0, cv::INTER_AREA);
    write("grey.jpg", grey), write("plain.png", picture), write("deep.png", deep), write("clear.png", clear);
    write("web.webp", picture), write("large.jpg", large), write("small.jpg", small);
    const auto scaled = [&](double by) {
        Corners corners = exposed.truth.corners;
        for (auto& corner : corners)
            corner = (corner + cv::Point2f(0.5F, 0.5F)) * static_cast<float>(by) - cv::Point2f(0.5F, 0.5F);
        return corners;
    };
    for (const auto& [name, by, least] : {std::tuple{"grey.jpg", 1.0, 0.97},
                                          {"plain.png", 1.0, 0.97},
                                          {"deep.png", 1.0, 0.97},
                                          {"clear.png", 1.0, 0.97},
                                          {"web.webp", 1.0, 0.97},
                                          {"large.jpg", 3.125, 0.97},
                                          {"small.jpg", 0.375, 0.95}}) {
        const Told told = run(std::string("--as license-front ") + name);
        ASSERT_EQ(told.code, 0) << name;
        EXPECT_GT(overlap_of(told.line(), scaled(by)), least) << name;
    }
}

std::vector<std::string> keys_of(const ordered_json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

TEST_F(Analyze, EachLineHasTheSameFieldsInTheSameOrder) {
    using Keys = std::vector<std::string>;
    write("back.png", expose(shot_of(Kind::Back, 7)).picture);
    write("page.png", expose(shot_of(Kind::Passport, 6)).picture);
    write("wall.png", cv::Mat(720, 1280, CV_8UC3, cv::Scalar(170, 175, 180)));
    const Keys fields = {"file",    "document", "sharpness_mm", "px_per_mm", "glare_percent", "exposure", "hint",
                         "barcode", "mrz",      "faces",        "ms"};
    const Told back = run("--as license-back back.png"), page = run("--as passport page.png"), wall = run("wall.png");
    for (const Told* told : {&back, &page, &wall}) {
        ASSERT_EQ(told->code, 0);
        EXPECT_EQ(std::count(told->said.begin(), told->said.end(), '\n'), 1) << "one object a line";
        EXPECT_EQ(keys_of(told->line()), fields);
        EXPECT_EQ(keys_of(told->line()["exposure"]),
                  (Keys{"mean", "dark_part", "bright_part", "contrast", "under_percent", "over_percent", "variance",
                        "dynamic_range"}));
    }
    EXPECT_EQ(keys_of(back.line()["document"]), (Keys{"corners", "confidence"}));
    EXPECT_EQ(keys_of(back.line()["barcode"]), (Keys{"format", "text", "aamva"}));
    EXPECT_EQ(keys_of(back.line()["barcode"]["aamva"]),
              (Keys{"family_name", "given_names", "middle_name", "birth_date", "expiry_date", "street", "city",
                    "region", "postal_code", "country", "document_number"}));
    EXPECT_EQ(keys_of(page.line()["mrz"]), (Keys{"type", "lines", "valid", "doubt", "confidence", "fields"}));
    EXPECT_EQ(keys_of(page.line()["mrz"]["fields"]),
              (Keys{"family_name", "given_names", "document_number", "issuer", "nationality", "birth_date", "sex",
                    "expiry_date", "optional"}));
    // Nothing was found, and that is no fault.
    for (const char* field : {"document", "sharpness_mm", "px_per_mm", "barcode", "mrz"})
        EXPECT_TRUE(wall.line()[field].is_null()) << field;
    EXPECT_EQ(wall.line()["faces"], ordered_json::array());
    EXPECT_EQ(wall.line()["hint"], "show-document");
}

TEST_F(Analyze, AnUnreadableFileIsToldByTwoAndHoldsUpNoOther) {
    write("card.png", expose(shot_of(Kind::Front, 5)).picture);
    place_.write("text.jpg", "no picture");
    const Told told = run("--as license-front card.png text.jpg missing.jpg card.png");
    EXPECT_EQ(told.code, 2);
    std::istringstream lines(told.said);
    std::vector<std::string> files;
    for (std::string line; std::getline(lines, line);) files.push_back(ordered_json::parse(line)["file"]);
    EXPECT_EQ(std::count(files.begin(), files.end(), "card.png"), 2) << "those before and after it are told";
    EXPECT_NE(place_.read("trouble").find("text.jpg"), std::string::npos);
    EXPECT_NE(place_.read("trouble").find("missing.jpg"), std::string::npos);
    EXPECT_EQ(run("--as license-front card.png").code, 0);
}

TEST_F(Analyze, AFaceIsJudgedAsBeforeTheKiosksCamera) {
    using Scene = drivers::simulated::Scene;
    drivers::simulated::Renderer renderer;
    const auto hint_of = [&](const Scene& scene) {
        write("face.png", renderer.render(scene, drivers::CameraRole::Face, 3));
        const Told told = run("--as face face.png");
        EXPECT_EQ(told.code, 0);
        return told.line()["hint"].get<std::string>();
    };
    const auto face = Scene::Show::Face;
    EXPECT_EQ(hint_of({.show = face}), "good");
    EXPECT_EQ(hint_of({.show = Scene::Show::Nothing}), "show-face");
    EXPECT_EQ(hint_of({.show = Scene::Show::TwoFaces}), "one-face-only");
    EXPECT_EQ(hint_of({.show = face, .far = true}), "move-closer");
    EXPECT_EQ(hint_of({.show = face, .near = true}), "move-back");
    EXPECT_EQ(hint_of({.show = face, .aside = true}), "centre-it");
    EXPECT_EQ(hint_of({.show = face, .dark = true}), "too-dark");
    EXPECT_EQ(hint_of({.show = face, .blur = true}), "blurred");
    EXPECT_EQ(hint_of({.show = face, .lamp = Scene::Lamp::Beside}), "light-on-face");
    EXPECT_EQ(hint_of({.show = face, .tilted = true}), "head-upright");
    EXPECT_EQ(hint_of({.show = face, .head = Scene::Head::Shut}), "open-eyes");
}

/// The JPEG with an EXIF segment that says how it is to be turned.
std::vector<std::uint8_t> with_orientation(const std::vector<std::uint8_t>& jpeg, std::uint8_t orientation) {
    const std::vector<std::uint8_t> exif = {0xFF, 0xE1, 0, 34, 'E', 'x',         'i', 'f', 0, 0,    'M', 'M',
                                            0,    42,   0, 0,  0,   8,           0,   1,   1, 0x12, 0,   3,
                                            0,    0,    0, 1,  0,   orientation, 0,   0,   0, 0,    0,   0};
    std::vector<std::uint8_t> out(jpeg.begin(), jpeg.begin() + 2);
    out.insert(out.end(), exif.begin(), exif.end());
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

TEST_F(Analyze, AnExifOrientationIsFollowed) {
    const Exposed exposed = expose(shot_of(Kind::Passport, 6));
    cv::Mat lying;
    cv::rotate(exposed.picture, lying, cv::ROTATE_90_COUNTERCLOCKWISE);
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", lying, bytes);
    write("turned.jpg", with_orientation(bytes, 6));  // to be turned clockwise
    const Told told = run("--as passport turned.jpg");
    ASSERT_EQ(told.code, 0);
    EXPECT_GT(overlap_of(told.line(), exposed.truth.corners), 0.95) << "corners are those of the upright picture";
    ASSERT_FALSE(told.line()["mrz"].is_null());
    EXPECT_EQ(told.line()["mrz"]["valid"], true);
}

}  // namespace
}  // namespace vestibule::score
