// duties - the device's ledger and its delivery in a simulated visit: what was sealed for later, in a store that may be
// full.
#pragma once

#include <vector>

#include "kiosk/net/duties.hpp"

namespace vestibule::simulation {

/// Keeps to device::Ledger: what is held while its visit lives is due once the next process has begun; what could not
/// be settled in the store is settled apart, and is not delivered.
class Duties final : public net::Duties {
public:
    bool full = false;

    Ticket take(net::Duty duty, const net::Request& request) override;
    void settle(Ticket ticket) override;
    void settle_soon(Ticket ticket) override { settle(ticket); }

    /// The next process begins: what is held is due.
    void release();
    /// Everything that is due, which is gone then.
    [[nodiscard]] std::vector<net::Request> deliver();
    [[nodiscard]] std::size_t held() const { return held_.size(); }
    /// A duty was asked for and could not be kept.
    [[nodiscard]] bool refused_one() const { return refused_one_; }

private:
    struct Held {
        Ticket ticket;
        net::Request request;
    };
    std::vector<Held> held_;
    std::vector<net::Request> due_;
    Ticket last_ = 0;
    bool refused_one_ = false;
};

}  // namespace vestibule::simulation
