// random - the harness' own generator of random numbers, so that a seed draws the same pictures on every machine.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "tests/simulation/rng.hpp"

namespace vestibule::score {

/// The simulation's numbers, as shares and distances.
class Random {
public:
    explicit Random(std::uint64_t seed) : numbers_(seed) {}
    std::uint64_t next() { return numbers_.next(); }
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    /// low..high, both included
    int whole(int low, int high) { return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1)); }
    bool chance(double share) { return unit() < share; }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - unit()));
        return radius * std::cos(2 * std::numbers::pi * unit());
    }
    template <typename List>
    const auto& pick(const List& list) {
        return list[static_cast<std::size_t>(next() % std::size(list))];
    }

private:
    simulation::Rng numbers_;
};

}  // namespace vestibule::score
