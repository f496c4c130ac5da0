// device_key_test - the kiosk's key without a TPM: sealed through the real root helper, or a file; taken over, renewed,
// destroyed, and the power cut between any two steps.
#include "kiosk/device/key/device_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "kiosk/device/os/hand.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Place;
using ::testing::StartsWith;

const std::string kChain = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

/// The root helper at a socket, with a script in the place of systemd's tool: what it seals is base64.
class Hand {
public:
    explicit Hand(const Place& place) : places_{.systemd_creds = place / "creds", .sealed = place / "sealed"} {
        fs::create_directories(places_.sealed);
        fs::create_directories(place / "memory");
        place.write("creds", "#!/bin/sh\necho \"$@\" > " + (place / "words").string() + "\nexec /usr/bin/base64\n");
        chmod((place / "creds").c_str(), 0700);
        listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        (place / "hand.sock").string().copy(address.sun_path, sizeof address.sun_path - 1);
        EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(listener_, 4), 0);
        thread_ = std::thread([this] {
            for (int one = -1; (one = accept(listener_, nullptr, nullptr)) >= 0; close(one)) {
                hand::serve(one, getuid(), places_);
            }
        });
    }
    ~Hand() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }

private:
    hand::Places places_;
    int listener_ = -1;
    std::thread thread_;
};

class DeviceKeyTest : public ::testing::Test {
protected:
    [[nodiscard]] KeyPlaces places() const {
        return {.state = place_ / "state", .memory = place_ / "memory", .hand = place_ / "hand.sock"};
    }
    [[nodiscard]] DeviceKey key() const { return DeviceKey(places()); }
    std::string must_take() {
        DeviceKey own = key();
        const auto next = own.next("P-256");
        EXPECT_TRUE(next.ok());
        const auto taken = own.take(*next, kChain);
        EXPECT_TRUE(taken.ok()) << taken.error().context;
        return *next;
    }
    [[nodiscard]] bool there(const std::string& name) const { return fs::exists(place_ / name); }
    /// Every byte below the folder, so that a key that was left anywhere is found.
    [[nodiscard]] std::string all_of(const std::string& folder) const {
        std::string all;
        for (const auto& entry : fs::recursive_directory_iterator(place_ / folder)) {
            if (entry.is_regular_file()) all += place_.read(fs::relative(entry, place_.path()).string());
        }
        return all;
    }
    [[nodiscard]] KeyFiles files() const {
        return key_files(place_ / "state/device.crt", place_ / "state/device.key", place_ / "memory");
    }
    const Place place_;
};

