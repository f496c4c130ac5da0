// store - opening, setting aside, and the one way in which an entry is written.
#include "kiosk/device/journal/store.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

namespace vestibule::journal {

namespace {

constexpr std::int64_t kApplication = 0x56535442;  // "VSTB"
constexpr int kTailLooked = 16;
constexpr const char* kColumns = "seq, hour, event, version, build, f1, f2, f3, f4, f5, f6, f7, f8, hash";

// A rollback journal and not a write-ahead log: with a log, deleted pages live on in it until some later checkpoint,
// and what was deleted here must be gone. TRUNCATE is durable on its own with synchronous=FULL.
constexpr const char* kConnection =
    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON; PRAGMA busy_timeout=2000;";

constexpr const char* kSchema = R"(
CREATE TABLE store (id BLOB NOT NULL CHECK (length(id) = 16)) STRICT;
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY, hour INTEGER NOT NULL, event INTEGER NOT NULL, version INTEGER NOT NULL,
    build INTEGER NOT NULL, f1 INTEGER, f2 INTEGER, f3 INTEGER, f4 INTEGER, f5 INTEGER, f6 INTEGER, f7 INTEGER,
    f8 INTEGER, hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;
CREATE TABLE exports (count INTEGER NOT NULL, head BLOB NOT NULL CHECK (length(head) = 32)) STRICT;
CREATE TABLE obligations (
    id INTEGER PRIMARY KEY, duty INTEGER NOT NULL, sealed BLOB NOT NULL, made INTEGER NOT NULL,
    expires INTEGER NOT NULL, due INTEGER, tries INTEGER NOT NULL) STRICT;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entries_follow BEFORE INSERT ON entries
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)
    BEGIN SELECT RAISE(ABORT, 'out of order'); END;
CREATE TRIGGER exports_stay BEFORE UPDATE ON exports BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER exports_kept BEFORE DELETE ON exports BEGIN SELECT RAISE(ABORT, 'append only'); END;
)";

std::string catalog_trigger() {
    return fmt::format(
        "DROP TRIGGER IF EXISTS entries_in_catalog; CREATE TRIGGER entries_in_catalog BEFORE INSERT ON entries WHEN "
        "NOT "
        "coalesce(NEW.hour BETWEEN 0 AND {} AND NEW.version BETWEEN 0 AND {} AND NEW.build BETWEEN 0 AND {} AND {}, 0) "
        "BEGIN SELECT RAISE(ABORT, 'not in the catalog'); END;",
        kHourMax, kVersionMax, kBuildMax, kCatalogSql);
}

/// Changes whenever the catalog's check does; the database keeps it as its user_version.
std::int64_t catalog_mark() {
    std::uint32_t mark = 2166136261U;  // FNV-1a
    for (const char c : catalog_trigger()) mark = (mark ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return mark & 0x7FFFFFFFU;
}

Error broken(const char* what) {
    return {ErrorCode::StoreFailed, what};
}

}  // namespace

/// What is taken over from a store that is set aside: it must still be told to somebody.
struct Store::Kept {
    std::int64_t id, duty, made, expires, tries;
    std::optional<std::int64_t> due;
    std::vector<std::uint8_t> sealed;
};

Entry entry_at(const Statement& row) {
    Entry entry;
    entry.seq = row.integer(0);
    entry.hour = row.integer(1);
    entry.event = row.integer(2);
    entry.version = row.integer(3);
    entry.build = row.integer(4);
    for (std::size_t f = 0; f < kFieldsMax && !row.is_null(static_cast<int>(5 + f)); ++f) {
        entry.fields.push_back(row.integer(static_cast<int>(5 + f)));
    }
    const auto hash = row.bytes(5 + static_cast<int>(kFieldsMax));
    if (hash.size() == entry.hash.size()) std::copy(hash.begin(), hash.end(), entry.hash.begin());
    return entry;
}

Result<void> Store::connect(const StoreOptions& options) {
    auto opened = Database::open((folder_.path() / kStoreFile).string(), options.vfs);
    if (!opened) return std::move(opened).error();
    database_ = std::move(opened).value();
    return database_.run(kConnection);
}

