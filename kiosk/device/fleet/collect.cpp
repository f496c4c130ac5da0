// collect - one question to the store for each family.
#include "kiosk/device/fleet/collect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kiosk/device/journal/events.hpp"

namespace vestibule::device {

namespace {

using journal::Event;
using Counts = std::map<std::vector<std::int64_t>, std::int64_t>;

/// How often an event was written, by its first `fields` fields; the first error is kept and all later answers empty.
class Asking {
public:
    explicit Asking(journal::Store& store)
        : store_(store),
          hour_(std::chrono::floor<std::chrono::hours>(store.clock().wall()).time_since_epoch().count()) {}

    Counts counts(Event event, const std::string& columns, std::size_t fields, bool full_hours = false) {
        const std::string hours = full_hours ? fmt::format(" AND hour <> {}", hour_) : std::string();
        return rows(fmt::format("SELECT {0}{1}count(*) FROM entries WHERE event = {2}{3} {4} {0}", columns,
                                fields == 0 ? "" : ", ", static_cast<int>(event), hours, fields == 0 ? "" : "GROUP BY"),
                    fields);
    }
    std::int64_t number(const std::string& sql) {
        const Counts one = rows(sql, 0);
        return one.empty() ? 0 : one.begin()->second;
    }
    /// `keys` columns, then a number.
    Counts rows(const std::string& sql, std::size_t keys) {
        Counts found;
        if (failure_) return found;
        journal::Statement statement = store_.database().prepare(sql);
        while (true) {
            auto row = statement.step();
            if (!row) failure_ = std::move(row).error();
            if (failure_ || !*row) return found;
            std::vector<std::int64_t> key;
            for (std::size_t k = 0; k < keys; ++k) key.push_back(statement.integer(static_cast<int>(k)));
            found[std::move(key)] = statement.integer(static_cast<int>(keys));
        }
    }
    [[nodiscard]] std::int64_t hour() const { return hour_; }
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

private:
    journal::Store& store_;
    std::int64_t hour_;
    std::optional<Error> failure_;
};

/// A number for every value of every label, those that never happened too: a series must not appear with its first 1.
void fill(Family& family, const Counts& counts, std::vector<std::int64_t> key = {}) {
    const MetricInfo& of = info(family.metric);
    if (key.size() < of.labels.size()) {
        key.push_back(0);
        for (std::size_t v = 0; v < of.labels[key.size() - 1].values.size(); ++v) {
            key.back() = static_cast<std::int64_t>(v);
            fill(family, counts, key);
        }
        return;
    }
    const auto found = counts.find(key);
    family.add({key.begin(), key.end()}, found == counts.end() ? 0 : found->second);
}

Family family(Metric metric, const Counts& counts) {
    Family made{metric, {}};
    fill(made, counts);
    return made;
}

Family gauge(Metric metric, std::int64_t value) {
    return family(metric, {{{}, value}});
}

Family visits(Asking& ask) {
    Counts all = ask.counts(Event::VisitErased, "f1", 1, true);
    for (const auto& [ending, count] : ask.counts(Event::ErasureUnproved, "f1", 1, true)) all[ending] += count;
    return family(Metric::Visits, all);
}

Family erasure(Asking& ask) {
    Family made{Metric::ErasureSeconds, {}};
    const std::size_t buckets = info(Metric::ErasureSeconds).bounds.size() + 1;
    for (const std::size_t stage : {0U, 1U}) {
        std::vector<std::int64_t> counted(buckets);
        for (const auto& [within, count] : ask.counts(Event::VisitErased, stage == 0 ? "f2" : "f3", 1, true)) {
            // The first word of the catalog is "unknown".
            if (within[0] >= 1) counted[std::min(static_cast<std::size_t>(within[0]) - 1, buckets - 1)] += count;
        }
        made.add_histogram({stage}, std::move(counted));
    }
    return made;
}

/// The store holds the error's number, the label its place in the catalog's list.
Family faults(Asking& ask) {
    const auto only = journal::event_info(static_cast<int>(Event::DeviceFault))->fields[0].kind->only;
    Counts counts;
    for (const auto& [error, count] : ask.counts(Event::DeviceFault, "f1", 1)) {
        const auto place = std::find(only.begin(), only.end(), error[0]) - only.begin();
        counts[{place}] = count;
    }
    return family(Metric::DeviceFaults, counts);
}

Family devices_up(Asking& ask) {
    const std::string last = fmt::format(
        "SELECT f1, event FROM entries WHERE seq IN (SELECT max(seq) FROM entries WHERE event IN ({}, {}) "
        "GROUP BY f1)",
        static_cast<int>(Event::LadderClimbed), static_cast<int>(Event::LadderLeft));
    Counts up;
    const std::size_t devices = info(Metric::DeviceUp).labels[0].values.size();
    for (std::size_t d = 0; d < devices; ++d) up[{static_cast<std::int64_t>(d)}] = 1;
    for (const auto& [device, event] : ask.rows(last, 1)) {
        up[device] = event == static_cast<std::int64_t>(Event::LadderLeft) ? 1 : 0;
    }
    return family(Metric::DeviceUp, up);
}

Family duties(Asking& ask) {
    Counts all;
    std::int64_t state = 0;
    for (const Event event :
         {Event::DutyTaken, Event::DutySettled, Event::DutyDelivered, Event::DutyExpired, Event::DutyUnreadable}) {
        for (const auto& [duty, count] : ask.counts(event, "f1", 1, true)) all[{duty[0], state}] = count;
        ++state;
    }
    return family(Metric::Duties, all);
}

}  // namespace

Result<Snapshot> collect(journal::Store& store, const Around& around) {
    Asking ask(store);
    Snapshot all;
    all.push_back(family(Metric::BuildInfo, {{{0}, 1}}));
    all.push_back(visits(ask));
    all.push_back(erasure(ask));
    all.push_back(family(Metric::ErasuresUnproved, ask.counts(Event::ErasureUnproved, "", 0)));
    all.push_back(faults(ask));
    all.push_back(family(Metric::OutOfService, ask.counts(Event::OutOfService, "", 0)));
    all.push_back(family(Metric::LadderSteps, ask.counts(Event::LadderClimbed, "f1, f2", 2)));
    all.push_back(devices_up(ask));
    all.push_back(duties(ask));
    all.push_back(
        gauge(Metric::DutiesWaiting,
              ask.number(fmt::format("SELECT count(*) FROM obligations WHERE made < {}", ask.hour() * 3600))));
    all.push_back(gauge(Metric::JournalEntries,
                        ask.number(fmt::format("SELECT count(*) FROM entries WHERE hour <> {}", ask.hour()))));
    all.push_back(gauge(Metric::LogEntriesWaiting, around.log_entries_waiting));
    if (around.certificate_until) {
        all.push_back(gauge(Metric::CertificateExpiry, around.certificate_until->time_since_epoch().count()));
    }
    if (around.bundle_serial) all.push_back(gauge(Metric::BundleSerial, *around.bundle_serial));
    if (around.inspection_due) {
        all.push_back(gauge(Metric::InspectionDue, around.inspection_due->time_since_epoch().count()));
    }
    all.push_back(family(Metric::UpdateState, {{{static_cast<std::int64_t>(around.update)}, 1}}));
    all.push_back(gauge(Metric::StorageSize, around.storage_bytes));
    all.push_back(gauge(Metric::StorageFree, around.storage_free_bytes));
    if (ask.failure()) return *ask.failure();
    return all;
}

}  // namespace vestibule::device
