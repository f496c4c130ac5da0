// cameras - a camera's feed and a capture engine without threads and without pictures worth looking at.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "drivers/camera/feed.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/visit/visit.hpp"
#include "tests/simulation/faults.hpp"
#include "tests/simulation/virtual_clock.hpp"

namespace vestibule::simulation {

/// What a frame shows.
enum class Shows : std::uint8_t { Good, Hinted, OtherObject, Noise, GoodWithoutBarcode, Count };

/// The bytes with which every simulated picture begins.
[[nodiscard]] bool is_picture(const privacy::WipedBytes& bytes);

class Cameras {
public:
    explicit Cameras(const VirtualClock& clock) : clock_(clock) {}

    [[nodiscard]] visit::Eyes eyes();
    [[nodiscard]] bool open() const { return feed_ != nullptr; }
    [[nodiscard]] drivers::CameraHealth health() const;
    void frame(Shows shows, std::uint16_t hint);
    void fail(Fault fault);

    [[nodiscard]] bool reading() const { return !reading_.empty(); }
    /// The barcode's reading comes to its end.
    void finish_reading(bool unreadable);
    /// Frames and kept pictures that somebody still holds.
    [[nodiscard]] std::size_t held() const;

private:
    friend class SimulatedFeed;
    friend class SimulatedSession;
    friend class SimulatedEngine;

    const VirtualClock& clock_;
    class SimulatedFeed* feed_ = nullptr;
    std::vector<std::function<void()>> reading_;
    bool unreadable_ = false;
    std::uint64_t sequence_ = 0;
    std::vector<std::weak_ptr<const drivers::Frame>> frames_;
    std::vector<std::weak_ptr<const capture::Picture>> pictures_;
};

}  // namespace vestibule::simulation
