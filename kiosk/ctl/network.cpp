// network - collects the hosts from the files that the kiosk itself reads, so that the list cannot be out of date.
#include "kiosk/ctl/network.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "kiosk/ctl/network_apply.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/last_good.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/proxy.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/net/url.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::ctl {

namespace {

namespace fs = std::filesystem;

constexpr int kGood = 0, kWrongFile = 78;
constexpr const char* kInstalled = "/etc/vestibule/vestibule.toml";

class Needs {
public:
    /// An address that is empty or not https is nothing that the kiosk would go to.
    void add(const std::string& url, const std::string& purpose, bool patient_data) {
        const auto where = net::host_port(url);
        if (!where) return;
        const std::size_t colon = where->rfind(':');
        Need& need = all_[*where];
        need.host = where->substr(0, colon), need.port = where->substr(colon + 1);
        need.patient_data = need.patient_data || patient_data;
        if (need.purpose.find(purpose) == std::string::npos) {
            need.purpose += (need.purpose.empty() ? "" : ", ") + purpose;
        }
    }
    [[nodiscard]] std::vector<Need> list() const {
        std::vector<Need> list;
        for (const auto& [where, need] : all_) list.push_back(need);
        return list;
    }

private:
    std::map<std::string, Need> all_;
};

struct ProtocolWords {
    const char *table, *json;
};
/// By Protocol.
constexpr std::array<ProtocolWords, 5> kProtocols{{{"TCP, TLS 1.2 or later", "tls"},
                                                   {"TCP, HTTP with CONNECT", "proxy"},
                                                   {"TCP, HTTP", "http"},
                                                   {"UDP, NTP", "ntp"},
                                                   {"UDP and TCP, DNS", "dns"}}};
ProtocolWords words_of(Protocol protocol) {
    return kProtocols.at(static_cast<std::size_t>(protocol));
}

/// DHCP names what nobody has set.
constexpr const char* kOfTheNetwork = "the network's own, by DHCP";
/// Those that Debian's systemd-timesyncd was built with.
constexpr const char* kTimeWithoutPlan = "time; where DHCP names no server: 0 to 3.debian.pool.ntp.org";

void add_network_itself(const device::Config& config, const device::NetworkPlan& plan, std::vector<Need>& needs) {
    if (const auto proxy = device::read_proxy(config.proxy)) {
        needs.push_back(
            {proxy->host, std::to_string(proxy->port), "the way to all servers over TLS", false, Protocol::Proxy});
    }
    if (!config.portal_probe.empty()) {
        Need page = plain_page(config.portal_probe);
        page.purpose = "the self test for a network's sign-in page", page.protocol = Protocol::Http;
        needs.push_back(std::move(page));
    }
    for (const std::string& server : plan.time_servers) needs.push_back({server, "123", "time", false, Protocol::Time});
    if (plan.time_servers.empty()) needs.push_back({kOfTheNetwork, "123", kTimeWithoutPlan, false, Protocol::Time});
    for (const std::string& server : plan.wired.dns) needs.push_back({server, "53", "names", false, Protocol::Names});
    if (plan.wired.dns.empty()) needs.push_back({kOfTheNetwork, "53", "names", false, Protocol::Names});
}

void add_provider(Needs& needs, const identity::Profile& profile) {
    needs.add(profile.discovery_url, profile.name + ": discovery", true);
    needs.add(profile.issuer, profile.name + ": sign-in", true);
    needs.add(profile.device_url, profile.name + ": phone", true);
    needs.add(profile.token_url, profile.name + ": tokens", true);
    needs.add(profile.capture_url, profile.name + ": pictures", true);
    for (const std::string& host : profile.capture_hosts) {
        needs.add("https://" + host, profile.name + ": pictures", true);
    }
}

}  // namespace

Need plain_page(std::string_view url) {
    url.remove_prefix(std::string_view("http://").size());
    const std::string_view where = url.substr(0, url.find('/'));
    const std::size_t colon = where.rfind(':');
    if (colon == std::string_view::npos || where.ends_with(']')) return {std::string(where), "80", {}};
    return {std::string(where.substr(0, colon)), std::string(where.substr(colon + 1)), {}};
}

