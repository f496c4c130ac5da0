// desk - owns what set-up knows, turns touches into events, and carries out what the table asks for.
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "kiosk/device/cameras_here.hpp"
#include "kiosk/device/code_eye.hpp"
#include "kiosk/device/enrolment/claim.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/obligations/ledger.hpp"
#include "kiosk/device/os/workshop.hpp"
#include "kiosk/setup/mode.hpp"
#include "kiosk/setup/view.hpp"
#include "kiosk/visit/intent.hpp"

namespace vestibule::setup {

struct DeskSetup {
    const drivers::Clock* clock = nullptr;
    device::Ledger* ledger = nullptr;
    device::Workshop* workshop = nullptr;
    const device::Config* config = nullptr;
    std::filesystem::path state_folder, runtime_folder;
    std::string device;                ///< this kiosk's id
    std::vector<device::CameraHere> cameras;
    bool test_kiosk = false;
    std::function<Result<drivers::CameraFactory>(const std::string& source)> camera;
    std::function<Result<device::ReadCode>()> reader;  ///< asked for once, when a claim is to be read
    std::function<Result<void>()> apply_network;       ///< what was written is to hold from now on
    std::function<void()> wake;                        ///< from any thread
    std::function<void(const Error&)> complain;
};

/// Used by the main thread.
class Desk {
public:
    explicit Desk(DeskSetup setup);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void handle(const visit::Intent& intent);
    void insert(visit::FieldId id, std::string_view text);
    void erase_last(visit::FieldId id);
    void clear(visit::FieldId id);
    /// A finger on the glass, as parts of the display; true where it belongs to the test and to no button.
    bool finger(float x, float y);
    void stop() { event({.kind = EventKind::Stop}); }
    /// What the workshop, the camera and a stick have told, and what is due. Often while `busy`.
    void pump();
    [[nodiscard]] bool busy() const { return state_.working || eye_ != nullptr; }
    [[nodiscard]] bool over() const { return state_.step == Step::Left; }

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const SetupView& view() const { return view_; }
    /// Counts every change of what the view shows.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    [[nodiscard]] drivers::FramePtr newest_frame() const { return eye_ ? eye_->newest() : nullptr; }
    void set_wide(bool wide) { view_.common.wide = wide; }

private:
    void event(Event event);
    void carry_out(const Command& command);
    void pressed(Press press, std::uint16_t value);
    void begin_enrolling();
    void use_typed_claim();
    void take_claim(const std::string& text);
    // desk_work.cpp
    void ask(const char* word, const std::string& with = {});
    void heard(const std::string& line);
    void take_outcome(diagnostics::Outcome outcome);
    void look_at_stick();
    void tell_time();
    // desk_keep.cpp
    bool check_network();
    void save_network();
    void save_local();
    void finish();
    void fill_from_kept();
    // desk_eyes.cpp
    void open_camera();
    void close_camera();
    void take_read();
    void next_camera();
    void camera_sees(std::uint16_t eyes);

    FieldState* field_of(visit::FieldId id);
    FieldState& field(Field of) { return view_.fields.at(static_cast<std::size_t>(of)); }
    [[nodiscard]] std::string typed(Field of) const { return std::string(privacy::view(view_.field(of).value)); }
    void forget_typed();
    void human() { human_since_ = setup_.clock->now(); }
    void changed() { ++version_; }

    DeskSetup setup_;
    State state_;
    SetupView view_;
    device::LocalSettings local_;
    device::NetworkPlan plan_;  ///< what was set here
    std::string claim_;         ///< until the server has taken it
    std::deque<bool> asked_;    ///< of the workshop, in order: whether anybody waits for it
    drivers::TimePoint human_since_, test_since_;
    std::optional<drivers::TimePoint> ask_again_;
    drivers::TimePoint network_comes_until_{};  ///< of a claim that brought one
    device::ReadCode read_code_;
    std::unique_ptr<device::CodeEye> eye_;
    std::uint64_t version_ = 1;
};

}  // namespace vestibule::setup
