// network - from the cable to each server's certificate: where does the way end?
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/fleet/trust.hpp"
#include "kiosk/diagnostics/network.hpp"
#include "kiosk/diagnostics/test.hpp"
#include "kiosk/net/sight.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::diagnostics {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPatience{4'000};          // for one connection; a server that needs longer is as good as down
constexpr milliseconds kNetworkDeadline{12'000};  // of a test: name, connection, greeting
constexpr std::chrono::seconds kClockOff{30};     // one-time codes allow about a minute
constexpr int kCertificateWarnDays = 7;

Finding link(const Bench& bench) {
    Words value;
    bool up = false;
    for (const std::string& name : bench.machine.names("sys/class/net")) {
        const std::string folder = "sys/class/net/" + name + "/";
        if (name == "lo" || !bench.machine.has(folder + "device")) continue;  // a bridge or a tunnel is no cable
        const std::string state = bench.machine.text(folder + "operstate").value_or("unknown");
        const Words stands(state.c_str());
        const auto speed = bench.machine.number(folder + "speed");
        const bool wireless = bench.machine.has(folder + "wireless") || bench.machine.has(folder + "phy80211");
        Words one = wireless ? say("{0} {1}, Wi-Fi", name, stands) : say("{0} {1}", name, stands);
        if (speed && *speed > 0) one = say("{0}, {1} Mbit/s", one, *speed);
        value = value.empty() ? one : say("{0}, {1}", value, one);
        up = up || state == "up" || state == "unknown";
    }
    if (value.empty())
        return {Verdict::Fail, "no network device", "one that is up", "Look for the network card's driver."};
    return judged(up, Verdict::Fail, value, "one that is up",
                  "Check the cable and the switch, or the Wi-Fi's name and key.");
}

/// The kernel writes an IPv4 address as eight hexadecimal digits, the last byte first.
std::string address_in(const std::string& hex) {
    const unsigned long bits = std::strtoul(hex.c_str(), nullptr, 16);
    return fmt::format("{}.{}.{}.{}", bits & 255U, bits >> 8 & 255U, bits >> 16 & 255U, bits >> 24 & 255U);
}

Finding address(const Bench& bench) {
    std::set<std::string> own;
    std::string before;
    for (const std::string& line : bench.machine.lines("proc/net/fib_trie")) {
        const std::vector<std::string> words = drivers::words_of(line);
        if (words.size() >= 2 && words[0] == "|--") before = words[1];
        if (line.find("/32 host LOCAL") != std::string::npos && !before.starts_with("127.")) own.insert(before);
    }
    Words gateway;
    const std::vector<std::string> routes = bench.machine.lines("proc/net/route");
    for (std::size_t i = 1; i < routes.size(); ++i) {
        const std::vector<std::string> words = drivers::words_of(routes[i]);
        if (words.size() > 2 && words[1] == "00000000") gateway = say("{0} on {1}", address_in(words[2]), words[0]);
    }
    for (const std::string& line : bench.machine.lines("proc/net/if_inet6")) {
        const std::vector<std::string> words = drivers::words_of(line);
        if (words.size() >= 6 && words[3] == "00") own.insert("IPv6 on " + words[5]);  // of global scope
    }
    const Words value =
        say("{0}; gateway {1}", own.empty() ? Words("no address") : Words(fmt::format("{}", fmt::join(own, ", "))),
            gateway.empty() ? Words("none") : gateway);
    const bool only_own =
        std::all_of(own.begin(), own.end(), [](const std::string& a) { return a.starts_with("169.254."); });
    if (only_own)
        return {Verdict::Fail, value, "an address",
                "The site's DHCP server gave no address: ask for the port's network."};
    return judged(!gateway.empty(), Verdict::Warn, value, "a gateway", "There is no way out of this network.");
}

Finding proxy(const Bench& bench) {
    if (bench.config.proxy.empty()) return not_applicable("none is set");
    const std::vector<std::string> hosts = hosts_of(bench);
    if (hosts.empty()) return inconclusive("no host is known to ask it for");
    const net::Trust trust{.ca_file = {}, .client_certificate = {}, .client_key = {}, .proxy = bench.config.proxy};
    const auto sight = net::look_at(hosts.front(), trust, kPatience);
    if (sight || sight.error().code == ErrorCode::NotTrusted) return pass(say("it opens a way to {0}", hosts.front()));
    return {Verdict::Fail, sight.error().context, say("a way to {0}", hosts.front()),
            "Ask the site's network staff to let this kiosk through the proxy; `[services] proxy` names it."};
}

Finding portal(const Bench& bench) {
    if (bench.config.portal_probe.empty()) {
        return not_applicable("[diagnostics] portal_probe is not set");
    }
    const Words limit = say("'{0}' from {1}", bench.config.portal_answer, bench.config.portal_probe);
    constexpr const char* kHint = "The network wants a sign-in page first. Ask the site for a network without one.";
    const auto answer = net::ask_plainly(bench.config.portal_probe, kPatience);
    if (!answer)
        return {Verdict::Fail, answer.error().sentence(), limit, "Allow this kiosk to reach the probe's page."};
    if (answer->status >= 300 && answer->status < 400) {
        return {Verdict::Fail, say("sent on to {0}", answer->location), limit, kHint};
    }
    const bool expected = answer->status == 200 && answer->body.find(bench.config.portal_answer) != std::string::npos;
    return judged(expected, Verdict::Fail,
                  expected ? Words("no portal") : say("status {0}, another page", answer->status), limit, kHint);
}

Finding name(const std::string& host_port) {
    const std::string host = host_port.substr(0, host_port.rfind(':'));
    const auto addresses = net::look_up(host);
    if (!addresses) {
        return {Verdict::Fail, addresses.error().context, "an address",
                "Check the DNS servers that this network gives."};
    }
    std::vector<std::string> unique(*addresses);
    std::sort(unique.begin(), unique.end());
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    return pass(fmt::format("{}", fmt::join(unique, ", ")), "an address");
}

net::Trust trust_of(const Bench& bench) {
    return {.ca_file = bench.config.ca_file,
            .client_certificate = bench.config.client_certificate,
            .client_key = bench.config.client_key,
            .proxy = bench.config.proxy};
}

Finding certificate_of(const Bench& bench, const KnownServer& server) {
    const auto sight = net::look_at(server.host_port, server.trust, kPatience, server.ask);
    if (!sight)
        return {Verdict::Fail, sight.error().sentence(), "a trusted server",
                Words(std::string(describe(sight.error().code).action).c_str())};
    return judge_server(*sight, server.is_public, bench.clock->wall());
}

Finding clock_offset(const Bench& bench, const KnownServer& server) {
    const std::string& host_port = server.host_port;
    const auto sight = net::look_at(host_port, server.trust, kPatience);
    if (!sight) return inconclusive(sight.error().context);
    if (!sight->date) return inconclusive(say("{0} tells no time that can be trusted", host_port));
    const auto off = bench.clock->wall() - *sight->date;
    return judged(std::chrono::abs(off) <= kClockOff, Verdict::Fail,
                  say("{0} s to {1}", fmt::format("{:+}", off.count()), host_port),
                  say("within {0} s", kClockOff.count()),
                  "Set the clock: check the time server; look at clock.server and clock.hardware.");
}

}  // namespace

