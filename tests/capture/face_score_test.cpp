// face_score_test - how many faces the live finder sees and how often it sees one where none is, by group; drawn people
// always, real pictures where VESTIBULE_SAMPLES names their folder.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "drivers/camera/simulated/objects.hpp"
#include "kiosk/capture/face.hpp"

namespace vestibule::capture {
namespace {

namespace fs = std::filesystem;

/// A picture of one face and where it is.
struct Portrait {
    std::string group;
    cv::Mat grey;
    cv::Rect2f face;
};

/// What was done to it.
struct Change {
    std::string name;
    double gain = 1, roll_deg = 0, blur_share = 0, size_px = 260;
};
const std::vector<Change>& changes() {
    static const std::vector<Change> all = {{"as it is"},
                                            {.name = "gain .3", .gain = 0.3},
                                            {.name = "gain .15", .gain = 0.15},
                                            {.name = "roll 10", .roll_deg = 10},
                                            {.name = "roll -10", .roll_deg = -10},
                                            {.name = "roll 20", .roll_deg = 20},
                                            {.name = "blur", .blur_share = 0.02},
                                            {.name = "small", .size_px = 180},
                                            {.name = "large", .size_px = 420}};
    return all;
}

/// As the kiosk's camera would see it: 1280 x 720, the face in the middle.
cv::Mat staged(const Portrait& portrait, const Change& change, cv::Rect2f& where) {
    const double scale = change.size_px / static_cast<double>(portrait.face.height);
    const cv::Point2f middle(portrait.face.x + portrait.face.width / 2, portrait.face.y + portrait.face.height / 2);
    cv::Mat turn = cv::getRotationMatrix2D(middle, change.roll_deg, scale);
    turn.at<double>(0, 2) += 640 - static_cast<double>(middle.x);
    turn.at<double>(1, 2) += 380 - static_cast<double>(middle.y);
    cv::Mat small = portrait.grey, out;
    // A warp that makes smaller does not average by itself.
    if (scale < 0.7) cv::GaussianBlur(small, small, {}, 0.4 / scale);
    cv::warpAffine(small, out, turn, {1280, 720}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    if (change.blur_share > 0) cv::GaussianBlur(out, out, {}, change.blur_share * change.size_px);
    out.convertTo(out, CV_8U, change.gain);
    cv::Mat noise(out.size(), CV_16SC1), sum;
    cv::RNG(5).fill(noise, cv::RNG::NORMAL, 0, 2);
    out.convertTo(sum, CV_16SC1);
    sum += noise;
    sum.convertTo(out, CV_8UC1);
    const auto side = static_cast<float>(change.size_px);
    where = {640 - side / 2, 380 - side / 2, side, side};
    return out;
}

struct Count {
    int seen = 0, all = 0, false_ones = 0;
};

void look(FaceFinder& finder, const cv::Mat& grey, const cv::Rect2f& face, Count& count) {
    Images images;
    images.grey = grey;
    reduce_images(images);
    bool seen = false;
    int others = 0;
    for (int frame = 0; frame < 3 && !seen; ++frame) {  // every third frame the sure finder looks, too
        others = 0;
        for (const FoundFace& found : finder.find(images)) {
            const bool same = (found.box & face).area() > 0.4F * std::max(found.box.area(), face.area());
            seen = seen || same;
            others += same ? 0 : 1;
        }
    }
    ++count.all;
    count.seen += seen ? 1 : 0;
    count.false_ones += others;
}

/// No percentage of fewer than fifty: it would say more than it knows.
void print(const char* what, const std::string& name, const Count& count) {
    std::printf("FACE %-10s %-14s %3d of %3d seen, %d where none is", what, name.c_str(), count.seen, count.all,
                count.false_ones);
    if (count.all >= 50) std::printf(", %.1f %%", 100.0 * count.seen / count.all);
    std::printf("\n");
}

Count score(const std::vector<Portrait>& portraits) {
    auto finder = FaceFinder::load("/usr/share/opencv4");
    EXPECT_TRUE(finder);
    std::map<std::string, Count> by_group, by_change;
    Count total;
    for (const Portrait& portrait : portraits) {
        for (const Change& change : changes()) {
            cv::Rect2f where;
            const cv::Mat grey = staged(portrait, change, where);
            Count one;
            look(**finder, grey, where, one);
            for (Count* into : {&by_group[portrait.group], &by_change[change.name], &total})
                into->seen += one.seen, into->all += one.all, into->false_ones += one.false_ones;
        }
    }
    for (const auto& [name, count] : by_group) print("group", name, count);
    for (const auto& [name, count] : by_change) print("change", name, count);
    print("all", "", total);
    return total;
}

TEST(FaceScore, DrawnPeopleOfEverySkinAreSeenAlike) {
    using namespace drivers::simulated;
    std::vector<Portrait> portraits;
    for (const auto& [group, skin] : {std::pair{"light", 0xF2D3BC},
                                      {"light", 0xE0B595},
                                      {"middle", 0xC68E63},
                                      {"middle", 0xA56B46},
                                      {"dark", 0x7A4B30},
                                      {"dark", 0x5A3825}}) {
        Looks looks;
        looks.skin = colour(static_cast<std::uint32_t>(skin));
        const Object person = make_person(looks);
        cv::Mat room = make_room({1280, 1280}, 3), bgr, alpha;
        const int height = 1000, width = person.picture.cols * height / person.picture.rows;
        cv::Mat small;
        cv::resize(person.picture, small, {width, height}, 0, 0, cv::INTER_AREA);
        cv::Mat place = room(cv::Rect(640 - width / 2, 240, width, height));
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const auto& over = small.at<cv::Vec4b>(y, x);
                auto& under = place.at<cv::Vec3b>(y, x);
                for (int c = 0; c < 3; ++c)
                    under[c] = cv::saturate_cast<uchar>(over[c] + under[c] * (255 - over[3]) / 255);
            }
        }
        Portrait portrait{group, {}, {}};
        cv::cvtColor(room, portrait.grey, cv::COLOR_BGR2GRAY);
        // Hundredths of the person's height: the drawing's face, from brow to chin.
        portrait.face = {640 - 0.21F * 1000, 240 + 0.2F * 1000, 0.42F * 1000, 0.42F * 1000};
        portraits.push_back(std::move(portrait));
    }
    const Count total = score(portraits);
    EXPECT_EQ(total.all, 54);
    EXPECT_EQ(total.seen, 54);
    EXPECT_EQ(total.false_ones, 0);
}

TEST(FaceScore, RealPicturesByGroup) {
    const char* named = std::getenv("VESTIBULE_SAMPLES");
    if (named == nullptr || !fs::is_directory(fs::path(named) / "faces"))
        GTEST_SKIP() << "VESTIBULE_SAMPLES names no folder of pictures";
    const fs::path folder = fs::path(named) / "faces";
    std::ifstream truth(folder / "truth.tsv");
    std::vector<Portrait> portraits;
    for (std::string file, box; truth >> file >> box;) {
        Portrait portrait{"", cv::imread((folder / file).string(), cv::IMREAD_GRAYSCALE), {}};
        char comma = 0;
        std::istringstream(box) >> portrait.face.x >> comma >> portrait.face.y >> comma >> portrait.face.width >>
            comma >> portrait.face.height;
        const double level = cv::mean(portrait.grey(cv::Rect(portrait.face) & cv::Rect({}, portrait.grey.size())))[0];
        portrait.group = level < 110 ? "dark" : "light";  // of the face in the picture
        portraits.push_back(std::move(portrait));
    }
    const Count total = score(portraits);
    EXPECT_GE(total.all, 45);
    EXPECT_GE(total.seen * 100, total.all * 98);
    EXPECT_EQ(total.false_ones, 0);
}

}  // namespace
}  // namespace vestibule::capture
