// judge - the provider's look at a picture: light and sharpness first, then the barcode, the face, the right side.
#include "tests/sandbox/judge.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/compare.hpp"
#include "kiosk/capture/find.hpp"
#include "kiosk/capture/mrz/mrz.hpp"
#include "kiosk/capture/thresholds.hpp"
#include "tests/sandbox/patients.hpp"
#include "tests/sandbox/pictures.hpp"

namespace vestibule::sandbox {
namespace {

constexpr std::size_t least_bytes = 8 * 1024;  // providers want 40 KB; a drawn card is smaller than a real one
constexpr int least_long_side_px = 640;
constexpr double covered_deviation = 2.5;  // grey levels: a covered lens
constexpr double uniform_deviation = 5;    // a wall
constexpr double bare_deviation = 12;      // a desk with nothing on it
constexpr double dark_mean = 45, dark_brightest = 90;
constexpr double burnt_out = 252;  // the brightest hundredth: a lamp's reflection
constexpr double print_sharpness = 160, face_sharpness = 8;
constexpr double selfie_face = 0.36;    // of the height; the portrait on a card is smaller
constexpr double portrait_face = 0.26;  // what is smaller stands too far away, or is a card's portrait

/// The elements of an AAMVA text by their three letters. Tolerant: real cards carry wrong offsets.
std::map<std::string, std::string> elements_of(const std::string& text) {
    std::map<std::string, std::string> elements;
    std::size_t from = 0;
    while (from < text.size()) {
        std::size_t to = text.find_first_of("\n\r\x1e", from);
        if (to == std::string::npos) to = text.size();
        std::string line = text.substr(from, to - from);
        from = to + 1;
        // The first element stands behind the subfile's letters, which stand behind the directory.
        for (const char* subfile : {"DL", "ID"}) {
            const auto at = line.rfind(subfile);
            const bool first = at != std::string::npos && (at == 0 || line.rfind("ANSI", 0) == 0) &&
                               at + 3 < line.size() && line[at + 2] == 'D';
            if (first) line = line.substr(at + 2);
        }
        if (line.size() >= 3 && line[0] == 'D') elements[line.substr(0, 3)] = line.substr(3);
    }
    return elements;
}

/// MMDDCCYY in the USA, CCYYMMDD in Canada; to CCYY-MM-DD, or empty.
std::string date_of(const std::string& text, bool canada) {
    if (text.size() < 8 || text.find_first_not_of("0123456789") < 8) return {};
    const std::string year = canada ? text.substr(0, 4) : text.substr(4, 4);
    const std::string month = canada ? text.substr(4, 2) : text.substr(0, 2);
    const std::string day = canada ? text.substr(6, 2) : text.substr(2, 2);
    return year + "-" + month + "-" + day;
}

bool read_card(const std::string& text, Verdict& verdict) {
    auto elements = elements_of(text);
    const bool canada = elements["DCG"] == "CAN";
    Person printed{elements["DAC"], elements["DCS"], date_of(elements["DBB"], canada)};
    if (!elements["DAD"].empty() && elements["DAD"] != "NONE") printed.given_names += " " + elements["DAD"];
    if (elements["DAC"].empty() || printed.family_name.empty() || printed.birth_date.empty()) return false;
    verdict.printed = printed;
    verdict.expiry = date_of(elements["DBA"], canada);
    return true;
}

std::string judge_face(const cv::Mat& grey) {
    const auto faces = find_faces(grey);
    if (faces.empty() || faces[0] < portrait_face) return "no_face";
    // A pattern in the background that looks like a small face is not another person.
    const auto people = std::count_if(faces.begin(), faces.end(), [&](double face) { return face > faces[0] * 0.5; });
    if (people > 1) return "several_faces";
    return measure_sharpness(grey) < face_sharpness ? "blurred_photo" : "good";
}

/// What a passport's zone says, where the page has one.
void read_page(const cv::Mat& grey, Verdict& verdict) {
    auto zone = capture::read_mrz(grey);
    if (!zone || (!zone->valid && zone->doubt != capture::unsure_character)) return;
    capture::DocumentData& data = zone->data;
    capture::settle_dates(data, today());
    const auto text = [](const privacy::SecretText& value) { return std::string(privacy::view(value)); };
    verdict.printed = Person{text(data.given_names), text(data.family_name), text(data.birth_date)};
    verdict.expiry = text(data.expiry_date);
}

std::string judge_front(const cv::Mat& grey) {
    if (measure_sharpness(grey) < print_sharpness) {
        const auto faces = find_faces(grey);
        return !faces.empty() && faces[0] > selfie_face ? "no_document" : "blurred_photo";
    }
    const auto faces = find_faces(grey);
    if (!faces.empty() && faces[0] > selfie_face) return "no_document";
    return read_barcode(grey, false) ? "incorrect_side" : "good";
}

std::string judge_back(const cv::Mat& grey, const Light& light, Verdict& verdict) {
    const double sharpness = measure_sharpness(grey);
    // What can be read is good, however it looks.
    const auto text = read_barcode(grey, sharpness >= print_sharpness);
    if (text) return read_card(*text, verdict) ? "good" : "unreadable_barcode";
    const auto faces = find_faces(grey);
    if (!faces.empty() && faces[0] > selfie_face) return "no_document";
    if (sharpness < print_sharpness) return "blurred_photo";
    if (!faces.empty()) return "incorrect_side";
    return light.brightest >= burnt_out ? "glare_on_photo" : "unreadable_barcode";
}

/// How alike two pictures are, 1 the same: both small, and the middle of one anywhere in the other, so that borders
/// that are a hair's breadth apart count little.
double alike(const cv::Mat& a, const cv::Mat& b) {
    constexpr int width_px = 96, height_px = 60, apart_px = 4;
    cv::Mat one, other, score;
    cv::resize(a, one, {width_px, height_px}, 0, 0, cv::INTER_AREA);
    cv::resize(b, other, {width_px, height_px}, 0, 0, cv::INTER_AREA);
    const cv::Rect middle(apart_px, apart_px, width_px - 2 * apart_px, height_px - 2 * apart_px);
    cv::matchTemplate(one, other(middle), score, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(score, nullptr, &best);
    return best;
}

/// The document within a frame, straightened by the stand-in itself.
cv::Mat straight_of(const cv::Mat& frame, double aspect) {
    capture::Images images;
    images.grey = frame;
    capture::reduce_images(images);
    const auto found = capture::Finder(capture::limits::assumed_focal_share).find(images, static_cast<float>(aspect));
    if (!found) return {};
    return capture::rectify(frame, found->corners, {static_cast<int>(600 * aspect), 600});
}

}  // namespace

Verdict judge_rectified(const std::string& jpeg, const std::string& frame) {
    constexpr double tolerance = 0.02, least_alike = 0.7;
    Verdict verdict{jpeg.size(), "no_document", {}, {}};
    const auto picture = decode_grey(jpeg), whole = decode_grey(frame);
    if (!picture || !whole) return verdict;
    const double width_mm = picture->width_px / capture::limits::upload_px_per_mm;
    const double shape = static_cast<double>(picture->width_px) / picture->height_px;
    const auto is = [&](double mm, double aspect) {
        return std::abs(width_mm / mm - 1) < tolerance && std::abs(shape / aspect - 1) < tolerance;
    };
    const bool page = is(capture::limits::id3_width_mm, capture::limits::id3_aspect);
    if (!page && !is(capture::limits::id1_width_mm, capture::limits::id1_aspect)) return verdict;
    const cv::Mat own = straight_of(whole->grey, page ? capture::limits::id3_aspect : capture::limits::id1_aspect);
    // Where the stand-in itself finds no document in the frame there is nothing to compare with.
    if (own.empty() || alike(own, picture->grey) >= least_alike) verdict.reason = "good";
    return verdict;
}

Verdict judge(const std::string& kind, const std::string& jpeg) {
    Verdict verdict{jpeg.size(), "blank_photo", {}, {}};
    const auto picture = decode_grey(jpeg);
    if (!picture) return verdict;
    const Light light = measure_light(picture->grey);
    const bool small =
        jpeg.size() < least_bytes || std::max(picture->width_px, picture->height_px) < least_long_side_px;
    if (light.deviation < covered_deviation) return verdict;
    if (light.mean < dark_mean || light.brightest < dark_brightest) {
        verdict.reason = "dark_photo";
    } else if (light.deviation < uniform_deviation) {
        verdict.reason = "blank_photo";
    } else if (small) {
        verdict.reason = "blurred_photo";
    } else if (kind == "face") {
        verdict.reason = judge_face(picture->grey);
    } else if (light.deviation < bare_deviation) {
        verdict.reason = "no_document";
    } else if (kind == "document-front") {
        verdict.reason = judge_front(picture->grey);
        if (verdict.reason == "good") read_page(picture->grey, verdict);
    } else {
        verdict.reason = judge_back(picture->grey, light, verdict);
    }
    return verdict;
}

}  // namespace vestibule::sandbox