std::vector<KnownServer> servers_of(const Bench& bench) {
    std::vector<KnownServer> servers;
    const auto add = [&servers](const std::string& url, const net::Trust& trust, bool is_public,
                                net::Ask ask = net::Ask::Headers) {
        const auto host = net::host_port(url);
        if (!host) return;
        const auto known = std::find_if(servers.begin(), servers.end(),
                                        [&host](const KnownServer& one) { return one.host_port == *host; });
        if (known == servers.end()) return servers.push_back({*host, trust, is_public, ask});
        known->is_public = known->is_public && is_public;
    };
    const net::Trust services = trust_of(bench), fleet = device::fleet_trust(bench.config, *bench.clock);
    for (const identity::Profile& profile : bench.providers) {
        add(profile.discovery_url, services, true);
        add(profile.capture_url, services, profile.relay_name.empty());
    }
    if (bench.network) add(bench.network->base_url, services, bench.network->relay_name.empty());
    const device::Enrolment enrolment(bench.state_folder, "", *bench.clock);
    const auto record = enrolment.record();
    const auto own = enrolment.own_trust();
    if (record && own) add(record->url, *own, false);
    add(bench.config.updates, fleet, false);
    add(bench.config.metrics, fleet, false);
    if (!bench.config.syslog.empty()) add("https://" + bench.config.syslog, fleet, false, net::Ask::Nothing);
    return servers;
}

std::vector<std::string> hosts_of(const Bench& bench) {
    std::vector<std::string> hosts;
    for (KnownServer& server : servers_of(bench)) hosts.push_back(std::move(server.host_port));
    return hosts;
}

Finding judge_server(const net::ServerSight& sight, bool is_public, drivers::WallTime now) {
    const auto days = std::chrono::duration_cast<std::chrono::days>(sight.good_until - now).count();
    const Words value = say("{0}, issuer {1}, {2} days left, {3} + {4} ms", sight.protocol, sight.issuer, days,
                            sight.connected.count(), sight.greeted.count());
    constexpr const char* limit = "a certificate that is trusted";
    if (!sight.trusted && !sight.public_root) {
        return {Verdict::Fail, say("{0}; not trusted: {1}", value, sight.problem), limit,
                "Is this issuer the site's own inspection? Then exempt this host from it. Else check the clock and "
                "ca_file."};
    }
    if (!sight.trusted) {
        return {Verdict::Fail, say("{0}; not trusted by ca_file: {1}", value, sight.problem), limit,
                "The site's own ca_file leaves public authorities out: add the one that is named."};
    }
    if (is_public && !sight.public_root) {
        return {Verdict::Warn, say("{0}; trusted by the site's own authority only", value), "a public authority",
                "An inspecting proxy may read what patients send. Exempt this host from inspection."};
    }
    return judged(days >= kCertificateWarnDays, Verdict::Warn, value, limit,
                  "The server's owner must renew its certificate.");
}

void add_network_tests(const Bench& bench, std::vector<Test>& tests) {
    tests.push_back({"network.link", "Network cable or Wi-Fi", kReading, [&bench] { return link(bench); }});
    tests.push_back({"network.address", "Address", kReading, [&bench] { return address(bench); }});
    tests.push_back(
        {"network.portal", "Sign-in page of the network", kNetworkDeadline, [&bench] { return portal(bench); }});
    tests.push_back({"network.proxy", "Proxy", kNetworkDeadline, [&bench] { return proxy(bench); }});
    const std::vector<KnownServer> servers = servers_of(bench);
    for (const KnownServer& server : servers) {
        const std::string& host = server.host_port;
        tests.push_back({"network.name." + host, "Name of " + host, kNetworkDeadline, [host] { return name(host); }});
        tests.push_back({"network.tls." + host, "Certificate of " + host, kNetworkDeadline,
                         [&bench, server] { return certificate_of(bench, server); }});
    }
    // A log server tells no time.
    if (!servers.empty() && servers.front().ask == net::Ask::Headers) {
        tests.push_back({"network.clock", "Clock beside a server's", kNetworkDeadline,
                         [&bench, server = servers.front()] { return clock_offset(bench, server); }});
    }
}

}  // namespace vestibule::diagnostics
