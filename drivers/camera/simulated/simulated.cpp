// simulated - paces the renderer like a camera and carries out the scene's faults.
#include "drivers/camera/simulated/simulated.hpp"

#include <mutex>
#include <thread>

#include "drivers/camera/simulated/jpeg.hpp"
#include "drivers/camera/simulated/render.hpp"

namespace vestibule::drivers::simulated {
namespace {

// Fine detail survives, and a frame has the 100 to 200 KB of a good USB camera.
constexpr int quality_percent = 88;
// Drawing and packing a frame takes 10 ms: at this rate a fifth of one core, and the rest is the kiosk's.
constexpr int fastest_hz = 20;

/// The frame that a frozen camera repeats, also after it was opened again.
class FrozenFrame {
public:
    void keep(const privacy::WipedBytes& bytes) {
        const std::lock_guard lock(mutex_);
        if (bytes_.empty()) bytes_ = bytes;
    }
    privacy::WipedBytes get() {
        const std::lock_guard lock(mutex_);
        return bytes_;
    }
    void forget() {
        const std::lock_guard lock(mutex_);
        bytes_.clear();
    }

private:
    std::mutex mutex_;
    privacy::WipedBytes bytes_;
};
FrozenFrame frozen_frame;

class SimulatedCamera final : public Camera {
public:
    explicit SimulatedCamera(Sends sends) : sends_(sends) {}

    Result<void> open(const CameraRequest& request) override {
        if (current_scene().fault == Scene::Fault::Missing) {
            return Error{ErrorCode::CameraMissing, "the simulated camera is not connected"};
        }
        role_ = request.role;
        between_ = std::chrono::nanoseconds(1'000'000'000 / std::clamp(request.rate_hz, 1, fastest_hz));
        opened_ = due_ = std::chrono::steady_clock::now();
        sequence_ = 0;
        open_ = true;
        return {};
    }

    Result<FramePtr> next(Duration wait) override {
        const Scene scene = current_scene();
        while (current_scene().fault == Scene::Fault::Hung) std::this_thread::sleep_for(wait);
        const bool silent = scene.fault == Scene::Fault::Stopped || scene.fault == Scene::Fault::Missing;
        if (!open_ || silent || due_ > std::chrono::steady_clock::now() + wait) {
            std::this_thread::sleep_for(wait);
            return Error{ErrorCode::CameraLost, "the simulated camera is silent"};
        }
        std::this_thread::sleep_until(due_);
        const TimePoint now = std::chrono::steady_clock::now();
        due_ = std::max(due_ + between_, now);

        auto frame = std::make_shared<Frame>();
        frame->width_px = 1280;
        frame->height_px = 720;
        frame->sequence = ++sequence_;
        frame->taken = now;
        frame->camera = "simulated";
        if (scene.fault == Scene::Fault::Garbage) {
            frame->bytes.reveal().assign(60'000, static_cast<std::uint8_t>(sequence_ * 37 + 11));
        } else {
            if (sends_ == Sends::Yuyv) frame->format = PixelFormat::Yuyv;
            frame->bytes.reveal() = look(scene, std::chrono::duration<double>(now - opened_).count());
        }
        return FramePtr(std::move(frame));
    }

    void close() override { open_ = false; }

private:
    privacy::WipedBytes look(const Scene& scene, double seconds) {
        const bool frozen = scene.fault == Scene::Fault::Frozen;
        if (!frozen) frozen_frame.forget();
        if (auto bytes = frozen_frame.get(); frozen && !bytes.empty()) return bytes;
        const cv::Mat& picture = renderer_.render(scene, role_, seconds);
        auto bytes = sends_ == Sends::Yuyv ? pack_yuyv(picture) : pack_jpeg(picture, quality_percent);
        if (frozen) frozen_frame.keep(bytes);
        return bytes;
    }

    const Sends sends_;
    CameraRole role_ = CameraRole::Document;
    Duration between_{};
    TimePoint opened_{};
    TimePoint due_{};
    std::uint64_t sequence_ = 0;
    bool open_ = false;
    Renderer renderer_;
};

}  // namespace

std::unique_ptr<Camera> make_simulated_camera(Sends sends) {
    return std::make_unique<SimulatedCamera>(sends);
}

}  // namespace vestibule::drivers::simulated
