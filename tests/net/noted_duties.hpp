// noted_duties - duties that a test can look at, in the place of the device's ledger.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/net/duties.hpp"

namespace vestibule::net::testing {

class NotedDuties final : public Duties {
public:
    struct Noted {
        Duty duty;
        Method method;
        std::string url, bearer, body;
        bool settled = false;
    };
    Ticket take(Duty duty, const Request& request) override {
        const auto& body = request.body.reveal();
        all.push_back({duty, request.method, request.url, std::string(privacy::view(request.bearer)),
                       std::string(body.begin(), body.end())});
        return all.size();
    }
    void settle(Ticket ticket) override { all.at(ticket - 1).settled = true; }
    void settle_soon(Ticket ticket) override { settle(ticket); }

    /// What is still owed, in the order in which it was taken.
    [[nodiscard]] std::vector<Duty> owed() const {
        std::vector<Duty> open;
        for (const Noted& one : all) {
            if (!one.settled) open.push_back(one.duty);
        }
        return open;
    }
    std::vector<Noted> all;
};

}  // namespace vestibule::net::testing
