// mrz_score_test - the reader of zones on pages of every kind that a kiosk may meet: how many exact, none wrong.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <ctime>

#include "kiosk/capture/mrz/mrz.hpp"
#include "tests/capture/mrz_pages.hpp"

namespace vestibule::capture {
namespace {

using test::PageLook;
using test::Random;

constexpr const char* layouts[] = {"TD3", "TD1", "TD2", "MRV-A", "MRV-B"};
constexpr const char* learned_font = OCR_B_FOLDER "/OCRB.otf";
// Another cut of the same letters, with square ends; the reader never learned from it.
constexpr const char* other_font = OCR_B_FOLDER "/OCRBS.otf";

struct Set {
    const char* name;
    PageLook look;
    int least_exact_percent;  ///< in the short form, too
};

PageLook with(auto change) {
    PageLook look;
    look.font_file = other_font;
    change(look);
    return look;
}

const std::vector<Set>& sets() {
    static const std::vector<Set> all = {
        {"learned font", with([](PageLook& p) { p.font_file = learned_font; }), 95},
        {"other cut", with([](PageLook&) {}), 95},
        {"light print", with([](PageLook& p) { p.weight = 0, p.ink = 0.45F; }), 90},
        {"heavy print", with([](PageLook& p) { p.weight = 2; }), 90},
        {"4.5 px/mm", with([](PageLook& p) { p.px_per_mm = 4.5F; }), 80},
        {"thumbnail, 3 px/mm", with([](PageLook& p) { p.px_per_mm = 3, p.blur_mm = 0, p.noise = 2; }), 40},
        {"25 px/mm", with([](PageLook& p) { p.px_per_mm = 25; }), 90},
        {"blur of 0.17 mm", with([](PageLook& p) { p.blur_mm = 0.17F; }), 80},
        {"turned 9 degrees", with([](PageLook& p) { p.turn_degrees = 9; }), 90},
        {"turned -25 degrees", with([](PageLook& p) { p.turn_degrees = -25; }), 80},
        {"perspective", with([](PageLook& p) { p.perspective = 0.22F, p.turn_degrees = 4; }), 85},
        {"bent page", with([](PageLook& p) { p.bend_mm = 1.6F; }), 80},
        {"noise and low JPEG", with([](PageLook& p) { p.noise = 14, p.jpeg_quality_percent = 45; }), 80},
        {"security print", with([](PageLook& p) { p.security_print = 0.25F; }), 80},
        // As dark as light print itself: the limit of this reader.
        {"heavy security print", with([](PageLook& p) { p.security_print = 0.45F; }), 0},
        {"shadow", with([](PageLook& p) { p.shadow = true, p.turn_degrees = -4; }), 90},
        {"on its side", with([](PageLook& p) { p.quarter_turns = 1, p.turn_degrees = 3; }), 90},
        {"on its head", with([](PageLook& p) { p.quarter_turns = 2, p.turn_degrees = 3; }), 90},
        {"other side", with([](PageLook& p) { p.quarter_turns = 3; }), 90},
    };
    return all;
}

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Score {
    int pages = 0, exact = 0, valid = 0, wrong = 0;
    double ms = 0, worst_ms = 0;
};

Score score(const Set& set, int pages, unsigned seed) {
    Score total;
    for (int page = 0; page < pages; ++page) {
        Random random(seed + static_cast<unsigned>(page) * 7919);
        PageLook look = set.look;
        look.layout = layouts[page % 5];
        const auto lines = test::zone_lines(look.layout, random);
        const cv::Mat picture = test::draw_page(look, lines, random);
        const double begin = thread_ms();
        const auto mrz = read_mrz(picture);
        const double ms = thread_ms() - begin;
        total.ms += ms, total.worst_ms = std::max(total.worst_ms, ms), ++total.pages;
        if (!mrz) continue;
        bool exact = mrz->lines.size() == lines.size();
        for (std::size_t row = 0; exact && row < lines.size(); ++row)
            exact = privacy::view(mrz->lines[row]) == lines[row];
        total.exact += exact ? 1 : 0;
        for (std::size_t row = 0; !exact && row < mrz->lines.size(); ++row) {
            const std::string read(privacy::view(mrz->lines[row]));
            std::printf("  %s%s\n  %s\n", read.c_str(), mrz->valid ? " VALID" : "",
                        row < lines.size() && lines[row] != read ? lines[row].c_str() : "=");
        }
        total.valid += exact && mrz->valid ? 1 : 0;
        total.wrong += !exact && mrz->valid ? 1 : 0;
    }
    return total;
}

class MrzScore : public testing::TestWithParam<Set> {};

TEST_P(MrzScore, PagesReadAndNoWrongOneIsValid) {
    const bool thorough = std::getenv("VESTIBULE_LONG") != nullptr;
    const Set& set = GetParam();
    const Score got = score(set, thorough ? 50 : 5, 20'260);
    std::printf("MRZ  %-20s %3d pages %3d exact %3d valid %3d wrong %6.1f ms, worst %6.1f\n", set.name, got.pages,
                got.exact, got.valid, got.wrong, got.ms / got.pages, got.worst_ms);
    EXPECT_EQ(got.wrong, 0);
    // One page of five more than the share may fail.
    EXPECT_GE(got.exact * 100, got.pages * set.least_exact_percent - (thorough ? 0 : 100));
}

INSTANTIATE_TEST_SUITE_P(Pages, MrzScore, testing::ValuesIn(sets()), [](const auto& one) {
    std::string name = one.param.name;
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
    return name;
});

}  // namespace
}  // namespace vestibule::capture
