// samples_test - stored pictures: a sheet of paper, and real ones with their truth where VESTIBULE_SAMPLES names the
// folder that holds them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>

#include "kiosk/capture/analysis/analyst.hpp"

namespace vestibule::capture {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string bytes_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class Samples : public testing::Test {
protected:
    void SetUp() override {
        const char* named = std::getenv("VESTIBULE_SAMPLES");
        if (named == nullptr || !fs::is_directory(named))
            GTEST_SKIP() << "VESTIBULE_SAMPLES names no folder of pictures";
        folder = named;
        auto made = make_analyst("/usr/share/opencv4");
        ASSERT_TRUE(made) << made.error().sentence();
        analyst = std::move(*made);
    }
    json look(const fs::path& file, AnalysisTarget target) {
        const std::string bytes = bytes_of(file);
        const auto line = analyst->analyze(file.string(),
                                           {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, target);
        return line ? json::parse(*line) : json();
    }
    fs::path folder;
    std::unique_ptr<Analyst> analyst;
};

TEST(Analyst, ASheetOfPaperIsNoLicence) {
    auto analyst = make_analyst("/usr/share/opencv4");
    ASSERT_TRUE(analyst) << analyst.error().sentence();
    cv::Mat sheet(1150, 1680, CV_8UC3, cv::Scalar(72, 90, 107));
    const cv::Rect page(200, 120, 1280, 905);  // A4
    sheet(page).setTo(cv::Scalar::all(255));
    for (int line = 0; line < 9; ++line)
        cv::putText(sheet, "a letter of some lines, no licence at all", {page.x + 90, page.y + 110 + 80 * line},
                    cv::FONT_HERSHEY_SIMPLEX, 1.4, cv::Scalar::all(20), 3, cv::LINE_AA);
    for (const bool upright : {false, true}) {
        cv::Mat picture = sheet;
        if (upright) cv::rotate(sheet, picture, cv::ROTATE_90_CLOCKWISE);
        std::vector<std::uint8_t> bytes;
        cv::imencode(".png", picture, bytes);
        for (const auto target : {AnalysisTarget::LicenseFront, AnalysisTarget::LicenseBack}) {
            const auto line = (*analyst)->analyze("sheet", bytes, target);
            ASSERT_TRUE(line);
            EXPECT_TRUE(json::parse(*line)["document"].is_null()) << *line;
        }
        const auto line = (*analyst)->analyze("sheet", bytes, AnalysisTarget::Anything);
        ASSERT_TRUE(line);
        EXPECT_FALSE(json::parse(*line)["document"].is_null()) << "a sheet of any shape is found where any is wanted";
    }
}

TEST_F(Samples, EveryCodeReadsAsItsText) {
    int read = 0, all = 0;
    for (const char* set : {"pdf417", "pdf417-photos"}) {
        for (const auto& entry : fs::directory_iterator(folder / set)) {
            const fs::path truth = fs::path(entry.path()).replace_extension(".txt");
            if (entry.path().extension() == ".txt" || !fs::exists(truth)) continue;
            ++all;
            const json barcode = look(entry.path(), AnalysisTarget::LicenseBack)["barcode"];
            if (barcode.is_null()) continue;
            EXPECT_EQ(barcode["text"], bytes_of(truth)) << entry.path();
            ++read;
        }
    }
    std::printf("REAL codes        %3d of %3d read as their text\n", read, all);
    EXPECT_GE(all, 40);
    EXPECT_EQ(read, all);
}

TEST_F(Samples, NineOfTenZonesReadExactlyAndNoWrongOneIsValid) {
    std::ifstream truth(folder / "mrz/truth.tsv");
    int exact = 0, all = 0, wrong = 0;
    for (std::string line; std::getline(truth, line); ++all) {
        std::istringstream parts(line);
        std::string file, wanted, read;
        std::getline(parts, file, '\t');
        std::getline(parts, wanted, '\t');
        const json mrz = look(folder / "mrz" / file, AnalysisTarget::PassportPage)["mrz"];
        for (const auto& one : mrz.is_null() ? json::array() : mrz["lines"])
            read += (read.empty() ? "" : "|") + one.get<std::string>();
        exact += read == wanted ? 1 : 0;
        if (read != wanted && !mrz.is_null()) {
            EXPECT_FALSE(mrz["valid"]) << file;
            wrong += mrz["valid"].get<bool>() ? 1 : 0;
        }
    }
    std::printf("REAL zones        %3d of %3d exact, %d valid but wrong\n", exact, all, wrong);
    EXPECT_GE(all, 10);
    EXPECT_GE(exact * 10, all * 9);
}

TEST_F(Samples, AFaceIsSeenInEachPortrait) {
    std::ifstream truth(folder / "faces/truth.tsv");
    int all = 0;
    for (std::string file, box; truth >> file >> box; ++all) {
        const json faces = look(folder / "faces" / file, AnalysisTarget::Face)["faces"];
        ASSERT_EQ(faces.size(), 1U) << file;
        std::array<float, 4> t{};
        char comma = 0;
        std::istringstream(box) >> t[0] >> comma >> t[1] >> comma >> t[2] >> comma >> t[3];
        const auto& b = faces[0]["box"];
        const float wide =
            std::min(t[0] + t[2], b[0].get<float>() + b[2].get<float>()) - std::max(t[0], b[0].get<float>());
        const float high =
            std::min(t[1] + t[3], b[1].get<float>() + b[3].get<float>()) - std::max(t[1], b[1].get<float>());
        const float common = std::max(0.0F, wide) * std::max(0.0F, high);
        EXPECT_GT(common / (t[2] * t[3] + b[2].get<float>() * b[3].get<float>() - common), 0.6F) << file;
    }
    EXPECT_GE(all, 5);
}

}  // namespace
}  // namespace vestibule::capture
