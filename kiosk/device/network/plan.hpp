// plan - how this kiosk gets into its network: a fixed address, Wi-Fi, 802.1X, time servers; and the one file that says
// so.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// 802.1X. "tls" shows the kiosk's own certificate, "peap" and "ttls" a name and a password.
struct NetworkLogin {
    std::string method, identity, password;
    std::string ca;      ///< "ca/NAME.pem" of the bundle: who certifies the network's server
    std::string server;  ///< the name that its certificate must have
    bool operator==(const NetworkLogin&) const = default;
};

struct WiredPlan {
    std::string address, gateway;  ///< "10.1.2.3/24" and "10.1.2.1"; empty: from the site's DHCP server
    std::vector<std::string> dns;
    std::optional<NetworkLogin> login;
    bool operator==(const WiredPlan&) const = default;
};

struct WifiPlan {
    std::string name, key;  ///< no key and no login: a network that is open
    bool hidden = false;
    std::optional<NetworkLogin> login;
    bool operator==(const WifiPlan&) const = default;
};

struct NetworkPlan {
    WiredPlan wired;
    std::vector<WifiPlan> wifi;
    std::vector<std::string> time_servers;
    bool operator==(const NetworkPlan&) const = default;
};

/// The same name in a site's bundle and in the state folder, where set-up writes it.
inline constexpr const char* kNetworkName = "network.toml";
inline constexpr std::size_t kWifiLongest = 32, kKeyShortest = 8, kKeyLongest = 63;

/// All errors at once, one a line, "NAME:LINE:COLUMN: ..."; a key or a password is never told. Errors:
/// BadConfiguration.
Result<NetworkPlan> read_network(std::string_view text, const std::string& name);
[[nodiscard]] std::string write_network(const NetworkPlan& plan);

/// What a person set at this kiosk goes before what its site sent: they stand before the socket.
[[nodiscard]] NetworkPlan merged(NetworkPlan site, const NetworkPlan& local);

/// Where the files that the plan names are.
struct NetworkPlaces {
    std::string bundle;                           ///< the folder that "ca/..." is in
    std::string certificate, key;                 ///< the kiosk's own
    std::string control = "/run/vestibule-wifi";  ///< the socket's folder by which Wi-Fi is looked for
};

/// The files of systemd-networkd, systemd-timesyncd and wpa_supplicant, by their paths below /run. Each says all that
/// holds: a file that is not among them is to be gone.
[[nodiscard]] std::map<std::string, std::string> network_files(const NetworkPlan& plan, const NetworkPlaces& places);

inline constexpr const char *kWiredFile = "systemd/network/10-vestibule-wired.network",
                            *kWifiFile = "systemd/network/10-vestibule-wifi.network",
                            *kTimeFile = "systemd/timesyncd.conf.d/50-vestibule.conf",
                            *kWiredSupplicant = "vestibule-network/wired.conf",
                            *kWifiSupplicant = "vestibule-network/wifi.conf";

/// What a scan has found.
struct SeenWifi {
    std::string name;
    int signal_dbm = -100;
    bool open = false, login = false;  ///< login: 802.1X, which a bundle brings
    bool operator==(const SeenWifi&) const = default;
};
/// The answer of wpa_supplicant to SCAN_RESULTS; each name once, the strongest first; names that are no text are left
/// out.
[[nodiscard]] std::vector<SeenWifi> read_scan(std::string_view text);

}  // namespace vestibule::device
