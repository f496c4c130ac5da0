// catalog_test - nothing outside the catalog can be written, by the library or by hand; and the manual page is its.
#include <gmock/gmock.h>

#include <random>

#include "kiosk/device/journal/store.hpp"
#include "tests/device/place.hpp"

namespace vestibule::journal {
namespace {

using device::testing::Place;
const drivers::SimulatedClock kClock;

// An entry cannot be made from text, nor from an event and numbers of one's own.
static_assert(!std::is_constructible_v<NewEntry, const char*>);
static_assert(!std::is_constructible_v<NewEntry, int, std::initializer_list<std::int64_t>>);
static_assert(!std::is_default_constructible_v<NewEntry>);
static_assert(!std::is_invocable_v<decltype(&Say::device_fault), const char*>);
static_assert(!std::is_invocable_v<decltype(&Say::device_fault), int>);

/// Any SQL value: numbers near the limits, texts, bytes, fractions, nothing.
std::string any_value(std::mt19937_64& random) {
    switch (random() % 12) {
        case 0:
            return "NULL";
        case 1:
            return "'Alex'";
        case 2:
            return "'7'";
        case 3:
            return "x'416C6578'";
        case 4:
            return "1.5";
        case 5:
            return std::to_string(static_cast<std::int64_t>(random()));
        default:
            return std::to_string(static_cast<std::int64_t>(random() % 14) - 1);
    }
}

/// What SQL would store for a value in an INTEGER column of a STRICT table; nothing when it would refuse.
std::optional<std::int64_t> stored(const std::string& value) {
    if (value == "'7'") return 7;
    if (value[0] == '\'' || value[0] == 'x' || value == "1.5") return std::nullopt;
    return std::stoll(value);
}

/// Whether the catalog allows these fields, NULL from the first that the event does not have.
bool allowed(std::int64_t event, const std::array<std::string, kFieldsMax>& fields) {
    Entry entry;
    entry.event = event;
    bool ended = false;
    for (const std::string& field : fields) {
        if (field == "NULL") {
            ended = true;
            continue;
        }
        const auto number = stored(field);
        if (!number || ended) return false;
        entry.fields.push_back(*number);
    }
    return in_catalog(entry);
}

TEST(Catalog, IsAllThatTheDatabaseTakes) {
    const Place place;
    auto store = Store::open(place / "state", kClock);
    ASSERT_TRUE(store.ok());
    std::mt19937_64 random(20261124);
    int taken = 0, refused = 0;
    // All in one transaction, so that a run of thousands needs no disk; what was taken is followed by the next number.
    std::int64_t seq = store->count();
    ASSERT_TRUE(store->database().run("BEGIN").ok());
    for (int i = 0; i < 20'000; ++i) {
        const auto event = static_cast<std::int64_t>(random() % 19);
        const EventInfo* info = event_info(event);
        std::array<std::string, kFieldsMax> fields;
        for (std::size_t f = 0; f < kFieldsMax; ++f) {
            // Mostly nearly right, so that both sides are met.
            const bool has = info != nullptr && f < info->fields.size();
            const bool right = random() % 8 != 0;
            if (right && has) {
                const Kind& kind = *info->fields[f].kind;
                fields[f] = std::to_string(kind.only.empty() ? kind.highest : kind.only[random() % kind.only.size()]);
            } else {
                fields[f] = right ? "NULL" : any_value(random);
            }
        }
        std::string sql =
            "INSERT INTO entries VALUES (" + std::to_string(seq + 1) + ", 5, " + std::to_string(event) + ", 1000, 77";
        for (const std::string& field : fields) sql += ", " + field;
        const bool was_taken = store->database().run(sql + ", zeroblob(32))").ok();
        ASSERT_EQ(was_taken, allowed(event, fields)) << sql;
        seq += was_taken ? 1 : 0;
        ++(was_taken ? taken : refused);
    }
    EXPECT_GT(taken, 1000);
    EXPECT_GT(refused, 1000);
    ASSERT_TRUE(store->database().run("ROLLBACK").ok());
}

TEST(Catalog, GuardsTheOtherColumnsAndTheOrder) {
    const Place place;
    auto store = Store::open(place / "state", kClock);
    ASSERT_TRUE(store.ok());
    const auto insert = [&store](const std::string& head, const std::string& hash = "zeroblob(32)") {
        return store->database()
            .run("INSERT INTO entries (seq, hour, event, version, build, hash) VALUES (" + head + ", " + hash + ")")
            .ok();
    };
    EXPECT_TRUE(insert("2, 5, 2, 1000, 77"));
    EXPECT_FALSE(insert("2, 5, 2, 1000, 77")) << "a number twice";
    EXPECT_FALSE(insert("4, 5, 2, 1000, 77")) << "a gap";
    EXPECT_FALSE(insert("NULL, 5, 2, 1000, 77"));
    EXPECT_FALSE(insert("3, -1, 2, 1000, 77"));
    EXPECT_FALSE(insert("3, 10000000, 2, 1000, 77"));
    EXPECT_FALSE(insert("3, 'Alex', 2, 1000, 77"));
    EXPECT_FALSE(insert("3, 5, 2, 1000, 281474976710656"));
    EXPECT_FALSE(insert("3, 5, 2, 1000, 77", "zeroblob(31)"));
    EXPECT_FALSE(insert("3, 5, 2, 1000, 77", "'Alex Quill Sample, 1958-03-14...'")) << "text as long as a hash";
    for (const char* change :
         {"UPDATE entries SET hour = 6", "UPDATE entries SET f1 = 1 WHERE seq = 1", "DELETE FROM entries",
          "DELETE FROM entries WHERE seq = 2", "DELETE FROM exports WHERE 1",
          "INSERT OR REPLACE INTO entries (seq, hour, event, version, build, hash) VALUES "
          "(1, 5, 2, 1000, 77, zeroblob(32))"}) {
        const bool changed = store->database().run(change).ok() && store->database().changes() > 0;
        EXPECT_TRUE(!changed || std::string(change).find("exports") != std::string::npos) << change;
    }
    EXPECT_EQ(*store->database().number("SELECT count(*) FROM entries"), 2);
}

TEST(Catalog, OfAnotherBuildIsRenewed) {
    const Place place;
    {
        auto store = Store::open(place / "state", kClock);
        ASSERT_TRUE(store.ok());
        ASSERT_TRUE(store->database().run("DROP TRIGGER entries_in_catalog; PRAGMA user_version=1").ok());
    }
    auto store = Store::open(place / "state", kClock);
    ASSERT_TRUE(store.ok());
    EXPECT_FALSE(store->begun()) << "the journal goes on";
    EXPECT_FALSE(
        store->database()
            .run("INSERT INTO entries (seq, hour, event, version, build, hash) VALUES (2, 5, 999, 1, 1, zeroblob(32))")
            .ok());
}

TEST(Catalog, ClampsNumbersAndKnowsItsWords) {
    EXPECT_EQ(Say::entries_missed(99999).fields()[0], 1000);
    EXPECT_EQ(Say::out_of_service(-5).fields()[0], 1);
    EXPECT_EQ(ending_named("timed_out"), Ending::TimedOut);
    EXPECT_EQ(ending_named("Alex"), std::nullopt);
    EXPECT_EQ(event_info(999), nullptr);
}

TEST(Entry, IsCoarseAndNamesItsBuild) {
    const Place place;
    drivers::SimulatedClock clock;
    clock.set_wall(std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + std::chrono::minutes(15 * 60 + 59));
    auto store = Store::open(place / "state", clock);
    ASSERT_TRUE(store.ok());
    ASSERT_TRUE(store->transaction([&] { return store->append(Say::device_fault(ErrorCode::CameraLost)); }).ok());
    std::vector<std::string> words;
    std::vector<Entry> entries;
    ASSERT_TRUE(store
                    ->each([&](const Entry& entry) {
                        words.push_back(in_words(entry));
                        entries.push_back(entry);
                    })
                    .ok());
    EXPECT_THAT(words[1], ::testing::HasSubstr("2026-11-24 15h device_fault (failure) error=E302_CameraLost by 0."));
    EXPECT_NE(entries[1].build, 0) << "linked with a build id";
    EXPECT_EQ(entries[1].build, device::build_id());
    EXPECT_EQ(entries[1].hash, hash_of(entries[0].hash, entries[1]));
}

TEST(ManualPage, IsTheOneThatTheCatalogMakes) {
    const auto read = [](const char* file) {
        std::ifstream stream(file);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const std::string made = read(VESTIBULE_MADE_PAGE);
    ASSERT_FALSE(made.empty());
    EXPECT_EQ(read(VESTIBULE_SOURCE_DIR "/docs/journal-events.md"), made)
        << "copy " << VESTIBULE_MADE_PAGE << " to docs/";
    for (const EventInfo& event : catalog()) EXPECT_NE(made.find(event.name), std::string::npos) << event.name;
}

}  // namespace
}  // namespace vestibule::journal
