// analyst - one stored picture through every finder, judge and reader that capture has.
#include "kiosk/capture/analysis/analyst.hpp"

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/analysis/report.hpp"
#include "kiosk/capture/analysis/still_quad.hpp"
#include "kiosk/capture/analysis/still_shape.hpp"
#include "kiosk/capture/calibration.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {
namespace {

constexpr std::uint64_t most_pixels = 100'000'000;  // a phone's largest picture; a header that claims more is damage

struct Asked {
    bool document, barcode, mrz, face;
};

Asked asked_of(AnalysisTarget target) {
    switch (target) {
        case AnalysisTarget::Anything:
            return {true, true, true, true};
        case AnalysisTarget::LicenseFront:
            return {true, false, false, true};
        case AnalysisTarget::LicenseBack:
            return {true, true, true, false};
        case AnalysisTarget::PassportPage:
            return {true, false, true, true};
        case AnalysisTarget::Face:
            return {false, false, false, true};
    }
    return {};
}

/// Milliseconds of each part, by OpenCV's own tick counter.
class Watch {
public:
    template <typename Work>
    auto run(const char* part, Work work) {
        const auto begin = cv::getTickCount();
        auto result = work();
        ms_[part] = rounded(static_cast<double>(cv::getTickCount() - begin) * 1000 / cv::getTickFrequency(), 1);
        return result;
    }
    [[nodiscard]] const Json& ms() const { return ms_; }

private:
    Json ms_ = Json::object();
};

Images images_of(const cv::Mat& grey) {
    Images images;
    images.grey = grey;
    const auto reduced = [&grey](const cv::Mat& from, int width) {
        cv::Mat to;
        cv::resize(from, to, cv::Size(width, std::max(1, grey.rows * width / grey.cols)), 0, 0, cv::INTER_AREA);
        return to;
    };
    images.half = reduced(grey, limits::half_width_px);
    images.small = reduced(images.half, limits::small_width_px);
    images.full = grey.size();
    return images;
}

/// A stored picture that was cut to its document has nothing around it: a rim is laid around, and what is found must be
/// the picture itself, in the shape of a document and not of a camera's frame (4:3, 3:2, 16:9).
std::optional<FoundDocument> find_filling(const cv::Mat& grey) {
    constexpr float rim_share = 0.06F, shape_tolerance = 0.045F, corner_tolerance = 0.08F;
    const float shape = static_cast<float>(grey.cols) / static_cast<float>(grey.rows);
    const auto rim = static_cast<int>(rim_share * static_cast<float>(grey.cols));
    cv::Mat framed;
    const double bright = cv::mean(grey)[0];
    cv::copyMakeBorder(grey, framed, rim, rim, rim, rim, cv::BORDER_CONSTANT, cv::Scalar(bright > 128 ? 16 : 239));
    for (const float aspect : {limits::id3_aspect, limits::id1_aspect}) {
        if (std::abs(shape / aspect - 1) > shape_tolerance) continue;
        auto found = Finder(limits::assumed_focal_share).find(images_of(framed), aspect);
        if (!found) continue;
        bool whole = true;
        for (std::size_t at = 0; at < 4; ++at) {
            Point& corner = found->corners[at];
            corner = {corner.x - static_cast<float>(rim), corner.y - static_cast<float>(rim)};
            const float right = at == 1 || at == 2 ? static_cast<float>(grey.cols) : 0;
            const float bottom = at >= 2 ? static_cast<float>(grey.rows) : 0;
            const float off = std::hypot(corner.x - right, corner.y - bottom);
            whole = whole && off < corner_tolerance * static_cast<float>(grey.cols);
        }
        if (whole) return found;
    }
    return std::nullopt;
}

std::optional<FoundDocument> find_in(const cv::Mat& grey, AnalysisTarget target) {
    const Images images = images_of(grey);
    const float aspect = aspect_of(target);
    // A named kind is looked for as the kiosk does; anything else may be a sheet of any shape.
    const bool named = target != AnalysisTarget::Anything;
    Finder finder(limits::assumed_focal_share);
    auto found = named ? finder.find(images, aspect) : find_still_document(images);
    if (!found) found = named ? find_still_document(images) : finder.find(images, aspect);
    if (found && named && !is_of_kind(*found, grey.size(), aspect)) found.reset();
    if (found && named && *std::min_element(found->sides.begin(), found->sides.end()) < limits::side_support) {
        // A side that does not show was told by the others; where all four of another shape show, it is that.
        const auto whole = find_still_document(images);
        if (whole && !is_of_kind(*whole, grey.size(), aspect)) found.reset();
    }
    if (found) return found;
    // What was said to be a licence is not looked for in the shape of a page.
    found = find_filling(grey);
    return found && named && !is_of_kind(*found, grey.size(), aspect) ? std::nullopt : found;
}

cv::Mat straight(const cv::Mat& grey, const StillShape& shape, int width_px) {
    return rectify(grey, shape.corners,
                   cv::Size(width_px, static_cast<int>(static_cast<float>(width_px) / shape.aspect)));
}

class CvAnalyst final : public Analyst {
public:
    Result<void> load(const std::string& folder) { return faces_.load(folder); }

