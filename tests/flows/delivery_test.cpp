// delivery_test - what a visit could not tell a service is told later: through the real kiosk, the real server and the
// real vestibule-deliver.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "kiosk/device/obligations/obligations.hpp"
#include "tests/flows/scenarios.hpp"

namespace vestibule::flows {
namespace {

using device::Store;
using journal::Event;
using ::testing::Contains;
using ::testing::Not;

const drivers::SystemClock kClock;

int run(std::vector<std::string> words) {
    const pid_t child = fork();
    if (child == 0) {
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        execv(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class Delivery : public ::testing::Test {
protected:
    Delivery() {
        EXPECT_EQ(run({deliver_, "--key", file("delivery.key"), "--make-key", file("delivery.pub")}), 0);
        automation::KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.delivery_key = file("delivery.pub");
        kiosk_.emplace(services_, launch);
        play_.emplace(services_, *kiosk_, true, [](const std::string&) {});
    }
    [[nodiscard]] std::string file(const std::string& name) const { return services_.directory() / name; }

    /// A returning patient, as far as the list of places.
    void see_places() {
        const Persona robin{
            .email = "returning@example.org", .phone_e164 = "+14155550123", .password = "correct horse 42"};
        play_->begin(Provider::Clear);
        play_->choose_here();
        play_->sign_in(robin, Provider::Clear);
        play_->search();
    }
    void lose_network() { services_.fault({.service = "all", .kind = "status"}); }
    void find_network() { services_.clear_faults(); }
    int deliver() {
        return run({deliver_, "--state-dir", kiosk_->state_folder(), "--key", file("delivery.key"), "--now",
                    "--ca-file", services_.ca_file(), "--client-certificate", services_.client_certificate(),
                    "--client-key", services_.client_key()});
    }
    std::vector<Event> events() {
        std::vector<Event> all;
        auto store = Store::open(kiosk_->state_folder(), kClock);
        EXPECT_TRUE(store.ok());
        EXPECT_TRUE(
            store->each([&all](const journal::Entry& entry) { all.push_back(static_cast<Event>(entry.event)); }).ok());
        return all;
    }
    std::int64_t rows() {
        return *Store::open(kiosk_->state_folder(), kClock)->database().number("SELECT count(*) FROM obligations");
    }
    std::vector<std::string> sealed() {
        std::vector<std::string> all;
        auto store = Store::open(kiosk_->state_folder(), kClock);
        auto row = store->database().prepare("SELECT sealed FROM obligations");
        while (*row.step()) {
            const auto bytes = row.bytes(0);
            all.emplace_back(bytes.begin(), bytes.end());
        }
        return all;
    }
    std::string store_bytes() {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(kiosk_->state_folder())) {
            std::ifstream stream(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(stream), {});
        }
        return all;
    }
    void expect_still_to_deliver(bool expected) {
        kiosk_->wait_for_any({"Erased"});
        // After a crash the successor learns it from the store, which it opens after its first frame.
        bool told = false;
        for (int looks = 0; looks < (expected ? 200 : 1) && !told; ++looks)
            told = !kiosk_->node("still-to-deliver").is_null();
        EXPECT_EQ(told, expected);
    }

    const std::string deliver_ = std::string(VESTIBULE_BIN) + "/vestibule-deliver";
    sandbox::Sandbox services_;
    std::optional<automation::Kiosk> kiosk_;
    std::optional<Play> play_;
};

TEST_F(Delivery, TellsTheServicesWhenTheNetworkIsBack) {
    see_places();
    const auto before = services_.received();
    lose_network();
    kiosk_->press("stop");
    kiosk_->press("erase-now");
    expect_still_to_deliver(true);
    EXPECT_EQ(rows(), 2) << "the search and the token";
    const std::vector<std::string> kept = sealed();
    EXPECT_EQ(deliver(), 0);
    EXPECT_EQ(rows(), 2) << "there is no network yet";

    find_network();
    EXPECT_EQ(deliver(), 0);
    const auto after = services_.received();
    EXPECT_EQ(after.deleted, before.deleted + 1);
    EXPECT_EQ(after.revoked, before.revoked + 1);
    EXPECT_EQ(rows(), 0);
    ASSERT_EQ(kept.size(), 2U);
    for (const std::string& one : kept) {
        for (std::size_t at = 0; at + 32 <= one.size(); at += 32)
            EXPECT_EQ(store_bytes().find(one.substr(at, 32)), std::string::npos) << "free pages too";
    }
    EXPECT_THAT(events(), Contains(Event::DutyDelivered).Times(2));
    EXPECT_THAT(events(), Contains(Event::VisitErased));
}

TEST_F(Delivery, HasNothingToDoAfterAGoodVisit) {
    see_places();
    play_->share();
    play_->finish();
    expect_still_to_deliver(false);
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(services_.received().revoked, 1) << "the visit has done it itself";
    EXPECT_EQ(services_.received().deleted, 0) << "what was shared stands";
    EXPECT_THAT(events(), Not(Contains(Event::DutiesDue)));
}

TEST_F(Delivery, AlsoAfterACrash) {
    see_places();
    const int process = kiosk_->state().value("pid", 0);
    ASSERT_GT(process, 0);
    kill(process, SIGKILL);
    expect_still_to_deliver(true);
    EXPECT_EQ(deliver(), 0);
    EXPECT_EQ(services_.received().deleted, 1);
    EXPECT_EQ(services_.received().revoked, 1);
    EXPECT_EQ(rows(), 0);
}

TEST_F(Delivery, JournalTellsHowTheVisitEndedAndHolds) {
    play_->begin(Provider::Clear);
    kiosk_->press("stop");
    kiosk_->press("erase-now");
    kiosk_->wait_for_any({"Erased"});
    std::string receipt;
    for (int looks = 0; looks < 500 && receipt.empty(); ++looks) {
        auto store = Store::open(kiosk_->state_folder(), kClock);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(store
                        ->each([&receipt](const journal::Entry& entry) {
                            if (entry.event == static_cast<int>(Event::VisitErased)) receipt = in_words(entry);
                        })
                        .ok());
    }
    EXPECT_THAT(receipt, ::testing::HasSubstr("ending=stopped"));
    EXPECT_THAT(receipt, ::testing::HasSubstr("process_gone=passed folder_empty=passed no_cores=passed"));
    EXPECT_THAT(receipt, Not(::testing::HasSubstr("unknown")));
    const std::string ctl = std::string(VESTIBULE_BIN) + "/vestibulectl", state = kiosk_->state_folder();
    EXPECT_EQ(run({ctl, "journal", "key", "--state-dir", state, "--public", file("journal.pub")}), 0);
    for (const char* name : {"one", "two"})
        EXPECT_EQ(run({ctl, "journal", "export", "--state-dir", state, "--out", file(name)}), 0);
    EXPECT_EQ(run({ctl, "journal", "verify", "--key", file("journal.pub"), file("two"), file("one")}), 0);
    std::filesystem::resize_file(file("two"), std::filesystem::file_size(file("two")) - 200);
    EXPECT_EQ(run({ctl, "journal", "verify", "--key", file("journal.pub"), file("two"), file("one")}), 78);
}

TEST_F(Delivery, JournalThatBreaksInTheVisitStopsNobody) {
    play_->begin(Provider::Clear);
    play_->choose_here();
    std::ofstream(kiosk_->state_folder() / journal::kStoreFile, std::ios::binary) << std::string(9'000, 'Z');
    const Persona robin{.email = "returning@example.org", .phone_e164 = "+14155550123", .password = "correct horse 42"};
    play_->sign_in(robin, Provider::Clear);
    play_->search();
    play_->share();
    play_->finish();
    for (int looks = 0; looks < 500 && events().back() != Event::VisitErased; ++looks) {
    }
    EXPECT_EQ(events().front(), Event::StoreStarted);
    EXPECT_EQ(events().back(), Event::VisitErased);
    auto store = Store::open(kiosk_->state_folder(), kClock);
    EXPECT_EQ(*store->database().number("SELECT f1 FROM entries WHERE seq = 1"),
              static_cast<int>(journal::StoreReason::Broken));
}

TEST(Unproved, ErasureEndsWithTenAndTheJournalSaysWhich) {
    const sandbox::Sandbox services;
    const std::filesystem::path run_folder = services.directory() / "run", state = services.directory() / "state";
    std::filesystem::create_directories(run_folder);
    std::ofstream(run_folder / "last-visit.json") << R"({"finished":true,"ending":"done","pid":0})";
    std::ofstream(run_folder / "photo.jpg") << "x";
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    EXPECT_EQ(run({std::string(VESTIBULE_BIN) + "/vestibule", "--window", "540x960", "--runtime-dir", run_folder,
                   "--state-dir", state, "--profiles", services.profiles()}),
              10);
    std::string last;
    auto store = Store::open(state, kClock);
    ASSERT_TRUE(store->each([&last](const journal::Entry& entry) { last = in_words(entry); }).ok());
    EXPECT_THAT(last, ::testing::HasSubstr("erasure_unproved (failure) ending=done process_gone=passed "
                                           "folder_empty=failed no_cores=not_made"));
}

}  // namespace
}  // namespace vestibule::flows
