// run_test - a test that hangs, crashes or throws is told, the others go on, and the results are kept with their dates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/diagnostics/run.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using testing::Tree;

const drivers::SystemClock kClock;

Test test(const char* id, std::function<Finding()> run, std::chrono::milliseconds deadline = 2s) {
    return {id, std::string("Test ") + id, deadline, std::move(run)};
}

TEST(Run, OneThatHangsIsToldAndNotWaitedFor) {
    const auto began = std::chrono::steady_clock::now();
    const auto outcomes = run({test(
                                   "hangs",
                                   [] {
                                       std::this_thread::sleep_for(1h);
                                       return pass("never");
                                   },
                                   200ms),
                               test("good", [] { return pass("fine"); })},
                              10s, kClock);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
    EXPECT_EQ(outcomes[0].finding.verdict, Verdict::Fail);
    EXPECT_THAT(outcomes[0].finding.value, HasSubstr("no answer within"));
    EXPECT_EQ(outcomes[1].finding.verdict, Verdict::Pass);
    EXPECT_EQ(overall(outcomes), Verdict::Fail);
}

TEST(Run, FolderOfAPipeThatNobodyWritesHangsOnlyItsOwnTest) {
    // The kernel's files can hang when a device does: here a pipe without a writer stands in one's place.
    Tree tree;
    tree.folder("sys/class/thermal/thermal_zone0").folder("proc");
    ASSERT_EQ(mkfifo((tree.root() / "sys/class/thermal/thermal_zone0/temp").c_str(), 0600), 0);
    tree.file("proc/meminfo", "MemAvailable: 2097152 kB\n");
    const Bench bench = tree.bench(kClock);
    std::vector<diagnostics::Test> tests = tests_for(bench);
    std::erase_if(tests, [](const auto& t) { return t.id != "system.temperature" && t.id != "system.memory"; });
    for (auto& one : tests) one.deadline = one.id == "system.temperature" ? 300ms : 4s;
    const auto outcomes = run(tests, 5s, kClock);
    ASSERT_EQ(outcomes.size(), 2U);
    EXPECT_THAT(outcomes[0].finding.value, HasSubstr("no answer within"));
    EXPECT_EQ(outcomes[1].finding.verdict, Verdict::Pass);
}

TEST(Run, WhatHoldsTheSameRunsOneAfterTheOther) {
    Tree tree;
    const std::string marks = tree.beside("marks");
    const auto marked = [&marks](const char* word) {
        return [&marks, word] {
            std::ofstream(marks, std::ios::app) << "<" << std::flush;
            std::this_thread::sleep_for(150ms);
            std::ofstream(marks, std::ios::app) << word << std::flush;
            return pass("done");
        };
    };
    std::vector<diagnostics::Test> tests{test("a", marked("a")), test("free", [] { return pass("beside"); }),
                                         test("b", marked("b")), test("c", marked("c"))};
    for (auto& one : tests) one.holds = one.id == "free" ? "" : "camera";
    const auto outcomes = run(tests, 10s, kClock);
    for (const Outcome& outcome : outcomes) EXPECT_EQ(outcome.finding.verdict, Verdict::Pass) << outcome.id;
    std::ifstream stream(marks);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "<a<b<c");
}

TEST(Run, CrashAndExceptionAndNonsenseAreTold) {
    const auto outcomes = run({test("crash",
                                    []() -> Finding {
                                        std::raise(SIGSEGV);
                                        return {};
                                    }),
                               test("throws", []() -> Finding { throw std::runtime_error("no"); }),
                               test("good", [] { return pass("fine"); })},
                              10s, kClock);
    EXPECT_THAT(outcomes[0].finding.value, HasSubstr("signal 11"));
    EXPECT_THAT(outcomes[1].finding.value, HasSubstr("without an answer"));
    EXPECT_EQ(outcomes[1].finding.verdict, Verdict::Fail);
    EXPECT_EQ(outcomes[2].finding.verdict, Verdict::Pass);
}

