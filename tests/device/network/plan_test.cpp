// plan_test - a network's plan: every error at once, nothing that could break out of the files that root's programs
// read, and a scan's names as they are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "kiosk/device/network/plan.hpp"
#include "kiosk/device/os/ip_address.hpp"
#include "kiosk/device/os/wifi_control.hpp"
#include "tests/device/network/control_socket.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kWhole = R"([wired]
address = "10.1.2.3/24"
gateway = "10.1.2.1"
dns = ["10.1.2.53", "2001:db8::53"]
[wired.login]
method = "tls"
identity = "host/kiosk-7"
ca = "ca/radius.pem"
server = "radius.northside.example"
[[wifi]]
name = "Clinic"
key = "correct horse \"battery\""
[[wifi]]
name = "Staff"
hidden = true
[wifi.login]
method = "peap"
identity = "kiosk"
password = "a # b"
ca = "ca/radius.pem"
server = "radius.northside.example"
[time]
servers = ["ntp.northside.example", "10.1.2.4"]
)";

NetworkPlan plan_of(const std::string& text) {
    auto plan = read_network(text, "network.toml");
    EXPECT_TRUE(plan.ok()) << (plan ? "" : plan.error().context);
    return plan ? plan.value() : NetworkPlan{};
}
std::string wrong(const std::string& text) {
    const auto plan = read_network(text, "network.toml");
    return plan ? "no error" : plan.error().context;
}
const NetworkPlaces kPlaces{.bundle = "/var/lib/vestibule/site/current",
                            .certificate = "/var/lib/vestibule/device.crt",
                            .key = "/var/lib/vestibule/device.key"};

TEST(NetworkPlan, IsReadAndWrittenAndReadAgain) {
    const NetworkPlan plan = plan_of(kWhole);
    ASSERT_EQ(plan.wifi.size(), 2U);
    EXPECT_EQ(plan.wifi[0].key, "correct horse \"battery\"");
    EXPECT_EQ(plan_of(write_network(plan)), plan);
    EXPECT_EQ(plan_of(""), NetworkPlan{});
    EXPECT_EQ(write_network({}), "");
}

TEST(NetworkPlan, TellsEveryErrorAtOnceAndNoSecret) {
    const std::string all = wrong(R"([wired]
address = "10.1.2.3"
gateway = "nowhere"
dns = ["no address"]
[wired.login]
method = "md5"
identity = "x"
ca = "../../etc/passwd"
server = "a b"
[[wifi]]
name = "a name that is much too long for any network"
key = "hushhush\nnetwork={"
[time]
servers = ["time server"]
)");
    for (const char* key :
         {"'address'", "'gateway'", "'dns'", "'method'", "'ca'", "'server'", "'name'", "'key'", "'servers'"}) {
        EXPECT_THAT(all, HasSubstr(key));
    }
    EXPECT_THAT(all, HasSubstr("network.toml:2:"));
    EXPECT_THAT(all, Not(HasSubstr("hushhush")));
    EXPECT_THAT(wrong("[[wifi]]\nname = \"A\"\nkey = \"1234567\"\n"), HasSubstr("8 to 63"));
    EXPECT_THAT(wrong("[wired]\ngateway = \"10.1.2.1\"\n"), HasSubstr("DHCP"));
    EXPECT_THAT(wrong("[wired]\naddress = \"10.1.2.3/24\"\ngateway = \"10.1.3.1\"\n"), HasSubstr("not in the network"));
    EXPECT_THAT(wrong("[wired]\naddress = \"10.1.2.0/24\"\n"), HasSubstr("'address'")) << "a network, not a host";
    EXPECT_THAT(wrong("[wierd]\n"), HasSubstr("wired")) << "the nearest key is named";
    EXPECT_THAT(wrong("[[wifi]]\nname = \"A\"\n[wifi.login]\nmethod = \"peap\"\nidentity = \"a\"\nca = \"ca/a.pem\"\n"
                      "server = \"b\"\n"),
                HasSubstr("'password'"));
}

TEST(NetworkPlan, BecomesTheSystemsOwnFiles) {
    const auto files = network_files(plan_of(kWhole), kPlaces);
    EXPECT_THAT(files.at(kWiredFile), HasSubstr("DHCP=no\nIPv6AcceptRA=no\nAddress=10.1.2.3/24\nGateway=10.1.2.1\n"
                                                "DNS=10.1.2.53\nDNS=2001:db8::53\n"));
    EXPECT_THAT(files.at(kWifiFile), HasSubstr("DHCP=yes"));
    EXPECT_THAT(files.at(kTimeFile), HasSubstr("NTP=ntp.northside.example 10.1.2.4\n"));
    EXPECT_THAT(files.at(kWiredSupplicant), HasSubstr("private_key=\"/var/lib/vestibule/device.key\""));
    EXPECT_THAT(files.at(kWifiSupplicant), HasSubstr("ssid=436c696e6963\n"));
    EXPECT_THAT(files.at(kWifiSupplicant), HasSubstr("phase2=\"auth=MSCHAPV2\""));
    const auto plain = network_files({}, kPlaces);
    EXPECT_THAT(plain.at(kWiredFile), HasSubstr("DHCP=yes"));
    EXPECT_FALSE(plain.contains(kWiredSupplicant));
    EXPECT_FALSE(plain.contains(kTimeFile));
}

