// simulated_visit - one visit from its first screen to its successor's Welcome, on simulated time, devices and
// services.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulation/checks.hpp"
#include "tests/simulation/coverage.hpp"
#include "tests/simulation/duties.hpp"
#include "tests/simulation/moves.hpp"
#include "tests/simulation/store.hpp"

namespace vestibule::simulation {

class SimulatedVisit {
public:
    /// `begin` says how it begins; the coverage is added to.
    SimulatedVisit(const Move& begin, Coverage& coverage);
    ~SimulatedVisit();
    SimulatedVisit(const SimulatedVisit&) = delete;
    SimulatedVisit& operator=(const SimulatedVisit&) = delete;

    /// False when the move does not fit here: then nothing has happened.
    bool apply(const Move& move);
    /// Nobody moves any more: time alone brings the visit to its end, and its successor to Welcome.
    void let_end();
    [[nodiscard]] bool over() const { return visit_ == nullptr; }
    /// Empty as long as everything holds.
    [[nodiscard]] const std::string& violation() const { return checks_.violation(); }

    // What hands and the trace may see.
    [[nodiscard]] visit::Visit& visit() { return *visit_; }
    [[nodiscard]] const Network& network() const { return *network_; }
    [[nodiscard]] const Cameras& cameras() const { return cameras_; }
    [[nodiscard]] bool eyes_given() const { return eyes_given_; }
    [[nodiscard]] bool eyes_missing() const { return eyes_missing_; }
    [[nodiscard]] bool by_the_tree() const { return by_the_tree_; }
    [[nodiscard]] const std::vector<visit::Intent>& shown() const { return shown_; }
    [[nodiscard]] const std::vector<visit::FieldId>& shown_fields() const { return shown_fields_; }
    [[nodiscard]] drivers::Duration elapsed() const { return clock_.now() - began_; }
    /// Where it is, in words that name nobody.
    [[nodiscard]] std::string where() const;

private:
    struct Died {};  // thrown where the process dies between a decision and its commands

    void begin_process();
    bool carry_out(const Move& move);
    bool press(const Move& move);
    bool type(const Move& move);
    bool answer(const Move& move);
    bool frame(const Move& move);
    bool camera(Fault fault);
    bool give_eyes(bool missing);
    bool jump(Fault fault);
    bool word(journey::EventKind kind);
    bool wait(drivers::Duration by);
    bool wipe();
    void crash();
    void stop();
    void pass(drivers::Duration by);
    [[nodiscard]] std::optional<drivers::TimePoint> next_due() const;
    void end_process();
    void successor();
    void deliver();
    void look();
    void met(Fault fault) { coverage_.add(fault, visit_->state().step); }

    Coverage& coverage_;
    VirtualClock clock_;
    Services services_{clock_};
    Cameras cameras_{clock_};
    Store store_;
    Duties duties_;
    std::vector<identity::Profile> providers_;
    std::unique_ptr<Network> network_;
    Scene scene_;
    Checks checks_{scene_};
    std::unique_ptr<visit::Visit> visit_;  // last: goes first
    drivers::TimePoint began_;
    bool by_the_tree_ = false, eyes_given_ = false, eyes_missing_ = false, out_of_service_ = false;
    bool begun_ = false, die_at_next_step_ = false, keeps_duties_ = false, touch_gone_ = false;
    bool died_ = false, lost_a_farewell_ = false;
    std::uint32_t generation_before_ = 0, last_generation_ = 0, seen_generation_ = 0;
    std::optional<visit::Intent> last_press_;
    std::vector<visit::Intent> shown_;
    std::vector<visit::FieldId> shown_fields_;
};

}  // namespace vestibule::simulation
