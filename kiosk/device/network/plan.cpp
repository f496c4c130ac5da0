// plan - reads and writes network.toml, strictly: what stands in it goes to programs that run as root.
#include "kiosk/device/network/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/device/os/ip_address.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/device/toml_text.hpp"

namespace vestibule::device {

namespace {

constexpr std::size_t kListLongest = 8, kTextLongest = 253;

/// Nothing that could end a line or a quotation in the files that are made of it.
bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}
bool host_like(std::string_view text) {
    return !text.empty() && text.size() <= kTextLongest && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == ':';
    });
}

/// As a bundle names its CAs.
bool is_authority(std::string_view path) {
    constexpr std::string_view kBegin = "ca/", kEnd = ".pem";
    if (!path.starts_with(kBegin) || !path.ends_with(kEnd) || path.size() > 47) return false;
    const std::string_view name = path.substr(kBegin.size(), path.size() - kBegin.size() - kEnd.size());
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::optional<NetworkLogin> read_login(TomlTable of) {
    TomlTable table = of.table("login");
    if (!table.present()) return std::nullopt;
    NetworkLogin login;
    table.choice("method", login.method, {"tls", "peap", "ttls"}, Need::Required);
    table.text("identity", login.identity, Need::Required);
    table.text("password", login.password);
    table.text("ca", login.ca, Need::Required);
    table.text("server", login.server, Need::Required);
    if (!printable(login.identity) || login.identity.size() > kTextLongest ||
        login.identity.find('"') != std::string::npos)
        table.problem("identity", fmt::format("expected at most {} plain characters, no '\"'", kTextLongest));
    if (!printable(login.password) || login.password.size() > kTextLongest ||
        login.password.find('"') != std::string::npos)
        table.problem("password", fmt::format("expected at most {} plain characters, no '\"'", kTextLongest));
    if (login.method == "tls" && !login.password.empty())
        table.problem("password", "with \"tls\" the kiosk shows its certificate; a password is not used");
    if ((login.method == "peap" || login.method == "ttls") && login.password.empty())
        table.problem("password", "required with \"" + login.method + "\"");
    if (!login.ca.empty() && !is_authority(login.ca)) table.problem("ca", "expected a file of the bundle, ca/NAME.pem");
    if (!login.server.empty() && !host_like(login.server)) table.problem("server", "expected the name of a server");
    return login;
}

void read_addresses(TomlTable& table, const char* key, std::vector<std::string>& out, bool names) {
    table.texts(key, out);
    if (out.size() > kListLongest) table.problem(key, fmt::format("at most {} of them", kListLongest));
    for (const std::string& one : out) {
        if (!is_ip_address(one) && !(names && host_like(one)))
            table.problem(key,
                          names ? "expected names or addresses of servers" : "expected addresses such as 10.1.2.53");
    }
}

void read_wired(TomlTable table, WiredPlan& wired) {
    table.text("address", wired.address);
    table.text("gateway", wired.gateway);
    read_addresses(table, "dns", wired.dns, false);
    wired.login = read_login(table);
    if (!wired.address.empty() && !is_ip_with_prefix(wired.address))
        table.problem("address", "expected a fixed address with its network's length, such as 10.1.2.3/24");
    if (wired.address.empty() && !wired.gateway.empty())
        table.problem("gateway", "without 'address' the site's DHCP server names it");
    if (!wired.gateway.empty() && !is_ip_address(wired.gateway)) {
        table.problem("gateway", "expected an address such as 10.1.2.1");
    } else if (!wired.gateway.empty() && is_ip_with_prefix(wired.address) &&
               !in_one_network(wired.address, wired.gateway)) {
        table.problem("gateway", "it is not in the network of 'address'");
    }
}

void read_wifi(TomlTable table, WifiPlan& wifi) {
    table.text("name", wifi.name, Need::Required);
    table.text("key", wifi.key);
    table.flag("hidden", wifi.hidden);
    wifi.login = read_login(table);
    if (wifi.name.empty() || wifi.name.size() > kWifiLongest)
        table.problem("name", fmt::format("expected 1 to {} bytes", kWifiLongest));
    const bool length = wifi.key.size() >= kKeyShortest && wifi.key.size() <= kKeyLongest;
    if (!wifi.key.empty() && (!length || !printable(wifi.key)))
        table.problem("key", fmt::format("expected {} to {} plain characters", kKeyShortest, kKeyLongest));
    if (wifi.login && !wifi.key.empty()) table.problem("key", "a network with 'login' has no key of its own");
}

std::string listed(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& each : texts) out += (out.empty() ? "" : ", ") + toml_text(each);
    return "[" + out + "]";
}

void put(std::string& out, std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("{} = {}\n", key, toml_text(value));
}

void put_login(std::string& out, std::string_view of, const std::optional<NetworkLogin>& login) {
    if (!login) return;
    out += fmt::format("[{}.login]\n", of);
    put(out, "method", login->method), put(out, "identity", login->identity), put(out, "password", login->password);
    put(out, "ca", login->ca), put(out, "server", login->server);
}

}  // namespace

Result<NetworkPlan> read_network(std::string_view text, const std::string& name) {
    TomlReader reader(text, name);
    TomlTable top = reader.root();
    NetworkPlan plan;
    read_wired(top.table("wired"), plan.wired);
    std::vector<TomlTable> networks = top.tables("wifi");
    for (TomlTable& table : networks) read_wifi(table, plan.wifi.emplace_back());
    if (plan.wifi.size() > kListLongest) top.problem("wifi", fmt::format("at most {} of them", kListLongest));
    TomlTable time = top.table("time");
    read_addresses(time, "servers", plan.time_servers, true);
    if (Result<void> good = reader.finish(ErrorCode::BadConfiguration); !good) return std::move(good).error();
    return plan;
}

std::string write_network(const NetworkPlan& plan) {
    std::string out;
    if (!(plan.wired == WiredPlan{})) {
        out += "[wired]\n";
        put(out, "address", plan.wired.address), put(out, "gateway", plan.wired.gateway);
        if (!plan.wired.dns.empty()) out += "dns = " + listed(plan.wired.dns) + "\n";
        put_login(out, "wired", plan.wired.login);
    }
    for (const WifiPlan& wifi : plan.wifi) {
        out += "[[wifi]]\n";
        put(out, "name", wifi.name), put(out, "key", wifi.key);
        if (wifi.hidden) out += "hidden = true\n";
        put_login(out, "wifi", wifi.login);
    }
    if (!plan.time_servers.empty()) out += "[time]\nservers = " + listed(plan.time_servers) + "\n";
    return out;
}

NetworkPlan merged(NetworkPlan site, const NetworkPlan& local) {
    if (!local.wired.address.empty()) {
        site.wired.address = local.wired.address;
        site.wired.gateway = local.wired.gateway;
    }
    if (!local.wired.dns.empty()) site.wired.dns = local.wired.dns;
    for (const WifiPlan& mine : local.wifi) {
        std::erase_if(site.wifi, [&mine](const WifiPlan& its) { return its.name == mine.name; });
    }
    site.wifi.insert(site.wifi.begin(), local.wifi.begin(), local.wifi.end());
    if (!local.time_servers.empty()) site.time_servers = local.time_servers;
    return site;
}

}  // namespace vestibule::device
