// power_test - power cuts and full disks at every single step lose at most the entry in flight.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/device/journal/verify.hpp"
#include "tests/device/place.hpp"
#include "tests/journal/disk.hpp"

namespace vestibule::journal {
namespace {

using device::testing::Place;
using testing::Trouble;

constexpr int kEntries = 6;
const drivers::SimulatedClock kClock;

/// Writes entries, each with its own opening as the kiosk does, and tells the number of each that was confirmed.
void write_entries(const std::filesystem::path& folder, int pipe) {
    for (int i = 0; i < kEntries; ++i) {
        auto store = Store::open(folder, kClock, {.vfs = testing::kDiskName});
        if (!store) continue;
        const auto written = store->transaction([&]() -> Result<void> {
            // A page of something else beside it, as an obligation would be.
            const std::vector<std::uint8_t> sealed(3000, static_cast<std::uint8_t>(i + 1));
            auto row =
                store->database()
                    .prepare("INSERT INTO obligations (duty, sealed, made, expires, tries) VALUES (0, ?, 1, 2, 0)")
                    .bind(1, sealed)
                    .step();
            if (!row) return std::move(row).error();
            return store->append(Say::out_of_service(i + 1));
        });
        if (!written) continue;
        const char number = static_cast<char>(store->count());
        if (write(pipe, &number, 1) != 1) _exit(3);
    }
}

struct Aftermath {
    int confirmed = 0;
    bool died = false;
};

Aftermath run(const std::filesystem::path& folder, Trouble trouble, std::int64_t at, unsigned seed) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        testing::set_disk(trouble, at, seed);
        write_entries(folder, ends[1]);
        _exit(testing::disk_steps() < at ? 0 : 1);
    }
    close(ends[1]);
    Aftermath after;
    char number = 0;
    while (read(ends[0], &number, 1) == 1) after.confirmed = number;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    after.died = WIFSIGNALED(status) || WEXITSTATUS(status) == 1;
    return after;
}

/// The store opens, nothing confirmed is gone, at most one more is there, and the chain is whole.
void expect_whole(const std::filesystem::path& folder, const Aftermath& after, const std::string& when) {
    testing::set_disk(Trouble::None, 0, 0);
    auto store = Store::open(folder, kClock, {.vfs = testing::kDiskName});
    ASSERT_TRUE(store.ok()) << when << store.error().context;
    const bool new_one = after.confirmed == 0 && store->begun().has_value();
    EXPECT_TRUE(new_one || !store->begun()) << when << "a new journal had to be begun";
    EXPECT_GE(store->count(), after.confirmed) << when;
    EXPECT_LE(store->count(), std::max(after.confirmed + 1, 2)) << when;
    const auto key = Key::make(KeyKind::Ed25519);
    const auto text = make_export(*store, *key);
    ASSERT_TRUE(text.ok()) << when;
    const Verdict verdict = verify({{"journal", read_export(*text)}}, std::nullopt);
    EXPECT_TRUE(verdict.good()) << when << verdict.problems[0];
    // Each entry with its obligation, or neither.
    const auto obligations = store->database().number("SELECT count(*) FROM obligations");
    EXPECT_EQ(*obligations, store->count() - 1) << when;
    EXPECT_TRUE(store->transaction([&] { return store->append(Say::started()); }).ok()) << when;
}

class PowerCut : public ::testing::TestWithParam<Trouble> {};

TEST_P(PowerCut, AtEveryStepLosesAtMostTheEntryInFlight) {
    const int seeds = GetParam() == Trouble::PowerCut ? (std::getenv("VESTIBULE_LONG") != nullptr ? 40 : 2) : 1;
    std::int64_t steps = 0;
    for (int seed = 0; seed < seeds; ++seed) {
        for (std::int64_t at = 1;; ++at) {
            const Place place;
            const Aftermath after = run(place / "state", GetParam(), at, static_cast<unsigned>(seed));
            expect_whole(place / "state", after,
                         "step " + std::to_string(at) + ", seed " + std::to_string(seed) + ": ");
            if (!after.died) break;
            steps = at;
            ASSERT_LT(at, 1000) << "it never ends";
        }
    }
    EXPECT_GT(steps, 5 * kEntries) << "so few steps cannot have been all";
    RecordProperty("steps", std::to_string(steps));
}
INSTANTIATE_TEST_SUITE_P(Disk, PowerCut, ::testing::Values(Trouble::Killed, Trouble::PowerCut, Trouble::Full));

