// log_shipping - batch by batch: read, send, wait for the server's end of the connection, remember.
#include "kiosk/device/fleet/log_shipping.hpp"

#include <fmt/format.h>

#include <charconv>

#include "kiosk/device/fleet/syslog.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/net/tls_channel.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kPositionFile = "syslog-position";

/// The last entry that was answered for; 0 for another journal, or when the file does not say.
std::int64_t position_in(const std::filesystem::path& state, const std::string& journal) {
    const Result<std::string> text = read_text(state / kPositionFile);
    if (!text || !text->starts_with(journal + " ")) return 0;
    const std::string_view number = std::string_view(*text).substr(journal.size() + 1);
    std::int64_t position = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), position);
    return error == std::errc() && position > 0 ? position : 0;
}

struct Batch {
    std::string frames, journal;
    std::int64_t first = 0, last = 0, count = 0, behind = 0;  // behind: left after it
};

Result<Batch> next_batch(const LogShipping& order) {
    auto store = journal::Store::open(order.state_folder, *order.clock, {.make = false});
    if (!store) return std::move(store).error();
    Batch batch;
    batch.journal = store->id();
    const SyslogSource source{order.device, store->id(), order.enterprise};
    std::int64_t from = position_in(order.state_folder, store->id());
    if (from > store->count()) from = 0;  // an older copy of the journal was put back
    const std::int64_t this_hour =
        std::chrono::floor<std::chrono::hours>(order.clock->wall()).time_since_epoch().count();
    bool over = true;
    const auto read = store->after(from, order.batch, [&](const journal::Entry& entry) {
        over = over && entry.hour != this_hour;
        if (!over) return;
        batch.frames += framed(syslog_message(entry, source));
        batch.last = entry.seq;
        ++batch.count;
    });
    if (!read) return read.error();
    batch.behind = store->count() - std::max(batch.last, from);
    return batch;
}

Result<void> send(const LogShipping& order, const Batch& batch) {
    auto channel = net::TlsChannel::connect(order.to, order.trust, order.patience);
    if (!channel) return std::move(channel).error();
    if (Result<void> sent = channel->send(batch.frames); !sent) return sent;
    return channel->finish();
}

}  // namespace

Result<Shipped> ship_journal(const LogShipping& order) {
    Shipped shipped;
    while (true) {
        const Result<Batch> batch = next_batch(order);
        if (!batch) return batch.error();
        shipped.waiting = batch->behind;
        if (batch->count == 0) return shipped;
        if (Result<void> sent = send(order, *batch); !sent) return std::move(sent).error();
        const std::string position = fmt::format("{} {}\n", batch->journal, batch->last);
        if (Result<void> kept = replace_file(order.state_folder / kPositionFile, position); !kept) {
            return std::move(kept).error();
        }
        shipped.sent += batch->count;
    }
}

Result<std::int64_t> unshipped(const std::filesystem::path& state, journal::Store& store) {
    const auto hour = std::chrono::floor<std::chrono::hours>(store.clock().wall()).time_since_epoch().count();
    return store.database().number(fmt::format("SELECT count(*) FROM entries WHERE seq > {} AND hour <> {}",
                                               position_in(state, store.id()), hour));
}

}  // namespace vestibule::device