Result<std::vector<Need>> network_needs(const device::Config& config, const fs::path& state) {
    Needs needs;
    const auto profile = [&config](const std::string& name) { return fs::path(config.profiles) / (name + ".toml"); };
    for (const std::string& name : config.providers) {
        const auto provider = identity::read_profile(profile(name));
        if (!provider) return provider.error();
        add_provider(needs, *provider);
    }
    const auto records = records::read_profile(profile(config.records));
    if (!records) return records.error();
    needs.add(records->base_url, records->name + ": records", true);
    const drivers::SystemClock clock;
    if (const auto record = device::Enrolment(state, "", clock).record(); record) {
        needs.add(record->url, "the facility: enrolment and bundles", false);
    }
    needs.add("https://" + config.syslog, "the facility: logs (syslog over TLS)", false);
    needs.add(config.metrics, "the facility: counters (OTLP)", false);
    needs.add(config.updates, "the facility: updates", false);
    const auto plan = network_plan(state);
    if (!plan) return plan.error();
    std::vector<Need> all = needs.list();
    add_network_itself(config, *plan, all);
    return all;
}

std::string needs_table(const std::vector<Need>& needs, const std::string& proxy) {
    std::string text =
        "| Host | Port | Protocol | For | Patients' data | Exempt from TLS inspection |\n"
        "|---|---|---|---|---|---|\n";
    for (const Need& need : needs) {
        text +=
            fmt::format("| {} | {} | {} | {} | {} | {} |\n", need.host, need.port, words_of(need.protocol).table,
                        need.purpose, need.patient_data ? "yes" : "no", need.protocol == Protocol::Tls ? "yes" : "no");
    }
    text +=
        "\nAll connections begin at the kiosk; none is made to it. A kiosk does not believe a certificate that a "
        "proxy\n"
        "puts in place of a server's: such a host does not work until it is exempt. A provider may name further\n"
        "hosts of its own in its discovery document.\n";
    if (!proxy.empty()) {
        text +=
            "All that is TLS goes through the proxy, by CONNECT: the proxy must reach those hosts, the kiosk only the\n"
            "proxy.\n";
    }
    return text;
}

std::string needs_json(const std::vector<Need>& needs, const std::string& proxy) {
    nlohmann::json hosts = nlohmann::json::array();
    for (const Need& need : needs) {
        hosts.push_back({{"host", need.host},
                         {"port", std::stoi(need.port)},
                         {"protocol", words_of(need.protocol).json},
                         {"purpose", need.purpose},
                         {"patient_data", need.patient_data},
                         {"exempt_from_inspection", need.protocol == Protocol::Tls}});
    }
    // Without the name and password that it may want.
    const auto address = device::read_proxy(proxy);
    const std::string way = address ? fmt::format("http://{}:{}", address->host, address->port) : "";
    return nlohmann::json{{"hosts", hosts}, {"proxy", way}}.dump(2) + "\n";
}

void add_network(CLI::App& app, int& code) {
    struct Options {
        std::string config, state;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* network = app.add_subcommand("network", "What the kiosk needs of the network");
    network->require_subcommand(1);
    add_network_apply(*network, code);
    CLI::App* list = network->add_subcommand("requirements", "List hosts and ports, ready for a firewall's ticket");
    list->add_option("--config", options->config, "the configuration; without it, the one in use");
    list->add_option("--state-dir", options->state, "the folder of the device store");
    list->add_flag("--json", options->json, "for a machine");
    list->callback([options, &code] {
        const fs::path state = options->state.empty() ? device::default_state_folder() : fs::path(options->state);
        const auto chosen =
            device::config_in_use({.file = options->config.empty() ? kInstalled : options->config, .state = state});
        const auto needs = chosen ? network_needs(chosen->config, state) : Result<std::vector<Need>>(chosen.error());
        code = needs ? kGood : kWrongFile;
        if (!needs) {
            std::fputs((needs.error().sentence() + "\n").c_str(), stderr);
            return;
        }
        std::fputs((options->json ? needs_json : needs_table)(*needs, chosen->config.proxy).c_str(), stdout);
    });
}

}  // namespace vestibule::ctl
