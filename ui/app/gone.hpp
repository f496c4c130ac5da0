// gone - the process of a kiosk that was told to forget what it is; also after a power cut, whatever it was started
// for.
#pragma once

#include "kiosk/decommission/decommission.hpp"
#include "kiosk/decommission/view.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "ui/app/app.hpp"

namespace vestibule::ui {

class GoneApp final : public Stage {
public:
    GoneApp(Options options, Extras* extras);
    GoneApp(const GoneApp&) = delete;
    GoneApp& operator=(const GoneApp&) = delete;

    /// Until all is erased and the certificate is no longer wanted; the exit code. The machine is then asked to start
    /// anew: as unset.
    int run();

    View& view() override { return *view_; }
    void happen(const Happening& happening) override;
    Node shown() override;
    void refresh() override;
    [[nodiscard]] std::string_view step() const override;
    [[nodiscard]] bool waits() const override { return state_.stage == decommission::Stage::Erasing; }

private:
    Result<void> open();
    void turn();
    void erase();
    void print();
    void await_stick();
    void look_at_stick();
    void finish();
    void feed_watchdog();
    void changed() { ++version_; }

    Options options_;
    Extras* extras_;
    drivers::SystemClock system_clock_;
    const drivers::Clock* clock_;
    std::optional<device::VisitGate> gate_;
    std::optional<device::StaffHere> here_;
    decommission::Remains remains_;
    decommission::Certificate certificate_;
    decommission::GoneView state_;
    std::unique_ptr<View> view_;
    std::uint64_t version_ = 1, shown_version_ = 0;
    drivers::TimePoint next_feed_{};
    bool over_ = false;
};

}  // namespace vestibule::ui