TEST_F(DeviceKeyTest, WithoutAnythingBetterItIsAFileOfItsOwner) {
    EXPECT_EQ(key().keeper(), KeyKeeper::Nobody);
    const std::string made = must_take();
    EXPECT_THAT(made, StartsWith("-----BEGIN PRIVATE KEY-----"));
    EXPECT_EQ(place_.read("state/device.pem"), made + kChain) << "one file: what belongs together stays together";
    EXPECT_EQ(fs::status(place_ / "state/device.pem").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(place_.read("state/device.crt"), kChain);
    EXPECT_EQ(key().keeper(), KeyKeeper::File);
    EXPECT_EQ(files().key, place_ / "state/device.pem");
    EXPECT_EQ(files().certificate, files().key);
    EXPECT_NE(must_take(), made) << "each certificate has a new key";
    EXPECT_THAT(all_of("state"), Not(HasSubstr(made))) << "the one before is wiped";
}

TEST_F(DeviceKeyTest, TheNextKeyIsTheSameUntilItIsTaken) {
    const auto first = key().next("P-256");
    ASSERT_TRUE(first.ok());
    EXPECT_EQ(*key().next("P-256"), *first) << "also for another process";
    EXPECT_EQ(key().keeper(), KeyKeeper::Nobody) << "no certificate, no pair";
}

TEST_F(DeviceKeyTest, SealedItIsInMemoryAndForRootAloneOnTheDisk) {
    const Hand hand(place_);
    const std::string made = must_take();
    EXPECT_EQ(key().keeper(), KeyKeeper::Sealed);
    EXPECT_EQ(files().key, place_ / "memory/device.pem");
    EXPECT_EQ(*key().current(), made + kChain);
    EXPECT_THAT(all_of("state"), Not(HasSubstr("PRIVATE KEY"))) << "never on the disk in the clear";
    EXPECT_THAT(place_.read("words"), HasSubstr("--name=device.pem --with-key=host encrypt - -"));
    EXPECT_EQ(fs::status(place_ / "sealed/device.cred").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(there("sealed/fresh"));
    const std::string sealed = place_.read("sealed/device.cred");
    EXPECT_NE(must_take(), made);
    EXPECT_NE(place_.read("sealed/device.cred"), sealed);
}

TEST_F(DeviceKeyTest, AKeyOfAnOlderVersionIsSealedAtOnce) {
    fs::create_directories(place_ / "state");
    const std::string old = "-----BEGIN PRIVATE KEY-----\nMC4\n-----END PRIVATE KEY-----\n";
    place_.write("state/device.key", old);
    place_.write("state/device.crt", kChain);
    EXPECT_TRUE(key().keep_better().ok());
    EXPECT_EQ(key().keeper(), KeyKeeper::File) << "there is nothing better";
    EXPECT_EQ(files().key, place_ / "state/device.key");
    const Hand hand(place_);
    EXPECT_TRUE(key().keep_better().ok());
    EXPECT_EQ(key().keeper(), KeyKeeper::Sealed);
    EXPECT_EQ(*key().current(), old + kChain);
    EXPECT_FALSE(there("state/device.key"));
    EXPECT_THAT(all_of("state"), Not(HasSubstr("PRIVATE KEY")));
    EXPECT_TRUE(key().keep_better().ok()) << "and it is left so";
}

TEST_F(DeviceKeyTest, APairInAFileIsSealedAtOnceToo) {
    const std::string made = must_take();
    const Hand hand(place_);
    EXPECT_TRUE(key().keep_better().ok());
    EXPECT_EQ(key().keeper(), KeyKeeper::Sealed);
    EXPECT_EQ(*key().current(), made + kChain);
    EXPECT_THAT(all_of("state"), Not(HasSubstr("PRIVATE KEY")));
}

TEST_F(DeviceKeyTest, AHelperThatCannotSealLosesNothing) {
    const std::string first = must_take();
    const Hand hand(place_);
    place_.write("creds", "#!/bin/sh\nexit 1\n");
    EXPECT_EQ(key().keep_better().error().code, ErrorCode::HandFailed);
    EXPECT_EQ(*key().current(), first + kChain);
    DeviceKey own = key();
    const auto next = own.next("P-256");
    EXPECT_EQ(own.take(*next, kChain).error().code, ErrorCode::HandFailed);
    EXPECT_EQ(*key().current(), first + kChain) << "the old pair is in use";
    EXPECT_EQ(*key().next("P-256"), *next) << "and the new key is not lost";
    EXPECT_FALSE(there("sealed/device.cred"));
}

TEST_F(DeviceKeyTest, APowerCutBetweenAnyTwoStepsLeavesAPair) {
    const std::string first = must_take();
    // While a file takes a file's place: the new one was begun, and the old one still has its second name.
    place_.write("state/device.pem.new", "-----BEGIN PRIV");
    fs::create_hard_link(place_ / "state/device.pem", place_ / "state/device.before");
    EXPECT_EQ(*key().current(), first + kChain);
    const std::string second = must_take();
    EXPECT_EQ(*key().current(), second + kChain);
    EXPECT_FALSE(there("state/device.before"));
    // Sealed, and the file not wiped yet: both pairs are good; the next look seals what is in use.
    const Hand hand(place_);
    place_.write("memory/device.pem", "another pair");
    EXPECT_EQ(files().key, place_ / "state/device.pem");
    EXPECT_TRUE(key().keep_better().ok());
    EXPECT_EQ(*key().current(), second + kChain);
    // Sealed and wiped, and the machine has started: vestibule-key.service has yet to run.
    fs::remove(place_ / "memory/device.pem");
    EXPECT_EQ(key().keeper(), KeyKeeper::Nobody);
    EXPECT_EQ(files().certificate, place_ / "state/device.crt") << "what is public is there all the time";
}

TEST_F(DeviceKeyTest, DestroyedNothingOfItIsLeftAnywhere) {
    const Hand hand(place_);
    must_take();
    ASSERT_TRUE(key().next("P-256").ok());
    place_.write("state/device.key", "-----BEGIN PRIVATE KEY-----\n");
    place_.write("state/device.pem.new", "-----BEGIN PRIVATE KEY-----\n");
    place_.write("state/enrolment.toml", "url = \"\"\n");
    ASSERT_TRUE(key().destroy().ok());
    for (const char* folder : {"state", "memory", "sealed"}) {
        EXPECT_THAT(all_of(folder), Not(HasSubstr("PRIVATE KEY"))) << folder;
    }
    EXPECT_FALSE(there("sealed/device.cred"));
    EXPECT_EQ(key().keeper(), KeyKeeper::Nobody);
    EXPECT_FALSE(key().current().ok());
    EXPECT_TRUE(there("state/enrolment.toml")) << "nothing else is touched";
    EXPECT_TRUE(key().destroy().ok()) << "twice is no harm";
}

TEST_F(DeviceKeyTest, FilesThatASettingNamesAreLeftAlone) {
    must_take();
    const KeyFiles other = key_files("/etc/site/kiosk.pem", "/etc/site/kiosk.key", place_ / "memory");
    EXPECT_EQ(other.certificate, "/etc/site/kiosk.pem");
    EXPECT_EQ(other.key, "/etc/site/kiosk.key");
    EXPECT_EQ(key_files("", "", place_ / "memory").certificate, "");
}

}  // namespace
}  // namespace vestibule::device