TEST(Run, WholeRunEndsInTimeAndNamesWhatWasNotReached) {
    std::vector<diagnostics::Test> tests;
    for (int i = 0; i < 12; ++i) {
        tests.push_back(test(
            "x",
            [] {
                std::this_thread::sleep_for(1h);
                return pass("");
            },
            10s));
    }
    const auto began = std::chrono::steady_clock::now();
    const auto outcomes = run(tests, 400ms, kClock);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
    EXPECT_EQ(outcomes.front().finding.verdict, Verdict::Fail) << "it was begun and hung";
    EXPECT_EQ(outcomes.back().finding.verdict, Verdict::Inconclusive) << "it was never begun";
}

TEST(Run, UnclearIsNotGood) {
    const Outcome good{"a", "A", pass("1"), {}, {}}, none{"b", "B", not_applicable("none"), {}, {}},
        unclear{"c", "C", inconclusive("?"), {}, {}}, warned{"d", "D", {Verdict::Warn, "", "", "x"}, {}, {}};
    EXPECT_EQ(overall({good, none}), Verdict::Pass);
    EXPECT_EQ(overall({good, unclear}), Verdict::Warn);
    EXPECT_EQ(overall({good, warned}), Verdict::Warn);
}

TEST(Run, OnlyWhatWasGoodCanGetWorse) {
    const auto outcome = [](const char* id, Verdict verdict) {
        Outcome made;
        made.id = id;
        made.finding.verdict = verdict;
        return made;
    };
    const std::vector<Outcome> now{outcome("camera.document", Verdict::Fail), outcome("network.tls", Verdict::Fail),
                                   outcome("storage.space", Verdict::Warn), outcome("usb", Verdict::Inconclusive),
                                   outcome("clock", Verdict::Pass)};
    EXPECT_THAT(got_worse({"camera.document", "storage.space", "usb", "clock"}, now),
                ::testing::ElementsAre("camera.document"))
        << "a site that was offline before is no reason to go back";
    EXPECT_TRUE(got_worse({}, now).empty());
}

TEST(Run, LastResultsAreKeptWithTheirDates) {
    Tree tree;
    const Bench bench = tree.bench(kClock);
    const auto at = [](int day) { return drivers::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / day}}; };
    const Outcome old{"a", "A", {Verdict::Fail, "1", "2", "Do it."}, at(1), 20ms},
        kept{"b", "B", pass("1"), at(1), 5ms};
    ASSERT_TRUE(keep_results(bench.state_folder, {old, kept}));
    ASSERT_TRUE(keep_results(bench.state_folder, {{"a", "A", pass("2"), at(2), 30ms}}));
    const auto results = last_results(bench.state_folder);
    ASSERT_EQ(results.size(), 2U);
    EXPECT_EQ(results.at("a").finding.verdict, Verdict::Pass);
    EXPECT_EQ(results.at("a").date, at(2));
    EXPECT_EQ(results.at("b").date, at(1));
    // A file that a power cut or a hand has broken begins anew.
    std::ofstream(bench.state_folder / "diagnostics.json") << "[{\"id\":";
    EXPECT_TRUE(last_results(bench.state_folder).empty());
    EXPECT_TRUE(keep_results(bench.state_folder, {kept}));
    EXPECT_EQ(last_results(bench.state_folder).size(), 1U);
}

TEST(Run, OutcomeOfAnotherFormIsNone) {
    const Outcome good{"a", "A", pass("1"), {}, 5ms};
    EXPECT_TRUE(outcome_from(to_json(good)));
    for (const char* key : {"id", "verdict", "date", "took_ms"}) {
        nlohmann::json json = to_json(good);
        json[key] = nlohmann::json::array();
        EXPECT_FALSE(outcome_from(json)) << key;
    }
    EXPECT_FALSE(outcome_from(nlohmann::json(3)));
}

}  // namespace
}  // namespace vestibule::diagnostics
