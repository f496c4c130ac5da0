// firewall - takes the rules that ship and puts the ports of this kiosk's services into their one set.
#include "kiosk/ctl/firewall.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

#include "kiosk/ctl/common.hpp"
#include "kiosk/device/last_good.hpp"
#include "kiosk/diagnostics/network.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::ctl {

namespace {

constexpr std::string_view kShippedPorts = "elements = { 443 }";

struct Options {
    Place place;
    std::string rules, out;
};

void add_port(const std::string& host_port, std::set<int>& ports) {
    const std::size_t colon = host_port.rfind(':');
    int port = 0;
    if (colon == std::string::npos) port = 443;
    if (colon != std::string::npos)
        std::from_chars(host_port.data() + colon + 1, host_port.data() + host_port.size(), port);
    if (port > 0 && port <= 65535) ports.insert(port);
}

/// Of every server that is spoken to. Behind a proxy the proxy's port is the only one.
std::set<int> ports_of(const diagnostics::Bench& bench) {
    std::set<int> ports;
    // A proxy and a portal's page are plain http, which the reader of service addresses refuses on purpose.
    const auto add_plain = [&ports](std::string url) {
        if (url.empty()) return;
        url = url.substr(url.find("://") + 3);
        const std::string host = url.substr(0, url.find('/'));
        if (const auto at = host.rfind('@'); host.find(':', at == std::string::npos ? 0 : at) != std::string::npos) {
            add_port(host, ports);
        } else {
            ports.insert(80);
        }
    };
    add_plain(bench.config.proxy);
    if (ports.empty()) {
        for (const std::string& host : diagnostics::hosts_of(bench)) add_port(host, ports);
        for (const identity::Profile& profile : bench.providers) {
            for (const std::string* url : {&profile.device_url, &profile.token_url}) {
                if (const auto host = net::host_port(*url)) add_port(*host, ports);
            }
            for (const std::string& host : profile.capture_hosts) add_port(host, ports);
        }
    }
    add_plain(bench.config.portal_probe);
    return ports;
}

int write(const std::string& text, const std::string& out) {
    if (out.empty()) {
        std::fputs(text.c_str(), stdout);
        return kGood;
    }
    const auto written = device::replace_file(out, text);
    return written ? kGood : failed(written.error());
}

int firewall(const Options& options) {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    const std::filesystem::path file =
        options.rules.empty() ? program / "../lib/vestibule/firewall.nft" : std::filesystem::path(options.rules);
    std::ifstream stream(file);
    std::string rules(std::istreambuf_iterator<char>(stream), {});
    const std::size_t at = rules.find(kShippedPorts);
    if (at == std::string::npos) return failed({ErrorCode::FileUnreadable, file.string() + ": no rules"}, kWrongFile);
    diagnostics::BenchOptions where = options.place.bench();
    // As the kiosk itself: a site's bundle takes the place of the file.
    const auto site = device::site_config(options.place.state_folder());
    if (std::filesystem::is_symlink(site.parent_path(), error)) where.config_file = site;
    static const drivers::SystemClock kClock;
    const auto bench = diagnostics::make_bench(where, kClock);
    if (!bench) return failed(bench.error(), kWrongFile);
    std::string ports;
    for (const int port : ports_of(*bench)) ports += (ports.empty() ? "" : ", ") + std::to_string(port);
    if (ports.empty()) return failed({ErrorCode::BadConfiguration, "the settings name no service"}, kWrongFile);
    return write(rules.replace(at, kShippedPorts.size(), "elements = { " + ports + " }"), options.out);
}

}  // namespace

void add_firewall(CLI::App& app, int& code) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("firewall", "Print the firewall's rules for this kiosk's settings");
    options->place.add_to(*command);
    command->add_option("--rules", options->rules, "the rules that ship")->type_name("FILE");
    command->add_option("--out", options->out, "write them into this file")->type_name("FILE");
    command->callback([options, &code] { code = firewall(*options); });
}

}  // namespace vestibule::ctl