    Result<std::string> analyze(std::string_view file, std::span<const std::uint8_t> bytes,
                                AnalysisTarget target) override {
        try {
            Watch watch;
            const cv::Mat grey = watch.run("decode", [&] { return decode(bytes); });
            if (grey.empty()) return Error{ErrorCode::BadPicture, std::to_string(bytes.size()) + " bytes"};
            const Json report = look(file, grey, target, watch);
            return report.dump(-1, ' ', true, Json::error_handler_t::replace);
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::BadPicture, "OpenCV error " + std::to_string(trouble.code)};
        }
    }

    Result<bool> add_view(const PictureView& frame, AnalysisTarget target) override {
        try {
            cv::Mat grey;
            if (auto made = make_grey(frame, grey); !made) return std::move(made).error();
            if (grey.size() != frame_) views_.clear();
            frame_ = grey.size();
            const auto found = Finder(limits::assumed_focal_share).find(images_of(grey), aspect_of(target));
            if (!found) return false;
            Outline view;
            for (std::size_t at = 0; at < 4; ++at) view[at] = to_cv(found->corners[at]);
            const auto far = least_move * width_of(found->corners);
            for (const Outline& old : views_) {
                double moved = 0;
                for (std::size_t at = 0; at < 4; ++at) moved = std::max(moved, cv::norm(view[at] - old[at]));
                if (moved < far) return false;
            }
            views_.push_back(view);
            return true;
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::BadPicture, "OpenCV error " + std::to_string(trouble.code)};
        }
    }

    Result<std::string> calibrate(AnalysisTarget target) override {
        const auto focal = focal_of(views_, frame_, aspect_of(target));
        if (!focal) return focal.error();
        const Json told = {{"views", views_.size()},
                           {"slanted", focal->slanted},
                           {"spread_percent", rounded(100 * focal->spread, 1)},
                           {"document_focal_percent", std::lround(100 * focal->share)}};
        return told.dump();
    }

