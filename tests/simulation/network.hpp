// network - a net::Client without a network: requests wait until the simulation decides how each one ends.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "kiosk/net/client.hpp"
#include "tests/simulation/services.hpp"
#include "tests/simulation/virtual_clock.hpp"

namespace vestibule::simulation {

class Network final : public net::Client {
public:
    Network(VirtualClock& clock, Services& services) : clock_(clock), services_(services) {}

    /// Sees every request as it leaves.
    std::function<void(const net::Request&)> watch;
    bool cut = false;
    Fault farewells = Fault::None;  ///< how a farewell fares over a line that works

    net::Ticket send(net::Request request, net::Done done, net::OnProgress progress) override;
    net::Ticket after(std::chrono::milliseconds delay, std::function<void(bool)> then) override;
    void cancel(net::Ticket ticket) override;
    void forget() override;

    [[nodiscard]] std::size_t open() const { return requests_.size(); }
    [[nodiscard]] bool idle() const { return requests_.empty() && timers_.empty(); }
    [[nodiscard]] Call call(std::size_t index) const { return call_of(requests_[index].request); }
    [[nodiscard]] bool given_up(std::size_t index) const { return requests_[index].cancelled; }
    void answer(std::size_t index, How how);
    /// Tells those who gave up that they did.
    void settle();
    [[nodiscard]] std::optional<drivers::TimePoint> due() const;
    /// Ends the one that is due first, at the present time; false when nothing is. `slow`: a request's own deadline.
    bool run_due(bool& slow);
    /// Of the last answer that was given out; 0: an error.
    [[nodiscard]] int last_status() const { return last_status_; }
    /// A farewell did not come to its answer.
    [[nodiscard]] bool lost_a_farewell() const { return lost_a_farewell_; }

private:
    struct Asked {
        net::Ticket ticket;
        net::Request request;
        net::Done done;
        net::OnProgress progress;
        drivers::TimePoint until;
        bool cancelled = false;
    };
    struct Timer {
        net::Ticket ticket;
        drivers::TimePoint at;
        std::function<void(bool)> then;
        bool cancelled = false;
    };
    bool settle_one();
    net::Ticket say_farewell(const net::Request& request, const net::Done& done);

    VirtualClock& clock_;
    Services& services_;
    std::vector<Asked> requests_;
    std::vector<Timer> timers_;
    net::Ticket last_ = 0;
    int last_status_ = 0;
    bool lost_a_farewell_ = false;
};

}  // namespace vestibule::simulation
