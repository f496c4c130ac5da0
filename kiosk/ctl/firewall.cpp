// firewall - takes the rules that ship and puts the ports of this kiosk's services into their one set.
#include "kiosk/ctl/firewall.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

#include "kiosk/ctl/common.hpp"
#include "kiosk/ctl/network.hpp"
#include "kiosk/device/proxy.hpp"

namespace vestibule::ctl {

namespace {

constexpr std::string_view kShippedPorts = "elements = { 443 }";

struct Options {
    Place place;
    std::string rules, out;
};

void add_port(std::string_view text, std::set<int>& ports) {
    int port = 0;
    std::from_chars(text.data(), text.data() + text.size(), port);
    if (port > 0 && port <= 65535) ports.insert(port);
}

/// Of every server that is spoken to. Behind a proxy the proxy's port is the only one. Errors: those of network_needs.
Result<std::set<int>> ports_of(const device::Config& config, const std::filesystem::path& state) {
    std::set<int> ports;
    if (const auto proxy = device::read_proxy(config.proxy)) {
        ports.insert(proxy->port);
    } else {
        const auto needs = network_needs(config, state);
        if (!needs) return needs.error();
        // Names and time have rules of their own.
        for (const Need& need : *needs) {
            if (need.protocol == Protocol::Tls) add_port(need.port, ports);
        }
    }
    if (!config.portal_probe.empty()) add_port(plain_page(config.portal_probe).port, ports);
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
    const auto config = options.place.config_in_use();
    if (!config) return failed(config.error(), kWrongFile);
    const auto found = ports_of(*config, options.place.state_folder());
    if (!found) return failed(found.error(), kWrongFile);
    std::string ports;
    for (const int port : *found) ports += (ports.empty() ? "" : ", ") + std::to_string(port);
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
