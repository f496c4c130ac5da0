// cameras - the simulated feed and engine: a frame's bytes say what it shows.
#include "tests/simulation/cameras.hpp"

#include <algorithm>
#include <array>

namespace vestibule::simulation {

using drivers::CameraHealth;

namespace {

constexpr std::array<std::uint8_t, 2> kJpeg{0xFF, 0xD8};
constexpr std::string_view kMark = "Qanary-picture";
constexpr std::size_t kShowsAt = 2, kHintAt = 3;
constexpr int kHints = static_cast<int>(capture::Hint::Good) + 1;  // Good is the last

}  // namespace

bool is_picture(const privacy::WipedBytes& bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return text.find(kMark) != std::string_view::npos;
}

class SimulatedFeed final : public drivers::Feed {
public:
    SimulatedFeed(Cameras& owner, drivers::CameraFeedWiring wiring) : owner_(owner), wiring_(std::move(wiring)) {
        owner_.feed_ = this;
    }
    ~SimulatedFeed() override {
        if (owner_.feed_ == this) owner_.feed_ = nullptr;
    }
    void start(const drivers::CameraRequest& /*request*/) override { health_ = CameraHealth::Starting; }
    void stop() override { newest_.reset(); }
    [[nodiscard]] drivers::FramePtr newest() const override { return newest_; }
    [[nodiscard]] CameraHealth health() const override { return health_; }

    void set(CameraHealth health) {
        health_ = health;
        if (health != CameraHealth::Alive) newest_.reset();
        wiring_.wake();
    }
    void show(drivers::FramePtr frame) {
        newest_ = frame;
        set(CameraHealth::Alive);
        newest_ = frame;
        wiring_.analyse(frame);
    }

private:
    Cameras& owner_;
    drivers::CameraFeedWiring wiring_;
    CameraHealth health_ = CameraHealth::Starting;
    drivers::FramePtr newest_;
};

class SimulatedSession final : public capture::Session {
public:
    explicit SimulatedSession(Cameras& owner) : owner_(owner) {}

    capture::Verdict look(const capture::PictureView& frame, std::chrono::nanoseconds /*taken*/) override {
        capture::Verdict verdict;
        shows_ = static_cast<Shows>(frame.bytes[kShowsAt]);
        seen_ = shows_ != Shows::Noise;
        verdict.take = shows_ == Shows::Good || shows_ == Shows::GoodWithoutBarcode;
        verdict.hint = verdict.take ? capture::Hint::Good : static_cast<capture::Hint>(frame.bytes[kHintAt] % kHints);
        if (shows_ == Shows::OtherObject) verdict.hint = capture::Hint::WrongSide;
        if (verdict.take) keep();
        return verdict;
    }
    bool take_now() override {
        if (seen_) keep();
        return seen_;
    }
    [[nodiscard]] capture::PicturePtr picture() const override { return kept_; }

private:
    void keep() {
        auto picture = std::make_shared<capture::Picture>();
        privacy::WipedBytes bytes(kJpeg.begin(), kJpeg.end());
        bytes.insert(bytes.end(), kMark.begin(), kMark.end());
        bytes.push_back(static_cast<std::uint8_t>(shows_));
        picture->jpeg = privacy::SecretBytes(std::move(bytes));
        picture->width_px = picture->height_px = 1;
        kept_ = picture;
        owner_.pictures_.push_back(kept_);
    }

    Cameras& owner_;
    Shows shows_ = Shows::Noise;
    bool seen_ = false;
    capture::PicturePtr kept_;
};

class SimulatedEngine final : public capture::Engine {
public:
    explicit SimulatedEngine(Cameras& owner) : owner_(owner) {}

    std::unique_ptr<capture::Session> start(capture::Target /*target*/) override {
        return std::make_unique<SimulatedSession>(owner_);
    }
    Result<capture::Reading> read(const capture::Picture& picture, capture::Target /*target*/) override {
        const bool none = static_cast<Shows>(picture.jpeg.reveal().back()) == Shows::GoodWithoutBarcode;
        if (none || owner_.unreadable_) return Error{ErrorCode::NothingFound, "simulated"};
        capture::Reading reading;
        reading.certain = true;
        capture::DocumentData& data = reading.data;
        data.given_names = privacy::secret("Qanarina");
        data.family_name = privacy::secret("Qanaryson");
        data.birth_date = privacy::secret("1958-03-14");
        data.street = privacy::secret("1 Qanary Street");
        data.city = privacy::secret("Qanarytown");
        data.region = privacy::secret("IL");
        data.postal_code = privacy::secret("93710");
        data.country = privacy::secret("USA");
        return reading;
    }

private:
    Cameras& owner_;
};

visit::Eyes Cameras::eyes() {
    visit::Eyes eyes;
    eyes.engine = std::make_shared<SimulatedEngine>(*this);
    eyes.make_feed = [this](drivers::CameraFeedWiring wiring) {
        return std::make_unique<SimulatedFeed>(*this, std::move(wiring));
    };
    eyes.aside = [this](std::function<void()> job) { reading_.push_back(std::move(job)); };
    return eyes;
}

CameraHealth Cameras::health() const {
    return feed_ != nullptr ? feed_->health() : CameraHealth::Starting;
}

void Cameras::frame(Shows shows, std::uint16_t hint) {
    auto frame = std::make_shared<drivers::Frame>();
    privacy::WipedBytes bytes(kJpeg.begin(), kJpeg.end());
    bytes.push_back(static_cast<std::uint8_t>(shows));
    bytes.push_back(static_cast<std::uint8_t>(hint));
    bytes.insert(bytes.end(), kMark.begin(), kMark.end());
    frame->bytes = privacy::SecretBytes(std::move(bytes));
    frame->width_px = frame->height_px = 1;
    frame->sequence = ++sequence_;
    frame->taken = clock_.now();
    frames_.emplace_back(frame);
    feed_->show(std::move(frame));
}

void Cameras::fail(Fault fault) {
    feed_->set(fault == Fault::CameraNeverOpens ? CameraHealth::Missing : CameraHealth::Lost);
}

void Cameras::finish_reading(bool unreadable) {
    unreadable_ = unreadable;
    std::vector<std::function<void()>> jobs;
    jobs.swap(reading_);
    for (const auto& job : jobs) job();
    unreadable_ = false;
}

std::size_t Cameras::held() const {
    const auto alive = [](const auto& weak) { return !weak.expired(); };
    return static_cast<std::size_t>(std::count_if(frames_.begin(), frames_.end(), alive) +
                                    std::count_if(pictures_.begin(), pictures_.end(), alive));
}

}  // namespace vestibule::simulation
