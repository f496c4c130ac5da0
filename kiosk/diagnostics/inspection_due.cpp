// inspection_due - the records, the period, and what the journal already says.
#include "kiosk/diagnostics/inspection_due.hpp"

#include <fmt/format.h>

#include "drivers/clock/floor.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/diagnostics/signed_json.hpp"

namespace vestibule::diagnostics {

namespace {

using std::chrono::days;

/// Whether the last that the journal says of inspections is that one is overdue.
Result<bool> was_told(journal::Store& store) {
    const auto last = store.database().number(
        fmt::format("SELECT coalesce((SELECT event FROM entries WHERE event IN ({}, {}) ORDER BY seq DESC LIMIT 1), 0)",
                    static_cast<int>(journal::Event::Inspected), static_cast<int>(journal::Event::InspectionOverdue)));
    if (!last) return last.error();
    return *last == static_cast<std::int64_t>(journal::Event::InspectionOverdue);
}

}  // namespace

drivers::WallTime inspection_due(const Inspections& inspections, int period_days, drivers::WallTime begun) {
    if (inspections.records.empty()) return begun + days(period_days);
    const Inspection& last = inspections.records.back();
    const bool holds = last.all_good() && inspections.not_believed == 0;
    return holds ? last.when + days(period_days) : last.when;
}

Result<std::optional<drivers::WallTime>> mind_inspection(const std::filesystem::path& state_folder, int period_days,
                                                         const drivers::Clock& clock) {
    std::error_code error;
    const drivers::WallTime now = clock.wall();
    if (!std::filesystem::exists(state_folder / journal::kStoreFile, error) || now < drivers::time_floor())
        return std::optional<drivers::WallTime>();
    const auto key = kiosk_key(state_folder);
    const Inspections found = read_inspections(state_folder, key ? key->public_key() : journal::PublicKey{});
    auto store = journal::Store::open(state_folder, clock, {.make = false});
    if (!store) return std::move(store).error();
    // What was written while the clock was not set yet says nothing of when the kiosk began.
    const auto floor = std::chrono::floor<std::chrono::hours>(drivers::time_floor()).time_since_epoch().count();
    const auto first =
        store->database().number(fmt::format("SELECT coalesce(min(hour), -1) FROM entries WHERE hour >= {}", floor));
    if (!first) return first.error();
    if (*first < 0) return std::optional<drivers::WallTime>();
    const drivers::WallTime due = inspection_due(found, period_days, drivers::WallTime(std::chrono::hours(*first)));
    if (due >= now) return std::optional(due);
    const auto told = was_told(*store);
    if (!told) return told.error();
    const auto since = std::chrono::duration_cast<days>(now - due).count();
    if (!*told) {
        const Result<void> written = store->transaction(
            [&] { return store->append(journal::Say::inspection_overdue(static_cast<int>(since))); });
        if (!written) return written.error();
    }
    return std::optional(due);
}

}  // namespace vestibule::diagnostics
