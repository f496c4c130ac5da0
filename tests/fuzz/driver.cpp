// driver - runs a fuzz target over its seeds and seeded mutations of them; VESTIBULE_LONG makes it a hundred times
// longer.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "tests/fuzz/target.hpp"

namespace {

#ifndef VESTIBULE_FUZZ_RUNS
#define VESTIBULE_FUZZ_RUNS 20'000  // a target that takes milliseconds an input says fewer
#endif
constexpr int kShortRuns = VESTIBULE_FUZZ_RUNS, kLongRuns = 100 * kShortRuns;
constexpr unsigned kSeed = 20260115;

void mutate(std::string& input, std::mt19937& random) {
    const auto below = [&random](std::size_t limit) { return static_cast<std::size_t>(random() % (limit + 1)); };
    const auto byte = [&random] { return static_cast<char>(random() & 0xFF); };
    switch (random() % 6) {
        case 0:
            input.insert(below(input.size()), 1 + below(8), byte());
            break;
        case 1:
            input.erase(below(input.size()), 1 + below(16));
            break;
        case 2:
            input.resize(below(input.size()));
            break;
        case 3:
            input += input.substr(below(input.size()));
            break;
        default:
            if (!input.empty()) input[below(input.size() - 1)] = byte();
            break;
    }
}

}  // namespace

int main() {
    std::mt19937 random(kSeed);
    const std::vector<std::string> start = seeds();
    const int runs = std::getenv("VESTIBULE_LONG") != nullptr ? kLongRuns : kShortRuns;
    for (int run = 0; run < runs; ++run) {
        std::string input = start[static_cast<std::size_t>(run) % start.size()];
        // The first round is the seeds as they are.
        const int changes = run < static_cast<int>(start.size()) ? 0 : 1 + static_cast<int>(random() % 12);
        for (int change = 0; change < changes; ++change) mutate(input, random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    }
    std::printf("%d inputs from %zu seeds, seed %u\n", runs, start.size(), kSeed);
}
