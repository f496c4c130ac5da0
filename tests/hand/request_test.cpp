// request_test - the verbs, the names of USB ports, a key as text; everything else is no request.
#include "kiosk/hand/request.hpp"

#include <gtest/gtest.h>

namespace vestibule::hand {
namespace {

const std::string kKey = "-----BEGIN PRIVATE KEY-----\nMIG\n-----END PRIVATE KEY-----\n";

TEST(Request, AKeyIsTakenAsText) {
    const auto request = read_request("seal-key\n" + kKey);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->verb, Verb::SealKey);
    EXPECT_EQ(request->pem, kKey);
    EXPECT_EQ(write_request(*request), "seal-key\n" + kKey);
    ASSERT_TRUE(read_request("forget-key"));
    EXPECT_EQ(read_request("forget-key")->verb, Verb::ForgetKey);
}

TEST(Request, TheVerbsAreRead) {
    ASSERT_TRUE(read_request("reboot"));
    EXPECT_EQ(read_request("reboot")->verb, Verb::Reboot);
    ASSERT_TRUE(read_request("mark-good"));
    EXPECT_EQ(read_request("mark-good")->verb, Verb::MarkGood);
    ASSERT_TRUE(read_request("technician"));
    EXPECT_EQ(read_request("technician")->verb, Verb::Technician);
    ASSERT_TRUE(read_request("network"));
    EXPECT_EQ(read_request("network")->verb, Verb::Network);
    for (const char* port : {"1-1", "1-1.4", "2-10", "12-3.4.5.6.7.8"}) {
        const auto request = read_request(std::string("usb-power-cycle ") + port);
        ASSERT_TRUE(request) << port;
        EXPECT_EQ(request->verb, Verb::UsbPowerCycle);
        EXPECT_EQ(request->port, port);
        EXPECT_EQ(write_request(*request), std::string("usb-power-cycle ") + port);
    }
}

TEST(Request, ALampIsOnePlainNameAndAPercentage) {
    for (const char* text : {"light 0 lamp", "light 60 document-light", "light 100 platform:white:face_1.2"}) {
        const auto request = read_request(text);
        ASSERT_TRUE(request) << text;
        EXPECT_EQ(request->verb, Verb::Light);
        EXPECT_EQ(write_request(*request), text);
    }
    EXPECT_EQ(read_request("light 60 lamp")->percent, 60);
    EXPECT_EQ(read_request("light 60 lamp")->lamp, "lamp");
    for (const std::string& text : std::vector<std::string>{"light",
                                                            "light ",
                                                            "light 60",
                                                            "light 60 ",
                                                            "light  lamp",
                                                            "light lamp",
                                                            "light 101 lamp",
                                                            "light 060 lamp",
                                                            "light -1 lamp",
                                                            "light 1000 lamp",
                                                            "light 60  lamp",
                                                            "light 60 lamp ",
                                                            "light 60 lamp\n",
                                                            "light 60 .",
                                                            "light 60 ..",
                                                            "light 60 ../usb",
                                                            "light 60 lamp/../../x",
                                                            "light 60 /etc",
                                                            "light 60 a b",
                                                            "light 60 " + std::string(64, 'a'),
                                                            "light 99999999999999999999 lamp",
                                                            std::string("light 60 a\0b", 12)}) {
        EXPECT_FALSE(read_request(text)) << text;
    }
}

TEST(Request, NothingElseIs) {
    for (const std::string& text :
         std::vector<std::string>{"",
                                  " ",
                                  "reboot ",
                                  " reboot",
                                  "Reboot",
                                  "reboot\n",
                                  std::string("reboot\0", 7),
                                  "rebootreboot",
                                  "poweroff",
                                  "usb-power-cycle",
                                  "usb-power-cycle ",
                                  "usb-power-cycle  1-1",
                                  "usb-power-cycle 1-1 ",
                                  "usb-power-cycle 1",
                                  "usb-power-cycle 0-1",
                                  "usb-power-cycle 1-0",
                                  "usb-power-cycle 01-1",
                                  "usb-power-cycle 1-1.",
                                  "usb-power-cycle 1-.1",
                                  "usb-power-cycle 1-1..2",
                                  "usb-power-cycle 1-1/../..",
                                  "usb-power-cycle ../1-1",
                                  "usb-power-cycle 1-100",
                                  "usb-power-cycle 100-1",
                                  "usb-power-cycle usb1",
                                  "usb-power-cycle 1-1:1.0",
                                  "usb-power-cycle 1-1.2.3.4.5.6.7",
                                  "usb-power-cycle 1-1\n",
                                  "mark-good 1",
                                  "technicians",
                                  "network wlan0",
                                  std::string(65, 'r'),
                                  "forget-key ",
                                  "seal-key",
                                  "seal-key\n",
                                  "seal-key " + kKey,
                                  kKey,
                                  "seal-key\n" + kKey + "\n",
                                  "seal-key\n" + kKey + std::string(1, '\0'),
                                  "seal-key\n-----BEGIN \x7f-----\n",
                                  "seal-key\n" + kKey + std::string(17'000, 'k') + "-----\n"}) {
        EXPECT_FALSE(read_request(text)) << text;
    }
}

TEST(Request, APortBelongsToItsHub) {
    EXPECT_EQ(port_of("1-1.4").hub, "1-1");
    EXPECT_EQ(port_of("1-1.4").hub_interface, "1-1:1.0");
    EXPECT_EQ(port_of("1-1.4").number, 4);
    EXPECT_EQ(port_of("1-1.4.12").hub, "1-1.4");
    EXPECT_EQ(port_of("1-1.4.12").number, 12);
    EXPECT_EQ(port_of("2-3").hub, "usb2");
    EXPECT_EQ(port_of("2-3").hub_interface, "2-0:1.0");
    EXPECT_EQ(port_of("2-3").number, 3);
}

}  // namespace
}  // namespace vestibule::hand
