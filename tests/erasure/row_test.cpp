// row_test - many visits in a row: nothing grows, nothing is left, and the erasure keeps its time.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using flows::Play;
using privacy::family;
using privacy::state_of;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int kShortRow = 20, kLongRow = 1'000;
constexpr double kErasureLongest_ms = 100, kExitToErasedLongest_ms = 500;  // 99 of 100
constexpr long kGrowthLongest_KiB = 2'048;  // the pages that one process happens to have more than another

struct Size {
    long own_KiB = 0, threads = 0, descriptors = 0;
};

long entries(const std::filesystem::path& folder) {
    std::error_code error;
    return std::distance(std::filesystem::directory_iterator(folder, error), {});
}

Size size_of(int pid) {
    const std::string root = "/proc/" + std::to_string(pid);
    Size size;
    std::ifstream status(root + "/status");
    for (std::string line; std::getline(status, line);) {
        // Its own pages: looking at a process brings pages of files into it that it never touched.
        if (line.starts_with("RssAnon:")) size.own_KiB = std::stol(line.substr(8));
        if (line.starts_with("Threads:")) size.threads = std::stol(line.substr(8));
    }
    size.descriptors = entries(root + "/fd");
    return size;
}

double worst_of_a_hundred(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[(values.size() * 99 + 99) / 100 - 1];
}

struct Row {
    std::vector<double> erasures_ms, exits_ms;
    std::vector<Size> parents, visits;
    Finds finds;
    long files_first = 0, files_last = 0;
};

/// Once it has rested: a process that has just begun still opens, on a thread of its own, what reads the cameras.
/// What is never closed rests as well, and is counted.
Size settled_size_of(int pid) {
    constexpr int kAlike = 10, kLooks = 200;
    Size size = size_of(pid);
    for (int look = 0, alike = 0; look < kLooks && alike < kAlike; ++look) {
        std::this_thread::sleep_for(20ms);
        const Size now = size_of(pid);
        alike = now.descriptors == size.descriptors && now.threads == size.threads ? alike + 1 : 0;
        size = now;
    }
    return size;
}

/// Welcome .. the name typed .. stop and erase .. Erased .. Welcome.
void short_visit(Kiosk& kiosk, Play& play, Row& row, const std::filesystem::path& note) {
    play.begin(flows::Provider::IdMe);
    play.choose_here();
    play.press("new-account");
    play.arrive("Contact");
    kiosk.type("field-email", canary().email);
    kiosk.type("field-phone", canary().phone);
    kiosk.type("field-password", canary().password);
    kiosk.must({{"do", "note-exit"}, {"file", note.string()}});
    const int pid = kiosk.state().value("pid", -1);
    play.press("stop");
    play.press("erase-now");
    while (state_of(pid) != 'Z' && state_of(pid) != '\0') std::this_thread::sleep_for(200us);
    const auto exited = SteadyClock::now();
    kiosk.wait_until(
        [pid](const auto& now) { return now.value("pid", pid) != pid && now.value("step", "") == "Erased"; },
        "the next visit");
    row.exits_ms.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - exited).count());
    play.press("continue");
    kiosk.wait_for("Welcome");
}

TEST(Row, NothingGrowsAndNothingIsLeft) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may look into processes that are not dumpable";
    const int visits = std::getenv("VESTIBULE_LONG") != nullptr ? kLongRow : kShortRow;
    sandbox::Sandbox services;
    KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    launch.says = services.directory() / "said.txt";
    const std::filesystem::path note = services.directory() / "erasures.txt";
    Kiosk kiosk(services, launch);
    Play play(services, kiosk, true, [](const std::string&) {});
    privacy::Scanner scanner;
    add_patient(scanner);
    Row row;
    for (int visit = 0; visit < visits; ++visit) {
        short_visit(kiosk, play, row, note);
        const int pid = kiosk.state().value("pid", -1);
        row.parents.push_back(size_of(kiosk.pid()));
        row.visits.push_back(settled_size_of(pid));
        for (const int one : family(kiosk.pid())) row.finds.add(scanner.process(one, kCameraModule).value());
        (visit == 0 ? row.files_first : row.files_last) = entries(kiosk.folder());
    }
    row.finds.add(scanner.folder(kiosk.folder(), std::filesystem::file_time_type::min(), {}));
    row.finds.add(scanner.file(launch.says));
    row.finds.add(scanner.folder(kiosk.state_folder(), std::filesystem::file_time_type::min(), {}));
    std::ifstream noted(note);
    for (double us = 0; noted >> us;) row.erasures_ms.push_back(us / 1000);

    const double erasure = worst_of_a_hundred(row.erasures_ms), exit = worst_of_a_hundred(row.exits_ms);
    std::cout << visits << " visits: erasure p99 " << erasure << " ms, exit to Erased p99 " << exit << " ms, parent "
              << row.parents.front().own_KiB << " -> " << row.parents.back().own_KiB << " KiB, next visit "
              << row.visits.front().own_KiB << " -> " << row.visits.back().own_KiB << " KiB\n";
    RecordProperty("erasure_p99_ms", std::to_string(erasure));
    RecordProperty("exit_to_erased_p99_ms", std::to_string(exit));
    ASSERT_EQ(row.erasures_ms.size(), static_cast<std::size_t>(visits));
    EXPECT_EQ(row.finds.all(), 0) << row.finds.told();
    EXPECT_LE(erasure, kErasureLongest_ms);
    EXPECT_LE(exit, kExitToErasedLongest_ms);
    EXPECT_EQ(row.files_last, row.files_first);
    for (const auto* sizes : {&row.parents, &row.visits}) {
        EXPECT_LE(sizes->back().own_KiB, sizes->front().own_KiB + kGrowthLongest_KiB);
        EXPECT_LE(sizes->back().descriptors, sizes->front().descriptors + 1);
        EXPECT_LE(sizes->back().threads, sizes->front().threads + 1);
    }
}

}  // namespace
}  // namespace vestibule::erasure
