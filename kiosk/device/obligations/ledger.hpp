// ledger - what the running kiosk writes into the device store; trouble with it never stops a visit.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "kiosk/device/obligations/obligations.hpp"
#include "kiosk/device/obligations/parcel.hpp"
#include "kiosk/device/os/page_file.hpp"

namespace vestibule::device {

struct LedgerSetup {
    std::filesystem::path state_folder;
    std::filesystem::path runtime_folder;        ///< remembers how many entries could not be written
    const drivers::Clock* clock = nullptr;       ///< outlives the ledger
    std::filesystem::path delivery_key;          ///< public; empty: no duties are kept
    std::function<void(const Error&)> complain;  ///< from any thread
    std::function<void()> found_due;             ///< from any thread: `begin` has found duties of an earlier visit
};

/// The names of its files in the runtime folder: how many entries are missing, and which duties are settled although
/// the store could not be told.
inline constexpr const char* kMissedFile = "journal-missed";
inline constexpr const char* kSettledFile = "duties-settled";

/// Entries are written by a thread of its own, in order; duties at once, by whoever takes them.
class Ledger final : public net::Duties {
public:
    explicit Ledger(LedgerSetup setup);
    /// Writes what still waits.
    ~Ledger() override;
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    void record(const journal::NewEntry& entry) { queue({entry, false, 0}); }
    /// The first entry of a process. Whatever an earlier visit held is due now: that visit is over.
    void begin(const journal::NewEntry& entry) { queue({entry, true, 0}); }
    /// Waits until everything is written, or could not be.
    void flush();

    /// Carries out `work` at once, all of it or nothing; whoever calls waits for the disk. Not counted as missed.
    Result<void> at_once(const std::function<Result<void>(Store&)>& work);

    Ticket take(net::Duty duty, const net::Request& request) override;
    void settle(Ticket ticket) override;
    void settle_soon(Ticket ticket) override;
    /// Duties of this process that are not settled yet.
    [[nodiscard]] std::size_t open_duties() const;
    /// How many duties of earlier visits `begin` has found.
    [[nodiscard]] std::int64_t released() const;

private:
    struct Waiting {
        std::optional<journal::NewEntry> entry;
        bool releases;
        Ticket settled;
    };
    Result<std::int64_t> write_one(Store& store, const Waiting& one) const;
    void queue(Waiting waiting);
    void run();
    void write(const std::vector<Waiting>& entries);
    Result<void> write_to(Store& store, const std::vector<Waiting>& entries);
    Result<Store> open();
    void complain(const Error& error);
    [[nodiscard]] std::int64_t missed() const;
    void set_missed(std::int64_t count);
    [[nodiscard]] std::vector<Ticket> settled_apart() const;
    void settle_apart(Ticket ticket);

    const LedgerSetup setup_;
    const PageFile missed_, settled_;
    std::optional<journal::Key> delivery_key_;
    mutable std::mutex mutex_;  // of what follows
    std::condition_variable changed_;
    std::vector<Waiting> waiting_;
    std::vector<Ticket> open_;
    std::int64_t released_ = 0;
    bool writing_ = false, ending_ = false;
    std::mutex store_mutex_;  // one opening at a time in this process
    std::thread thread_;
};

}  // namespace vestibule::device
