// serve_test - the helper over a real socket, with a folder in the place of /sys and a script in that of systemctl.
#include <sys/socket.h>
#include <sys/stat.h>

#include <thread>

#include "kiosk/device/os/hand.hpp"
#include "kiosk/device/os/user.hpp"
#include "tests/device/place.hpp"

namespace vestibule::hand {
namespace {

using device::testing::Place;

class Serve : public testing::Test {
protected:
    Serve() : places_{.usb = place_ / "usb", .lamps = place_ / "leds", .systemctl = place_ / "systemctl"} {
        place_.write("systemctl", "#!/bin/sh\necho \"$@\" >> " + (place_ / "asked").string() + "\n");
        chmod((place_ / "systemctl").c_str(), 0700);
    }
    /// A file as the kernel has it: there before, and it only takes what is written.
    void make(const std::string& file) {
        std::filesystem::create_directories((places_.usb / file).parent_path());
        std::ofstream(places_.usb / file) << "x";
    }
    std::string content(const std::string& file) { return place_.read("usb/" + file); }

    /// Sends one packet; keeps the helper's answer and exit code.
    std::string say(const std::string& packet, uid_t user = getuid()) {
        int ends[2];
        EXPECT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
        std::thread helper([&] { code_ = serve(ends[1], user, places_); });
        EXPECT_EQ(send(ends[0], packet.data(), packet.size(), 0), static_cast<ssize_t>(packet.size()));
        helper.join();
        std::string answer(256, '\0');
        const ssize_t length = recv(ends[0], answer.data(), answer.size(), MSG_DONTWAIT);
        answer.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
        close(ends[0]);
        close(ends[1]);
        return answer;
    }

    Place place_;
    Places places_;
    int code_ = -1;
};

TEST_F(Serve, TakesThePowerFromAPortAndGivesItBack) {
    make("1-1:1.0/1-1-port4/disable");
    make("1-1.4/authorized");
    EXPECT_EQ(say("usb-power-cycle 1-1.4"), "ok");
    EXPECT_EQ(code_, 0);
    EXPECT_EQ(content("1-1:1.0/1-1-port4/disable"), "0") << "off and on again";
    EXPECT_EQ(content("1-1.4/authorized"), "x") << "nothing else was touched";
}

TEST_F(Serve, LetsADeviceGoAndComeWhereTheHubCannotSwitch) {
    make("usb1/authorized");
    make("1-2/authorized");
    EXPECT_EQ(say("usb-power-cycle 1-2"), "ok");
    EXPECT_EQ(content("1-2/authorized"), "1");
    EXPECT_EQ(content("usb1/authorized"), "x");
}

TEST_F(Serve, SaysWhenAPortIsNotThere) {
    EXPECT_EQ(say("usb-power-cycle 1-2"), "no: it failed");
    EXPECT_EQ(code_, 1);
}

TEST_F(Serve, FollowsNoLink) {
    place_.write("secret", "x");
    make("1-2/other");
    std::filesystem::create_symlink(place_ / "secret", places_.usb / "1-2/authorized");
    EXPECT_EQ(say("usb-power-cycle 1-2"), "no: it failed");
    EXPECT_EQ(place_.read("secret"), "x");
}

TEST_F(Serve, SetsALampInItsOwnSteps) {
    std::filesystem::create_directories(place_ / "leds/lamp");
    place_.write("leds/lamp/max_brightness", "255\n");
    place_.write("leds/lamp/brightness", "");
    EXPECT_EQ(say("light 60 lamp"), "ok");
    EXPECT_EQ(place_.read("leds/lamp/brightness"), "153");
    EXPECT_EQ(say("light 60 other"), "no: it failed") << "there is none";
    for (const char* most : {"0\n", "-1\n", "", "x\n", "99999999999999\n"}) {
        place_.write("leds/lamp/max_brightness", most);
        EXPECT_EQ(say("light 60 lamp"), "no: it failed") << most;
    }
    EXPECT_EQ(say("light 60 ../lamp"), "no: not a request");
    EXPECT_EQ(place_.read("leds/lamp/brightness"), "153");
}

TEST_F(Serve, SealsAKeyThatNoArgumentAndNoFileEverHas) {
    const std::string key = "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n";
    places_.systemd_creds = place_ / "creds";
    places_.sealed = place_ / "sealed";
    std::filesystem::create_directories(places_.sealed);
    place_.write("creds", "#!/bin/sh\necho \"$@\" > " + (place_ / "asked").string() + "\nexec /usr/bin/rev\n");
    chmod((place_ / "creds").c_str(), 0700);
    EXPECT_EQ(say("seal-key\n" + key), "ok");
    EXPECT_EQ(place_.read("asked"), "--name=device.pem --with-key=host encrypt - -\n");
    EXPECT_EQ(place_.read("sealed/device.cred"), "-----YEK ETAVIRP NIGEB-----\nGIM\n-----YEK ETAVIRP DNE-----\n");
    EXPECT_FALSE(std::filesystem::exists(place_ / "sealed/fresh"));
    // A tool that fails leaves what was sealed before.
    place_.write("creds", "#!/bin/sh\necho half; exit 1\n");
    EXPECT_EQ(say("seal-key\n" + key), "no: it failed");
    EXPECT_NE(place_.read("sealed/device.cred"), "half\n");
    EXPECT_EQ(say("forget-key"), "ok");
    EXPECT_FALSE(std::filesystem::exists(place_ / "sealed/device.cred"));
    EXPECT_EQ(say("forget-key"), "ok") << "there is none";
}

TEST_F(Serve, AsksSystemdToReboot) {
    EXPECT_EQ(say("reboot"), "ok");
    EXPECT_EQ(place_.read("asked"), "--no-block reboot\n");
}

TEST_F(Serve, MarksTheBootAsGood) {
    EXPECT_EQ(say("mark-good"), "ok");
    EXPECT_EQ(place_.read("asked"), "--no-block start boot-complete.target\n");
}

TEST_F(Serve, StartsTheOtherModeAndTheNetworkAnew) {
    EXPECT_EQ(say("technician"), "ok");
    EXPECT_EQ(say("network"), "ok");
    EXPECT_EQ(place_.read("asked"),
              "--no-block start vestibule-technician.service\n--no-block restart vestibule-network.service\n");
}

TEST_F(Serve, RefusesWhatIsNoRequest) {
    for (const std::string& packet : {std::string("poweroff"), std::string("reboot; rm"), std::string(5000, 'r')}) {
        EXPECT_EQ(say(packet), "no: not a request");
        EXPECT_EQ(code_, 64);
    }
    EXPECT_EQ(place_.read("asked"), "");
}

TEST_F(Serve, ServesNobodyElse) {
    EXPECT_EQ(say("reboot", getuid() + 1), "no: only the kiosk may ask");
    EXPECT_EQ(code_, 77);
    EXPECT_EQ(place_.read("asked"), "");
}

TEST(User, IsFoundByName) {
    EXPECT_EQ(device::user_id("root"), std::optional<uid_t>(0));
    EXPECT_FALSE(device::user_id("nobody-of-this-name"));
}

}  // namespace
}  // namespace vestibule::hand
