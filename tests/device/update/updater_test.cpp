// updater_test - updates from a hawkBit-shaped server with every fault, against an installer that records and fails.
#include "kiosk/device/update/updater.hpp"

#include <fmt/format.h>

#include "tests/device/fleet/kit.hpp"
#include "tests/sandbox/hawkbit.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using sandbox::Hawkbit;
using sandbox::HawkbitFault;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Kiosk;

class RecordedInstaller final : public Installer {
public:
    Result<BundleInfo> inspect(const fs::path& bundle) override {
        if (!is_signed) return Error{ErrorCode::BundleNotSigned, "rauc: signature verification failed"};
        inspected.push_back(bundle);
        return BundleInfo{"vestibule", version};
    }
    Result<void> install(const fs::path& bundle, const std::function<void(int)>& told) override {
        std::ifstream stream(bundle, std::ios::binary);
        installed.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
        for (const int percent : {0, 20, 21, 60, 100}) told(percent);
        if (during) during();
        if (!works) return Error{ErrorCode::BundleNotApplied, "rauc: LastError: slot is mounted"};
        return {};
    }
    Result<SlotInfo> running() override { return SlotInfo{slot, good}; }

    bool is_signed = true, works = true, good = true;
    std::string version = "9.9.9", slot = "A";
    std::vector<fs::path> inspected;
    std::vector<std::string> installed;
    std::function<void()> during;
};

class UpdaterTest : public Kiosk {
protected:
    UpdaterTest()
        : server_(authority_.sign("DNS:localhost"), place_ / "ca.pem"),
          client_(net::make_client({.ca_file = place_ / "ca.pem",
                                    .client_certificate = place_ / "kiosk.pem",
                                    .client_key = place_ / "kiosk.pem"})) {
        for (int i = 0; i < 1000; ++i) bundle_ += fmt::format("{:03}", i);
    }
    [[nodiscard]] UpdaterSetup setup() {
        return {.state_folder = state(),
                .server = server_.url(),
                .device = "k1",
                .site = "northside",
                .version = "1.2.0",
                .boot = boot_,
                .window = window_,
                .clock = &clock_,
                .random = [] { return 0.5; },
                .client = client_.get(),
                .installer = &installer_,
                .close_for_patients =
                    [this] { return patient_ ? std::nullopt : VisitGate::close_for_patients("/nowhere"); },
                .restart = [this]() -> Result<void> {
                    ++restarts_;
                    return {};
                },
                .record =
                    [this](const journal::NewEntry& entry) {
                        std::string line(journal::event_info(entry.event())->name);
                        for (const std::int64_t field : entry.fields()) line += " " + std::to_string(field);
                        journal_.push_back(line);
                    },
                .part_bytes = 400};
    }
    UpdateRound round() { return Updater(setup()).round(); }
    /// The next round that is due.
    UpdateRound later(std::chrono::seconds wait = std::chrono::seconds(3700)) {
        clock_.advance(wait);
        return round();
    }
    [[nodiscard]] UpdateState kept() const { return read_update_state(state()); }
    [[nodiscard]] bool file_is_there() const { return fs::exists(update_file(state())); }
    void new_boot(const std::string& slot) {
        boot_ += "+";
        installer_.slot = slot;
    }
    void expect_failure(const std::string& words) {
        EXPECT_THAT(round().words, HasSubstr(words));
        EXPECT_EQ(server_.feedback().back(), "42 closed failure");
        EXPECT_FALSE(file_is_there());
        EXPECT_EQ(kept().phase, UpdatePhase::Idle);
        EXPECT_EQ(restarts_, 0);
    }

    Hawkbit server_;
    const std::unique_ptr<net::Client> client_;
    RecordedInstaller installer_;
    std::optional<DayTime> window_;
    std::string boot_ = "boot-1", bundle_;
    std::vector<std::string> journal_;  ///< what it is told, in numbers
    bool patient_ = false;
    int restarts_ = 0;
};

TEST_F(UpdaterTest, NothingToDoIsAskedAboutAsOftenAsTheServerWants) {
    server_.sleep("00:10:00");
    EXPECT_EQ(round().words, "nothing is to be done");
    EXPECT_THAT(server_.seen(), ElementsAre("GET poll", "PUT configData"));
    EXPECT_THAT(server_.attributes(), HasSubstr(R"("device":"k1","site":"northside","slot":"A","version":"1.2.0")"));
    EXPECT_EQ(round().words, "asked again in 600 s");
    EXPECT_EQ(server_.requests(), 2);
    EXPECT_EQ(later(std::chrono::seconds(601)).words, "nothing is to be done");
    EXPECT_THAT(server_.seen(), ElementsAre("GET poll", "PUT configData", "GET poll"));
}

