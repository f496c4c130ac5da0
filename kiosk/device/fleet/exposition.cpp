// exposition - the two forms in which numbers leave a kiosk.
#include "kiosk/device/fleet/exposition.hpp"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>

namespace vestibule::device {

namespace {

using Json = nlohmann::json;
using Into = std::back_insert_iterator<std::string>;

constexpr int kCumulative = 2;  // AGGREGATION_TEMPORALITY_CUMULATIVE

std::string_view type_of(MetricKind kind) {
    return kind == MetricKind::Counter ? "counter" : kind == MetricKind::Gauge ? "gauge" : "histogram";
}

/// {a="b",c="d"}; `more` is a further label as it stands.
std::string labels_text(const MetricInfo& of, const Series& series, const std::string& more = {}) {
    std::string inside;
    for (std::size_t l = 0; l < of.labels.size(); ++l) {
        inside += fmt::format("{}{}=\"{}\"", inside.empty() ? "" : ",", of.labels[l].name,
                              of.labels[l].values[series.labels[l]]);
    }
    if (!more.empty()) inside += (inside.empty() ? "" : ",") + more;
    return inside.empty() ? "" : "{" + inside + "}";
}

void write_histogram(Into out, const MetricInfo& of, const Series& series) {
    std::int64_t below = 0;
    double sum = 0;
    for (std::size_t b = 0; b < series.buckets.size(); ++b) {
        const bool last = b == of.bounds.size();
        below += series.buckets[b];
        sum += static_cast<double>(series.buckets[b]) * (last ? of.bounds[b - 1] : of.bounds[b]);
        const std::string limit = last ? "le=\"+Inf\"" : fmt::format("le=\"{:#}\"", of.bounds[b]);
        fmt::format_to(out, "{}_bucket{} {}\n", of.name, labels_text(of, series, limit), below);
    }
    fmt::format_to(out, "{}_count{} {}\n", of.name, labels_text(of, series), below);
    fmt::format_to(out, "{}_sum{} {}\n", of.name, labels_text(of, series), sum);
}

Json attribute(std::string_view name, std::string_view value) {
    return {{"key", name}, {"value", {{"stringValue", value}}}};
}

std::string nanoseconds(drivers::WallTime time) {
    return fmt::format("{}000000000", std::max<std::int64_t>(0, time.time_since_epoch().count()));
}

Json point_of(const MetricInfo& of, const Series& series, const MetricsSource& source) {
    Json attributes = Json::array();
    for (std::size_t l = 0; l < of.labels.size(); ++l) {
        attributes.push_back(attribute(of.labels[l].name, of.labels[l].values[series.labels[l]]));
    }
    Json point{{"attributes", attributes}, {"timeUnixNano", nanoseconds(source.now)}};
    if (of.kind != MetricKind::Gauge) point["startTimeUnixNano"] = nanoseconds(source.since);
    if (of.kind != MetricKind::Histogram) {
        point["asInt"] = std::to_string(series.value);  // 64 bits are texts in protobuf's JSON
        return point;
    }
    Json counts = Json::array();
    for (const std::int64_t count : series.buckets) counts.push_back(std::to_string(count));
    point["count"] = std::to_string(std::accumulate(series.buckets.begin(), series.buckets.end(), std::int64_t{0}));
    point["bucketCounts"] = counts;
    point["explicitBounds"] = std::vector<double>(of.bounds.begin(), of.bounds.end());
    return point;
}

Json metric_of(const Family& family, const MetricsSource& source) {
    const MetricInfo& of = info(family.metric);
    Json points = Json::array();
    for (const Series& series : family.series) points.push_back(point_of(of, series, source));
    Json data{{"dataPoints", points}};
    if (of.kind != MetricKind::Gauge) data["aggregationTemporality"] = kCumulative;
    if (of.kind == MetricKind::Counter) data["isMonotonic"] = true;
    // UCUM's names: seconds and bytes; a plain number has none.
    const std::string_view unit = of.unit == "seconds" ? "s" : of.unit == "bytes" ? "By" : "1";
    return {{"name", of.name},
            {"description", of.help},
            {"unit", unit},
            {of.kind == MetricKind::Counter ? "sum" : std::string(type_of(of.kind)), data}};
}

}  // namespace

std::string open_metrics(const Snapshot& snapshot) {
    std::string text;
    const Into out = std::back_inserter(text);
    for (const Family& family : snapshot) {
        const MetricInfo& of = info(family.metric);
        fmt::format_to(out, "# TYPE {} {}\n", of.name, type_of(of.kind));
        if (!of.unit.empty()) fmt::format_to(out, "# UNIT {} {}\n", of.name, of.unit);
        fmt::format_to(out, "# HELP {} {}\n", of.name, of.help);
        for (const Series& series : family.series) {
            if (of.kind == MetricKind::Histogram) {
                write_histogram(out, of, series);
            } else {
                fmt::format_to(out, "{}{}{} {}\n", of.name, of.kind == MetricKind::Counter ? "_total" : "",
                               labels_text(of, series), series.value);
            }
        }
    }
    return text + "# EOF\n";
}

std::string otlp_json(const Snapshot& snapshot, const MetricsSource& source) {
    Json metrics = Json::array();
    for (const Family& family : snapshot) metrics.push_back(metric_of(family, source));
    const Json attributes{attribute("service.name", "vestibule"), attribute("service.version", VESTIBULE_VERSION),
                          attribute("service.instance.id", source.device), attribute("vestibule.site", source.site)};
    const Json scope{{"scope", {{"name", "vestibule"}, {"version", VESTIBULE_VERSION}}}, {"metrics", metrics}};
    const Json resource{{"resource", {{"attributes", attributes}}}, {"scopeMetrics", Json::array({scope})}};
    return Json{{"resourceMetrics", Json::array({resource})}}.dump();
}

}  // namespace vestibule::device
