// metrics - what a fleet's owner counts, as a closed set: every name and every value of a label stands in a table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vestibule::device {

enum class MetricKind : std::uint8_t { Counter, Gauge, Histogram };

struct LabelInfo {
    std::string_view name;
    std::span<const std::string_view> values;
};

struct MetricInfo {
    std::string_view name, unit, help;  ///< the name ends with the unit, if it has one
    MetricKind kind;
    std::vector<LabelInfo> labels;
    std::span<const double> bounds{};  ///< of a histogram's buckets; one more for what is above
};

enum class Metric : std::uint8_t {
    BuildInfo,
    Visits,
    ErasureSeconds,
    ErasuresUnproved,
    DeviceFaults,
    OutOfService,
    LadderSteps,
    DeviceUp,
    Duties,
    DutiesWaiting,
    JournalEntries,
    LogEntriesWaiting,
    CertificateExpiry,
    BundleSerial,
    InspectionDue,
    UpdateState,
    StorageSize,
    StorageFree,
    Count
};

[[nodiscard]] const MetricInfo& info(Metric metric);

/// One number, with the place of each label's value in its table: there is no way to put a text into it.
struct Series {
    std::vector<std::size_t> labels;
    std::int64_t value = 0;
    std::vector<std::int64_t> buckets{};  ///< of a histogram, each for itself; `value` is not used
};

struct Family {
    Metric metric;
    std::vector<Series> series;

    /// A place that a table does not have is a bug and ends the program.
    void add(std::vector<std::size_t> labels, std::int64_t value);
    void add_histogram(std::vector<std::size_t> labels, std::vector<std::int64_t> buckets);
};

using Snapshot = std::vector<Family>;

}  // namespace vestibule::device
