// report - numbers rounded to what they are worth, and null where nothing was found.
#include "kiosk/capture/analysis/report.hpp"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/aamva.hpp"
#include "kiosk/capture/face_judge.hpp"
#include "kiosk/capture/face_thresholds.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        out += digits[value >> 4U];
        out += digits[value & 15U];
    }
    return out;
}

Json text_json(const privacy::SecretText& text) {
    return privacy::view(text).empty() ? Json() : Json(std::string(privacy::view(text)));
}

Json aamva_json(std::string_view text) {
    auto parsed = parse_aamva(text);
    if (!parsed) return nullptr;
    return {{"family_name", text_json(parsed->family_name)},
            {"given_names", text_json(parsed->given_names)},
            {"middle_name", text_json(parsed->middle_name)},
            {"birth_date", text_json(parsed->birth_date)},
            {"expiry_date", text_json(parsed->expiry_date)},
            {"street", text_json(parsed->street)},
            {"city", text_json(parsed->city)},
            {"region", text_json(parsed->region)},
            {"postal_code", text_json(parsed->postal_code)},
            {"country", text_json(parsed->country)},
            {"document_number", text_json(parsed->document_number)}};
}

}  // namespace

double rounded(double value, int digits) {
    const double scale = std::pow(10, digits);
    return std::round(value * scale) / scale;
}

Json document_json(const std::optional<FoundDocument>& document) {
    if (!document) return nullptr;
    Json corners = Json::array();
    for (const Point& corner : document->corners) corners.push_back({rounded(corner.x, 1), rounded(corner.y, 1)});
    return {{"corners", corners}, {"confidence", rounded(document->confidence, 3)}};
}

/// The measures of ISO/IEC 29794-5 that need no net, beside the percentiles that the kiosk judges by.
Json exposure_json(const cv::Mat& part, const Quality& quality) {
    std::array<double, 256> histogram{};
    for (int y = 0; y < part.rows; ++y) {
        const auto* row = part.ptr<uchar>(y);
        for (int x = 0; x < part.cols; ++x) ++histogram[row[x]];
    }
    const auto total = static_cast<double>(part.total());
    double under = 0, over = 0, entropy = 0, square = 0;
    for (std::size_t level = 0; level < 256; ++level) {
        const double share = histogram[level] / total;
        if (level <= 25) under += share;
        if (level >= 247) over += share;
        if (share > 0) entropy -= share * std::log2(share);
        const double off = (static_cast<double>(level) - quality.mean) / 255;
        square += share * off * off;
    }
    return {{"mean", rounded(quality.mean, 1)},         {"dark_part", quality.dark_part},
            {"bright_part", quality.bright_part},       {"contrast", quality.contrast},
            {"under_percent", rounded(100 * under, 2)}, {"over_percent", rounded(100 * over, 2)},
            {"variance", rounded(square, 4)},           {"dynamic_range", rounded(12.5 * entropy, 1)}};
}

Json barcode_json(const Pdf417& code) {
    if (!code.found()) return nullptr;
    Json out = {{"format", "PDF417"},
                {"text", std::string(privacy::view(code.text))},
                {"aamva", aamva_json(privacy::view(code.bytes))}};
    const auto bytes = privacy::view(code.bytes);
    const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c & '\x80') == 0; });
    if (!plain) out["bytes_hex"] = hex_of(bytes);
    return out;
}

Json mrz_json(const std::optional<Mrz>& mrz) {
    if (!mrz) return nullptr;
    Json lines = Json::array();
    for (const auto& line : mrz->lines) lines.push_back(text_json(line));
    Json fields = {{"family_name", text_json(mrz->data.family_name)},
                   {"given_names", text_json(mrz->data.given_names)},
                   {"document_number", text_json(mrz->data.document_number)},
                   {"issuer", text_json(mrz->issuer)},
                   {"nationality", text_json(mrz->nationality)},
                   {"birth_date", text_json(mrz->data.birth_date)},
                   {"sex", text_json(mrz->sex)},
                   {"expiry_date", text_json(mrz->data.expiry_date)},
                   {"optional", text_json(mrz->optional_data)}};
    return {{"type", std::string(mrz->type)},
            {"lines", lines},
            {"valid", mrz->valid},
            {"doubt", mrz->doubt.empty() ? Json() : Json(std::string(mrz->doubt))},
            {"confidence", rounded(mrz->confidence, 3)},
            {"fields", fields}};
}

Json faces_json(const std::vector<StillFace>& faces, const cv::Mat& grey) {
    Json out = Json::array();
    for (const StillFace& face : faces) {
        Json one = {{"box",
                     {std::lround(face.box.x), std::lround(face.box.y), std::lround(face.box.width),
                      std::lround(face.box.height)}},
                    {"roll_deg", rounded(face.roll_deg, 1)},
                    {"yaw_deg", rounded(face.yaw_deg, 1)},
                    {"confidence", rounded(face.confidence, 2)},
                    {"eyes", nullptr}};
        if (face.eyes) {
            one["eyes"] = Json::array();
            for (const cv::Point2f& eye : *face.eyes) one["eyes"].push_back({rounded(eye.x, 1), rounded(eye.y, 1)});
        }
        const cv::Rect inner = face_middle(face.box, grey.size());
        if (inner.width >= limits::least_measured_px && inner.height >= limits::least_measured_px) {
            const Quality quality = measure(grey(inner), static_cast<int>(face.box.width) / limits::face_blur_windows);
            one["sharpness_share"] = rounded(quality.blur_px / face.box.width, 4);
            one["exposure"] = exposure_json(grey(inner), quality);
        }
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace vestibule::capture
