// shrink - first whole stretches of moves go, shorter and shorter ones, then each number becomes 0.
#include "tests/simulation/shrink.hpp"

namespace vestibule::simulation {

namespace {

class Shrinker {
public:
    Shrinker(Moves moves, const std::function<bool(const Moves&)>& fails, int tries)
        : moves_(std::move(moves)), fails_(fails), tries_(tries) {}

    Moves run() {
        bool shorter = true;
        while (shorter && tries_ > 0) {
            shorter = drop_stretches();
            shorter = make_plain() || shorter;
        }
        return std::move(moves_);
    }

private:
    bool take(Moves fewer) {
        if (tries_-- <= 0 || !fails_(fewer)) return false;
        moves_ = std::move(fewer);
        return true;
    }
    bool drop_stretches() {
        bool any = false;
        for (std::size_t length = moves_.size(); length >= 1; length /= 2) {
            for (std::size_t from = 1; from + length <= moves_.size();) {
                Moves fewer = moves_;
                const auto at = fewer.begin() + static_cast<std::ptrdiff_t>(from);
                fewer.erase(at, at + static_cast<std::ptrdiff_t>(length));
                if (take(std::move(fewer)))
                    any = true;
                else
                    from += length;
            }
        }
        return any;
    }
    bool make_plain() {
        bool any = false;
        for (std::size_t m = 0; m < moves_.size(); ++m) {
            for (std::size_t n = 0; n < moves_[m].n.size(); ++n) {
                if (moves_[m].n[n] == 0) continue;
                Moves plainer = moves_;
                plainer[m].n[n] = 0;
                any = take(std::move(plainer)) || any;
            }
        }
        return any;
    }

    Moves moves_;
    const std::function<bool(const Moves&)>& fails_;
    int tries_;
};

}  // namespace

Moves shrink(Moves moves, const std::function<bool(const Moves&)>& fails, int tries) {
    return Shrinker(std::move(moves), fails, tries).run();
}

}  // namespace vestibule::simulation
