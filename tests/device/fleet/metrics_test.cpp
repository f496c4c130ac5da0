// metrics_test - the numbers are the journal's, every label is of a closed set, and parsers of others read the text.
#include "kiosk/device/fleet/metrics.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "kiosk/device/fleet/collect.hpp"
#include "kiosk/device/fleet/exposition.hpp"
#include "kiosk/device/fleet/report.hpp"
#include "tests/device/fleet/kit.hpp"
#include "tests/net/server.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::Kiosk;
using testing::Say;

constexpr std::size_t kSeriesMost = 300;  // for one kiosk; a fleet's owner pays for each

// A number's labels are places in a table: a text has no way in.
static_assert(!std::is_constructible_v<Series, std::vector<std::string>, std::int64_t>);

TEST(Metrics, EveryLabelIsOfASmallClosedSet) {
    std::size_t all = 0;
    std::set<std::string_view> names;
    for (std::size_t m = 0; m < static_cast<std::size_t>(Metric::Count); ++m) {
        const MetricInfo& of = info(static_cast<Metric>(m));
        EXPECT_TRUE(names.insert(of.name).second) << of.name;
        EXPECT_TRUE(std::regex_match(std::string(of.name), std::regex("vestibule_[a-z_]+"))) << of.name;
        EXPECT_TRUE(of.name.ends_with(of.unit)) << of.name;
        EXPECT_EQ(of.help.find_first_of("\n\\"), std::string_view::npos);
        std::size_t series = of.kind == MetricKind::Histogram ? of.bounds.size() + 3 : 1;
        for (const LabelInfo& label : of.labels) {
            EXPECT_FALSE(label.values.empty()) << of.name;
            series *= label.values.size();
            for (const std::string_view value : label.values) {
                EXPECT_TRUE(std::regex_match(std::string(value), std::regex("[A-Za-z0-9_.]+"))) << value;
            }
        }
        all += series;
    }
    EXPECT_LE(all, kSeriesMost);
}

TEST(MetricsDeathTest, AValueThatNoTableHasEndsTheProgram) {
    Family visits{Metric::Visits, {}};
    EXPECT_DEATH(visits.add({99}, 1), "");
    EXPECT_DEATH(visits.add({}, 1), "");
}

class Numbers : public Kiosk {
protected:
    [[nodiscard]] std::string text(const Around& around = {}) const {
        journal::Store opened = store();
        const auto snapshot = collect(opened, around);
        EXPECT_TRUE(snapshot.ok());
        return open_metrics(*snapshot);
    }
    void live() {
        using journal::Ending;
        using journal::Ladder;
        using enum journal::Check;
        write({Say::started(), a_visit(), a_visit(), a_visit(Ending::TimedOut),
               Say::erasure_unproved(Ending::Crashed, Failed, Passed, Passed, Passed),
               Say::device_fault(ErrorCode::CameraLost), Say::out_of_service(302),
               Say::ladder_climbed(Ladder::DocumentCamera, journal::Rung::Reopen, ErrorCode::CameraLost, 1, 1),
               Say::ladder_left(Ladder::DocumentCamera),
               Say::ladder_climbed(Ladder::FaceCamera, journal::Rung::PowerCycle, ErrorCode::CameraLost, 1, 1),
               Say::duty_taken(journal::Duty::RevokeToken), Say::duty_delivered(journal::Duty::RevokeToken, 2)});
    }
};

