// workshop_test - work in a process beside this one: in order, crashed, hung, stopped, and gone with its maker.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "kiosk/device/os/workshop.hpp"

namespace vestibule::device {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

void work(const std::string& request, const Workshop::Tell& tell) {
    tell("begun " + request);
    if (request == "crash") std::raise(SIGKILL);
    if (request == "throw") throw std::runtime_error("a library's");
    if (request == "hang") {
        tell(std::to_string(getpid()));
        for (;;) pause();
    }
    if (request == "long") tell(std::string(500'000, 'x'));
}

/// A process that was killed but not yet waited for by anybody does not run.
bool runs(int pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
    const std::string text(std::istreambuf_iterator<char>(status), {});
    return !text.empty() && text.find(") Z ") == std::string::npos;
}

std::vector<std::string> until_end(Workshop& workshop, int ends = 1) {
    std::vector<std::string> all;
    const auto limit = std::chrono::steady_clock::now() + 20s;
    while (ends > 0 && std::chrono::steady_clock::now() < limit) {
        for (std::string& line : workshop.heard()) {
            ends -= line == Workshop::kEnd ? 1 : 0;
            all.push_back(std::move(line));
        }
        std::this_thread::sleep_for(5ms);
    }
    return all;
}

TEST(Workshop, CarriesOutOneAfterTheOther) {
    auto workshop = Workshop::open(work);
    ASSERT_TRUE(workshop.ok());
    EXPECT_TRUE(workshop->ask("one"));
    EXPECT_TRUE(workshop->ask("two"));
    EXPECT_THAT(until_end(*workshop, 2), ElementsAre("begun one", "end", "begun two", "end"));
}

TEST(Workshop, OutlivesWorkThatCrashesOrThrows) {
    auto workshop = Workshop::open(work);
    ASSERT_TRUE(workshop.ok());
    for (const char* bad : {"crash", "throw"}) {
        EXPECT_TRUE(workshop->ask(bad));
        EXPECT_THAT(until_end(*workshop), ElementsAre(std::string("begun ") + bad, "end"));
    }
    EXPECT_TRUE(workshop->ask("fine"));
    EXPECT_THAT(until_end(*workshop), ElementsAre("begun fine", "end"));
}

TEST(Workshop, StopsWhatHangs) {
    auto workshop = Workshop::open(work);
    ASSERT_TRUE(workshop.ok());
    EXPECT_TRUE(workshop->ask("hang"));
    std::this_thread::sleep_for(300ms);
    EXPECT_TRUE(workshop->stop());
    const auto lines = until_end(*workshop);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_FALSE(runs(std::stoi(lines[1])));
    EXPECT_TRUE(workshop->ask("next"));
    EXPECT_THAT(until_end(*workshop), ElementsAre("begun next", "end"));
}

TEST(Workshop, TakesItsWorkWithItWhenItGoes) {
    int pid = 0;
    {
        auto workshop = Workshop::open(work);
        ASSERT_TRUE(workshop.ok());
        EXPECT_TRUE(workshop->ask("hang"));
        std::vector<std::string> lines;
        for (int i = 0; i < 400 && lines.size() < 2; ++i, std::this_thread::sleep_for(10ms)) {
            for (std::string& line : workshop->heard()) lines.push_back(std::move(line));
        }
        ASSERT_EQ(lines.size(), 2U);
        pid = std::stoi(lines[1]);
    }
    for (int i = 0; i < 300 && runs(pid); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(runs(pid));
}

TEST(Workshop, PassesLongLinesWhole) {
    auto workshop = Workshop::open(work);
    ASSERT_TRUE(workshop.ok());
    EXPECT_TRUE(workshop->ask("long"));
    const auto lines = until_end(*workshop);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1].size(), 500'000U);
}

}  // namespace
}  // namespace vestibule::device
