// engine - the factory of sessions, and the reading of a kept picture; OpenCV's exceptions end here.
#include <opencv2/core/utils/logger.hpp>

#include "kiosk/capture/aamva.hpp"
#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/sessions.hpp"

namespace vestibule::capture {
namespace {

/// Whatever OpenCV throws on a strange frame must not end a visit: such a frame tells nothing.
class GuardedSession final : public Session {
public:
    explicit GuardedSession(std::unique_ptr<Session> inner) : inner_(std::move(inner)) {}
    Verdict look(const PictureView& frame, std::chrono::nanoseconds taken) override {
        try {
            return inner_->look(frame, taken);
        } catch (const cv::Exception&) {
            return {};
        }
    }
    bool take_now() override { return inner_->take_now(); }
    [[nodiscard]] PicturePtr picture() const override { return inner_->picture(); }

private:
    std::unique_ptr<Session> inner_;
};

class OpenCvEngine final : public Engine {
public:
    explicit OpenCvEngine(std::shared_ptr<FaceFinder> finder) : finder_(std::move(finder)) {}

    std::unique_ptr<Session> start(Target target) override {
        auto session = target == Target::Face ? make_face_session(finder_) : make_document_session(target);
        return std::make_unique<GuardedSession>(std::move(session));
    }

    Result<DocumentData> read_barcode(const Picture& picture) override {
        try {
            cv::Mat grey;
            const PictureView view{.encoding = Encoding::Jpeg,
                                   .width_px = picture.width_px,
                                   .height_px = picture.height_px,
                                   .bytes = picture.jpeg.reveal()};
            if (auto made = make_grey(view, grey); !made) return std::move(made).error();
            const Pdf417 code = read_pdf417(grey, picture.corners, Effort::Thorough);
            if (!code.found()) return Error{ErrorCode::NothingFound, "no PDF417 in the picture"};
            return parse_aamva(privacy::view(code.bytes));
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::BadPicture, "OpenCV error " + std::to_string(trouble.code)};
        }
    }

private:
    std::shared_ptr<FaceFinder> finder_;
};

}  // namespace

Result<std::unique_ptr<Engine>> make_engine(const EngineSettings& settings) {
    // Analysis has its own thread; more of them would only take the preview's time.
    cv::setNumThreads(1);
    // What matters comes back as an Error; OpenCV's own words would be free text in the journal.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    wipe_released_pictures();
    auto finder = FaceFinder::load(settings.cascade_folder);
    if (!finder) return std::move(finder).error();
    return std::unique_ptr<Engine>(std::make_unique<OpenCvEngine>(std::move(*finder)));
}

}  // namespace vestibule::capture
