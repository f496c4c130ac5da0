// pulse - asks every organ of the running kiosk for a sign of life, and feeds systemd's watchdog only if all gave one.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/device/vitals.hpp"
#include "kiosk/net/client.hpp"
#include "kiosk/visit/visit.hpp"
#include "ui/toolkit/window.hpp"

namespace vestibule::ui {

class Pulse {
public:
    /// `watchdog` is what the unit allows. `client` is null where no network is used; `input_folder` is empty where
    /// touches come from a display server and not from devices.
    Pulse(drivers::Duration watchdog, const drivers::Clock& clock, visit::Visit& visit, Window& window,
          net::Client* client, std::string input_folder);

    /// Called by each turn of the main loop, after the journey has done what was due.
    void turn();
    [[nodiscard]] int period_ms() const;
    /// Every organ has shown that it works, at each look for this long.
    [[nodiscard]] bool alive_for(drivers::Duration time) const;

private:
    void ask_network(drivers::TimePoint now);

    const drivers::Clock& clock_;
    visit::Visit& visit_;
    Window& window_;
    net::Client* client_;
    std::string input_folder_;
    device::Vitals vitals_;
    std::optional<device::Organ> told_;
    std::optional<drivers::TimePoint> alive_since_;
    std::shared_ptr<std::atomic<bool>> network_answered_;
};

}  // namespace vestibule::ui
