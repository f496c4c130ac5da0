// checks - what must hold in every state of every visit, under every fault.
#pragma once

#include <string>

#include "kiosk/visit/visit.hpp"
#include "tests/simulation/cameras.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/services.hpp"

namespace vestibule::simulation {

/// What the checks look at.
struct Scene {
    visit::Visit* visit = nullptr;  ///< null: the process is gone
    const Network* network = nullptr;
    const Services* services = nullptr;
    const Cameras* cameras = nullptr;
    const std::vector<identity::Profile>* providers = nullptr;
};

/// Collects the first thing that does not hold; the visit goes on to its next move, no further.
class Checks {
public:
    explicit Checks(const Scene& scene) : scene_(scene) {}

    /// One event, before its commands are carried out.
    void stepped(const visit::Stepped& stepped);
    /// One request, as it leaves.
    void sent(const net::Request& request);
    /// After each move of a visit that is not over.
    void settled();
    /// After erase().
    void erased(drivers::Duration took, bool had_pictures);
    /// A successor's first moment: it shows Erased or Welcome, and holds nothing.
    void inherits(bool after_a_visit);

    void violated(std::string what) {
        if (violation_.empty()) violation_ = std::move(what);
    }
    [[nodiscard]] const std::string& violation() const { return violation_; }

private:
    void entered(const visit::Stepped& stepped);
    void answered(const journey::State& before, const journey::Event& event);
    void commanded(const journey::State& before, const journey::Next& next);
    void way_out(const journey::State& state);
    void picture_sent(const net::Request& request);
    void share_sent(const net::Request& request);
    void holds_nothing(const visit::VisitView& view, bool fresh);

    const Scene& scene_;
    std::string violation_;
    int verified_ = 0;
};

}  // namespace vestibule::simulation
