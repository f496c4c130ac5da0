// capture_work - the camera while it is wanted: frames to the capture engine, its verdicts to the visit.
#include "kiosk/visit/fields.hpp"
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
    capture::PicturePtr picture;
    CameraHealth health_told = CameraHealth::Starting;
};

namespace {

capture::Target target_of(Step step, journey::Document document) {
    if (step == Step::Selfie) return capture::Target::Face;
    if (step == Step::DocumentBack) return capture::Target::LicenseBack;
    return document == journey::Document::Passport ? capture::Target::PassportPage : capture::Target::LicenseFront;
}

capture::PictureView view_of(const drivers::Frame& frame) {
    constexpr auto encoding = [](drivers::PixelFormat format) {
        if (format == drivers::PixelFormat::Bgr) return capture::Encoding::Bgr;
        return format == drivers::PixelFormat::Yuyv ? capture::Encoding::Yuyv : capture::Encoding::Jpeg;
    };
    return {encoding(frame.format), frame.width_px, frame.height_px, frame.bytes.reveal()};
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
    looking->session = (*eyes_)->engine->start(target_of(step, visit_.state_.document));
    looking_ = looking;
    const auto analyse = [looking, inbox = visit_.inbox_, this](const drivers::FramePtr& frame) {
        if (looking->done) return;
        const capture::Verdict verdict = looking->session->look(view_of(*frame), frame->taken.time_since_epoch());
        const bool taken = verdict.take || (looking->shutter_wanted.exchange(false) && looking->session->take_now());
        {
            const std::scoped_lock lock(looking->mutex);
            looking->verdict = verdict;
            if (taken) looking->picture = looking->session->picture();
        }
        if (taken) looking->done = true;
        inbox->post([this, looking, was_taken = taken] {
            if (looking != looking_) return;
            visit_.changed();
            if (was_taken) this->taken(looking);
        });
    };
    const bool face = step == Step::Selfie;
    drivers::CameraFeedWiring wiring{.make = face ? (*eyes_)->face : (*eyes_)->document,
                                     .clock = visit_.setup_.clock,
                                     .wake = [inbox = visit_.inbox_] { inbox->post([] {}); },
                                     .analyse = analyse};
    const auto& make_feed = (*eyes_)->make_feed;
    feed_ = make_feed ? make_feed(std::move(wiring)) : std::make_unique<drivers::CameraFeed>(std::move(wiring));
    drivers::CameraRequest request;
    request.role = face ? drivers::CameraRole::Face : drivers::CameraRole::Document;
    feed_->start(request);
}

void CaptureWork::taken(const std::shared_ptr<Looking>& looking) {
    capture::PicturePtr picture;
    {
        const std::scoped_lock lock(looking->mutex);
        picture = looking->picture;
    }
    if (!picture || !wanted_ || visit_.state_.overlay != journey::Overlay::None) return;
    switch (*wanted_) {
        case Step::DocumentFront:
            visit_.patient_.front = picture;
            break;
        case Step::DocumentBack:
            visit_.patient_.back = picture;
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
    if (!visit_.patient_.back || !eyes_ || !eyes_->ok()) return;
    if (reader_.joinable()) reader_.join();
    auto read = [this, inbox = visit_.inbox_, engine = (*eyes_)->engine, picture = visit_.patient_.back] {
        Result<capture::DocumentData> data = engine->read_barcode(*picture);
        if (!data) return;  // the patient types the details, as without a barcode
        inbox->post([this, kept = std::make_shared<capture::DocumentData>(std::move(data).value())] {
            Patient& patient = visit_.patient_;
            const auto put = [&patient](FieldId id, privacy::SecretText& value) {
                if (!value.reveal().empty()) patient.field(id).value = std::move(value);
            };
            const auto fill = [&patient, &put](FieldId id, privacy::SecretText& value) {
                if (patient.field(id).value.reveal().empty()) put(id, value);
            };
            put(FieldId::GivenNames, kept->given_names);
            put(FieldId::FamilyName, kept->family_name);
            kept->birth_date = as_typed(view(kept->birth_date));
            put(FieldId::BirthDate, kept->birth_date);
            // A document's address may be old: what was typed today stays.
            fill(FieldId::Street, kept->street);
            fill(FieldId::City, kept->city);
            fill(FieldId::Region, kept->region);
            fill(FieldId::PostalCode, kept->postal_code);
            fill(FieldId::Country, kept->country);
            patient.details_read = true;
            visit_.changed();
        });
    };
    if ((*eyes_)->aside) return (*eyes_)->aside(std::move(read));
    reader_ = std::thread(std::move(read));
}

void CaptureWork::forget() {
    close();
    if (reader_.joinable()) reader_.join();
}

drivers::FramePtr CaptureWork::newest() const {
    return feed_ ? feed_->newest() : nullptr;
}

std::optional<drivers::TimePoint> CaptureWork::turned() const {
    return feed_ ? feed_->turned() : std::nullopt;
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
