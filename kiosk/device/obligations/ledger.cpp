// ledger - the writing thread, and duties that are committed before the answer that made them is used.
#include "kiosk/device/obligations/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

namespace vestibule::device {

namespace {

// Somebody who holds the store longer is stuck; a patient does not wait for him.
constexpr std::chrono::milliseconds kPatience{250};

static_assert(static_cast<int>(net::Duty::DropSearch) == static_cast<int>(Duty::DropSearch));
static_assert(static_cast<int>(net::Duty::RevokeToken) == static_cast<int>(Duty::RevokeToken));
static_assert(static_cast<int>(net::Duty::TellConsent) == static_cast<int>(Duty::TellConsent));
static_assert(static_cast<int>(net::Duty::Count) == static_cast<int>(Duty::TellConsent) + 1);

}  // namespace

Ledger::Ledger(LedgerSetup setup)
    : setup_(std::move(setup)),
      missed_(setup_.runtime_folder / kMissedFile),
      settled_(setup_.runtime_folder / kSettledFile) {
    if (setup_.delivery_key.empty()) return;
    auto key = journal::Key::read_public(setup_.delivery_key, journal::KeyKind::X25519);
    if (key) {
        delivery_key_ = std::move(key).value();
    } else {
        complain(key.error());
    }
}

Ledger::~Ledger() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_.notify_all();
    }
    if (thread_.joinable()) thread_.join();
}

void Ledger::complain(const Error& error) {
    if (setup_.complain) setup_.complain(error);
}

Result<Store> Ledger::open() {
    auto store = Store::open(setup_.state_folder, *setup_.clock, {.patience = kPatience});
    if (store && store->begun() == journal::StoreReason::Broken) {
        complain({ErrorCode::StoreBroken, (setup_.state_folder / journal::kStoreFile).string()});
    }
    return store;
}

void Ledger::queue(Waiting waiting) {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(waiting);
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });  // not before there is something to write
    changed_.notify_all();
}

void Ledger::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return !waiting_.empty() || ending_; });
        if (waiting_.empty()) return;
        const std::vector<Waiting> entries = std::exchange(waiting_, {});
        writing_ = true;
        lock.unlock();
        write(entries);
        lock.lock();
        writing_ = false;
        changed_.notify_all();
    }
}

void Ledger::flush() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_.empty() && !writing_; });
}

Result<void> Ledger::at_once(const std::function<Result<void>(Store&)>& work) {
    const std::scoped_lock lock(store_mutex_);
    auto store = open();
    if (!store) return std::move(store).error();
    return store->transaction([&] { return work(*store); });
}

/// All of them or none; what could not be written is counted, and the next that can says how many.
void Ledger::write(const std::vector<Waiting>& entries) {
    const std::scoped_lock lock(store_mutex_);
    auto store = open();
    const Result<void> written = store ? write_to(*store, entries) : Result<void>(store.error());
    if (written) return;
    complain(written.error());
    set_missed(missed() + static_cast<std::int64_t>(entries.size()));
}

/// How many duties it released.
Result<std::int64_t> Ledger::write_one(Store& store, const Waiting& one) const {
    if (one.settled != 0) {
        if (auto settled = settle_within(store, static_cast<std::int64_t>(one.settled)); !settled)
            return settled.error();
    }
    if (one.releases) {
        for (const Ticket apart : settled_apart()) {
            if (auto settled = settle_within(store, static_cast<std::int64_t>(apart)); !settled) return settled.error();
        }
    }
    if (one.entry) {
        if (auto appended = store.append(*one.entry); !appended) return appended.error();
    }
    return one.releases ? release(store) : std::int64_t{0};
}

Result<void> Ledger::write_to(Store& store, const std::vector<Waiting>& entries) {
    const std::int64_t before = missed();
    std::int64_t released = 0;
    auto written = store.transaction([&]() -> Result<void> {
        if (before > 0) {
            if (auto told = store.append(journal::Say::entries_missed(before)); !told) return told;
        }
        for (const Waiting& one : entries) {
            const auto count = write_one(store, one);
            if (!count) return count.error();
            released += *count;
        }
        return {};
    });
    if (!written) return written;
    if (before > 0) set_missed(0);
    const bool releases = std::any_of(entries.begin(), entries.end(), [](const Waiting& one) { return one.releases; });
    if (releases && !settled_apart().empty()) (void)settled_.write({});
    {
        const std::scoped_lock lock(mutex_);
        released_ += released;
    }
    if (released > 0 && setup_.found_due) setup_.found_due();
    return {};
}

std::int64_t Ledger::missed() const {
    std::istringstream page(missed_.read().value_or(""));
    std::int64_t count = 0;
    page >> count;
    return std::max<std::int64_t>(count, 0);
}

void Ledger::set_missed(std::int64_t count) {
    if (auto written = missed_.write(count == 0 ? std::string() : std::to_string(count)); !written)
        complain(written.error());
}

std::vector<Ledger::Ticket> Ledger::settled_apart() const {
    std::istringstream page(settled_.read().value_or(""));
    return {std::istream_iterator<Ticket>(page), {}};
}

/// The store cannot be told now. Whoever releases this visit's duties reads it here, and does not.
void Ledger::settle_apart(Ticket ticket) {
    std::string page = settled_.read().value_or("");
    if (!page.empty()) page += ' ';
    if (auto written = settled_.write(page + std::to_string(ticket)); !written) complain(written.error());
}

Ledger::Ticket Ledger::take(net::Duty duty, const net::Request& request) {
    if (!delivery_key_) return 0;
    const auto kept = static_cast<Duty>(duty);
    const auto sealed = seal_request(*delivery_key_, kept, request);
    if (!sealed) {
        complain(sealed.error());
        return 0;
    }
    flush();  // or a `begin` that still waits would take this duty for an earlier visit's
    const std::scoped_lock lock(store_mutex_);
    auto store = open();
    const auto id = store ? device::take(*store, kept, *sealed) : Result<std::int64_t>(store.error());
    if (!id) {
        complain(id.error());
        set_missed(missed() + 1);
        return 0;
    }
    const std::scoped_lock inner(mutex_);
    open_.push_back(static_cast<Ticket>(*id));
    return static_cast<Ticket>(*id);
}

void Ledger::settle(Ticket ticket) {
    const std::scoped_lock lock(store_mutex_);
    auto store = open();
    const auto settled =
        store ? device::settle(*store, static_cast<std::int64_t>(ticket)) : Result<void>(store.error());
    if (!settled) {
        complain(settled.error());
        settle_apart(ticket);
    }
    const std::scoped_lock inner(mutex_);
    std::erase(open_, ticket);
}

void Ledger::settle_soon(Ticket ticket) {
    {
        const std::scoped_lock lock(mutex_);
        std::erase(open_, ticket);
    }
    queue({std::nullopt, false, ticket});
}

std::size_t Ledger::open_duties() const {
    const std::scoped_lock lock(mutex_);
    return open_.size();
}

std::int64_t Ledger::released() const {
    const std::scoped_lock lock(mutex_);
    return released_;
}

}  // namespace vestibule::device
