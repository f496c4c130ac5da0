// delivery - one round over what is due.
#include "kiosk/device/obligations/delivery.hpp"

#include "kiosk/net/blocking.hpp"

namespace vestibule::device {

namespace {

constexpr std::chrono::milliseconds kDeadline{15'000};  // nobody waits here, but a service that hangs is not waited out

Result<Store> open(const DeliverySetup& setup) {
    return Store::open(setup.state_folder, *setup.clock, {.make = false});
}

/// What became of one obligation, as it is written down.
Result<void> deliver(const DeliverySetup& setup, const Obligation& one, const journal::Key& key, net::Client& client,
                     Tally& tally) {
    auto request = open_request(key, one.duty, one.sealed);
    if (!request) {
        ++tally.unreadable;
        auto store = open(setup);
        return store ? unreadable(*store, one) : Result<void>(store.error());
    }
    request->deadline = kDeadline;
    const auto answer = net::ask(client, std::move(request).value());
    auto store = open(setup);
    if (!store) return store.error();
    if (answer && net::is_told(answer->status)) {
        ++tally.delivered;
        return delivered(*store, one);
    }
    tally.failures.push_back(answer ? Error{ErrorCode::Refused, "status " + std::to_string(answer->status)}
                                    : answer.error());
    return postpone(*store, one, back_off(one.tries, setup.random()));
}

}  // namespace

Result<Tally> deliver_due(const DeliverySetup& setup, const journal::Key& key, net::Client& client) {
    Tally tally;
    std::vector<Obligation> all;
    {
        auto store = open(setup);
        if (!store) return std::move(store).error();
        auto found = due(*store, setup.now);
        if (!found) return std::move(found).error();
        all = std::move(found).value();
    }
    for (const Obligation& one : all) {
        if (auto done = deliver(setup, one, key, client, tally); !done) return done.error();
    }
    auto store = open(setup);
    if (!store) return std::move(store).error();
    const auto expired = expire(*store);
    if (!expired) return expired.error();
    tally.expired = *expired;
    const auto left = waiting(*store);
    if (!left) return left.error();
    tally.waiting = *left;
    return tally;
}

}  // namespace vestibule::device
