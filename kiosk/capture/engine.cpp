// engine - the factory of sessions, and the reading of a kept picture; OpenCV's exceptions end here.
#include <opencv2/core/utils/logger.hpp>

#include "kiosk/capture/live_reader.hpp"
#include "kiosk/capture/sessions.hpp"
#include "kiosk/capture/thresholds.hpp"

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
    [[nodiscard]] ReadingPtr reading() const override { return inner_->reading(); }
    [[nodiscard]] std::vector<Signal> signals() const override { return inner_->signals(); }

private:
    std::unique_ptr<Session> inner_;
};

class OpenCvEngine final : public Engine {
public:
    OpenCvEngine(std::shared_ptr<FaceFinder> finder, const EngineSettings& settings)
        : finder_(std::move(finder)),
          aside_(std::make_shared<Aside>(settings.read_aside)),
          focal_share_(settings.document_focal_share > 0 ? settings.document_focal_share
                                                         : limits::assumed_focal_share) {}

    std::unique_ptr<Session> start(Target target) override {
        auto session =
            target == Target::Face ? make_face_session(finder_) : make_document_session(target, aside_, focal_share_);
        return std::make_unique<GuardedSession>(std::move(session));
    }

    std::unique_ptr<Session> start_with_colours(std::uint64_t secret) override {
        return std::make_unique<GuardedSession>(make_face_session(finder_, secret));
    }

    Result<Reading> read(const Picture& picture, Target target) override {
        try {
            cv::Mat grey;
            const PictureView view{.encoding = Encoding::Jpeg,
                                   .width_px = picture.width_px,
                                   .height_px = picture.height_px,
                                   .bytes = picture.jpeg.reveal()};
            if (auto made = make_grey(view, grey); !made) return std::move(made).error();
            return read_picture(grey, picture.corners, target);
        } catch (const cv::Exception& trouble) {
            return Error{ErrorCode::BadPicture, "OpenCV error " + std::to_string(trouble.code)};
        }
    }

    void drain() override { aside_->drain(); }

private:
    std::shared_ptr<FaceFinder> finder_;
    std::shared_ptr<Aside> aside_;
    float focal_share_;
};

}  // namespace

Result<std::unique_ptr<Engine>> make_engine(const EngineSettings& settings) {
    // Analysis has its own thread; more of them would only take the preview's time.
    cv::setNumThreads(1);
    // What matters comes back as an Error; OpenCV's own words would be free text in the journal.
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    wipe_released_pictures();
    auto finder = FaceFinder::load(settings.cascade_folder, settings.face_model);
    if (!finder) return std::move(finder).error();
    return std::unique_ptr<Engine>(std::make_unique<OpenCvEngine>(std::move(*finder), settings));
}

}  // namespace vestibule::capture
