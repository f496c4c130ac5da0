// told_test - the real programs that tell somebody something: real receivers get it, and the way is this kiosk's own.
#include <atomic>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/obligations/ledger.hpp"
#include "tests/ctl/program.hpp"
#include "tests/device/fleet/rsyslog.hpp"
#include "tests/diagnostics/plain_server.hpp"
#include "tests/net/certificates.hpp"
#include "tests/net/server.hpp"

namespace vestibule::ctl {
namespace {

using device::testing::one_to;
using device::testing::Rsyslog;
using ::testing::HasSubstr;
using testing::Program;

class Told : public Program {
protected:
    Told() {
        // What was written this hour waits: no message may tell more than its hour.
        clock_.set_wall(drivers::SystemClock().wall() - std::chrono::hours(2));
        std::filesystem::create_directories(place_ / "state");
        std::filesystem::create_directories(place_ / "run");
    }
    void write_entries(int count) {
        auto store = journal::Store::open(place_ / "state", clock_);
        ASSERT_TRUE(store.ok());
        for (int i = 0; i < count; ++i) {
            const auto written = store->transaction([&] { return store->append(journal::Say::started()); });
            ASSERT_TRUE(written.ok()) << written.error().sentence();
        }
    }
    /// A site's bundle in use, as `bundle apply` leaves it.
    void take_site(const std::string& text) const {
        std::filesystem::create_directories(place_ / "state/site/7");
        place_.write("state/site/7/vestibule.toml", text);
        std::filesystem::create_directory_symlink("7", place_ / "state/site/current");
    }
    drivers::SimulatedClock clock_;
};

TEST_F(Told, TheFacilitysReceiversHearTheEventsAndTheCounters) {
    if (!std::filesystem::exists("/usr/sbin/rsyslogd")) GTEST_SKIP() << "rsyslog is not installed";
    const net::testing::Authority ca;
    ca.write(place_ / "ca.pem");
    net::testing::write_pem(ca.sign("DNS:kiosk"), place_ / "kiosk.pem");
    net::testing::write_pem(ca.sign("DNS:localhost"), place_ / "server.pem");
    Rsyslog rsyslog(place_);
    std::atomic<int> status{200};
    std::string body;
    net::testing::Server collector(ca.sign("DNS:localhost"),
                                   [&](const net::testing::Seen& seen) {
                                       body = seen.head + seen.body;
                                       return net::testing::Act{net::testing::http(status, "{}")};
                                   },
                                   {.client_ca = place_ / "ca.pem"});
    place_.write("kiosk.toml", fmt::format("[services]\nca_file = \"ca.pem\"\nclient_certificate = \"kiosk.pem\"\n"
                                           "client_key = \"kiosk.pem\"\n[fleet]\nsyslog = \"localhost:{}\"\n"
                                           "metrics = \"https://localhost:{}\"\n",
                                           rsyslog.port(), collector.port()));
    write_entries(3);
    const std::string send = "fleet send --config kiosk.toml --state-dir state --device k1";
    const std::string said = run(send, 0);
    const int written = 4;  // the store's own first entry, too
    EXPECT_THAT(said, HasSubstr(fmt::format("syslog: {} entries sent", written)));
    EXPECT_THAT(said, HasSubstr("families sent"));
    EXPECT_TRUE(device::testing::becomes_true([&] { return rsyslog.numbers().size() >= 4; }));
    EXPECT_EQ(rsyslog.numbers(), one_to(written));
    EXPECT_THAT(place_.read("log"), HasSubstr(" k1 vestibule "));
    EXPECT_THAT(body, HasSubstr("POST /v1/metrics HTTP/1.1"));
    EXPECT_THAT(body, HasSubstr("{\"key\":\"service.instance.id\",\"value\":{\"stringValue\":\"k1\"}}"));
    // One receiver that is in trouble holds up no other, and the program says that the same again may help.
    status = 503;
    write_entries(1);
    EXPECT_THAT(run(send, 75), HasSubstr("metrics: E206"));
    EXPECT_TRUE(device::testing::becomes_true([&] { return rsyslog.numbers().size() >= 5; }));
    EXPECT_EQ(rsyslog.numbers(), one_to(written + 1));
}

TEST_F(Told, ThisKiosksOwnProxyIsOnEveryWay) {
    diagnostics::testing::PlainServer proxy("HTTP/1.1 403 Forbidden\r\n\r\n");
    const auto key = journal::Key::make(journal::KeyKind::X25519);
    ASSERT_TRUE(key.ok() && key->write_private(place_ / "delivery.key").ok());
    ASSERT_TRUE(key->write_public(place_ / "delivery.pub").ok());
    const std::filesystem::path source(VESTIBULE_SOURCE_DIR);
    std::filesystem::create_directories(place_ / "profiles");
    place_.write("rauc",
                 "#!/bin/sh\n[ \"$1\" != status ] || "
                 "echo '{\"slots\":[{\"r\":{\"state\":\"booted\",\"bootname\":\"A\",\"boot_status\":\"good\"}}]}'\n");
    std::filesystem::permissions(place_ / "rauc", std::filesystem::perms::owner_all);
    for (const char* file :
         {"identity/profiles/idme.toml", "identity/profiles/clear.toml", "records/profiles/records.toml"})
        std::filesystem::copy(source / "kiosk" / file, place_ / "profiles");
    take_site(
        fmt::format("[services]\nprofiles = \"{}\"\n[fleet]\nmetrics = \"https://otel.site.example\"\n"
                    "updates = \"https://updates.site.example/T\"\nupdate_window = \"\"\n",
                    (place_ / "profiles").string()));
    place_.write("state/local.toml", fmt::format("proxy = \"{}\"\n", proxy.url()));
    write_entries(1);
    run("fleet send --state-dir state --device k1", 75);
    EXPECT_THAT(proxy.heard(), HasSubstr("CONNECT otel.site.example:443"));
    run("update check --state-dir state --runtime-dir run --device k1 --rauc ./rauc --hand nowhere.sock", 75);
    EXPECT_THAT(proxy.heard(), HasSubstr("CONNECT updates.site.example:443"));
    EXPECT_THAT(run("network requirements --state-dir state", 0),
                HasSubstr(fmt::format("| 127.0.0.1 | {} | TCP, HTTP with CONNECT", proxy.url().substr(17))));

    const auto ledger = [this] {
        return std::make_unique<device::Ledger>(
            device::LedgerSetup{.state_folder = place_ / "state",
                                .runtime_folder = place_ / "run",
                                .clock = &clock_,
                                .delivery_key = place_ / "delivery.pub",
                                .complain = [](const Error& error) { ADD_FAILURE() << error.sentence(); },
                                .found_due = {}});
    };
    net::Request request;
    request.method = net::Method::Delete;
    request.url = "https://records.site.example/v1/searches/7";
    ASSERT_NE(ledger()->take(net::Duty::DropSearch, request), 0U);
    ledger()->begin(journal::Say::started());  // that visit is over
    // The installed file is named, as its unit does; the site's bundle takes its place.
    place_.write("kiosk.toml", "");
    EXPECT_THAT(run_program(VESTIBULE_DELIVER, "--config kiosk.toml --state-dir state --key delivery.key --now", 0),
                HasSubstr("0 delivered"));
    EXPECT_THAT(proxy.heard(), HasSubstr("CONNECT records.site.example:443"));
}

}  // namespace
}  // namespace vestibule::ctl
