// duties - taken, settled, due and delivered.
#include "tests/simulation/duties.hpp"

#include <algorithm>

namespace vestibule::simulation {

net::Duties::Ticket Duties::take(net::Duty, const net::Request& request) {
    if (full) {
        refused_one_ = true;
        return 0;
    }
    net::Request kept;
    kept.method = request.method;
    kept.url = request.url;
    kept.body = request.body.duplicate();
    held_.push_back({++last_, std::move(kept)});
    return last_;
}

void Duties::settle(Ticket ticket) {
    std::erase_if(held_, [ticket](const Held& held) { return held.ticket == ticket; });
}

void Duties::release() {
    for (Held& held : held_) due_.push_back(std::move(held.request));
    held_.clear();
}

std::vector<net::Request> Duties::deliver() {
    return std::exchange(due_, {});
}

}  // namespace vestibule::simulation
