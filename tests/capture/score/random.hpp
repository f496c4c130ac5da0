// random - the harness' own generator of random numbers, so that a seed draws the same pictures on every machine.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace vestibule::score {

/// SplitMix64: one word of state, and any seed is a good one.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31U);
    }
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
    std::uint64_t state_;
};

}  // namespace vestibule::score
