// feed - watches one camera on its own thread: the newest frame wins, nothing queues, and a lost camera is noticed.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "drivers/camera/camera.hpp"
#include "drivers/camera/module.hpp"
#include "drivers/clock/clock.hpp"

namespace vestibule::drivers {

/// What the feed thinks of its camera.
enum class CameraHealth : std::uint8_t {
    Starting,  // opened or being opened; no picture yet
    Alive,     // new pictures come
    Lost,      // pictures came and stopped, or are the same again and again; it is being opened again
    Missing,   // it could not be opened since start(); it is being tried again
};

/// What a feed works with. The callbacks run on the feed's threads and must not call back into the feed's start/stop.
struct CameraFeedWiring {
    CameraFactory make;
    const Clock* clock = nullptr;                  ///< must live until the process ends
    std::function<void()> wake;                    ///< a new frame came, or the health changed
    std::function<void(const FramePtr&)> analyse;  ///< optional; on a second thread, newest frame wins
};

/// What a visit asks of a feed; a simulated one has no threads.
class Feed {
public:
    virtual ~Feed() = default;
    /// Opens the camera in the background; a running feed is stopped first.
    virtual void start(const CameraRequest& request) = 0;
    /// Drops every frame; no callback comes once it returned.
    virtual void stop() = 0;
    [[nodiscard]] virtual FramePtr newest() const = 0;
    [[nodiscard]] virtual CameraHealth health() const = 0;
    /// When its threads last showed that they do not hang; nothing where there is no thread that could.
    [[nodiscard]] virtual std::optional<TimePoint> turned() const { return std::nullopt; }
};

class CameraFeed final : public Feed {
public:
    explicit CameraFeed(CameraFeedWiring wiring);
    ~CameraFeed() override;
    CameraFeed(const CameraFeed&) = delete;
    CameraFeed& operator=(const CameraFeed&) = delete;

    void start(const CameraRequest& request) override;
    /// Returns within a second, even where a device hangs: a thread that hangs in its device is left behind with
    /// nothing but its device. No callback is running or will run once stop() returned, unless `analyse` itself takes
    /// longer than that second.
    void stop() override;
    [[nodiscard]] bool running() const noexcept { return shared_ != nullptr; }

    [[nodiscard]] FramePtr newest() const override;
    [[nodiscard]] CameraHealth health() const override;
    [[nodiscard]] std::optional<TimePoint> turned() const override;

private:
    struct Shared;
    CameraFeedWiring wiring_;
    std::shared_ptr<Shared> shared_;
};

}  // namespace vestibule::drivers
