// support_test - nothing but the allow-list gets into a bundle, nothing of a person's, and never more than 5 MiB.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "kiosk/diagnostics/support.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Tree;

const drivers::SystemClock kClock;

struct Leak {
    const char* rule;
    std::string text;
};

TEST(Lint, FindsWhatIsAPersons) {
    const std::vector<Leak> leaks{
        {"e-mail", "sent to pat.example@clinic.example now"},
        {"telephone", "call (555) 010-0199"},
        {"telephone", "555-010-0199"},
        {"telephone", "+15550100199"},
        {"social security number", "000-12-3456"},
        {"licence barcode", "@\n\x1e\rANSI 636000090002DL"},
        {"licence barcode", "DAQ: x\nDCSSAMPLE\n"},
        {"machine-readable zone", "P<UTOEXAMPLE<<PAT<MARIA<<<<<<<<<<<<<<<<<<<<<"},
        {"picture", "iVBORw0KGgoAAAANSUhEUg"},
        {"picture", "x /9j/4AAQSkZJRgABAQ"},
        {"picture", "data:image/png;base64,AA"},
        {"token", "eyJhbGciOiJSUzI1NiIsImtpZCI6.eyJzdWIiOiIx"},
        {"token", "Authorization: Bearer abcdefghijklmnop"},
        {"private key", "-----BEGIN EC PRIVATE KEY-----"},
        {"long encoded text", std::string(300, 'A')},
        {"a person's field", "{\"given_name\":\"x\"}"},
        {"a person's field", "Date of birth"},
        {"a person's field", "postal-code"},
    };
    for (const Leak& leak : leaks) {
        // Wherever it stands, also across the pieces in which the text is looked through.
        for (const std::size_t before : {std::size_t{0}, std::size_t{100}, std::size_t{3'580}, std::size_t{4'090}}) {
            const std::string text = std::string(before, '.') + "\n" + leak.text + "\n" + std::string(5'000, '.');
            const auto found = find_personal(text);
            ASSERT_TRUE(found) << leak.text << " after " << before;
            EXPECT_EQ(found->rule, leak.rule) << leak.text;
            EXPECT_GE(found->position + 1, before);
        }
    }
}

TEST(Lint, LeavesTechnicalTextsAlone) {
    for (const char* text :
         {"mmcblk0 sectors 122142720 life 0x01 0x02", "2026-11-24 15:00Z visit_erased (success) ending=done",
          "192.168.1.20 08:00:27 usb 1-1.4 046d:0825", "MemAvailable: 2097152 kB", "0123456789abcdef0123456789abcdef",
          "module uvcvideo 114688 0 - Live 0x0000000000000000", "name: C922 Pro Stream Webcam",
          "/dev/dm-0 / ext4 ro 0 0", "total=4129837465", "kernel 6.1.0-28-amd64"}) {
        const auto found = find_personal(text);
        EXPECT_FALSE(found) << text << ": " << (found ? found->rule : "");
    }
}

class Bundles : public ::testing::Test {
protected:
    Result<nlohmann::json> bundle(const std::vector<Collector>& collectors) {
        return make_bundle(collect(collectors), {"Northside", kClock.wall()}, key);
    }
    journal::Key key = journal::Key::make(journal::KeyKind::Ed25519).value();
};

TEST_F(Bundles, CollectorsThatHangCrashThrowOrTellTooMuchAreNamedAndTheOthersAreThere) {
    const auto made = bundle({
        {"good", "what is good", [] { return std::string("load 0.1"); }},
        {"hangs", "",
         [] {
             std::this_thread::sleep_for(1h);
             return std::string();
         },
         200ms},
        {"crashes", "",
         []() -> std::string {
             std::raise(SIGABRT);
             return {};
         }},
        {"throws", "", []() -> std::string { throw std::runtime_error("x"); }},
        {"tells", "", [] { return std::string("log: pat.example@clinic.example"); }},
        {"floods", "", [] { return std::string(3 * 1024 * 1024, '.'); }},
    });
    ASSERT_TRUE(made) << made.error().sentence();
    ASSERT_TRUE(verified(*made, key.public_key()));
    EXPECT_EQ(made->at("sections").size(), 1U);
    EXPECT_EQ(made->at("sections").at("good"), "load 0.1");
    std::map<std::string, std::string> states;
    for (const auto& one : made->at("manifest")) states[one.at("name")] = one.at("state");
    EXPECT_EQ(states["good"], "in");
    EXPECT_THAT(states["hangs"], HasSubstr("hung"));
    EXPECT_THAT(states["crashes"], HasSubstr("signal 6"));
    EXPECT_EQ(states["throws"], "failed");
    EXPECT_THAT(states["tells"], HasSubstr("left out: e-mail at 15, 11 bytes"));
    EXPECT_THAT(states["floods"], HasSubstr("failed"));
    EXPECT_THAT(bundle_text(*made), Not(HasSubstr("clinic.example"))) << "the reason does not tell it either";
    EXPECT_THAT(preview(*made), HasSubstr("what is good"));
}

TEST_F(Bundles, AreNeverLongerThanFiveMebibytes) {
    std::vector<Collector> many;
    for (int i = 0; i < 4; ++i) {
        many.push_back({"part" + std::to_string(i), "", [i] { return std::string(1'900'000 + i, '.'); }});
    }
    const auto made = bundle(many);
    ASSERT_TRUE(made);
    EXPECT_LE(bundle_text(*made).size(), kSupportBytes);
    EXPECT_EQ(made->at("sections").size(), 2U);
    EXPECT_THAT(preview(*made), HasSubstr("no room"));
}

TEST_F(Bundles, RealCollectorsHoldNoSecretsOfTheSettings) {
    Tree tree;
    tree.file("proc/cmdline", "ro init_on_free=1 secret=hunter2 panic=10\n");
    tree.file("proc/modules", "uvcvideo 1 0 - Live 0x0\n");
    tree.file("sys/bus/usb/devices/1-1/idVendor", "046d").file("sys/bus/usb/devices/1-1/idProduct", "0825");
    tree.file("sys/class/net/eth0/address", "08:00:27:aa:bb:cc").file("sys/class/net/eth0/operstate", "up");
    Bench bench = tree.bench(kClock);
    bench.config.proxy = "http://user:hunter2@proxy.clinic.example:3128";
    bench.config.client_key = "/secret/place/hunter2.key";
    const auto made = bundle(collectors_for(bench));
    ASSERT_TRUE(made);
    const std::string text = bundle_text(*made);
    EXPECT_THAT(text, Not(HasSubstr("hunter2")));
    EXPECT_THAT(text, Not(HasSubstr("08:00:27")));
    EXPECT_THAT(text, HasSubstr("init_on_free=1"));
    EXPECT_THAT(text, HasSubstr("usb 1-1 046d:0825"));
    EXPECT_THAT(text, HasSubstr("proxy = proxy.clinic.example:3128"));
    for (const auto& one : made->at("manifest")) EXPECT_EQ(one.at("state"), "in") << one.at("name");
}

}  // namespace
}  // namespace vestibule::diagnostics
