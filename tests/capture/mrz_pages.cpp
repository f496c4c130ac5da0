// mrz_pages - draws the page at 12 px/mm, bends it, lays it on a desk, and takes a picture of it.
#include "tests/capture/mrz_pages.hpp"

#include <cmath>
#include <map>
#include <memory>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/mrz/cell.hpp"
#include "kiosk/capture/mrz/format.hpp"
#include "kiosk/capture/mrz/training/glyph_source.hpp"

namespace vestibule::capture::test {
namespace {

constexpr float page_px_per_mm = 12;
constexpr float pitch_mm = 2.54F;

float between(Random& random, float low, float high) {
    return low + (high - low) * static_cast<float>(random() % 100'000) / 100'000;
}

std::string letters(Random& random, std::size_t count) {
    std::string text;
    while (text.size() < count) text += static_cast<char>('A' + random() % 26);
    return text;
}

std::string digits(Random& random, std::size_t count) {
    std::string text;
    while (text.size() < count) text += static_cast<char>('0' + random() % 10);
    return text;
}

std::string date(Random& random) {
    char text[8];
    std::snprintf(text, sizeof text, "%02u%02u%02u", static_cast<unsigned>(random() % 100),
                  static_cast<unsigned>(1 + random() % 12), static_cast<unsigned>(1 + random() % 28));
    return text;
}

std::string filled(std::string text, std::size_t length) {
    text.resize(length, '<');
    return text;
}

std::string checked(const std::string& text) {
    return text + static_cast<char>('0' + mrz::check_digit(text));
}

std::string country(Random& random) {
    constexpr const char* all[] = {"UTO", "USA", "MEX", "CAN", "D<<", "GBR", "IND", "PHL", "SLV", "CHN", "NGA", "BRA"};
    return all[random() % std::size(all)];
}

struct Size {
    float width_mm, height_mm;
};
Size size_of(std::string_view layout) {
    if (layout == "TD1") return {85.6F, 54};
    if (layout == "TD2" || layout == "MRV-B") return {105, 74};
    return layout == "MRV-A" ? Size{120, 80} : Size{125, 88};
}

const mrz::GlyphSource& font_of(const std::string& file) {
    static std::map<std::string, std::unique_ptr<mrz::GlyphSource>> all;
    auto& font = all[file];
    if (!font) font = std::make_unique<mrz::GlyphSource>(file, 3);
    return *font;
}

void print_line(cv::Mat& page, const PageLook& look, const std::string& text, float left_mm, float middle_mm) {
    const mrz::GlyphSource& font = font_of(look.font_file);
    const float pitch = pitch_mm * page_px_per_mm, scale = mrz::GlyphMask::pitch_px / pitch;
    const float middle = middle_mm * page_px_per_mm;
    for (int y = static_cast<int>(middle - pitch); y < static_cast<int>(middle + pitch); ++y) {
        if (y < 0 || y >= page.rows) continue;
        for (int x = 0; x < page.cols; ++x) {
            const float along = (static_cast<float>(x) - left_mm * page_px_per_mm) / pitch;
            const int position = static_cast<int>(std::floor(along));
            if (position < 0 || position >= static_cast<int>(text.size())) continue;
            const auto glyph = mrz::alphabet.find(text[static_cast<std::size_t>(position)]);
            const float ink = font.glyph(static_cast<int>(glyph), look.weight)
                                  .at((along - static_cast<float>(position) - 0.5F) * mrz::GlyphMask::pitch_px,
                                      (static_cast<float>(y) - middle) * scale);
            uchar& value = page.at<uchar>(y, x);
            value = static_cast<uchar>(static_cast<float>(value) * (1 - look.ink * ink));
        }
    }
}

/// Waves and rosettes, then labels and a portrait as pages have them above the zone.
void print_art(cv::Mat& page, const PageLook& look, float zone_top_mm, Random& random) {
    const float ax = between(random, 0.02F, 0.09F), ay = between(random, 0.02F, 0.09F), bend = between(random, 0, 9);
    for (int y = 0; y < page.rows; ++y) {
        for (int x = 0; x < page.cols; ++x) {
            const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
            const float wave = std::sin(ax * fx + bend * std::sin(ay * fy * 0.3F)) + std::sin(ay * fy + 0.02F * fx);
            uchar& value = page.at<uchar>(y, x);
            value = static_cast<uchar>(static_cast<float>(value) * (1 + look.security_print * 0.5F * (wave - 1)));
        }
    }
    const int width = page.cols, top = static_cast<int>(zone_top_mm * page_px_per_mm);
    cv::rectangle(page, cv::Rect(width / 16, top / 6, width / 4, top * 7 / 10), cv::Scalar(120), cv::FILLED);
    cv::ellipse(page, {width * 3 / 16, top / 2}, {width / 14, width / 10}, 0, 0, 360, cv::Scalar(170), cv::FILLED);
    for (int row = 0; row < 7; ++row) {
        const int y = top / 6 + row * top / 9;
        cv::putText(page, letters(random, 6 + random() % 9), {width * 6 / 16, y}, cv::FONT_HERSHEY_DUPLEX, 0.9,
                    cv::Scalar(60), 2, cv::LINE_AA);
        cv::putText(page, digits(random, 4 + random() % 6), {width * 11 / 16, y}, cv::FONT_HERSHEY_SIMPLEX, 0.8,
                    cv::Scalar(70), 2, cv::LINE_AA);
    }
}

cv::Mat desk(cv::Size size, Random& random) {
    cv::Mat coarse(size.height / 24 + 2, size.width / 24 + 2, CV_8UC1), picture;
    for (int y = 0; y < coarse.rows; ++y) {
        for (int x = 0; x < coarse.cols; ++x) coarse.at<uchar>(y, x) = static_cast<uchar>(60 + random() % 90);
    }
    cv::resize(coarse, picture, size, 0, 0, cv::INTER_CUBIC);
    return picture;
}

cv::Mat lay(const cv::Mat& page, const PageLook& look, Random& random) {
    const float scale = look.px_per_mm / page_px_per_mm;
    const auto w = static_cast<float>(page.cols), h = static_cast<float>(page.rows);
    const double turn = look.turn_degrees * CV_PI / 180;
    const auto c = static_cast<float>(std::cos(turn)), s = static_cast<float>(std::sin(turn));
    const float wide = scale * (std::abs(c) * w + std::abs(s) * h) * 1.1F;
    const float high = scale * (std::abs(s) * w + std::abs(c) * h) * 1.1F;
    std::vector<cv::Point2f> from = {{0, 0}, {w, 0}, {w, h}, {0, h}}, to;
    const bool sideways = random() % 2 == 0;
    for (cv::Point2f at : from) {
        float x = (at.x - w / 2) * scale, y = (at.y - h / 2) * scale;
        const float depth = 1 + look.perspective * (sideways ? at.x / w - 0.5F : at.y / h - 0.5F);
        x *= depth, y *= depth;
        to.emplace_back(wide / 2 + c * x - s * y, high / 2 + s * x + c * y);
    }
    cv::Mat small = page;
    // A warp that makes smaller does not average by itself.
    if (scale < 0.7F) cv::GaussianBlur(page, small, {}, 0.4 / static_cast<double>(scale));
    cv::Mat picture = desk({static_cast<int>(wide), static_cast<int>(high)}, random);
    cv::warpPerspective(small, picture, cv::getPerspectiveTransform(from, to), picture.size(), cv::INTER_LINEAR,
                        cv::BORDER_TRANSPARENT);
    return picture;
}

cv::Mat bent(const cv::Mat& page, float bend_mm) {
    if (bend_mm == 0) return page;
    cv::Mat map_x(page.size(), CV_32F), map_y(page.size(), CV_32F), out;
    for (int y = 0; y < page.rows; ++y) {
        for (int x = 0; x < page.cols; ++x) {
            const float share = static_cast<float>(x) / static_cast<float>(page.cols) - 0.5F;
            map_x.at<float>(y, x) = static_cast<float>(x);
            map_y.at<float>(y, x) = static_cast<float>(y) + bend_mm * page_px_per_mm * (4 * share * share - 0.5F);
        }
    }
    cv::remap(page, out, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return out;
}

}  // namespace

std::vector<std::string> zone_lines(std::string_view layout, Random& random) {
    const std::string kind = layout == "TD3" ? "P<" : layout.substr(0, 3) == "MRV" ? "V<" : "I<";
    const std::string state = country(random);
    std::string name = letters(random, 3 + random() % 9) + "<<" + letters(random, 3 + random() % 6);
    if (random() % 2 == 0) name += "<" + letters(random, 2 + random() % 6);
    const std::string number = filled(letters(random, random() % 3) + digits(random, 7), 9);
    const std::string birth = checked(date(random)), expiry = checked(date(random));
    const std::string sex(1, "MF<"[random() % 3]);
    const std::string other = random() % 2 == 0 ? "" : digits(random, 4 + random() % 3);
    if (layout == "TD1") {
        const std::string first = kind + state + checked(number) + filled(other, 15);
        const std::string second = birth + sex + expiry + state + filled("", 11);
        const std::string over = first.substr(5) + birth + expiry + filled("", 11);
        return {first, second + checked(over).back(), filled(name, 30)};
    }
    const std::size_t length = layout == "TD3" || layout == "MRV-A" ? 44 : 36;
    std::string second = checked(number) + state + birth + sex + expiry;
    if (layout == "TD3") {
        const std::string optional = checked(filled(other, 14));
        second += optional + checked(checked(number) + birth + expiry + optional).back();
    } else if (layout == "TD2") {
        second += filled(other, 7);
        second += checked(checked(number) + birth + expiry + filled(other, 7)).back();
    } else {
        second = filled(second + other, length);
    }
    return {filled(kind + state + name, length), second};
}

cv::Mat draw_page(const PageLook& look, const std::vector<std::string>& lines, Random& random) {
    const Size size = size_of(look.layout);
    cv::Mat page(static_cast<int>(size.height_mm * page_px_per_mm), static_cast<int>(size.width_mm * page_px_per_mm),
                 CV_8UC1, cv::Scalar(between(random, 190, 235)));
    const float zone_mm = lines.size() == 3 ? 19 : 15;
    print_art(page, look, size.height_mm - zone_mm - 6, random);
    const float left = (size.width_mm - pitch_mm * static_cast<float>(lines.front().size())) / 2;
    for (std::size_t row = 0; row < lines.size(); ++row) {
        const float apart = lines.size() == 3 ? 5.2F : 6.4F;
        print_line(page, look, lines[row], left, size.height_mm - zone_mm + apart * static_cast<float>(row));
    }
    cv::Mat picture = lay(bent(page, look.bend_mm), look, random);
    if (look.shadow) {
        cv::Mat light(picture.size(), CV_32F, cv::Scalar(1)), lit;
        light.colRange(0, picture.cols / 2) = 0.5F;
        // A hand's shadow from a lamp has a soft edge of some millimetres.
        cv::blur(light, light, cv::Size(static_cast<int>(4 * look.px_per_mm), 1));
        picture.convertTo(lit, CV_32F);
        cv::multiply(lit, light, lit);
        lit.convertTo(picture, CV_8U);
    }
    const float sigma = look.blur_mm * look.px_per_mm;
    if (sigma > 0.2F) cv::GaussianBlur(picture, picture, {}, static_cast<double>(sigma));
    cv::Mat noise(picture.size(), CV_16SC1), sum;
    cv::RNG rng(random());
    rng.fill(noise, cv::RNG::NORMAL, 0, look.noise);
    picture.convertTo(sum, CV_16SC1);
    sum += noise;
    sum.convertTo(picture, CV_8UC1);
    std::vector<uchar> packed;
    cv::imencode(".jpg", picture, packed, {cv::IMWRITE_JPEG_QUALITY, look.jpeg_quality_percent});
    picture = cv::imdecode(packed, cv::IMREAD_GRAYSCALE);
    if (look.quarter_turns > 0) cv::rotate(picture, picture, look.quarter_turns - 1);
    return picture;
}

}  // namespace vestibule::capture::test