TEST_F(UpdaterTest, FromThePollToTheNewSystem) {
    const int minute = minute_of_day(clock_.wall());
    window_ = DayTime{(minute + 120) % 1440, (minute + 180) % 1440};
    server_.assign("42", "1.3.0", bundle_);
    EXPECT_THAT(round().words, HasSubstr("waits for its window"));
    EXPECT_EQ(server_.feedback().back(), "42 downloaded none");
    // 3000 bytes in parts of 400: whoever waits at the server sees each tenth that is reached.
    EXPECT_THAT(server_.feedback(), ::testing::IsSupersetOf({"42 proceeding none 1/10", "42 proceeding none 5/10"}));
    EXPECT_TRUE(file_is_there());
    EXPECT_THAT(later(std::chrono::hours(1)).words, HasSubstr("waits for its window"));
    EXPECT_TRUE(installer_.installed.empty());
    patient_ = true;
    EXPECT_THAT(later(std::chrono::hours(1)).words, HasSubstr("until no patient is"));
    EXPECT_TRUE(installer_.installed.empty());
    patient_ = false;
    EXPECT_THAT(round().words, HasSubstr("starts anew")) << "an open window is not slept over";
    ASSERT_EQ(installer_.installed.size(), 1U);
    EXPECT_EQ(installer_.installed[0], bundle_);
    EXPECT_THAT(server_.feedback(),
                ::testing::IsSupersetOf({"42 proceeding none 20/100", "42 proceeding none 60/100"}));
    EXPECT_EQ(restarts_, 1);
    EXPECT_EQ(kept().phase, UpdatePhase::Restarting);
    new_boot("B");
    installer_.good = false;
    EXPECT_THAT(later().words, HasSubstr("not marked as good yet"));
    EXPECT_NE(server_.feedback().back(), "42 closed success");
    installer_.good = true;
    EXPECT_TRUE(later().good);
    EXPECT_EQ(server_.feedback().back(), "42 closed success");
    EXPECT_EQ(kept().phase, UpdatePhase::Idle);
    EXPECT_EQ(later().words, "nothing is to be done");
    EXPECT_EQ(installer_.installed.size(), 1U);
    EXPECT_THAT(journal_, ElementsAre("update_installed 1003000", "update_proved 1003000"));
    for (const std::string& each : server_.seen()) EXPECT_THAT(each, ::testing::Not(HasSubstr("strange")));
}

TEST_F(UpdaterTest, ADownloadThatIsCutGoesOnWhereItStopped) {
    server_.assign("42", "1.3.0", bundle_);
    server_.handle("forced", "skip");
    server_.fail(HawkbitFault::CutDownload);
    EXPECT_THAT(round().words, HasSubstr("E202"));
    EXPECT_EQ(kept().phase, UpdatePhase::Downloading);
    server_.fail(HawkbitFault::None);
    EXPECT_TRUE(later().good);
    EXPECT_EQ(fs::file_size(update_file(state())), bundle_.size());
    // The power goes between two parts: what is on the disk stays.
    fs::resize_file(update_file(state()), 800);
    UpdateState cut = kept();
    cut.phase = UpdatePhase::Downloading;
    ASSERT_TRUE(write_update_state(state(), cut).ok());
    server_.forget();
    EXPECT_THAT(later().words, HasSubstr("waits"));
    EXPECT_THAT(server_.seen(), ::testing::Contains("GET part 800-1199"));
    EXPECT_THAT(server_.seen(), ::testing::Not(::testing::Contains("GET part 0-399")));
    EXPECT_EQ(sha256_of_file(update_file(state())).value(), kept().sha256);
}

TEST_F(UpdaterTest, AHashThatIsWrongTwiceEndsIt) {
    for (const HawkbitFault fault : {HawkbitFault::BadHash, HawkbitFault::WrongPart}) {
        server_.assign("42", "1.3.0", bundle_);
        server_.fail(fault);
        EXPECT_THAT(later().words, HasSubstr("it is fetched again"));
        EXPECT_FALSE(file_is_there());
        clock_.advance(std::chrono::hours(1));
        expect_failure("the bundle's hash is not the one");
        EXPECT_TRUE(installer_.installed.empty());
        EXPECT_EQ(journal_.back(), "update_refused 1003000 207");
    }
    EXPECT_EQ(journal_.size(), 2U);
}

TEST_F(UpdaterTest, AServerThatHasEnoughIsLeftAlone) {
    server_.fail(HawkbitFault::TooMany);
    EXPECT_THAT(round().words, HasSubstr("answered 429, retry after 500 s"));
    clock_.advance(std::chrono::seconds(499));
    EXPECT_THAT(round().words, HasSubstr("asked again in 1 s"));
    EXPECT_EQ(server_.requests(), 1);
    server_.fail(HawkbitFault::Broken);
    EXPECT_FALSE(later(std::chrono::seconds(2)).good);
    EXPECT_EQ(round().words, "asked again in 45 s") << "the second failure in a row, with its jitter";
    server_.fail(HawkbitFault::None);
    EXPECT_TRUE(later().good);
}