TEST_F(Numbers, AreTheJournals) {
    live();
    EXPECT_THAT(text(), HasSubstr("vestibule_visits_total{outcome=\"done\"} 0\n")) << "this hour is not over";
    EXPECT_THAT(text(), HasSubstr("vestibule_out_of_service_total 1\n")) << "but what is wrong is said at once";
    next_hour();
    const std::string all = text({.certificate_until = drivers::WallTime(std::chrono::seconds(1'800'000'000)),
                                  .bundle_serial = 7,
                                  .inspection_due = drivers::WallTime(std::chrono::seconds(1'790'000'000)),
                                  .log_entries_waiting = 3,
                                  .update = UpdatePhase::Waiting,
                                  .storage_bytes = 1000,
                                  .storage_free_bytes = 400});
    for (const char* line : {
             "vestibule_build_info{version=\"0.1.0\"} 1",
             "vestibule_visits_total{outcome=\"done\"} 2",
             "vestibule_visits_total{outcome=\"timed_out\"} 1",
             "vestibule_visits_total{outcome=\"crashed\"} 1",
             "vestibule_visits_total{outcome=\"declined\"} 0",
             "vestibule_erasure_seconds_bucket{stage=\"wipe\",le=\"0.01\"} 0",
             "vestibule_erasure_seconds_bucket{stage=\"wipe\",le=\"0.02\"} 3",
             "vestibule_erasure_seconds_bucket{stage=\"proof\",le=\"0.5\"} 0",
             "vestibule_erasure_seconds_bucket{stage=\"proof\",le=\"+Inf\"} 3",
             "vestibule_erasure_seconds_count{stage=\"proof\"} 3",
             "vestibule_erasures_unproved_total 1",
             "vestibule_device_faults_total{error=\"CameraLost\"} 1",
             "vestibule_ladder_steps_total{device=\"face_camera\",rung=\"power_cycle\"} 1",
             "vestibule_device_up{device=\"document_camera\"} 1",
             "vestibule_device_up{device=\"face_camera\"} 0",
             "vestibule_duties_total{duty=\"revoke_token\",state=\"delivered\"} 1",
             "vestibule_certificate_expiry_timestamp_seconds 1800000000",
             "vestibule_bundle_serial 7",
             "vestibule_inspection_due_timestamp_seconds 1790000000",
             "vestibule_log_entries_waiting 3",
             "vestibule_update_state{state=\"waiting\"} 1",
             "vestibule_update_state{state=\"idle\"} 0",
             "vestibule_storage_free_bytes 400",
         }) {
        EXPECT_THAT(all, HasSubstr(std::string("\n") + line + "\n"));
    }
}

/// Prometheus' own readers for Python: the strict one of OpenMetrics, and the older form that node_exporter takes.
constexpr const char* kReader = R"py(
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as strict
from prometheus_client.parser import text_string_to_metric_families as older
text = open(sys.argv[1]).read()
families = {f.name: f for f in strict(text)}
assert families['vestibule_visits'].type == 'counter', families
assert families['vestibule_erasure_seconds'].type == 'histogram'
assert families['vestibule_erasure_seconds'].unit == 'seconds'
assert families['vestibule_device_up'].type == 'gauge'
got = {(s.name, tuple(sorted(s.labels.items()))): s.value for f in families.values() for s in f.samples}
assert got[('vestibule_visits_total', (('outcome', 'done'),))] == 2, got
assert got[('vestibule_erasure_seconds_bucket', (('le', '0.02'), ('stage', 'wipe')))] == 3
again = {(s.name, tuple(sorted(s.labels.items()))): s.value for f in older(text) for s in f.samples}
assert again == got, set(again.items()) ^ set(got.items())
print(len(got))
)py";

TEST_F(Numbers, PrometheusReadsThem) {
    testing::Process there({"/usr/bin/python3", "-c", "import prometheus_client"});
    if (there.wait() != 0) GTEST_SKIP() << "python3-prometheus-client is not installed";
    live();
    next_hour();
    place_.write("kiosk.prom", text({.certificate_until = clock_.wall(), .bundle_serial = 7}));
    testing::Process reader({"/usr/bin/python3", place_.write("reader.py", kReader), place_ / "kiosk.prom"});
    EXPECT_EQ(reader.wait(), 0);
}

TEST_F(Numbers, OtlpHasTheFormOfItsJson) {
    live();
    next_hour();
    journal::Store opened = store();
    const auto snapshot = collect(opened, {});
    ASSERT_TRUE(snapshot.ok());
    const auto body = nlohmann::json::parse(
        otlp_json(*snapshot, {"k1", "northside", clock_.wall() - std::chrono::hours(1), clock_.wall()}));
    const auto& resource = body.at("resourceMetrics").at(0);
    std::set<std::string> attributes;
    for (const auto& each : resource.at("resource").at("attributes")) attributes.insert(each.at("key"));
    EXPECT_EQ(attributes,
              (std::set<std::string>{"service.name", "service.version", "service.instance.id", "vestibule.site"}));
    const auto& metrics = resource.at("scopeMetrics").at(0).at("metrics");
    const auto named = [&metrics](const std::string& name) {
        return *std::find_if(metrics.begin(), metrics.end(), [&](const auto& each) { return each.at("name") == name; });
    };
    const auto sum = named("vestibule_visits").at("sum");
    EXPECT_EQ(sum.at("aggregationTemporality"), 2);
    EXPECT_EQ(sum.at("isMonotonic"), true);
    EXPECT_EQ(sum.at("dataPoints").at(1).at("asInt"), "2") << "64 bits are texts";
    EXPECT_EQ(sum.at("dataPoints").at(1).at("attributes").at(0).dump(),
              R"({"key":"outcome","value":{"stringValue":"done"}})");
    EXPECT_TRUE(sum.at("dataPoints").at(1).at("startTimeUnixNano").is_string());
    const auto point = named("vestibule_erasure_seconds").at("histogram").at("dataPoints").at(0);
    EXPECT_EQ(point.at("bucketCounts").size(), point.at("explicitBounds").size() + 1);
    EXPECT_EQ(point.at("count"), "3");
    EXPECT_FALSE(named("vestibule_device_up").at("gauge").at("dataPoints").at(0).contains("startTimeUnixNano"));
}

class Reporting : public Kiosk {
protected:
    Reporting() { net::testing::write_pem(authority_.sign("DNS:localhost"), place_ / "server.pem"); }
    ReportOrder order(const std::string& metrics) const {
        Config config;
        config.metrics = metrics;
        config.metrics_file = place_ / "kiosk.prom";
        config.ca_file = place_ / "ca.pem";
        config.client_certificate = config.client_key = place_ / "kiosk.pem";
        return {
            .state_folder = state(), .config = config, .device = "k1", .clock = &clock_, .random = [] { return 1.0; }};
    }
    static std::string said(const std::vector<Told>& all) {
        std::string text;
        for (const Told& each : all)
            text += fmt::format("{} {}: {}\n", each.good ? "+" : "-", each.receiver, each.words);
        return text;
    }
};

TEST_F(Reporting, ACollectorThatIsAwayIsAskedAgainLaterAndLater) {
    write({Say::started()});
    std::atomic<int> status{503};
    std::string body;
    net::testing::Server server(
        authority_.sign("DNS:localhost"),
        [&](const net::testing::Seen& seen) {
            body = seen.head + seen.body;
            return net::testing::Act{net::testing::http(status, "{}", status == 429 ? "Retry-After: 500\r\n" : "")};
        },
        {.client_ca = place_ / "ca.pem"});
    const std::string url = "https://localhost:" + std::to_string(server.port());
    EXPECT_THAT(said(report(order(url))), HasSubstr("- metrics: E206"));
    EXPECT_THAT(said(report(order(url))), HasSubstr("+ metrics: asked again in 30 s"));
    EXPECT_EQ(server.requests(), 1);
    clock_.advance(std::chrono::seconds(31));
    (void)report(order(url));
    EXPECT_THAT(said(report(order(url))), HasSubstr("asked again in 60 s"));
    clock_.advance(std::chrono::seconds(61));
    status = 429;
    (void)report(order(url));
    EXPECT_THAT(said(report(order(url))), HasSubstr("asked again in 500 s")) << "as the server asks";
    clock_.advance(std::chrono::seconds(501));
    status = 200;
    EXPECT_THAT(said(report(order(url))), HasSubstr("families sent"));
    EXPECT_THAT(body, HasSubstr("POST /v1/metrics HTTP/1.1"));
    EXPECT_THAT(body, HasSubstr("Content-Type: application/json"));
    EXPECT_THAT(body, HasSubstr("\"vestibule_visits\""));
    EXPECT_THAT(said(report(order(url))), HasSubstr("families sent")) << "no pause is left";
}

TEST_F(Reporting, TheFileIsWholeAndForEverybody) {
    write({Say::started()});
    EXPECT_THAT(said(report(order(""))), HasSubstr("kiosk.prom: written"));
    EXPECT_TRUE(place_.read("kiosk.prom").ends_with("# EOF\n"));
    EXPECT_EQ(std::filesystem::status(place_ / "kiosk.prom").permissions(), std::filesystem::perms(0644));
    EXPECT_FALSE(std::filesystem::exists(place_ / "kiosk.prom.new"));
    ReportOrder nowhere = order("");
    nowhere.config.metrics_file = place_ / "missing/kiosk.prom";
    EXPECT_THAT(said(report(nowhere)), HasSubstr("- metrics file: E103"));
}

TEST_F(Reporting, AKioskWithoutAStoreSaysSoAndHoldsUpNobody) {
    ReportOrder without = order("");
    without.config.syslog = "localhost:1";
    without.state_folder = place_ / "empty";
    const std::string all = said(report(without));
    EXPECT_THAT(all, HasSubstr("- syslog: E451"));
    EXPECT_THAT(all, HasSubstr("- metrics: E451"));
}

}  // namespace
}  // namespace vestibule::device
