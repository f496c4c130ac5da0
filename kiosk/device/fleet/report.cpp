// report - asks each receiver in turn and remembers when to ask again.
#include "kiosk/device/fleet/report.hpp"

#include <fmt/format.h>

#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/fleet/collect.hpp"
#include "kiosk/device/fleet/exposition.hpp"
#include "kiosk/device/fleet/log_shipping.hpp"
#include "kiosk/device/update/state.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/blocking.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSyslog = "syslog";
constexpr const char* kMetrics = "metrics";
constexpr const char* kMetricsFile = "metrics file";
constexpr std::size_t kAnswerMost_bytes = 64 * 1024;  // a collector says nothing, or how many points it refused

struct Numbers {
    Snapshot snapshot;
    MetricsSource source;
};

Result<Numbers> numbers(const ReportOrder& order) {
    Around around;
    const Enrolment enrolment(order.state_folder, order.device, *order.clock);
    if (const auto life = enrolment.life(); life) around.certificate_until = life->until;
    if (const auto site = current_site(order.state_folder); site && *site) {
        around.bundle_serial = (*site)->manifest.serial;
    }
    std::error_code error;
    const fs::space_info space = fs::space(order.state_folder, error);
    if (!error) {
        around.storage_bytes = static_cast<std::int64_t>(space.capacity);
        around.storage_free_bytes = static_cast<std::int64_t>(space.available);
    }
    around.inspection_due = order.inspection_due;
    around.update = read_update_state(order.state_folder).phase;
    auto store = journal::Store::open(order.state_folder, *order.clock, {.make = false});
    if (!store) return std::move(store).error();
    const auto waiting = unshipped(order.state_folder, *store);
    if (!waiting) return waiting.error();
    around.log_entries_waiting = *waiting;
    Numbers made;
    const auto first = store->database().number("SELECT coalesce(min(hour), 0) FROM entries");
    if (!first) return first.error();
    auto snapshot = collect(*store, around);
    if (!snapshot) return std::move(snapshot).error();
    made.snapshot = std::move(snapshot).value();
    made.source = {order.device, "", drivers::WallTime(std::chrono::hours(*first)), order.clock->wall()};
    if (const auto record = enrolment.record(); record) made.source.site = record->site;
    return made;
}

Told failure(const char* receiver, const Error& error) {
    return {receiver, error.sentence(), false};
}

/// Whether the receiver's pause is over; else what is said instead.
std::optional<Told> still_paused(const ReportOrder& order, const char* receiver, const Pause& pause) {
    if (order.now || pause.over()) return std::nullopt;
    return Told{receiver, fmt::format("asked again in {} s", pause.left().count())};
}

/// A clock that is not set yet is nobody's failure: the next round may find it set.
Told after_failure(const char* receiver, const Error& error, Pause& pause, std::chrono::seconds asked = {}) {
    if (error.code != ErrorCode::ClockNotSet) (void)pause.failed(asked).ok();
    return failure(receiver, error);
}

Told tell_log_server(const ReportOrder& order) {
    Pause pause(order.state_folder, kSyslog, *order.clock, order.random);
    if (auto paused = still_paused(order, kSyslog, pause)) return *paused;
    const auto to = net::split_host_port(order.config.syslog);
    if (!to) return failure(kSyslog, {ErrorCode::BadConfiguration, "fleet.syslog: expected \"host:port\""});
    const auto shipped = ship_journal({.state_folder = order.state_folder,
                                       .clock = order.clock,
                                       .to = *to,
                                       .trust = fleet_trust(order.config, *order.clock),
                                       .device = order.device,
                                       .enterprise = order.config.enterprise});
    if (!shipped) return after_failure(kSyslog, shipped.error(), pause);
    if (Result<void> kept = pause.worked(); !kept) return failure(kSyslog, kept.error());
    return {kSyslog, fmt::format("{} entries sent, {} of this hour wait", shipped->sent, shipped->waiting)};
}

Told tell_collector(const ReportOrder& order, const Numbers& all) {
    Pause pause(order.state_folder, kMetrics, *order.clock, order.random);
    if (auto paused = still_paused(order, kMetrics, pause)) return *paused;
    net::Request request;
    request.method = net::Method::Post;
    request.url = net::join(order.config.metrics, "v1/metrics");
    request.content_type = "application/json";
    request.answer_limit_bytes = kAnswerMost_bytes;
    const std::string body = otlp_json(all.snapshot, all.source);
    request.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
    const auto client = net::make_client(fleet_trust(order.config, *order.clock));
    const auto answer = net::ask(*client, std::move(request));
    if (!answer) return after_failure(kMetrics, answer.error(), pause);
    if (answer->status != 200) {
        const auto asked = std::chrono::seconds(std::max<std::int64_t>(0, answer->retry_after_s));
        return after_failure(kMetrics, net::status_error(order.config.metrics, *answer), pause, asked);
    }
    if (Result<void> kept = pause.worked(); !kept) return failure(kMetrics, kept.error());
    return {kMetrics, fmt::format("{} families sent", all.snapshot.size())};
}

/// The file appears whole or not at all: a reader that comes between two never sees a half. Others may read it.
Told write_file(const ReportOrder& order, const Numbers& all) {
    if (Result<void> kept = replace_file(order.config.metrics_file, open_metrics(all.snapshot), FileFor::Everybody);
        !kept) {
        return failure(kMetricsFile, kept.error());
    }
    return {kMetricsFile, order.config.metrics_file + ": written"};
}

}  // namespace

std::vector<Told> report(const ReportOrder& order) {
    std::vector<Told> all;
    if (!order.config.syslog.empty()) all.push_back(tell_log_server(order));
    if (order.config.metrics.empty() && order.config.metrics_file.empty()) return all;
    const Result<Numbers> counted = numbers(order);
    if (!counted) {
        all.push_back(failure(kMetrics, counted.error()));
        return all;
    }
    if (!order.config.metrics.empty()) all.push_back(tell_collector(order, *counted));
    if (!order.config.metrics_file.empty()) all.push_back(write_file(order, *counted));
    return all;
}

}  // namespace vestibule::device
