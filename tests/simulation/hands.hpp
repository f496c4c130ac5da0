// hands - decides what happens next in a simulated visit: what a patient does, what a service answers, what breaks.
#pragma once

#include "tests/simulation/moves.hpp"
#include "tests/simulation/rng.hpp"
#include "tests/simulation/simulated_visit.hpp"

namespace vestibule::simulation {

/// Somebody at the kiosk and the day they have: how willing, how steady, how lucky.
class Hands {
public:
    explicit Hands(std::uint64_t seed);

    [[nodiscard]] Move begin();
    [[nodiscard]] Move next(SimulatedVisit& visit);
    /// After so many moves the patient walks away.
    [[nodiscard]] int patience() const { return patience_; }

private:
    [[nodiscard]] Move odd(SimulatedVisit& visit);
    [[nodiscard]] Move answer(const Network& network);
    [[nodiscard]] Move under_overlay(const journey::State& state);
    [[nodiscard]] Move before_the_camera(SimulatedVisit& visit);
    [[nodiscard]] Move go_on(SimulatedVisit& visit);
    [[nodiscard]] Move fill(SimulatedVisit& visit);
    [[nodiscard]] Move any_press(SimulatedVisit& visit);
    [[nodiscard]] std::uint16_t good_choice(const journey::State& state);

    Rng rng_;
    std::uint32_t oddness_per_mille_, fault_percent_, wander_percent_;
    int patience_;
};

}  // namespace vestibule::simulation
