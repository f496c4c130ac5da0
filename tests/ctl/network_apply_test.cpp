// network_apply_test - what root's programs are given: whole files, gone when no plan says them, and as wpa_supplicant
// itself reads them.
#include "kiosk/ctl/network_apply.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/device/network/plan.hpp"
#include "kiosk/device/os/child.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "tests/device/place.hpp"

namespace vestibule::ctl {
namespace {

using device::testing::Place;
using ::testing::HasSubstr;
using ::testing::Not;
namespace fs = std::filesystem;

constexpr const char* kSite = R"([wired.login]
method = "peap"
identity = "kiosk"
password = "a b # \\ c"
ca = "ca/radius.pem"
server = "radius.example"
[[wifi]]
name = "Café"
key = "quote \" inside"
[[wifi]]
name = "Staff"
hidden = true
[wifi.login]
method = "tls"
identity = "kiosk"
ca = "ca/radius.pem"
server = "radius.example"
[[wifi]]
name = "Open"
[time]
servers = ["ntp.example"]
)";

class NetworkApply : public ::testing::Test {
protected:
    NetworkApply() { fs::create_directories(place_ / "state/site/current"); }
    bool apply() {
        const auto changed = write_network_files(place_ / "state", place_ / "run");
        EXPECT_TRUE(changed.ok()) << (changed ? "" : changed.error().sentence());
        return changed && *changed;
    }
    [[nodiscard]] std::string run(const std::string& name) const { return place_.read("run/" + name); }
    const Place place_;
};

TEST_F(NetworkApply, WritesWhatHoldsAndTakesAwayWhatDoesNot) {
    place_.write("state/site/current/network.toml", kSite);
    const mode_t before = umask(0077);  // as its unit has it
    EXPECT_TRUE(apply());
    umask(before);
    EXPECT_FALSE(apply()) << "nothing was different";
    for (const char* folder : {"run/systemd/network", "run/systemd/timesyncd.conf.d"}) {
        EXPECT_NE(fs::status(place_ / folder).permissions() & fs::perms::others_exec, fs::perms::none) << folder;
    }
    EXPECT_THAT(run(device::kWiredFile), HasSubstr("DHCP=yes"));
    EXPECT_THAT(run(device::kWiredSupplicant), HasSubstr("password=\"a b # \\ c\""));
    const auto mine = fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(fs::status(place_ / ("run/" + std::string(device::kWifiSupplicant))).permissions(), mine);
    EXPECT_NE(fs::status(place_ / ("run/" + std::string(device::kWifiFile))).permissions(), mine)
        << "systemd-networkd is not root";
    place_.write("state/network.toml", "[wired]\naddress = \"10.1.2.3/24\"\n");
    EXPECT_TRUE(apply());
    EXPECT_THAT(run(device::kWiredFile), HasSubstr("Address=10.1.2.3/24"));
    fs::remove(place_ / "state/site/current/network.toml");
    EXPECT_TRUE(apply());
    EXPECT_FALSE(fs::exists(place_ / ("run/" + std::string(device::kWiredSupplicant))));
    EXPECT_FALSE(fs::exists(place_ / ("run/" + std::string(device::kTimeFile))));
    EXPECT_THAT(run(device::kWifiSupplicant), Not(HasSubstr("network={")));
}

TEST_F(NetworkApply, LeavesEverythingWhereAPlanIsBroken) {
    place_.write("state/site/current/network.toml", kSite);
    EXPECT_TRUE(apply());
    const std::string before = run(device::kWifiSupplicant);
    place_.write("state/network.toml", "[[wifi]]\nname = \"A\"\nkey = \"hush\"\n");
    const auto changed = write_network_files(place_ / "state", place_ / "run");
    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.error().code, ErrorCode::BadConfiguration);
    EXPECT_THAT(changed.error().context, Not(HasSubstr("hush")));
    EXPECT_EQ(run(device::kWifiSupplicant), before);
}

/// The program that gets them says what it thinks of them; on the loopback device it can do nothing else.
TEST_F(NetworkApply, WpaSupplicantReadsEveryLine) {
    if (!fs::exists("/sbin/wpa_supplicant")) GTEST_SKIP() << "wpasupplicant is not installed";
    if (geteuid() != 0) GTEST_SKIP() << "it looks at no file without being root";
    place_.write("state/site/current/network.toml", kSite);
    ASSERT_TRUE(apply());
    for (const char* name : {device::kWifiSupplicant, device::kWiredSupplicant}) {
        std::string text = run(name);
        // No control socket where the kiosk's would be: the kiosk of this machine may run.
        if (const auto begin = text.find("ctrl_interface="); begin != std::string::npos)
            text.erase(begin, text.find('\n', begin) - begin + 1);
        const fs::path file = place_.write("supplicant.conf", text);
        const auto said = device::run_child(
            {"/usr/bin/timeout", "2", "/sbin/wpa_supplicant", "-d", "-c" + file.string(), "-ilo", "-Dwired"},
            std::chrono::seconds(10));
        ASSERT_TRUE(said.ok()) << said.error().sentence();
        EXPECT_THAT(said->text, Not(HasSubstr("Failed to read or parse"))) << name;
        EXPECT_THAT(said->text, Not(HasSubstr("failed to parse"))) << name;
        EXPECT_THAT(said->text, HasSubstr("Priority group 0")) << name << " was not read";
        // And it would have said so: one line that it does not know.
        const fs::path wrong = place_.write("wrong.conf", text + "network={\n    no_such_word=1\n}\n");
        const auto other = device::run_child(
            {"/usr/bin/timeout", "2", "/sbin/wpa_supplicant", "-d", "-c" + wrong.string(), "-ilo", "-Dwired"},
            std::chrono::seconds(10));
        ASSERT_TRUE(other.ok());
        EXPECT_THAT(other->text, HasSubstr("Failed to read or parse")) << name;
    }
}

}  // namespace
}  // namespace vestibule::ctl
