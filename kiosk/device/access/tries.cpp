// tries - one row of the device store.
#include "kiosk/device/access/tries.hpp"

#include <algorithm>

namespace vestibule::device {

namespace {

using std::chrono::seconds;

constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS access_wrong (tries INTEGER NOT NULL, since INTEGER NOT NULL) STRICT;";

seconds lock_after(std::int64_t wrong) {
    if (wrong < kFreeTries) return seconds(0);
    const auto doublings = std::min<std::int64_t>(wrong - kFreeTries, 10);
    return std::min<seconds>(kLongestLock, kFirstLock * (1LL << doublings));
}

}  // namespace

Tries::Tries(journal::Store& store) : store_(&store), now_s_(store.clock().wall().time_since_epoch().count()) {}

Result<Tries> Tries::of(journal::Store& store) {
    if (auto made = store.database().run(kSchema); !made) return std::move(made).error();
    auto wrong = store.database().number("SELECT coalesce(max(tries), 0) FROM access_wrong");
    if (!wrong) return std::move(wrong).error();
    auto since = store.database().number("SELECT coalesce(max(since), 0) FROM access_wrong");
    if (!since) return std::move(since).error();
    Tries tries(store);
    tries.wrong_ = *wrong;
    // A clock that was set back must neither shorten a lock nor make it longer than it ever was.
    tries.since_s_ = std::min(*since, tries.now_s_);
    if (tries.since_s_ != *since) {
        if (auto kept = tries.keep(); !kept) return std::move(kept).error();
    }
    return tries;
}

seconds Tries::left() const {
    return std::max(seconds(0), seconds(since_s_ - now_s_) + lock_after(wrong_));
}

Result<void> Tries::wrong() {
    ++wrong_;
    since_s_ = now_s_;
    return keep();
}

Result<void> Tries::right() {
    wrong_ = 0;
    return keep();
}

Result<void> Tries::keep() {
    if (auto gone = store_->database().run("DELETE FROM access_wrong"); !gone || wrong_ == 0) return gone;
    auto inserting = store_->database().prepare("INSERT INTO access_wrong (tries, since) VALUES (?, ?)");
    auto row = inserting.bind(1, wrong_).bind(2, since_s_).step();
    if (!row) return std::move(row).error();
    return {};
}

}  // namespace vestibule::device
