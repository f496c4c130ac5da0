// obligations - the rows of the store's table `obligations`, each change with its entry.
#include "kiosk/device/obligations/obligations.hpp"

#include <openssl/rand.h>

#include <algorithm>

namespace vestibule::device {

namespace {

using journal::NewEntry;
using journal::Say;
using journal::Statement;

std::int64_t now_s(const Store& store) {
    return store.clock().wall().time_since_epoch().count();
}

Result<void> done(Statement& statement) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    return {};
}

Result<void> remove_within(Store& store, std::int64_t id, const NewEntry& entry) {
    Statement deleting = store.database().prepare("DELETE FROM obligations WHERE id = ?");
    if (auto gone = done(deleting.bind(1, id)); !gone) return gone;
    if (store.database().changes() == 0) return {};
    return store.append(entry);
}

Result<void> remove(Store& store, std::int64_t id, const NewEntry& entry) {
    return store.transaction([&] { return remove_within(store, id, entry); });
}

std::vector<Obligation> read(Statement& rows, Result<void>& outcome) {
    std::vector<Obligation> all;
    while (true) {
        auto row = rows.step();
        if (!row) outcome = std::move(row).error();
        if (!row || !*row) return all;
        const auto duty = std::clamp<std::int64_t>(rows.integer(1), 0, static_cast<int>(Duty::TellConsent));
        all.push_back({rows.integer(0), static_cast<Duty>(duty), rows.integer(2), rows.bytes(3)});
    }
}

}  // namespace

Result<std::int64_t> take(Store& store, Duty duty, std::span<const std::uint8_t> sealed) {
    // A random number and not the next one: should this store be set aside meanwhile, no other row has it.
    std::array<std::uint8_t, 7> random{};
    if (RAND_bytes(random.data(), random.size()) != 1) return Error{ErrorCode::StoreFailed, "no randomness"};
    std::int64_t id = 0;
    for (const std::uint8_t byte : random) id = id << 8 | byte;
    const auto taken = store.transaction([&]() -> Result<void> {
        Statement inserting = store.database().prepare(
            "INSERT INTO obligations (duty, sealed, made, expires, due, tries, id) VALUES (?, ?, ?, ?, NULL, 0, ?)");
        const std::int64_t expires = now_s(store) + std::chrono::seconds(kObligationExpires).count();
        inserting.bind(5, id)
            .bind(1, static_cast<std::int64_t>(duty))
            .bind(2, sealed)
            .bind(3, now_s(store))
            .bind(4, expires);
        if (auto inserted = done(inserting); !inserted) return inserted;
        return store.append(Say::duty_taken(duty));
    });
    if (!taken) return taken.error();
    return id;
}

Result<void> settle_within(Store& store, std::int64_t id) {
    Statement looking = store.database().prepare("SELECT id, duty, tries, sealed FROM obligations WHERE id = ?");
    Result<void> outcome;
    const auto found = read(looking.bind(1, id), outcome);
    if (!outcome || found.empty()) return outcome;
    return remove_within(store, id, Say::duty_settled(found[0].duty));
}

Result<void> settle(Store& store, std::int64_t id) {
    return store.transaction([&] { return settle_within(store, id); });
}

Result<void> delivered(Store& store, const Obligation& obligation) {
    return remove(store, obligation.id, Say::duty_delivered(obligation.duty, obligation.tries + 1));
}

Result<void> unreadable(Store& store, const Obligation& obligation) {
    return remove(store, obligation.id, Say::duty_unreadable(obligation.duty));
}

Result<void> postpone(Store& store, const Obligation& obligation, std::chrono::seconds pause) {
    return store.transaction([&]() -> Result<void> {
        Statement updating = store.database().prepare("UPDATE obligations SET tries = tries + 1, due = ? WHERE id = ?");
        return done(updating.bind(1, now_s(store) + pause.count()).bind(2, obligation.id));
    });
}

Result<std::int64_t> expire(Store& store) {
    Statement looking = store.database().prepare(
        "SELECT id, duty, tries, sealed FROM obligations WHERE expires <= ? AND tries > 0 ORDER BY made, id");
    Result<void> outcome;
    const auto old = read(looking.bind(1, now_s(store)), outcome);
    if (!outcome) return outcome.error();
    for (const Obligation& one : old) {
        if (auto gone = remove(store, one.id, Say::duty_expired(one.duty, one.tries)); !gone) return gone.error();
    }
    return static_cast<std::int64_t>(old.size());
}

Result<std::int64_t> release(Store& store) {
    Statement updating = store.database().prepare("UPDATE obligations SET due = ? WHERE due IS NULL");
    if (auto updated = done(updating.bind(1, now_s(store))); !updated) return updated.error();
    const std::int64_t count = store.database().changes();
    if (count == 0) return count;
    if (auto told = store.append(Say::duties_due(count)); !told) return told.error();
    return count;
}

Result<std::vector<Obligation>> due(Store& store, bool now) {
    // What is due beyond the longest pause was postponed by a clock that was wrong.
    Statement rows = store.database().prepare(
        "SELECT id, duty, tries, sealed FROM obligations WHERE due IS NOT NULL AND (due <= ? OR due > ? OR ?) "
        "ORDER BY made, id");
    rows.bind(1, now_s(store)).bind(2, now_s(store) + kLongestPause.count()).bind(3, std::int64_t{now ? 1 : 0});
    Result<void> outcome;
    auto all = read(rows, outcome);
    if (!outcome) return outcome.error();
    return all;
}

Result<std::int64_t> waiting(Store& store) {
    return store.database().number("SELECT count(*) FROM obligations WHERE due IS NOT NULL");
}

}  // namespace vestibule::device
