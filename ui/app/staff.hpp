// staff - technician mode as a process: the same window, screens and journal as a visit, and no patient.
#pragma once

#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/staff/desk.hpp"
#include "ui/app/app.hpp"
#include "ui/app/shown.hpp"

namespace vestibule::ui {

class StaffApp final : public Stage {
public:
    StaffApp(Options options, Extras* extras);
    StaffApp(const StaffApp&) = delete;
    StaffApp& operator=(const StaffApp&) = delete;

    /// Until it is left; the exit code. Errors end it before it begins: kBusy while a patient is served, kDeviceFault
    /// without a display.
    int run();
    static constexpr int kBusy = 75;

    View& view() override { return *view_; }
    void happen(const Happening& happening) override;
    Node shown() override;
    void refresh() override;
    void clear_field(visit::FieldId id) override { desk_->clear(id); }
    [[nodiscard]] std::string_view step() const override { return staff::name(desk_->state().step); }
    [[nodiscard]] bool waits() const override { return desk_->busy(); }

private:
    Result<void> open_workshop();
    bool close_for_patients();
    Result<void> open();
    [[nodiscard]] staff::DeskSetup desk_setup();
    [[nodiscard]] staff::ErrandSetup errands();
    void turn();
    void touched(const SDL_Event& event);
    [[nodiscard]] bool tested(const SDL_Event& event);
    void welcome();
    void feed_watchdog();

    Options options_;
    Extras* extras_;
    drivers::SystemClock system_clock_;
    const drivers::Clock* clock_;
    diagnostics::Bench bench_;
    std::string device_;  ///< this kiosk's id
    std::optional<device::Workshop> workshop_;
    std::optional<device::VisitGate> gate_;
    std::optional<device::StaffHere> here_;
    std::unique_ptr<device::Ledger> ledger_;
    std::unique_ptr<device::Enclosure> enclosure_;
    std::unique_ptr<View> view_;
    std::unique_ptr<staff::Desk> desk_;
    Shown on_screen_;
    drivers::TimePoint next_feed_{};
};

}  // namespace vestibule::ui
