// rng - the one source of chance of a simulation: the same seed gives the same numbers on every machine.
#pragma once

#include <cstdint>

namespace vestibule::simulation {

/// SplitMix64, by Steele, Lea and Flood; small, and good enough to choose moves.
class Rng {
public:
    explicit Rng(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }
    /// 0 .. count-1.
    std::uint16_t below(std::uint32_t count) { return static_cast<std::uint16_t>(next() % count); }
    bool percent(std::uint32_t chance) { return next() % 100 < chance; }
    bool per_mille(std::uint32_t chance) { return next() % 1000 < chance; }

private:
    std::uint64_t state_;
};

/// The seed of one visit of a run.
inline std::uint64_t seed_of(std::uint64_t seed, std::uint64_t visit) {
    Rng mixed(seed * 0x9E3779B97F4A7C15U + visit);
    return mixed.next();
}

}  // namespace vestibule::simulation
