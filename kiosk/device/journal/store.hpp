// store - the device store: the journal and what is kept beside it, in one SQLite file that survives power cuts.
#pragma once

#include <functional>
#include <limits>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/journal/events.hpp"
#include "kiosk/device/journal/sqlite.hpp"
#include "kiosk/device/os/state_folder.hpp"

namespace vestibule::journal {

inline constexpr const char* kStoreFile = "store.sqlite";

struct StoreOptions {
    /// A store that another program holds longer is not waited for.
    std::chrono::milliseconds patience{2'000};
    const char* vfs = nullptr;           ///< tests put a failing disk here
    std::int64_t entries_max = 300'000;  ///< about 25 MB, and years of visits; then a new journal begins
    bool make = true;                    ///< false: a store that is not there is an error
};

/// One connection. It holds the folder's lock, so it lives only as long as one piece of work.
class Store {
public:
    /// Opens the store or begins one; one that is broken or full is set aside first, and the new journal's first entry
    /// says so. Errors: StoreFailed.
    static Result<Store> open(const std::filesystem::path& folder, const drivers::Clock& clock,
                              const StoreOptions& options = {});

    /// All of `work` is carried out, or nothing.
    Result<void> transaction(const std::function<Result<void>()>& work);
    /// Only within a transaction.
    Result<void> append(const NewEntry& entry);

    /// The identity of this journal: 32 hex digits, made anew with each.
    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] std::int64_t count() const { return count_; }
    [[nodiscard]] const Hash& head() const { return head_; }
    /// Every entry in order, as it stands in the file; nothing is judged.
    Result<void> each(const std::function<void(const Entry&)>& use) {
        return after(std::numeric_limits<std::int64_t>::min(), -1, use);
    }
    /// At most so many entries (-1: all) behind entry `seq`, in order.
    Result<void> after(std::int64_t seq, std::int64_t most, const std::function<void(const Entry&)>& use);

    [[nodiscard]] Database& database() { return database_; }
    [[nodiscard]] const drivers::Clock& clock() const { return *clock_; }
    /// Why this call began a new journal; nothing when it was there.
    [[nodiscard]] std::optional<StoreReason> begun() const { return begun_; }

private:
    struct Kept;
    enum class Condition : std::uint8_t { Good, Empty, Broken, Full };

    Store(device::StateFolder folder, const drivers::Clock& clock) : folder_(std::move(folder)), clock_(&clock) {}
    Result<void> connect(const StoreOptions& options);
    Result<Condition> look(const StoreOptions& options);
    Result<bool> tail_holds();
    Result<void> refresh();
    Result<void> begin_new(StoreReason reason, const std::vector<Kept>& kept);
    Result<void> renew_checks();
    std::vector<Kept> rescue();

    device::StateFolder folder_;
    const drivers::Clock* clock_;
    Database database_;
    std::string id_;
    std::int64_t count_ = 0;
    Hash head_{};
    std::optional<StoreReason> begun_;
};

/// The row of `entries` that a statement stands on: seq, hour, event, version, build, f1..f8, hash.
[[nodiscard]] Entry entry_at(const Statement& row);

}  // namespace vestibule::journal