TEST(NetworkPlan, WhatWasSetHereGoesBeforeWhatTheSiteSent) {
    const NetworkPlan site = plan_of(kWhole);
    NetworkPlan local;
    local.wifi = {{.name = "Clinic", .key = "another key", .hidden = false, .login = {}}};
    local.wired.address = "192.168.7.2/24";
    const NetworkPlan both = merged(site, local);
    EXPECT_EQ(both.wired.address, "192.168.7.2/24");
    EXPECT_EQ(both.wired.gateway, "") << "that of the other network is none";
    EXPECT_TRUE(both.wired.login);
    ASSERT_EQ(both.wifi.size(), 2U);
    EXPECT_EQ(both.wifi[0].key, "another key");
    EXPECT_EQ(both.time_servers, site.time_servers);
    EXPECT_EQ(merged(site, {}), site);
}

TEST(IpAddress, IsJudgedByTheSystem) {
    EXPECT_TRUE(is_ip_address("10.0.0.1"));
    EXPECT_TRUE(is_ip_address("::1"));
    EXPECT_FALSE(is_ip_address("10.0.0.256"));
    EXPECT_FALSE(is_ip_address(""));
    EXPECT_TRUE(is_ip_with_prefix("10.0.0.1/31"));
    EXPECT_TRUE(is_ip_with_prefix("10.0.0.0/31"));
    EXPECT_FALSE(is_ip_with_prefix("10.0.0.1/33"));
    EXPECT_FALSE(is_ip_with_prefix("10.0.0.1/"));
    EXPECT_FALSE(is_ip_with_prefix("10.0.0.1/8x"));
    EXPECT_TRUE(in_one_network("10.1.2.3/23", "10.1.3.200"));
    EXPECT_FALSE(in_one_network("10.1.2.3/24", "10.1.3.200"));
    EXPECT_FALSE(in_one_network("10.1.2.3/24", "2001:db8::1"));
}

TEST(WifiScan, TellsEachNameOnceTheStrongestFirst) {
    const auto seen = read_scan(
        "bssid / frequency / signal level / flags / ssid\n"
        "02:00:00:00:00:01\t2412\t-71\t[WPA2-PSK-CCMP][ESS]\tClinic\n"
        "02:00:00:00:00:02\t5180\t-50\t[WPA2-PSK-CCMP][ESS]\tClinic\n"
        "02:00:00:00:00:03\t2437\t-40\t[ESS]\tGuests \\\"free\\\"\n"
        "02:00:00:00:00:04\t2437\t-60\t[WPA2-EAP-CCMP][ESS]\tStaff\n"
        "02:00:00:00:00:05\t2437\t-30\t[WPA2-PSK-CCMP][ESS]\t\n"
        "02:00:00:00:00:06\t2437\t-30\t[WPA2-PSK-CCMP][ESS]\t\\x00\\x00\\x00\n"
        "02:00:00:00:00:07\t2437\t-65\t[WPA2-PSK-CCMP][ESS]\tCaf\\xc3\\xa9\n"
        "02:00:00:00:00:08\t2437\t-20\t[WPA2-PSK-CCMP][ESS]\t\\xff\\xfe\n"
        "a line that is cut");
    ASSERT_EQ(seen.size(), 4U);
    EXPECT_EQ(seen[0], (SeenWifi{"Guests \"free\"", -40, true, false}));
    EXPECT_EQ(seen[1], (SeenWifi{"Clinic", -50, false, false}));
    EXPECT_EQ(seen[2], (SeenWifi{"Staff", -60, false, true}));
    EXPECT_EQ(seen[3].name, "Café");
    EXPECT_TRUE(read_scan("").empty());
    EXPECT_TRUE(read_scan("FAIL\n").empty());
}

TEST(WifiControl, LooksUntilItHasLookedAndTellsWhatItCannot) {
    const testing::Place place;
    {
        testing::ControlSocket wlan(place / "wlan0",
                                    {{"OK\n"}, {"<3>CTRL-EVENT-SCAN-STARTED ", "OK\n", "<3>CTRL-EVENT-SCAN-RESULTS "}});
        EXPECT_TRUE(scan_wifi(place.path(), "wlan0", std::chrono::seconds(5)).ok());
    }
    std::filesystem::remove(place / "wlan0");
    {
        testing::ControlSocket wlan(place / "wlan0", {{"OK\n"}, {"FAIL\n"}});
        EXPECT_EQ(scan_wifi(place.path(), "wlan0", std::chrono::seconds(5)).error().code, ErrorCode::NotReachable);
    }
    std::filesystem::remove(place / "wlan0");
    {
        testing::ControlSocket wlan(place / "wlan0", {{"OK\n"}, {"OK\n"}});
        EXPECT_EQ(scan_wifi(place.path(), "wlan0", std::chrono::milliseconds(200)).error().code, ErrorCode::TimedOut);
    }
    EXPECT_EQ(ask_wifi(place.path(), "nobody", "STATUS").error().code, ErrorCode::NotReachable);
}

/// The real program, which has no radio here: it can be asked, and says so.
TEST(WifiControl, SpeaksWithWpaSupplicant) {
    if (!std::filesystem::exists("/usr/sbin/wpa_supplicant") || geteuid() != 0)
        GTEST_SKIP() << "it takes wpasupplicant, and root";
    const testing::Place place;
    const auto file = place.write("wpa.conf", "ctrl_interface=DIR=" + (place / "control").string() + "\n");
    const testing::Process program({"/usr/sbin/wpa_supplicant", "-c" + file.string(), "-ilo", "-Dwired"});
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!std::filesystem::exists(place / "control/lo") && std::chrono::steady_clock::now() < until)
        std::this_thread::yield();
    const auto status = ask_wifi(place / "control", "lo", "STATUS");
    ASSERT_TRUE(status.ok()) << status.error().sentence();
    EXPECT_THAT(*status, HasSubstr("wpa_state="));
    const auto table = ask_wifi(place / "control", "lo", "SCAN_RESULTS");
    ASSERT_TRUE(table.ok());
    EXPECT_TRUE(read_scan(*table).empty()) << *table;
}

}  // namespace
}  // namespace vestibule::device
