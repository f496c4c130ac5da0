// servers - an enrolment server, an update server with nothing new, a collector that takes everything, a log server
// that reads.
#include "tests/fleet/servers.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "kiosk/device/bundle/bundle.hpp"
#include "kiosk/device/bundle/cms.hpp"
#include "tests/device/fleet/sink.hpp"
#include "tests/net/server.hpp"
#include "tests/sandbox/est.hpp"

namespace vestibule::fleet {

namespace {

using net::testing::Act;
using net::testing::http;
using net::testing::Seen;

/// As hawkBit answers a kiosk that is up to date.
constexpr const char* kNothingNew = R"({"config":{"polling":{"sleep":"00:05:00"}},"_links":{}})";

/// The site's settings, which every kiosk takes once and then has.
void serve_bundle(sandbox::EstServer& enrolment) {
    device::Manifest manifest;
    manifest.site = "northside";
    manifest.serial = 1;
    const auto [certificate, key] = enrolment.signer();
    const auto tar =
        device::make_bundle(manifest, {{"vestibule.toml", std::string("[facility]\nname = \"Northside\"\n")}});
    enrolment.serve_bundle(device::sign_cms(tar.value(), certificate, key).value(), "\"1\"");
}

[[noreturn]] void serve(const net::testing::Authority& authority, const std::filesystem::path& folder, int kiosks,
                        long first_life_s, int tell) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const std::string ca = folder / "ca.pem";
    const auto pair = authority.sign("DNS:localhost", -3600, 86'400);
    const net::testing::Server updates(pair,
                                       [](const Seen&) {
                                           return Act{http(200, kNothingNew), false};
                                       },
                                       {.client_ca = ca});
    const net::testing::Server metrics(pair,
                                       [](const Seen&) {
                                           return Act{http(200, "{}"), false};
                                       },
                                       {.client_ca = ca});
    device::testing::Sink syslog(pair, ca);
    sandbox::EstServer enrolment;
    for (int k = 0; k < kiosks; ++k) enrolment.add_claim("c" + std::to_string(k));
    enrolment.issue_for_seconds(first_life_s);
    enrolment.renew_for_seconds(90L * 86'400);
    serve_bundle(enrolment);
    std::ofstream(folder / "est-ca.pem") << enrolment.authority_pem();
    const Ports ports{updates.port(), metrics.port(), std::stoi(syslog.port()), enrolment.port()};
    if (write(tell, &ports, sizeof ports) != sizeof ports) _exit(1);
    while (true) pause();
}

}  // namespace

Servers::Servers(const std::filesystem::path& folder, int kiosks, long first_life_s) {
    const net::testing::Authority authority;
    authority.write(folder / "ca.pem");
    net::testing::write_pem(authority.sign("DNS:kiosk", -3600, 86'400), folder / "kiosk.pem");
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    child_ = fork();
    if (child_ == 0) serve(authority, folder, kiosks, first_life_s, ends[1]);
    close(ends[1]);
    if (read(ends[0], &ports_, sizeof ports_) != sizeof ports_) {
        std::fputs("fleet: the servers did not start\n", stderr);
        std::exit(1);
    }
    close(ends[0]);
}

Servers::~Servers() {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
}

}  // namespace vestibule::fleet
