// isolation - runs a part of the simulation in a process of its own, so that an abort, a hang and a crash are findings
// with a seed and not the end of the run.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tests/simulation/coverage.hpp"
#include "tests/simulation/moves.hpp"

namespace vestibule::simulation {

/// What the process leaves behind, in memory that both share.
struct Notes {
    static constexpr std::size_t kMovesAtMost = 1024, kTextAtMost = 512;
    Coverage coverage;
    std::uint64_t visit = 0;
    std::uint32_t move_count = 0;
    std::array<Move, kMovesAtMost> moves{};
    std::array<char, kTextAtMost> violation{};

    void note(const std::string& text);
    void note(const Move& move) {
        if (move_count < moves.size()) moves[move_count++] = move;
    }
};

struct Ended {
    int signal = 0;           ///< 0: it ended by itself
    std::string violation{};  ///< empty: everything held

    [[nodiscard]] bool good() const { return signal == 0 && violation.empty(); }
    [[nodiscard]] bool operator==(const Ended&) const = default;
    [[nodiscard]] std::string sentence() const;
};

/// Lets the process know that it is not hanging.
void still_moving();

class Isolation {
public:
    Isolation();
    ~Isolation();
    Isolation(const Isolation&) = delete;
    Isolation& operator=(const Isolation&) = delete;

    [[nodiscard]] Notes& notes() { return *notes_; }
    /// `quiet`: what it says on its error output is dropped.
    Ended run(const std::function<void(Notes&)>& part, bool quiet);

private:
    Notes* notes_;
};

}  // namespace vestibule::simulation
