// capture_work - the camera while it is wanted: frames to the capture engine, its verdicts to the visit.
#include <algorithm>

#include "kiosk/capture/thresholds.hpp"
#include "kiosk/identity/pkce.hpp"
#include "kiosk/visit/fields.hpp"
#include "kiosk/visit/frame_view.hpp"
#include "kiosk/visit/work.hpp"

namespace vestibule::visit {

using drivers::CameraHealth;
using journey::EventKind;
using journey::Step;

/// One picture's taking. The analysis thread looks; the main thread reads the verdict and asks for the manual shutter.
struct CaptureWork::Looking {
    std::unique_ptr<capture::Session> session;  // the analysis thread's alone
    std::atomic<bool> shutter_wanted{false};
    std::atomic<bool> done{false};
    std::mutex mutex;  // guards what follows
    capture::Verdict verdict;
    capture::Hint retake = capture::Hint::None;  ///< what the provider said of the picture before
    std::optional<drivers::TimePoint> first;     ///< frame
    capture::PicturePtr picture;
    capture::ReadingPtr reading;
    std::vector<capture::Signal> signals;
    CameraHealth health_told = CameraHealth::Starting;
};

namespace {

capture::Target target_of(Step step, journey::Document document) {
    if (step == Step::Selfie) return capture::Target::Face;
    if (step == Step::DocumentBack) return capture::Target::LicenseBack;
    return document == journey::Document::Passport ? capture::Target::PassportPage : capture::Target::LicenseFront;
}

/// 64 bits of the system's generator: nobody knows the order of the screen's colours before.
std::uint64_t new_secret() {
    std::uint64_t secret = 0;
    for (const char one : identity::random_text().reveal()) secret = secret * 31 + static_cast<unsigned char>(one);
    return secret;
}

}  // namespace

CaptureWork::~CaptureWork() {
    forget();
}

void CaptureWork::eyes_opened(Result<Eyes> eyes) {
    eyes_ = std::move(eyes);
    if (wanted_) start();
}

void CaptureWork::open(Step step) {
    close();
    wanted_ = step;
    if (eyes_) start();
}

void CaptureWork::start() {
    if (!eyes_->ok()) {
        // Without a camera or an engine the step shows its other ways.
        return visit_.event({.kind = EventKind::CameraLost});
    }
    const Step step = *wanted_;
    auto looking = std::make_shared<Looking>();
    const bool face = step == Step::Selfie;
    looking->session = face && visit_.setup_.colours && !visit_.patient_.no_colours
                           ? (*eyes_)->engine->start_with_colours(new_secret())
                           : (*eyes_)->engine->start(target_of(step, visit_.state_.document));
    looking->retake = visit_.identity_->retake_hint(target_of(step, visit_.state_.document));
    looking_ = looking;
    const auto analyse = [looking, inbox = visit_.inbox_, this](const drivers::FramePtr& frame) {
        if (looking->done) return;
        const capture::Verdict verdict = looking->session->look(view_of(*frame), frame->taken.time_since_epoch());
        const bool taken = verdict.take || (looking->shutter_wanted.exchange(false) && looking->session->take_now());
        {
            const std::scoped_lock lock(looking->mutex);
            looking->verdict = verdict;
            if (!looking->first) looking->first = frame->taken;
            // Why a picture is wanted again is said first, and then what this one lacks.
            const bool first = frame->taken - *looking->first < capture::limits::retake_said;
            if (first && looking->retake != capture::Hint::None && !taken) looking->verdict.hint = looking->retake;
            if (taken) looking->picture = looking->session->picture(), looking->reading = looking->session->reading();
            if (taken) looking->signals = looking->session->signals();
        }
        if (taken) looking->done = true;
        inbox->post([this, looking, was_taken = taken, mirrored = verdict.mirrored] {
            if (looking != looking_) return;
            visit_.changed();
            // Its pictures read only turned round: no provider takes them, and no patient can do anything about it.
            if (mirrored && visit_.setup_.fault) visit_.setup_.fault(ErrorCode::CameraFormat);
            if (was_taken) this->taken(looking);
        });
    };
    drivers::CameraFeedWiring wiring{.make = face ? (*eyes_)->face : (*eyes_)->document,
                                     .clock = visit_.setup_.clock,
                                     .wake = [inbox = visit_.inbox_] { inbox->post([] {}); },
                                     .analyse = analyse};
    const auto& make_feed = (*eyes_)->make_feed;
    feed_ = make_feed ? make_feed(std::move(wiring)) : std::make_unique<drivers::CameraFeed>(std::move(wiring));
    drivers::CameraRequest request;
    request.role = face ? drivers::CameraRole::Face : drivers::CameraRole::Document;
    request.mains_hz = visit_.setup_.mains_hz;
    request.tray = visit_.setup_.document_tray;
    // A code of 0.17 mm modules needs 880 px of card, which a hand rarely fills a 720p picture with.
    if (step == Step::DocumentBack) request.width_px = 1920, request.height_px = 1080;
    feed_->start(request);
}

void CaptureWork::taken(const std::shared_ptr<Looking>& looking) {
    capture::PicturePtr picture;
    capture::ReadingPtr reading;
    std::vector<capture::Signal> signals;
    {
        const std::scoped_lock lock(looking->mutex);
        picture = looking->picture;
        reading = looking->reading;
        signals = looking->signals;
    }
    if (!picture || !wanted_ || visit_.state_.overlay != journey::Overlay::None) return;
    // A face that was taken again without the screen's colours has no answer to them.
    if (*wanted_ == Step::Selfie)
        std::erase_if(visit_.patient_.signals, [](const auto& one) { return one.sign == capture::Sign::ColourAnswer; });
    // Of a document's two sides the one that shows more of a sign is told.
    for (const capture::Signal& one : signals) {
        auto& kept = visit_.patient_.signals;
        const auto same = std::find_if(kept.begin(), kept.end(), [&](const auto& old) { return old.sign == one.sign; });
        if (same == kept.end()) {
            kept.push_back(one);
        } else if (*wanted_ != Step::DocumentBack || one.strength > same->strength) {
            *same = one;
        }
    }
    switch (*wanted_) {
        case Step::DocumentFront:
            visit_.patient_.front = picture;
            visit_.patient_.reading = reading;
            break;
        case Step::DocumentBack:
            visit_.patient_.back = picture;
            visit_.patient_.reading = reading;
            break;
        default:
            visit_.patient_.face = picture;
            break;
    }
    visit_.event({.kind = EventKind::Taken});
}

void CaptureWork::close() {
    wanted_.reset();
    if (feed_) feed_->stop();
    feed_.reset();
    looking_.reset();
}

void CaptureWork::take_now() {
    if (looking_) looking_->shutter_wanted = true;
}

void CaptureWork::watch() {
    if (!feed_ || !looking_) return;
    const CameraHealth health = feed_->health();
    if (health == looking_->health_told) return;
    looking_->health_told = health;
    visit_.changed();
    if (health == CameraHealth::Alive) return visit_.event({.kind = EventKind::CameraFound});
    if (health == CameraHealth::Starting) return;
    if (visit_.setup_.fault) {
        visit_.setup_.fault(health == CameraHealth::Missing ? ErrorCode::CameraMissing : ErrorCode::CameraLost);
    }
    visit_.event({.kind = EventKind::CameraLost});
}

void CaptureWork::read_document() {
    Patient& patient = visit_.patient_;
    const bool passport = visit_.state_.document == journey::Document::Passport;
    const capture::PicturePtr picture = passport ? patient.front : patient.back;
    if (!picture || !eyes_ || !eyes_->ok()) return;
    patient.document = {};
    if (const capture::ReadingPtr live = std::exchange(patient.reading, nullptr); live && live->certain) {
        return fill_details(*live);
    }
    if (reader_.joinable()) reader_.join();
    const capture::Target target = passport ? capture::Target::PassportPage : capture::Target::LicenseBack;
    auto read = [this, inbox = visit_.inbox_, engine = (*eyes_)->engine, picture, target] {
        Result<capture::Reading> reading = engine->read(*picture, target);
        if (!reading) return;  // the patient types the details, as without a barcode
        inbox->post([this, kept = std::make_shared<const capture::Reading>(std::move(reading).value())] {
            fill_details(*kept);
        });
    };
    if ((*eyes_)->aside) return (*eyes_)->aside(std::move(read));
    reader_ = std::thread(std::move(read));
}

void CaptureWork::fill_details(const capture::Reading& reading) {
    Patient& patient = visit_.patient_;
    patient.document = fill_from_document(patient, reading, visit_.time_now());
    patient.details_read = patient.details_read || reading.certain;
    visit_.changed();
}

void CaptureWork::forget() {
    close();
    if (reader_.joinable()) reader_.join();
    if (eyes_ && eyes_->ok() && (*eyes_)->engine) (*eyes_)->engine->drain();
}

drivers::FramePtr CaptureWork::newest() const {
    return feed_ ? feed_->newest() : nullptr;
}

std::optional<drivers::TimePoint> CaptureWork::turned() const {
    return feed_ ? feed_->turned() : std::nullopt;
}

std::optional<Visit::CameraUsed> CaptureWork::used() const {
    if (!feed_ || !wanted_) return std::nullopt;
    return Visit::CameraUsed{*wanted_ == Step::Selfie ? drivers::CameraRole::Face : drivers::CameraRole::Document,
                             feed_->health()};
}

capture::Verdict CaptureWork::verdict() const {
    if (!looking_) return {};
    const std::scoped_lock lock(looking_->mutex);
    return looking_->verdict;
}

bool CaptureWork::starting() const {
    return wanted_.has_value() && (!feed_ || feed_->health() == CameraHealth::Starting);
}

}  // namespace vestibule::visit
