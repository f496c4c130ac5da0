// feed - the two threads behind a CameraFeed: one reads the camera, one analyses and keeps an eye on the first.
#include "drivers/camera/feed.hpp"

#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace vestibule::drivers {
namespace {

using namespace std::chrono_literals;

// A patient notices a still preview after about a second; a slow camera in the dark may need 0.5 s for a frame.
constexpr Duration lost_after = 1500ms;
// A camera that was just opened powers its sensor and finds its exposure first; slow ones take three seconds.
constexpr Duration first_frame_within = 4s;
// One wait for a frame: short enough that stop() is quick.
constexpr Duration frame_wait = 200ms;
// Between attempts to open: at first quickly, since a cable is often put back at once; later rarely, since opening
// makes some USB hubs reset.
constexpr Duration first_back_off = 500ms;
constexpr Duration longest_back_off = 5s;
// How often a waiting thread looks at the clock, which may be a simulated one.
constexpr std::chrono::milliseconds look_every{20};
constexpr std::chrono::milliseconds watch_every{100};
// How long stop() waits for a thread that may hang in its device.
constexpr std::chrono::milliseconds stop_wait{900};
// A JPEG is hashed as a whole; of raw pixels every eighth word is enough to tell a frozen picture from a new one.
constexpr std::size_t hash_whole_bytes = 512 * 1024;

std::uint64_t cheap_hash(const privacy::WipedBytes& bytes) {
    const std::size_t step = bytes.size() <= hash_whole_bytes ? 8 : 64;
    std::uint64_t hash = 0xcbf29ce484222325U ^ bytes.size();
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += step) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        hash = (hash ^ word) * 0x100000001b3U;
        hash ^= hash >> 29;
    }
    return hash;
}

/// Whether the bytes can be what the format says; the content is the analysis' business.
bool plausible(const Frame& frame) {
    const auto& bytes = frame.bytes.reveal();
    const auto pixels = static_cast<std::size_t>(frame.width_px) * static_cast<std::size_t>(frame.height_px);
    switch (frame.format) {
        case PixelFormat::Mjpeg:
            return bytes.size() > 4 && bytes[0] == 0xFF && bytes[1] == 0xD8;
        case PixelFormat::Bgr:
            return pixels > 0 && bytes.size() == pixels * 3;
        case PixelFormat::Yuyv:
            return pixels > 0 && bytes.size() == pixels * 2;
    }
    return false;
}

}  // namespace

/// Everything that the threads touch; it outlives the feed where a thread hangs.
struct CameraFeed::Shared {
    CameraFeedWiring wiring;
    CameraRequest request;

    mutable std::mutex mutex;
    std::condition_variable changed;
    bool stopping = false;
    int threads = 2;
    FramePtr newest;
    FramePtr to_analyse;
    CameraHealth health = CameraHealth::Starting;
    bool was_alive = false;
    TimePoint last_new{};
    std::uint64_t last_hash = 0;
    // When each thread last showed that it does not hang in its device or its analysis.
    mutable TimePoint reader_turned{};
    TimePoint analysis_turned{};

    [[nodiscard]] TimePoint now() const { return wiring.clock->now(); }

    bool stopped() const {
        const std::lock_guard lock(mutex);
        reader_turned = now();
        return stopping;
    }

    /// Waits by the feed's clock; true when the feed is being stopped.
    bool pause(Duration by) {
        const TimePoint until = now() + by;
        std::unique_lock lock(mutex);
        while (!stopping && now() < until) {
            reader_turned = now();
            changed.wait_for(lock, look_every);
        }
        return stopping;
    }

    void set_health(CameraHealth next) {
        {
            const std::lock_guard lock(mutex);
            if (stopping || health == next) return;
            health = next;
        }
        if (wiring.wake) wiring.wake();
    }

    /// Lost when nothing new came for too long; either thread may notice, since the other may hang in its device.
    void notice_silence() {
        {
            const std::lock_guard lock(mutex);
            if (stopping || health != CameraHealth::Alive || now() - last_new < lost_after) return;
            health = CameraHealth::Lost;
            newest.reset();  // an old picture must not look like a live one
        }
        if (wiring.wake) wiring.wake();
    }