/// Whether the last entries follow each other; a whole look is `vestibulectl journal verify`'s.
Result<bool> Store::tail_holds() {
    Statement rows = database_.prepare(
        fmt::format("SELECT {} FROM entries WHERE seq > {} ORDER BY seq", kColumns, count_ - kTailLooked - 1));
    Hash before = genesis(id_);
    bool any_before = count_ <= kTailLooked;
    std::int64_t seen = 0;
    while (true) {
        auto row = rows.step();
        if (!row) return std::move(row).error();
        if (!*row) return seen >= std::min<std::int64_t>(count_, kTailLooked);
        const Entry entry = entry_at(rows);
        if (any_before) {
            if (entry.hash != hash_of(before, entry)) return false;
            ++seen;
        }
        any_before = true;
        before = head_ = entry.hash;
    }
}

Result<Store::Condition> Store::look(const StoreOptions& options) {
    const auto judged = [](const Error& error) -> Result<Condition> {
        if (error.code == ErrorCode::StoreBroken) return Condition::Broken;
        return error;
    };
    const auto tables = database_.number("SELECT count(*) FROM sqlite_schema");
    if (!tables) return judged(tables.error());
    if (*tables == 0) return Condition::Empty;
    const auto application = database_.number("PRAGMA application_id");
    if (!application) return judged(application.error());
    if (*application != kApplication) return Condition::Broken;
    if (const auto read = refresh(); !read) return judged(read.error());
    if (id_.empty() || count_ == 0) return Condition::Broken;
    const auto holds = tail_holds();
    if (!holds) return judged(holds.error());
    if (!*holds) return Condition::Broken;
    return count_ >= options.entries_max ? Condition::Full : Condition::Good;
}

Result<void> Store::refresh() {
    Statement store = database_.prepare("SELECT id FROM store");
    auto row = store.step();
    if (!row) return std::move(row).error();
    id_ = *row ? hex(store.bytes(0)) : std::string();
    const auto count = database_.number("SELECT coalesce(max(seq), 0) FROM entries");
    if (!count) return count.error();
    count_ = *count;
    return {};
}

std::vector<Store::Kept> Store::rescue() {
    std::vector<Kept> kept;
    Statement rows = database_.prepare("SELECT id, duty, made, expires, tries, due, sealed FROM obligations");
    for (auto row = rows.step(); row && *row; row = rows.step()) {
        const auto due = rows.is_null(5) ? std::nullopt : std::optional(rows.integer(5));
        kept.push_back({rows.integer(0), rows.integer(1), rows.integer(2), rows.integer(3), rows.integer(4), due,
                        rows.bytes(6)});
    }
    // Best effort: what is kept is sealed, and the file goes when newer ones are set aside.
    (void)database_.run("DELETE FROM obligations").ok();
    return kept;
}

Result<void> Store::begin_new(StoreReason reason, const std::vector<Kept>& kept) {
    begun_ = reason;
    return transaction([&]() -> Result<void> {
        std::array<std::uint8_t, 16> id{};
        if (RAND_bytes(id.data(), id.size()) != 1) return broken("no randomness");
        auto made = database_.run(fmt::format("{} PRAGMA application_id={}; {} PRAGMA user_version={};", kSchema,
                                              kApplication, catalog_trigger(), catalog_mark()));
        if (!made) return made;
        if (auto row = database_.prepare("INSERT INTO store (id) VALUES (?)").bind(1, id).step(); !row)
            return std::move(row).error();
        id_ = hex(id);
        count_ = 0;
        head_ = genesis(id_);
        for (const Kept& one : kept) {
            Statement insert = database_.prepare(
                "INSERT INTO obligations (id, duty, made, expires, tries, sealed, due) VALUES (?, ?, ?, ?, ?, ?, ?)");
            insert.bind(1, one.id).bind(2, one.duty).bind(3, one.made).bind(4, one.expires).bind(5, one.tries);
            insert.bind(6, one.sealed);
            if (one.due) insert.bind(7, *one.due);
            if (auto row = insert.step(); !row) return std::move(row).error();
        }
        return append(Say::store_started(reason));
    });
}

