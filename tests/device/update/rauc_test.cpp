// rauc_test - what RAUC says is read right, and a command that fails, hangs up or says nonsense is named.
#include "kiosk/device/update/rauc.hpp"

#include <gmock/gmock.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::HasSubstr;
using testing::Place;

/// A program in RAUC's place, which notes its words.
class RaucTest : public ::testing::Test {
protected:
    Rauc rauc(const std::string& script) const {
        const auto file =
            place_.write("rauc", "#!/bin/sh\necho \"$@\" >> " + (place_ / "words").string() + "\n" + script);
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return Rauc({file, "--conf=system.conf"});
    }
    const Place place_;
};

constexpr const char* kStatus =
    R"({"compatible":"vestibule","variant":"","booted":"A","boot_primary":"rootfs.1","slots":[
{"rootfs.1":{"class":"rootfs","device":"/dev/b","type":"raw","bootname":"B","state":"inactive","boot_status":"good"}},
{"rootfs.0":{"class":"rootfs","device":"/dev/a","type":"raw","bootname":"A","state":"booted","boot_status":"bad"}}]})";

TEST_F(RaucTest, TheRunningSlotIsTheBootedOne) {
    const auto slot = rauc("echo 'a remark'; echo '" + std::string(kStatus) + "'").running();
    ASSERT_TRUE(slot.ok()) << slot.error().sentence();
    EXPECT_EQ(slot->name, "A");
    EXPECT_FALSE(slot->good);
    EXPECT_EQ(place_.read("words"), "--conf=system.conf status --output-format=json\n");
    for (const char* text : {"", "{}", "{\"slots\":3}", "{\"slots\":[1,{\"a\":2}]}", "}{", "{\"slots\":[]}"}) {
        EXPECT_FALSE(read_status(text).ok()) << text;
    }
}

TEST_F(RaucTest, ABundleIsInspectedBeforeItIsInstalled) {
    const auto about = rauc(R"(echo '{"compatible":"vestibule","version":"1.3.0","hash":"x"}')").inspect("/b.raucb");
    ASSERT_TRUE(about.ok());
    EXPECT_EQ(about->version, "1.3.0");
    EXPECT_EQ(place_.read("words"), "--conf=system.conf info --output-format=json /b.raucb\n");
    const auto refused = rauc("echo 'signature verification failed' >&2; exit 1").inspect("/b.raucb");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::BundleNotSigned);
    EXPECT_THAT(refused.error().context, HasSubstr("signature verification failed"));
}

TEST_F(RaucTest, ItsPercentAndItsLastErrorAreHeard) {
    std::vector<int> heard;
    const auto tell = [&heard](int percent) { heard.push_back(percent); };
    EXPECT_TRUE(rauc("echo installing; echo '  0% Installing'; echo ' 40% Copying image'; printf '100%% Done'")
                    .install("/b.raucb", tell)
                    .ok());
    EXPECT_EQ(heard, (std::vector<int>{0, 40, 100}));
    const auto failed =
        rauc("echo ' 20% x'; echo 'LastError: Failed to mount: \\001busy'; echo 'Installing failed'; exit 1")
            .install("/b.raucb", tell);
    ASSERT_FALSE(failed.ok());
    EXPECT_EQ(failed.error().code, ErrorCode::BundleNotApplied);
    EXPECT_THAT(failed.error().context, HasSubstr("LastError: Failed to mount"));
    EXPECT_FALSE(rauc("kill -9 $$").install("/b.raucb", tell).ok());
    EXPECT_FALSE(Rauc({"/nowhere/rauc"}).install("/b.raucb", tell).ok());
    EXPECT_FALSE(read_percent("abc%").has_value());
    EXPECT_FALSE(read_percent(" 140% x").has_value());
}

/// RAUC itself, with a bus, a boot chooser and two slots of its own.
class RealRauc : public ::testing::Test {
protected:
    RealRauc() : service_({VESTIBULE_RAUC_KIT, place_.path()}) {
        EXPECT_TRUE(testing::becomes_true(
            [this] { return std::filesystem::exists(place_ / "ready") || std::filesystem::exists(place_ / "skip"); }));
        setenv("DBUS_SYSTEM_BUS_ADDRESS", ("unix:path=" + (place_ / "bus").string()).c_str(), 1);
    }
    ~RealRauc() override {
        service_.send(SIGTERM);
        service_.wait();
    }
    [[nodiscard]] std::string slot_b() const { return place_.read("b.img").substr(0, 300'000); }

    const Place place_;
    testing::Process service_;
};

TEST_F(RealRauc, WritesTheOtherSlotAndRefusesWhatWasChanged) {
    if (const std::string why = place_.read("skip"); !why.empty()) GTEST_SKIP() << why;
    Rauc rauc({"rauc", "--conf=" + (place_ / "system.conf").string()});
    const auto slot = rauc.running();
    ASSERT_TRUE(slot.ok()) << slot.error().sentence();
    EXPECT_EQ(slot->name, "A");
    EXPECT_TRUE(slot->good);
    const auto about = rauc.inspect(place_ / "good.raucb");
    ASSERT_TRUE(about.ok()) << about.error().sentence();
    EXPECT_EQ(about->version, "1.3.0");
    EXPECT_EQ(about->compatible, "vestibule");
    const std::string before = slot_b();
    std::vector<int> heard;
    const auto tell = [&heard](int percent) { heard.push_back(percent); };
    const auto refused = rauc.install(place_ / "changed.raucb", tell);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::BundleNotApplied) << refused.error().sentence();
    EXPECT_EQ(place_.read("primary"), "A\n");
    EXPECT_EQ(slot_b(), before);
    EXPECT_EQ(rauc.inspect(place_ / "changed.raucb").error().code, ErrorCode::BundleNotSigned);
    heard.clear();
    const auto installed = rauc.install(place_ / "good.raucb", tell);
    ASSERT_TRUE(installed.ok()) << installed.error().sentence();
    EXPECT_EQ(heard.back(), 100);
    EXPECT_EQ(place_.read("primary"), "B\n");
    EXPECT_TRUE(slot_b() == place_.read("in-1.3.0/rootfs.img"));
}

}  // namespace
}  // namespace vestibule::device
