// setup - set-up as a process: the same window, screens and journal as a visit, and no patient.
#pragma once

#include "kiosk/device/os/visit_gate.hpp"
#include "kiosk/setup/desk.hpp"
#include "kiosk/staff/gesture.hpp"
#include "ui/app/app.hpp"
#include "ui/app/shown.hpp"

namespace vestibule::ui {

class SetupApp final : public Stage {
public:
    SetupApp(Options options, Extras* extras);
    SetupApp(const SetupApp&) = delete;
    SetupApp& operator=(const SetupApp&) = delete;

    /// Until it is done; the exit code: 0 the kiosk may serve, kUnfinished it was stopped before,
    /// kStaffAsked technician mode was asked for. Errors end it before
    /// it begins: kBusy while a patient is served, kDeviceFault without a display.
    int run();
    static constexpr int kBusy = 75, kUnfinished = 76;

    View& view() override { return *view_; }
    void happen(const Happening& happening) override;
    Node shown() override;
    void refresh() override;
    void clear_field(visit::FieldId id) override { desk_->clear(id); }
    [[nodiscard]] std::string_view step() const override { return setup::name(desk_->state().step); }
    [[nodiscard]] bool waits() const override { return desk_->state().working; }

private:
    Result<void> open_workshop();
    [[nodiscard]] bool close_for_patients();
    Result<void> open();
    [[nodiscard]] setup::DeskSetup desk_setup();
    Result<drivers::CameraFactory> camera(const std::string& source) const;
    Result<void> apply_network() const;
    [[nodiscard]] std::filesystem::path hand_socket() const;
    void turn();
    void touched(const SDL_Event& event);
    void let_staff_in();
    void look_for_key();
    void feed_watchdog();
    void tell_usable();

    Options options_;
    Extras* extras_;
    drivers::SystemClock system_clock_;
    const drivers::Clock* clock_;
    std::string device_;
    diagnostics::Bench bench_;
    std::optional<device::Workshop> workshop_;
    std::optional<device::VisitGate> gate_;
    std::optional<device::StaffHere> here_;
    std::unique_ptr<device::Ledger> ledger_;
    std::unique_ptr<View> view_;
    std::unique_ptr<setup::Desk> desk_;
    staff::Gesture gesture_;
    Shown on_screen_;
    drivers::TimePoint next_feed_{};
    bool staff_asked_ = false, key_seen_ = false;
    std::optional<drivers::TimePoint> begun_;  ///< until it was told that this start of the machine was good
};

}  // namespace vestibule::ui
