// metrics - the table of everything that is counted; labels are sets of the journal's catalog or stand here.
#include "kiosk/device/fleet/metrics.hpp"

#include <array>
#include <cstdlib>

#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/update/phase.hpp"

namespace vestibule::device {

namespace {

using journal::Event;

constexpr std::array<std::string_view, 1> kVersion{VESTIBULE_VERSION};
constexpr std::array<std::string_view, 2> kStages{"wipe", "proof"};
constexpr std::array<std::string_view, 5> kDutyStates{"taken", "settled", "delivered", "expired", "unreadable"};
// The limits of the catalog's `within`; what is longer stands above the last.
constexpr std::array kWithin{0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0};

/// The words of a field of the catalog; of errors the names.
std::span<const std::string_view> words_of(Event event, std::size_t field) {
    const journal::Kind& kind = *journal::event_info(static_cast<int>(event))->fields[field].kind;
    return kind.words.empty() ? kind.only_names : kind.words;
}

std::vector<MetricInfo> table() {
    using Kind = MetricKind;
    return {
        {"vestibule_build_info", "", "The version that runs.", Kind::Gauge, {{"version", kVersion}}},
        {"vestibule_visits",
         "",
         "Visits by how they ended, up to the last full hour.",
         Kind::Counter,
         {{"outcome", words_of(Event::VisitErased, 0)}}},
        {"vestibule_erasure_seconds",
         "seconds",
         "How long wiping and proving took, up to the last full hour; the sum counts each as the limit of its bucket.",
         Kind::Histogram,
         {{"stage", kStages}},
         kWithin},
        {"vestibule_erasures_unproved", "", "Visits whose erasure could not be proved.", Kind::Counter, {}},
        {"vestibule_device_faults",
         "",
         "Faults of devices by error.",
         Kind::Counter,
         {{"error", words_of(Event::DeviceFault, 0)}}},
        {"vestibule_out_of_service", "", "How often the kiosk went out of service.", Kind::Counter, {}},
        {"vestibule_ladder_steps",
         "",
         "What was tried for devices that did not work.",
         Kind::Counter,
         {{"device", words_of(Event::LadderClimbed, 0)}, {"rung", words_of(Event::LadderClimbed, 1)}}},
        {"vestibule_device_up",
         "",
         "1 while the device works, 0 while it is on its ladder.",
         Kind::Gauge,
         {{"device", words_of(Event::LadderClimbed, 0)}}},
        {"vestibule_duties",
         "",
         "What services had to be told, up to the last full hour.",
         Kind::Counter,
         {{"duty", words_of(Event::DutyTaken, 0)}, {"state", kDutyStates}}},
        {"vestibule_duties_waiting", "", "What services are still to be told.", Kind::Gauge, {}},
        {"vestibule_journal_entries", "", "Entries of the journal.", Kind::Gauge, {}},
        {"vestibule_log_entries_waiting", "", "Entries that the log server has not answered for.", Kind::Gauge, {}},
        {"vestibule_certificate_expiry_timestamp_seconds",
         "seconds",
         "When the kiosk's own certificate ends.",
         Kind::Gauge,
         {}},
        {"vestibule_bundle_serial", "", "The serial of the site's bundle in use.", Kind::Gauge, {}},
        {"vestibule_inspection_due_timestamp_seconds",
         "seconds",
         "When a person has to have inspected the kiosk again.",
         Kind::Gauge,
         {}},
        {"vestibule_update_state",
         "",
         "1 for the state that the updates are in.",
         Kind::Gauge,
         {{"state", update_words()}}},
        {"vestibule_storage_size_bytes", "bytes", "The size of the file system of the device store.", Kind::Gauge, {}},
        {"vestibule_storage_free_bytes", "bytes", "What is free of it.", Kind::Gauge, {}},
    };
}

}  // namespace

const MetricInfo& info(Metric metric) {
    static const std::vector<MetricInfo> kTable = table();
    return kTable[static_cast<std::size_t>(metric)];
}

void Family::add(std::vector<std::size_t> labels, std::int64_t value) {
    const MetricInfo& of = info(metric);
    if (labels.size() != of.labels.size()) std::abort();
    for (std::size_t l = 0; l < labels.size(); ++l) {
        if (labels[l] >= of.labels[l].values.size()) std::abort();
    }
    series.push_back({std::move(labels), value});
}

void Family::add_histogram(std::vector<std::size_t> labels, std::vector<std::int64_t> buckets) {
    if (buckets.size() != info(metric).bounds.size() + 1) std::abort();
    add(std::move(labels), 0);
    series.back().buckets = std::move(buckets);
}

}  // namespace vestibule::device
