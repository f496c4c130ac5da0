// network_test - the list of hosts is what the files say: no host is missing, none stands twice.
#include "kiosk/ctl/network.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "kiosk/device/toml_reader.hpp"
#include "tests/device/place.hpp"

namespace vestibule::ctl {
namespace {

using device::testing::Place;
using ::testing::HasSubstr;

class NetworkTest : public ::testing::Test {
protected:
    NetworkTest() {
        std::filesystem::create_directories(place_ / "profiles");
        for (const char* file : {"kiosk/identity/profiles/idme.toml", "kiosk/identity/profiles/clear.toml",
                                 "kiosk/records/profiles/records.toml"}) {
            std::filesystem::copy_file(std::filesystem::path(VESTIBULE_SOURCE_DIR) / file,
                                       place_ / "profiles" / std::filesystem::path(file).filename());
        }
        config_.profiles = place_ / "profiles";
    }
    const Place place_;
    device::Config config_;
};

TEST_F(NetworkTest, NamesEveryHostThatAProfileTalksTo) {
    const auto needs = network_needs(config_, place_.path());
    ASSERT_TRUE(needs.ok()) << needs.error().context;
    std::set<std::string> named, listed;
    for (const Need& need : *needs) {
        if (need.protocol != Protocol::Tls) continue;
        EXPECT_TRUE(listed.insert(need.host + ":" + need.port).second) << need.host << " stands twice";
        named.insert(need.host);
        EXPECT_TRUE(need.patient_data);
        EXPECT_FALSE(need.purpose.empty());
    }
    // Whatever looks like an address in the profiles, but for those that are only shown to a person.
    const std::regex address(R"re((\w+) *= *"https://([a-z0-9.-]+))re");
    for (const char* file : {"idme.toml", "clear.toml", "records.toml"}) {
        const std::string text = device::read_text(place_ / "profiles" / file).value();
        for (std::sregex_iterator it(text.begin(), text.end(), address), end; it != end; ++it) {
            const std::string key = (*it)[1];
            if (key == "delete_account_url" || key == "dashboard_url") continue;
            EXPECT_TRUE(named.contains((*it)[2])) << file << ": " << key;
        }
    }
    EXPECT_GE(listed.size(), 3U);
}

TEST_F(NetworkTest, TheFacilitysOwnServersAreOnIt) {
    config_.syslog = "siem.northside.example:6514";
    config_.metrics = "https://otel.northside.example:4318";
    config_.updates = "https://updates.northside.example/TENANT";
    const auto needs = network_needs(config_, place_.path());
    ASSERT_TRUE(needs.ok());
    const std::string table = needs_table(*needs, "");
    EXPECT_THAT(table, HasSubstr("| siem.northside.example | 6514 | TCP, TLS 1.2 or later | the facility: logs (syslog "
                                 "over TLS) | no | yes |"));
    EXPECT_THAT(table, HasSubstr("| otel.northside.example | 4318 |"));
    EXPECT_THAT(table, HasSubstr("| updates.northside.example | 443 |"));
}

TEST_F(NetworkTest, TheFacilityIsOnItOnceTheKioskIsEnrolled) {
    place_.write("enrolment.toml", "url = \"https://enrol.northside.example:8443/est\"\nsite = \"northside\"\n");
    const auto needs = network_needs(config_, place_.path());
    ASSERT_TRUE(needs.ok());
    const std::string table = needs_table(*needs, "http://proxy.example:3128");
    EXPECT_THAT(table,
                HasSubstr("| enrol.northside.example | 8443 | TCP, TLS 1.2 or later | the facility: enrolment and "
                          "bundles | no | yes |"));
    EXPECT_THAT(table, HasSubstr("All that is TLS goes through the proxy"));
    const auto json = nlohmann::json::parse(needs_json(*needs, ""));
    EXPECT_EQ(json["hosts"].size(), needs->size());
    EXPECT_EQ(std::count_if(json["hosts"].begin(), json["hosts"].end(),
                            [](const auto& host) {
                                return host["host"] == "enrol.northside.example" && host["port"] == 8443 &&
                                       !host["patient_data"];
                            }),
              1);
}

TEST_F(NetworkTest, WhatElseANetworkMustLetThroughIsOnItAndNeverForInspection) {
    place_.write("network.toml",
                 "[time]\nservers = [\"ntp1.northside.example\", \"ntp2.northside.example\"]\n"
                 "[wired]\naddress = \"10.1.2.3/24\"\ngateway = \"10.1.2.1\"\ndns = [\"10.1.2.9\"]\n");
    config_.proxy = "http://user@proxy.northside.example:3128";
    config_.portal_probe = "http://probe.northside.example/success.txt";
    const auto needs = network_needs(config_, place_.path());
    ASSERT_TRUE(needs.ok()) << needs.error().sentence();
    const std::string table = needs_table(*needs, config_.proxy);
    for (const char* line :
         {"| proxy.northside.example | 3128 | TCP, HTTP with CONNECT | the way to all servers over TLS | no | no |",
          "| probe.northside.example | 80 | TCP, HTTP | the self test for a network's sign-in page | no | no |",
          "| ntp1.northside.example | 123 | UDP, NTP | time | no | no |",
          "| ntp2.northside.example | 123 | UDP, NTP | time | no | no |",
          "| 10.1.2.9 | 53 | UDP and TCP, DNS | names | no | no |"})
        EXPECT_THAT(table, HasSubstr(line));
    EXPECT_THAT(table, ::testing::Not(HasSubstr("user"))) << "no name of an account";
    std::map<std::string, int> count;
    const auto json = nlohmann::json::parse(needs_json(*needs, config_.proxy));
    EXPECT_EQ(json["proxy"], "http://proxy.northside.example:3128") << "no name of an account";
    for (const auto& host : json["hosts"]) {
        const std::string protocol = host["protocol"];
        ++count[protocol];
        EXPECT_EQ(host["exempt_from_inspection"], protocol == "tls") << host;
    }
    EXPECT_GE(count["tls"], 3);
    count.erase("tls");
    EXPECT_EQ(count, (std::map<std::string, int>{{"proxy", 1}, {"http", 1}, {"ntp", 2}, {"dns", 1}}));
}

TEST_F(NetworkTest, WhatDhcpNamesIsOnItToo) {
    const auto needs = network_needs(config_, place_.path());
    ASSERT_TRUE(needs.ok());
    const std::string table = needs_table(*needs, "");
    EXPECT_THAT(table,
                HasSubstr("| the network's own, by DHCP | 123 | UDP, NTP | time; where DHCP names no server: 0 to "
                          "3.debian.pool.ntp.org | no | no |"));
    EXPECT_THAT(table, HasSubstr("| the network's own, by DHCP | 53 | UDP and TCP, DNS | names | no | no |"));
    place_.write("network.toml", "nonsense = [");
    EXPECT_EQ(network_needs(config_, place_.path()).error().code, ErrorCode::BadConfiguration);
}

TEST_F(NetworkTest, AProfileThatIsNotThereIsAnError) {
    config_.providers = {"missing"};
    EXPECT_EQ(network_needs(config_, place_.path()).error().code, ErrorCode::FileUnreadable);
}

}  // namespace
}  // namespace vestibule::ctl
