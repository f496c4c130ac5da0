// desk - owns what technician mode knows, turns touches into events, and carries out what the table asks for.
#pragma once

#include <deque>
#include <functional>

#include "kiosk/device/access/access.hpp"
#include "kiosk/device/access/pass_door.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/code_eye.hpp"
#include "kiosk/device/obligations/ledger.hpp"
#include "kiosk/staff/errand_desk.hpp"
#include "kiosk/staff/mode.hpp"
#include "kiosk/staff/view.hpp"
#include "kiosk/staff/work.hpp"
#include "kiosk/visit/intent.hpp"

namespace vestibule::staff {

struct DeskSetup {
    const drivers::Clock* clock = nullptr;
    device::Ledger* ledger = nullptr;
    device::Workshop* workshop = nullptr;
    const device::Config* config = nullptr;
    bool test_kiosk = false;
    std::function<void(const Error&)> complain;
    // For passes:
    std::filesystem::path runtime_folder;
    std::string device;  ///< this kiosk's id
    std::function<std::optional<device::FirstTrust>()> trust;
    std::function<bool()> clock_is_set;
    std::function<Result<drivers::CameraFactory>(const std::string& source)> camera;
    std::function<Result<device::ReadCode>()> reader;  ///< asked for once, when a code is to be read
    std::function<void()> wake;                        ///< from any thread
    ErrandSetup errands;
};

/// Used by the main thread.
class Desk {
public:
    explicit Desk(DeskSetup setup);

    void handle(const visit::Intent& intent);
    /// A finger on the glass, as parts of the display; true where it belongs to a test and to no button.
    bool finger(float x, float y);
    /// A key of the keypad; the same.
    bool key(Key key);
    void insert(visit::FieldId id, std::string_view text);
    void erase_last(visit::FieldId id);
    void clear(visit::FieldId id);
    void stop() { event({.kind = EventKind::Stop}); }
    /// What the workshop has told and what is due. Call it now and then; often while `busy`.
    void pump();
    [[nodiscard]] bool busy() const {
        return state_.working || !asked_.empty() || eye_ != nullptr || errands_.has_camera();
    }
    [[nodiscard]] bool over() const { return over_; }

    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const StaffView& view();
    /// Counts every change of what the view shows.
    [[nodiscard]] std::uint64_t version() const { return version_; }
    void set_wide(bool wide) { view_.common.wide = wide; }
    [[nodiscard]] drivers::FramePtr newest_frame() const { return eye_ ? eye_->newest() : errands_.newest_frame(); }

private:
    void event(Event event);
    void carry_out(const Command& command);
    void pressed(Press press, std::uint16_t value);
    void digit(std::uint16_t value);
    void enter();
    void judge_code();
    // ways_in.cpp
    void look_at_key();
    void look_at_code();
    void judge_pass(journal::PassWay way, const std::string& pass, const std::string& medium);
    void follow_step();
    void open_camera();
    void next_camera();
    void run(std::uint16_t test);
    void ask(const char* word, std::string more, bool awaited);
    void heard(const std::string& line);
    void take_outcome(diagnostics::Outcome outcome);
    void keep(Hand hand, bool good);
    [[nodiscard]] bool has(Hand hand) const;
    void act(Hand hand);
    void run_hand(Hand hand);
    void next_hand(std::size_t from);
    void did(journal::StaffAction action);
    // desk_errand.cpp
    void do_task(const Command& command);
    bool pressed_in_errand(Press press, std::uint16_t value);
    void enter_in_errand();
    void pump_errand();
    [[nodiscard]] bool on_glass() const;
    void human();
    void changed() { ++version_; }
    [[nodiscard]] device::StaffRole role() const;

    DeskSetup setup_;
    State state_;
    StaffView view_;
    ErrandDesk errands_;
    privacy::WipedString code_;
    std::deque<bool> asked_;  ///< of the workshop, in order: whether the table waits for it
    drivers::TimePoint human_since_, test_since_, guide_since_;
    device::ReadCode read_code_;
    std::unique_ptr<device::CodeEye> eye_;
    bool other_camera_ = false;
    std::uint64_t version_ = 1;
    bool over_ = false;
};

}  // namespace vestibule::staff