TEST_F(UpdaterTest, WhatIsNoAnswerIsNamedAndChangesNothing) {
    server_.assign("42", "1.3.0", bundle_);
    server_.fail(HawkbitFault::Rubbish);
    EXPECT_THAT(later().words, HasSubstr("E207"));
    server_.fail(HawkbitFault::PlainLinks);
    EXPECT_THAT(later().words, HasSubstr("not an https address"));
    server_.fail(HawkbitFault::NoParts);
    EXPECT_THAT(later().words, HasSubstr("E207")) << "a whole file where a part was asked for";
    EXPECT_FALSE(file_is_there());
    server_.fail(HawkbitFault::None);
    EXPECT_TRUE(later().good);
    EXPECT_EQ(restarts_, 1);
}

TEST_F(UpdaterTest, ACancellationMidwayStopsTheDownload) {
    server_.assign("42", "1.3.0", bundle_);
    server_.cancel("42", 3);
    UpdaterSetup slow = setup();
    // Half a minute goes by with each part.
    class Slow final : public drivers::Clock {
    public:
        explicit Slow(drivers::SimulatedClock& clock) : clock_(clock) {}
        [[nodiscard]] drivers::TimePoint now() const override { return clock_.now(); }
        [[nodiscard]] drivers::WallTime wall() const override {
            clock_.advance(std::chrono::seconds(30));
            return clock_.wall();
        }

    private:
        drivers::SimulatedClock& clock_;
    };
    const Slow clock(clock_);
    slow.clock = &clock;
    EXPECT_THAT(Updater(slow).round().words, HasSubstr("was cancelled"));
    EXPECT_EQ(server_.feedback().back(), "cancel closed success");
    EXPECT_FALSE(file_is_there());
    EXPECT_EQ(kept().phase, UpdatePhase::Idle);
    EXPECT_TRUE(later().good);
    EXPECT_TRUE(installer_.installed.empty());
}

TEST_F(UpdaterTest, ACancellationOfWhatIsInstalledIsRejected) {
    server_.assign("42", "1.3.0", bundle_);
    EXPECT_TRUE(round().good);
    ASSERT_EQ(kept().phase, UpdatePhase::Restarting);
    server_.cancel("42");
    EXPECT_THAT(later().words, HasSubstr("too late"));
    EXPECT_EQ(server_.feedback().back(), "cancel rejected none");
    EXPECT_EQ(kept().phase, UpdatePhase::Restarting);
    new_boot("B");
    EXPECT_TRUE(later().good);
    EXPECT_EQ(server_.feedback().back(), "42 closed success");
}

TEST_F(UpdaterTest, AKioskThatFellBackSaysSo) {
    server_.assign("42", "1.3.0", bundle_);
    EXPECT_TRUE(round().good);
    new_boot("A");
    clock_.advance(std::chrono::hours(1));
    EXPECT_THAT(round().words, HasSubstr("fell back"));
    EXPECT_EQ(server_.feedback().back(), "42 closed failure");
    EXPECT_THAT(journal_, ElementsAre("update_installed 1003000", "update_fell_back 1003000"));
}

TEST_F(UpdaterTest, AKioskThatCannotTellItsStartIsRestartedOnce) {
    boot_ = "";
    server_.assign("42", "1.3.0", bundle_);
    EXPECT_TRUE(round().good);
    EXPECT_EQ(restarts_, 1);
    installer_.slot = "B";
    EXPECT_TRUE(later().good);
    EXPECT_EQ(server_.feedback().back(), "42 closed success");
    EXPECT_EQ(restarts_, 1);
}

TEST_F(UpdaterTest, WhatMayNotOrCannotBeInstalledIsToldAsAFailure) {
    server_.assign("42", "1.1.9", bundle_);
    installer_.version = "1.1.9";
    expect_failure("is older than 1.2.0");
    installer_.version = "1.2.0";
    installer_.is_signed = false;
    server_.assign("42", "1.3.0", bundle_);
    clock_.advance(std::chrono::hours(1));
    expect_failure("E122");
    EXPECT_TRUE(installer_.installed.empty());
    installer_.is_signed = true;
    installer_.works = false;
    server_.assign("42", "1.3.0", bundle_);
    clock_.advance(std::chrono::hours(1));
    expect_failure("slot is mounted");
}

