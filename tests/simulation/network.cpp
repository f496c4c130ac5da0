// network - the simulated client: what waits, what is due, and how it ends.
#include "tests/simulation/network.hpp"

#include <algorithm>

namespace vestibule::simulation {

using namespace std::chrono_literals;

namespace {
constexpr auto kFarewell = 30ms;  // a DELETE over a line that works
constexpr int kForgetsAtMost = 1000;
}  // namespace

net::Ticket Network::send(net::Request request, net::Done done, net::OnProgress progress) {
    if (watch) watch(request);
    if (is_farewell(call_of(request))) return say_farewell(request, done);
    services_.sent(request);
    const drivers::TimePoint until = clock_.now() + request.deadline;
    requests_.push_back({++last_, std::move(request), std::move(done), std::move(progress), until});
    return last_;
}

/// Whoever sends it waits right here.
net::Ticket Network::say_farewell(const net::Request& request, const net::Done& done) {
    const Fault fault = cut ? Fault::TimedOut : farewells;
    const int refused = status_of(fault);
    const bool answered = fault == Fault::None || refused != 0;
    clock_.advance(answered ? std::chrono::milliseconds(kFarewell) : request.deadline);
    // "Not found" and "gone" say that there is nothing left to end.
    const bool told = fault == Fault::None || refused == 404 || refused == 410;
    if (told || fault == Fault::UnknownDone) services_.farewell(request);
    if (!told) lost_a_farewell_ = true;
    if (answered)
        done(
            net::Response{.status = refused != 0 ? refused : 204, .content_type = {}, .retry_after_s = -1, .body = {}});
    else
        done(Error{ErrorCode::TimedOut, "simulated"});
    return ++last_;
}

net::Ticket Network::after(std::chrono::milliseconds delay, std::function<void(bool)> then) {
    timers_.push_back({++last_, clock_.now() + delay, std::move(then)});
    return last_;
}

void Network::cancel(net::Ticket ticket) {
    for (Asked& one : requests_) one.cancelled = one.cancelled || one.ticket == ticket;
    for (Timer& one : timers_) one.cancelled = one.cancelled || one.ticket == ticket;
}

void Network::answer(std::size_t index, How how) {
    Asked one = std::move(requests_[index]);
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(index));
    if (cut) how.fault = Fault::LineCut;
    const std::size_t size = one.request.body.reveal().size();
    if (one.progress && size != 0) one.progress({size / 2, size, 0});
    how.awaited = !one.cancelled;
    auto said = services_.reply(one.request, how);
    last_status_ = said ? said->status : 0;
    one.done(std::move(said));
}

bool Network::settle_one() {
    const auto asked = std::find_if(requests_.begin(), requests_.end(), [](const Asked& a) { return a.cancelled; });
    if (asked != requests_.end()) {
        const net::Done done = std::move(asked->done);
        requests_.erase(asked);
        done(Error{ErrorCode::Cancelled, "simulated"});
        return true;
    }
    const auto timer = std::find_if(timers_.begin(), timers_.end(), [](const Timer& t) { return t.cancelled; });
    if (timer == timers_.end()) return false;
    const auto then = std::move(timer->then);
    timers_.erase(timer);
    then(false);
    return true;
}

void Network::settle() {
    while (settle_one()) {
    }
}

void Network::forget() {
    for (int i = 0; i < kForgetsAtMost && !idle(); ++i) {
        for (Asked& one : requests_) one.cancelled = true;
        for (Timer& one : timers_) one.cancelled = true;
        settle();
    }
}

std::optional<drivers::TimePoint> Network::due() const {
    std::optional<drivers::TimePoint> first;
    const auto sooner = [&first](drivers::TimePoint at) { first = first ? std::min(*first, at) : at; };
    for (const Asked& one : requests_) sooner(one.until);
    for (const Timer& one : timers_) sooner(one.at);
    return first;
}

bool Network::run_due(bool& slow) {
    slow = false;
    const auto first = due();
    if (!first || *first > clock_.now()) return false;
    for (std::size_t i = 0; i < requests_.size(); ++i) {
        if (requests_[i].until != *first) continue;
        slow = true;
        // Whether a request that is answered too late was carried out, nobody knows; here every second one was.
        answer(i, {requests_[i].ticket % 2 == 0 ? Fault::Slow : Fault::UnknownDone, 0, 0});
        return true;
    }
    const auto timer = std::find_if(timers_.begin(), timers_.end(), [&](const Timer& t) { return t.at == *first; });
    const auto then = std::move(timer->then);
    const bool elapsed = !timer->cancelled;
    timers_.erase(timer);
    then(elapsed);
    return true;
}

}  // namespace vestibule::simulation
