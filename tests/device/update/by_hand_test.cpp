// by_hand_test - a bundle that a person brought: looked at first, installed before any round, told by the slot.
#include "kiosk/device/update/updater.hpp"
#include "kiosk/device/update/version.hpp"
#include "tests/device/fleet/kit.hpp"
#include "tests/sandbox/hawkbit.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class HeldInstaller final : public Installer {
public:
    Result<BundleInfo> inspect(const fs::path&) override {
        if (!is_signed) return Error{ErrorCode::BundleNotSigned, "rauc: signature verification failed"};
        return BundleInfo{"vestibule", version};
    }
    Result<void> install(const fs::path&, const std::function<void(int)>&) override {
        ++installed;
        if (during) during();
        return {};
    }
    Result<SlotInfo> running() override { return SlotInfo{slot, true}; }

    bool is_signed = true;
    std::string version = "1.3.0", slot = "A";
    int installed = 0;
    std::function<void()> during;
};

class ByHand : public testing::Kiosk {
protected:
    ByHand() : stick_(place_.write("stick.raucb", std::string(1000, 'b'))) {}
    [[nodiscard]] UpdaterSetup setup() {
        UpdaterSetup made;
        made.state_folder = state();
        made.device = "k1";
        made.version = "1.2.0";
        made.boot = "boot-1";
        made.clock = &clock_;
        made.random = [] { return 0.5; };
        made.installer = &installer_;
        made.close_for_patients = [] { return VisitGate::close_for_patients("/nowhere"); };
        made.restart = [] { return Result<void>(); };
        made.record = [this](const journal::NewEntry& entry) {
            std::string line(journal::event_info(entry.event())->name);
            for (const std::int64_t field : entry.fields()) line += " " + std::to_string(field);
            journal_.push_back(line);
        };
        made.now = true;
        made.part_bytes = 400;
        return made;
    }
    [[nodiscard]] UpdateState kept() const { return read_update_state(state()); }

    HeldInstaller installer_;
    const fs::path stick_;
    std::vector<std::string> journal_;
};

TEST_F(ByHand, IsLookedAtFirstAndMustBeNewer) {
    installer_.version = "1.2.0";
    EXPECT_EQ(Updater(setup()).look_at(stick_).error().code, ErrorCode::BundleNotNewer) << "it runs already";
    installer_.version = "1.1.9";
    EXPECT_EQ(Updater(setup()).look_at(stick_).error().code, ErrorCode::BundleNotNewer);
    installer_.is_signed = false;
    EXPECT_EQ(Updater(setup()).look_at(stick_).error().code, ErrorCode::BundleNotSigned);
    installer_.is_signed = true;
    installer_.version = "1.2.1";
    EXPECT_EQ(Updater(setup()).look_at(stick_).value(), "1.2.1");
    EXPECT_EQ(installer_.installed, 0);
    EXPECT_THAT(journal_, ElementsAre("update_refused 1002000 125", "update_refused 1001009 125",
                                      HasSubstr("update_refused 0 ")));
}

TEST_F(ByHand, ARoundGivesWayToStaff) {
    sandbox::Hawkbit server(authority_.sign("DNS:localhost"), place_ / "ca.pem");
    const auto client = net::make_client(
        {.ca_file = place_ / "ca.pem", .client_certificate = place_ / "kiosk.pem", .client_key = place_ / "kiosk.pem"});
    server.assign("42", "1.3.0", std::string(3000, 'b'));
    UpdaterSetup with_staff = setup();
    with_staff.server = server.url();
    with_staff.client = client.get();
    with_staff.staff_here = [] { return true; };
    EXPECT_THAT(Updater(with_staff).round().words, HasSubstr("staff are before the kiosk"));
    EXPECT_EQ(kept().phase, UpdatePhase::Idle);
    int asked = 0;
    with_staff.staff_here = [&asked] { return ++asked > 1; };  // they come while it downloads
    (void)Updater(with_staff).round();
    EXPECT_EQ(kept().phase, UpdatePhase::Downloading);
    EXPECT_EQ(installer_.installed, 0);
    with_staff.staff_here = {};
    EXPECT_THAT(Updater(with_staff).round().words, HasSubstr("installed")) << "the parts are still good";
}

TEST_F(ByHand, AnEndThatNobodySawIsToldByTheSlot) {
    UpdateState cut;
    installer_.during = [&] { cut = kept(); };
    ASSERT_TRUE(Updater(setup()).install_file(stick_, {}).ok());
    ASSERT_EQ(cut.phase, UpdatePhase::Installing);
    ASSERT_TRUE(write_update_state(state(), cut).ok());
    (void)Updater(setup()).round();
    EXPECT_EQ(kept().phase, UpdatePhase::Installing) << "RAUC may still write";
    UpdaterSetup next = setup();
    next.boot = "boot-2";
    (void)Updater(next).round();
    EXPECT_EQ(kept().phase, UpdatePhase::Idle) << "it never came";
    ASSERT_TRUE(write_update_state(state(), cut).ok());
    installer_.slot = "B";
    EXPECT_THAT(Updater(next).round().words, HasSubstr("the new system runs"));
    EXPECT_THAT(journal_, ElementsAre("update_installed 1003000", "update_proved 1003000"));
}

TEST(RunningVersion, OfAnotherSystemIsNotOurs) {
    const testing::Place place;
    fs::create_directories(place / "etc");
    const drivers::Machine machine(place.path());
    const std::string own = running_version(machine);
    EXPECT_FALSE(own.empty());
    place.write("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    EXPECT_EQ(running_version(machine), own);
    place.write("etc/os-release", "ID=vestibule\nID_LIKE=debian\nVERSION_ID=3.1.4\n");
    EXPECT_EQ(running_version(machine), "3.1.4");
}

}  // namespace
}  // namespace vestibule::device
