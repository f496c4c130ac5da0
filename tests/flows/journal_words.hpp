// journal_words - the journal of a kiosk that runs, an entry a line, as `vestibulectl journal show` has it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/device/journal/store.hpp"

namespace vestibule::flows {

inline std::vector<std::string> journal_words(const std::filesystem::path& state_folder) {
    std::vector<std::string> lines;
    const drivers::SystemClock clock;
    auto store = journal::Store::open(state_folder, clock);
    EXPECT_TRUE(store.ok());
    if (store) {
        EXPECT_TRUE(store->each([&](const journal::Entry& one) { lines.push_back(journal::in_words(one)); }).ok());
    }
    return lines;
}

}  // namespace vestibule::flows
