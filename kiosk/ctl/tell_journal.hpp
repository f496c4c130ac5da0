// tell_journal - a command's entry in the journal; what cannot be written is said, and stops nothing.
#pragma once

#include <cstdio>
#include <filesystem>

#include "kiosk/device/journal/store.hpp"

namespace vestibule::ctl {

inline void tell_journal(const std::filesystem::path& state_folder, const journal::NewEntry& entry) {
    static const drivers::SystemClock kClock;
    auto store = journal::Store::open(state_folder, kClock);
    const Result<void> written = store ? store->transaction([&] { return store->append(entry); }) : store.error();
    if (!written) std::fprintf(stderr, "vestibulectl: %s\n", written.error().sentence().c_str());
}

}  // namespace vestibule::ctl