TEST(Torn, StoreIsSetAsideAndANewOneSaysSo) {
    const Place place;
    const auto write_one = [&place] {
        auto store = Store::open(place / "state", kClock);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(store->transaction([&] { return store->append(Say::started()); }).ok());
    };
    write_one();
    // The whole file is rubbish; so is its first page; so is the page of the entries.
    const std::filesystem::path file = place / "state" / kStoreFile;
    for (const std::streamoff where : {0, 40, 2 * 4096}) {
        {
            std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
            stream.seekp(where);
            const std::string rubbish(where == 0 ? 9000 : 4000, '\x5A');
            stream.write(rubbish.data(), static_cast<std::streamsize>(rubbish.size()));
        }
        auto store = Store::open(place / "state", kClock);
        ASSERT_TRUE(store.ok()) << where << ": " << store.error().context;
        EXPECT_EQ(store->begun(), StoreReason::Broken) << where;
        std::vector<Entry> entries;
        ASSERT_TRUE(store->each([&entries](const Entry& entry) { entries.push_back(entry); }).ok());
        ASSERT_EQ(entries.size(), 1U);
        EXPECT_EQ(entries[0].event, static_cast<int>(Event::StoreStarted));
        EXPECT_EQ(entries[0].fields, std::vector<std::int64_t>{static_cast<int>(StoreReason::Broken)});
        ASSERT_TRUE(store->transaction([&] { return store->append(Say::started()); }).ok());
    }
    std::size_t aside = 0;
    for (const auto& entry : std::filesystem::directory_iterator(place / "state")) {
        const std::string name = entry.path().filename();
        aside += name.find("aside") != std::string::npos && !name.ends_with("-journal") ? 1 : 0;
    }
    EXPECT_EQ(aside, 2U) << "only the newest are kept";
}

TEST(Torn, StoreKeepsWhatMustStillBeDelivered) {
    const Place place;
    {
        auto store = Store::open(place / "state", kClock);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(
            store
                ->transaction([&] {
                    return store->database().run(
                        "INSERT INTO obligations (duty, sealed, made, expires, tries) VALUES (1, x'0102', 5, 6, 7)");
                })
                .ok());
        ASSERT_TRUE(store->database().run("PRAGMA application_id=1").ok());
    }
    auto store = Store::open(place / "state", kClock);
    ASSERT_TRUE(store.ok());
    EXPECT_EQ(store->begun(), StoreReason::Broken);
    EXPECT_EQ(*store->database().number("SELECT count(*) FROM obligations WHERE duty = 1 AND made = 5 AND expires = 6 "
                                        "AND tries = 7 AND sealed = x'0102' AND due IS NULL"),
              1);
}

TEST(Full, JournalIsSetAsideForANewOne) {
    const Place place;
    // The first begins with its own entry; after two more it is full.
    const std::optional<StoreReason> expected[] = {StoreReason::First, std::nullopt, StoreReason::Full, std::nullopt};
    for (const auto& begun : expected) {
        auto store = Store::open(place / "state", kClock, {.entries_max = 3});
        ASSERT_TRUE(store.ok());
        EXPECT_EQ(store->begun(), begun);
        ASSERT_TRUE(store->transaction([&] { return store->append(Say::started()); }).ok());
    }
}

TEST(Folder, IsUsedByOneAtATime) {
    const Place place;
    auto store = Store::open(place / "state", kClock);
    ASSERT_TRUE(store.ok());
    const auto other = Store::open(place / "state", kClock, {.patience = std::chrono::milliseconds(20)});
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, ErrorCode::StoreFailed);
}

}  // namespace
}  // namespace vestibule::journal
