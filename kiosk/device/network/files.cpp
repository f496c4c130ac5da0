// files - writes a plan in the words of systemd-networkd, systemd-timesyncd and wpa_supplicant.
#include <fmt/format.h>

#include "kiosk/device/network/plan.hpp"

namespace vestibule::device {

namespace {

constexpr std::string_view kQuiet = "LLMNR=no\nMulticastDNS=no\nLinkLocalAddressing=ipv6\nConfigureWithoutCarrier=no\n";
// Every kiosk has the same image and machine-id: the network card tells them apart.
constexpr std::string_view kLease =
    "\n[DHCPv4]\nClientIdentifier=mac\nSendHostname=no\nUseHostname=no\nUseDomains=no\n\n[DHCPv6]\n"
    "DUIDType=link-layer\n";

std::string network_file(std::string_view type, const WiredPlan& wired) {
    std::string out = fmt::format("[Match]\nType={}\n\n[Network]\n", type);
    const bool fixed = !wired.address.empty();
    out += fixed ? "DHCP=no\nIPv6AcceptRA=no\n" : "DHCP=yes\n";
    if (fixed) out += "Address=" + wired.address + "\n";
    if (!wired.gateway.empty()) out += "Gateway=" + wired.gateway + "\n";
    for (const std::string& server : wired.dns) out += "DNS=" + server + "\n";
    out += kQuiet;
    out += "\n[Link]\nRequiredForOnline=routable\n";
    if (!fixed) out += kLease;
    return out;
}

std::string hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return out;
}

std::string login_words(const NetworkLogin& login, const NetworkPlaces& places) {
    std::string out = fmt::format("    identity=\"{}\"\n    ca_cert=\"{}/{}\"\n    domain_suffix_match=\"{}\"\n",
                                  login.identity, places.bundle, login.ca, login.server);
    if (login.method == "tls") {
        return out + fmt::format("    eap=TLS\n    client_cert=\"{}\"\n    private_key=\"{}\"\n", places.certificate,
                                 places.key);
    }
    return out + fmt::format("    eap={}\n    phase2=\"auth={}\"\n    password=\"{}\"\n",
                             login.method == "peap" ? "PEAP" : "TTLS", login.method == "peap" ? "MSCHAPV2" : "PAP",
                             login.password);
}

std::string wifi_words(const WifiPlan& wifi, const NetworkPlaces& places) {
    std::string out = "network={\n    ssid=" + hex(wifi.name) + "\n";
    if (wifi.hidden) out += "    scan_ssid=1\n";
    if (wifi.login) {
        out += "    key_mgmt=WPA-EAP WPA-EAP-SHA256\n    ieee80211w=1\n" + login_words(*wifi.login, places);
    } else if (wifi.key.empty()) {
        out += "    key_mgmt=NONE\n";
    } else {
        // WPA3 where there is it; a quotation ends with the line's last mark, so marks within it are good.
        out += "    key_mgmt=WPA-PSK WPA-PSK-SHA256 SAE\n    ieee80211w=1\n    psk=\"" + wifi.key + "\"\n";
    }
    return out + "}\n";
}

}  // namespace

std::map<std::string, std::string> network_files(const NetworkPlan& plan, const NetworkPlaces& places) {
    std::map<std::string, std::string> files;
    files[kWiredFile] = network_file("ether", plan.wired);
    files[kWifiFile] = network_file("wlan", {});
    std::string wifi = "ctrl_interface=DIR=" + places.control + " GROUP=vestibule\nupdate_config=0\n";
    for (const WifiPlan& each : plan.wifi) wifi += wifi_words(each, places);
    files[kWifiSupplicant] = std::move(wifi);
    if (plan.wired.login) {
        files[kWiredSupplicant] = "ap_scan=0\nupdate_config=0\nnetwork={\n    key_mgmt=IEEE8021X\n    eapol_flags=0\n" +
                                  login_words(*plan.wired.login, places) + "}\n";
    }
    if (!plan.time_servers.empty()) {
        std::string servers;
        for (const std::string& server : plan.time_servers) servers += (servers.empty() ? "" : " ") + server;
        files[kTimeFile] = "[Time]\nNTP=" + servers + "\n";
    }
    return files;
}

}  // namespace vestibule::device