TEST_F(UpdaterTest, APowerCutWhileInstallingInstallsAgain) {
    server_.assign("42", "1.3.0", bundle_);
    installer_.during = [] { throw std::runtime_error("the power goes"); };
    EXPECT_THROW(round(), std::runtime_error);
    EXPECT_EQ(kept().phase, UpdatePhase::Installing);
    EXPECT_TRUE(file_is_there());
    installer_.during = {};
    new_boot("A");
    EXPECT_THAT(later().words, HasSubstr("starts anew"));
    EXPECT_EQ(installer_.installed.size(), 2U);
    EXPECT_EQ(installer_.installed[1], bundle_);
}

TEST_F(UpdaterTest, AnEndThatCouldNotBeToldIsToldLater) {
    server_.assign("42", "1.3.0", bundle_);
    installer_.works = false;
    installer_.during = [this] { server_.fail(HawkbitFault::DeafFeedback); };
    EXPECT_FALSE(round().good);
    EXPECT_EQ(kept().phase, UpdatePhase::Closing);
    EXPECT_FALSE(later().good);
    server_.fail(HawkbitFault::None);
    EXPECT_TRUE(later().good);
    EXPECT_EQ(server_.feedback().back(), "42 closed failure");
    EXPECT_EQ(installer_.installed.size(), 1U);
}

TEST_F(UpdaterTest, TheServerDecidesHowFarItGoes) {
    server_.assign("42", "1.3.0", bundle_);
    server_.handle("skip", "skip");
    EXPECT_THAT(round().words, HasSubstr("not to be downloaded yet"));
    EXPECT_FALSE(file_is_there());
    server_.handle("attempt", "forced", "unavailable");
    EXPECT_THAT(later().words, HasSubstr("waits for its window"));
    EXPECT_TRUE(installer_.installed.empty());
    server_.handle("attempt", "attempt", "available");
    EXPECT_THAT(later().words, HasSubstr("starts anew"));
}

TEST_F(UpdaterTest, ABrokenStateFileIsNoUpdate) {
    server_.assign("42", "1.3.0", bundle_);
    fs::create_directories(state() / "update");
    for (const char* text : {"", "{", "[]", "{\"phase\":7}", "{\"phase\":\"waiting\",\"size\":\"x\"}"}) {
        place_.write("state/update/state.json", text);
        (void)later();
    }
    EXPECT_GE(restarts_, 1);
}

TEST_F(UpdaterTest, ABundleByHandNeedsNoServerButTheSameChecks) {
    const fs::path stick = place_.write("stick.raucb", bundle_);
    UpdaterSetup by_hand = setup();
    by_hand.server = "";
    const auto no_news = [](int) {};
    patient_ = true;
    EXPECT_EQ(Updater(by_hand).install_file(stick, no_news).error().code, ErrorCode::Cancelled);
    patient_ = false;
    installer_.version = "1.0.0";
    EXPECT_EQ(Updater(by_hand).install_file(stick, no_news).error().code, ErrorCode::BundleNotNewer);
    installer_.version = "1.10.0";
    installer_.works = false;
    EXPECT_EQ(Updater(by_hand).install_file(stick, no_news).error().code, ErrorCode::BundleNotApplied);
    EXPECT_EQ(kept().phase, UpdatePhase::Idle);
    installer_.works = true;
    EXPECT_TRUE(Updater(by_hand).install_file(stick, no_news).ok());
    EXPECT_EQ(restarts_, 1);
    EXPECT_TRUE(fs::exists(stick));
    by_hand.boot = "boot-2";
    installer_.slot = "B";
    by_hand.now = true;
    EXPECT_THAT(Updater(by_hand).round().words, HasSubstr("the new system runs"));
    EXPECT_EQ(kept().phase, UpdatePhase::Idle);
    EXPECT_THAT(journal_, ElementsAre("update_refused 1000000 125", "update_refused 1010000 129",
                                      "update_installed 1010000", "update_proved 1010000"));
}

TEST(Versions, AreComparedNumberByNumber) {
    EXPECT_TRUE(older("1.2.9", "1.10.0"));
    EXPECT_FALSE(older("1.10.0", "1.2.9"));
    EXPECT_FALSE(older("1.2", "1.2.0"));
    EXPECT_TRUE(older("", "0.0.1"));
    EXPECT_TRUE(older("rubbish", "1"));
    EXPECT_EQ(version_number("1.2.3"), 1'002'003);
    EXPECT_EQ(version_number("2026.11.30-rc1"), 2'026'011'030);
    EXPECT_EQ(version_number("rubbish"), 0);
    EXPECT_EQ(version_number("20261201.0204.de52a4d2"), 202'612'010'204);
    EXPECT_EQ(version_number("99999999999"), 0) << "no number that can be read";
    EXPECT_EQ(version_number("4000.4000.4000"), 4'000'999'999);
    EXPECT_TRUE(older("20261130.2359.ffffffff", "20261201.0000.00000000"));
    EXPECT_FALSE(older("20261201.0204.de52a4d2", "20261201.0203.ffffffff"));
}

}  // namespace
}  // namespace vestibule::device