private:
    static constexpr float least_move = 0.04F;  // of the width: nearer views would only repeat each other's error

    static cv::Mat decode(std::span<const std::uint8_t> bytes) {
        if (bytes.empty()) return {};
        const cv::Mat packed(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t*>(bytes.data()));
        cv::Mat grey = cv::imdecode(packed, cv::IMREAD_GRAYSCALE);
        return grey.total() > most_pixels ? cv::Mat() : grey;
    }

    Json look(std::string_view file, const cv::Mat& grey, AnalysisTarget target, Watch& watch) {
        const Asked asked = asked_of(target);
        std::optional<FoundDocument> document;
        if (asked.document) document = watch.run("document", [&] { return find_in(grey, target); });
        Pdf417 code;
        if (asked.barcode) {
            code = watch.run("barcode", [&] {
                return document
                           ? read_pdf417(grey, still_shape(*document, grey.size(), target).corners, Effort::Thorough)
                           : read_pdf417_anywhere(grey);
            });
        }
        std::optional<Mrz> mrz;
        if (asked.mrz) mrz = watch.run("mrz", [&] { return read_zone(grey, document, target); });
        std::vector<StillFace> faces;
        if (asked.face) {
            faces = watch.run("faces", [&] {
                auto found = faces_.find(grey);
                // The portrait on a card that lies far away is too small for a look at the whole picture.
                if (found.empty() && document && !code.found())
                    found = faces_.find_on(grey, still_shape(*document, grey.size(), target));
                return found;
            });
        }

        Json report = {{"file", std::string(file)}, {"document", document_json(document)}};
        judge_into(report, grey, document, target);
        if (target == AnalysisTarget::Face) report["hint"] = name(judge_faces(faces, grey));
        report["barcode"] = barcode_json(code);
        report["mrz"] = mrz_json(mrz);
        report["faces"] = faces_json(faces, grey);
        report["ms"] = watch.ms();
        return report;
    }

    /// As it lies, and where that does not read, the page by its own corners: a slanted one reads only so.
    static std::optional<Mrz> read_zone(const cv::Mat& grey, const std::optional<FoundDocument>& document,
                                        AnalysisTarget target) {
        constexpr int page_px = 1250;
        auto mrz = read_mrz(grey);
        if (!document || (mrz && mrz->valid)) return mrz;
        auto again = read_mrz(straight(grey, still_shape(*document, grey.size(), target), page_px));
        return again && again->valid ? std::move(again) : std::move(mrz);
    }

    static void judge_into(Json& report, const cv::Mat& grey, const std::optional<FoundDocument>& document,
                           AnalysisTarget target) {
        if (!document) {
            const Quality quality = measure(grey, grey.cols / limits::blur_windows);
            report["sharpness_mm"] = nullptr;
            report["px_per_mm"] = nullptr;
            report["glare_percent"] = rounded(100 * quality.glare_share, 2);
            report["exposure"] = exposure_json(grey, quality);
            report["hint"] = name(Hint::ShowDocument);
            return;
        }
        const StillShape shape = still_shape(*document, grey.size(), target);
        const float width_mm = shape.width_mm, width = width_of(shape.corners);
        const cv::Mat card = straight(grey, shape, static_cast<int>(width));
        const Quality quality = measure(card, card.cols / limits::blur_windows);
        report["sharpness_mm"] = rounded(quality.blur_px * width_mm / width, 3);
        report["px_per_mm"] = rounded(width / width_mm, 2);
        report["glare_percent"] = rounded(100 * quality.glare_share, 2);
        report["exposure"] = exposure_json(card, quality);
        // Nobody knows a stored picture's lens.
        Outline outline;
        for (std::size_t at = 0; at < 4; ++at) outline[at] = to_cv(shape.corners[at]);
        const Metric metric = metric_of(outline, lens_of(grey.size(), limits::assumed_focal_share));
        Hint hint = judge_framing(shape.corners, grey.size(), width_mm, metric);
        if (hint == Hint::None) hint = judge_quality(quality, card.cols, width_mm);
        const bool bars = looks_like_barcode(card);
        const bool wrong =
            (target == AnalysisTarget::LicenseBack && !bars) || (target == AnalysisTarget::LicenseFront && bars);
        if (hint == Hint::None) hint = wrong ? Hint::WrongSide : Hint::Good;
        report["hint"] = name(hint);
    }

    StillFaces faces_;
    std::vector<Outline> views_;
    cv::Size frame_;
};

}  // namespace

Result<std::unique_ptr<Analyst>> make_analyst(std::string_view cascade_folder) {
    cv::setNumThreads(1);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    auto analyst = std::make_unique<CvAnalyst>();
    if (auto loaded = analyst->load(std::string(cascade_folder)); !loaded) return std::move(loaded).error();
    return std::unique_ptr<Analyst>(std::move(analyst));
}

}  // namespace vestibule::capture
