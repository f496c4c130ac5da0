// servers - an update server with nothing new, a collector that takes everything, a log server that reads.
#include "tests/fleet/servers.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "tests/device/fleet/sink.hpp"
#include "tests/net/server.hpp"

namespace vestibule::fleet {

namespace {

using net::testing::Act;
using net::testing::http;
using net::testing::Seen;

/// As hawkBit answers a kiosk that is up to date.
constexpr const char* kNothingNew = R"({"config":{"polling":{"sleep":"00:05:00"}},"_links":{}})";

[[noreturn]] void serve(const net::testing::Authority& authority, const std::string& ca, int tell) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
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
    const Ports ports{updates.port(), metrics.port(), std::stoi(syslog.port())};
    if (write(tell, &ports, sizeof ports) != sizeof ports) _exit(1);
    while (true) pause();
}

}  // namespace

Servers::Servers(const std::filesystem::path& folder) {
    const net::testing::Authority authority;
    authority.write(folder / "ca.pem");
    net::testing::write_pem(authority.sign("DNS:kiosk", -3600, 86'400), folder / "kiosk.pem");
    int ends[2];
    if (pipe(ends) != 0) std::abort();
    child_ = fork();
    if (child_ == 0) serve(authority, folder / "ca.pem", ends[1]);
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