/// Another build may have another catalog: the database's check is always that of the program that writes.
Result<void> Store::renew_checks() {
    const auto mark = database_.number("PRAGMA user_version");
    if (!mark) return mark.error();
    if (*mark == catalog_mark()) return {};
    return transaction(
        [&] { return database_.run(fmt::format("{} PRAGMA user_version={};", catalog_trigger(), catalog_mark())); });
}

Result<Store> Store::open(const std::filesystem::path& folder, const drivers::Clock& clock,
                          const StoreOptions& options) {
    auto locked = device::StateFolder::open(folder, options.patience);
    if (!locked) return std::move(locked).error();
    std::error_code error;
    if (!options.make && !std::filesystem::exists(folder / kStoreFile, error))
        return broken("there is no journal here");
    Store store(std::move(locked).value(), clock);
    auto connected = store.connect(options);
    if (!connected && connected.error().code != ErrorCode::StoreBroken) return std::move(connected).error();
    auto condition = connected ? store.look(options) : Result<Condition>(Condition::Broken);
    if (!condition) return std::move(condition).error();
    if (*condition == Condition::Empty) {
        if (auto begun = store.begin_new(StoreReason::First, {}); !begun) return std::move(begun).error();
        return store;
    }
    if (*condition == Condition::Good) {
        if (auto renewed = store.renew_checks(); !renewed) return std::move(renewed).error();
        return store;
    }
    const std::vector<Kept> kept = store.rescue();
    store.database_ = Database();
    if (auto moved = store.folder_.set_aside(kStoreFile); !moved) return std::move(moved).error();
    if (auto again = store.connect(options); !again) return std::move(again).error();
    const StoreReason reason = *condition == Condition::Full ? StoreReason::Full : StoreReason::Broken;
    if (auto begun = store.begin_new(reason, kept); !begun) return std::move(begun).error();
    return store;
}

Result<void> Store::transaction(const std::function<Result<void>()>& work) {
    if (auto begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
    const std::int64_t count = count_;
    const Hash head = head_;
    Result<void> done = work();
    if (done) done = database_.run("COMMIT");
    if (!done) {
        (void)database_.run("ROLLBACK").ok();  // fails where SQLite has rolled back by itself
        count_ = count;
        head_ = head;
    }
    return done;
}

Result<void> Store::append(const NewEntry& entry) {
    Entry written;
    written.seq = count_ + 1;
    const auto wall = std::chrono::floor<std::chrono::hours>(clock_->wall()).time_since_epoch().count();
    written.hour = std::clamp<std::int64_t>(wall, 0, kHourMax);
    written.event = entry.event();
    written.version = VESTIBULE_VERSION_NUMBER;
    written.build = device::build_id();
    written.fields.assign(entry.fields().begin(), entry.fields().end());
    written.hash = hash_of(head_, written);
    Statement insert =
        database_.prepare(fmt::format("INSERT INTO entries ({}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", kColumns));
    insert.bind(1, written.seq).bind(2, written.hour).bind(3, written.event).bind(4, written.version);
    insert.bind(5, written.build).bind(6 + static_cast<int>(kFieldsMax), written.hash);
    for (std::size_t f = 0; f < written.fields.size(); ++f) insert.bind(static_cast<int>(6 + f), written.fields[f]);
    if (auto row = insert.step(); !row) return std::move(row).error();
    count_ = written.seq;
    head_ = written.hash;
    return {};
}

Result<void> Store::after(std::int64_t seq, std::int64_t most, const std::function<void(const Entry&)>& use) {
    Statement rows =
        database_.prepare(fmt::format("SELECT {} FROM entries WHERE seq > ? ORDER BY seq LIMIT ?", kColumns));
    rows.bind(1, seq).bind(2, most);
    while (true) {
        auto row = rows.step();
        if (!row) return std::move(row).error();
        if (!*row) return {};
        use(entry_at(rows));
    }
}

}  // namespace vestibule::journal