    void take(FramePtr frame, bool may_stand_still) {
        if (!plausible(*frame)) return;
        const std::uint64_t hash = cheap_hash(frame->bytes.reveal());
        {
            const std::lock_guard lock(mutex);
            if (stopping) return;
            if (hash == last_hash && was_alive && !may_stand_still) return;
            last_hash = hash;
            last_new = now();
            was_alive = true;
            health = CameraHealth::Alive;
            newest = frame;
            if (wiring.analyse) to_analyse = std::move(frame);
        }
        changed.notify_all();
        if (wiring.wake) wiring.wake();
    }

    /// Reads an open camera until it is silent for too long or the feed stops.
    void read(Camera& camera) {
        const TimePoint opened = now();
        while (!stopped()) {
            auto frame = camera.next(frame_wait);
            if (frame && *frame != nullptr) {
                take(std::move(*frame), camera.stands_still());
            } else if (pause(look_every)) {
                return;
            }
            notice_silence();
            const std::lock_guard lock(mutex);
            const bool any_since_opened = was_alive && last_new >= opened;
            if (now() - (any_since_opened ? last_new : opened) >= (any_since_opened ? lost_after : first_frame_within))
                return;
        }
    }

    void run_reader() {
        Duration back_off = first_back_off;
        while (!stopped()) {
            const std::unique_ptr<Camera> camera = wiring.make ? wiring.make() : nullptr;
            const TimePoint opened = now();
            if (camera != nullptr && camera->open(request)) {
                read(*camera);
                camera->close();
            }
            bool alive_since_opened = false;
            {
                const std::lock_guard lock(mutex);
                alive_since_opened = was_alive && last_new >= opened;
            }
            if (stopped()) return;
            set_health(was_alive ? CameraHealth::Lost : CameraHealth::Missing);
            if (alive_since_opened) back_off = first_back_off;
            if (pause(back_off)) return;
            back_off = std::min(back_off * 2, longest_back_off);
        }
    }

    void run_analysis() {
        while (true) {
            FramePtr frame;
            {
                std::unique_lock lock(mutex);
                changed.wait_for(lock, watch_every, [&] { return stopping || to_analyse != nullptr; });
                if (stopping) return;
                analysis_turned = now();
                frame = std::move(to_analyse);
                to_analyse.reset();
            }
            if (frame != nullptr) wiring.analyse(frame);
            notice_silence();
        }
    }

    void finished() {
        const std::lock_guard lock(mutex);
        --threads;
        changed.notify_all();
    }
};

CameraFeed::CameraFeed(CameraFeedWiring wiring) : wiring_(std::move(wiring)) {}

CameraFeed::~CameraFeed() {
    stop();
}

void CameraFeed::start(const CameraRequest& request) {
    stop();
    shared_ = std::make_shared<Shared>();
    shared_->wiring = wiring_;
    shared_->request = request;
    shared_->reader_turned = shared_->analysis_turned = shared_->now();
    std::thread([shared = shared_] { shared->run_reader(), shared->finished(); }).detach();
    std::thread([shared = shared_] { shared->run_analysis(), shared->finished(); }).detach();
}

void CameraFeed::stop() {
    if (shared_ == nullptr) return;
    std::unique_lock lock(shared_->mutex);
    shared_->stopping = true;
    shared_->newest.reset();
    shared_->to_analyse.reset();
    shared_->changed.notify_all();
    shared_->changed.wait_for(lock, stop_wait, [&] { return shared_->threads == 0; });
    lock.unlock();
    shared_.reset();
}

FramePtr CameraFeed::newest() const {
    if (shared_ == nullptr) return nullptr;
    const std::lock_guard lock(shared_->mutex);
    return shared_->newest;
}

std::optional<TimePoint> CameraFeed::turned() const {
    if (shared_ == nullptr) return std::nullopt;
    const std::lock_guard lock(shared_->mutex);
    return std::min(shared_->reader_turned, shared_->analysis_turned);
}

CameraHealth CameraFeed::health() const {
    if (shared_ == nullptr) return CameraHealth::Starting;
    const std::lock_guard lock(shared_->mutex);
    return shared_->health;
}

}  // namespace vestibule::drivers
