// pulse - a frame presented, a device read, an answer from each thread; then the watchdog is fed.
#include "ui/app/pulse.hpp"

#include <cstdio>

#include "kiosk/device/os/supervisor.hpp"

namespace vestibule::ui {

using device::Organ;

Pulse::Pulse(drivers::Duration watchdog, const drivers::Clock& clock, visit::Visit& visit, Window& window,
             net::Client* client, std::string input_folder)
    : clock_(clock),
      visit_(visit),
      window_(window),
      client_(client),
      input_folder_(std::move(input_folder)),
      vitals_(watchdog, clock.now()),
      network_answered_(std::make_shared<std::atomic<bool>>(true)) {
    if (client_ == nullptr) vitals_.rest(Organ::Network);
}

int Pulse::period_ms() const {
    return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(vitals_.period()).count());
}

/// The answer is for the look after this one. What counts is that there is one: how long ago it came says more about
/// how long this thread has not looked.
void Pulse::ask_network(drivers::TimePoint now) {
    if (client_ == nullptr || !network_answered_->exchange(false)) return;
    vitals_.beat(Organ::Network, now);
    client_->after(std::chrono::milliseconds(0), [answered = network_answered_](bool) { answered->store(true); });
}

bool Pulse::alive_for(drivers::Duration time) const {
    return alive_since_ && clock_.now() - *alive_since_ >= time;
}

void Pulse::turn() {
    const drivers::TimePoint now = clock_.now();
    if (!vitals_.due(now)) return;
    vitals_.looked(now);
    if (const auto due = visit_.due(); !due || *due > now - vitals_.period()) vitals_.beat(Organ::Journey, now);
    if (window_.present_again()) vitals_.beat(Organ::Frames, now);
    if (input_folder_.empty() || device::input_readable(input_folder_)) vitals_.beat(Organ::Input, now);
    if (const auto turned = visit_.camera_turned()) {
        vitals_.beat(Organ::Camera, *turned);
    } else {
        vitals_.rest(Organ::Camera);
    }
    ask_network(now);
    const std::optional<Organ> frozen = vitals_.frozen(now);
    if (!frozen) device::tell_alive();
    if (frozen)
        alive_since_.reset();
    else if (!alive_since_)
        alive_since_ = now;
    if (frozen != told_) {
        const std::string said = frozen ? "frozen: " + std::string(name(*frozen)) : "alive";
        device::tell_status(said);
        std::fprintf(stderr, "vestibule: %s\n", said.c_str());
    }
    told_ = frozen;
}

}  // namespace vestibule::ui
