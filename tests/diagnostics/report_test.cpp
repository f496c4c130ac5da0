// report_test - the signed report, its page and its code; and inspections with their records.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drivers/clock/floor.hpp"
#include "kiosk/device/journal/store.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/diagnostics/inspection_due.hpp"
#include "kiosk/diagnostics/report.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Tree;

journal::Key new_key() {
    return journal::Key::make(journal::KeyKind::Ed25519).value();
}
drivers::WallTime day(int number) {
    return drivers::WallTime{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::days(number);
}
ReportContent content() {
    return {
        .facility = "Northside <Clinic> & Sons",
        .outcomes =
            {{"storage.space", "Free storage", pass("40 %", ">= 15 %"), day(0), 5ms},
             {"camera.face", "Face camera", {Verdict::Fail, "E301", "a camera", "Check its <cable>."}, day(1), 9ms}},
        .inspections = {},
        .made = day(2)};
}

TEST(Report, HoldsUntilAnythingIsChanged) {
    const journal::Key key = new_key();
    const auto report = make_report(content(), key);
    ASSERT_TRUE(report) << report.error().sentence();
    EXPECT_EQ(report->at("verdict"), "fail");
    const auto read = verified(json::parse(report->dump(3)), key.public_key());
    ASSERT_TRUE(read) << "the white space of a file is not part of what is signed";
    EXPECT_EQ(read->at("results").size(), 2U);
    for (const char* path : {"/verdict", "/made", "/results/0/value", "/results/0/verdict", "/kiosk", "/inspection"}) {
        json changed = *report;
        changed[json::json_pointer(path)] = "pass";
        EXPECT_FALSE(verified(changed, key.public_key())) << path;
    }
    json more = *report;
    more["note"] = "x";
    EXPECT_FALSE(verified(more, {}));
    json less = *report;
    less["results"].erase(1);
    EXPECT_FALSE(verified(less, {}));
    json none = *report;
    none.erase("signature");
    EXPECT_FALSE(verified(none, {}));
    EXPECT_FALSE(verified(*report, new_key().public_key())) << "another kiosk's";
    EXPECT_TRUE(verified(*report, {})) << "whoever it was, it holds together";
}

TEST(Report, ValuesThatAreNoTextAreSignedAsTheyAreWritten) {
    const journal::Key key = new_key();
    ReportContent odd = content();
    odd.outcomes[0].finding.value = "USB \xFF\xFE name \x01 \"quoted\" \u20ac";
    const auto report = make_report(odd, key);
    ASSERT_TRUE(report);
    EXPECT_TRUE(verified(json::parse(report->dump(1)), key.public_key()));
    EXPECT_FALSE(sign({{"share", 0.5}}, key)) << "a floating-point number has no one way to be written";
}

TEST(Report, CodeIsSmallAndHolds) {
    const journal::Key key = new_key();
    const auto report = make_report(content(), key);
    ASSERT_TRUE(report);
    const auto code = report_code(*report, key);
    ASSERT_TRUE(code);
    EXPECT_THAT(*code, HasSubstr(" fail FP ")) << "in the order of their names";
    EXPECT_LT(code->size(), 400U);
    EXPECT_TRUE(check_code(*code, key.public_key()));
    EXPECT_FALSE(check_code(*code, new_key().public_key()));
    std::string changed = *code;
    changed.replace(changed.find(" fail FP "), 9, " pass PP ");
    EXPECT_FALSE(check_code(changed, key.public_key()));
    EXPECT_FALSE(check_code("", key.public_key()));
    EXPECT_THAT(qr_svg(*code), HasSubstr("<path d=\"M"));
}

TEST(Report, PageEscapesAndNeedsNoOtherFile) {
    const auto report = make_report(content(), new_key());
    ASSERT_TRUE(report);
    const std::string page = report_page(*report, "code");
    EXPECT_THAT(page, HasSubstr("Northside &lt;Clinic&gt; &amp; Sons"));
    EXPECT_THAT(page, HasSubstr("Check its &lt;cable&gt;."));
    EXPECT_THAT(page, Not(HasSubstr("<cable>")));
    EXPECT_THAT(page, HasSubstr("This kiosk is not ready."));
    for (const char* outside : {"<script", "src=", "href=", "@import", "url("})
        EXPECT_THAT(page, Not(HasSubstr(outside)));
}

TEST(Report, LinesFitAReceiptAndNameOnlyWhatNeedsSomebody) {
    ReportContent long_words = content();
    long_words.outcomes[1].finding.hint = "Check its cable, then " + std::string(60, 'x') + " and its port.";
    const auto report = make_report(long_words, new_key());
    ASSERT_TRUE(report);
    const std::vector<std::string> lines = report_lines(*report);
    std::string all;
    for (const std::string& line : lines) {
        EXPECT_LE(line.size(), 42U) << line;
        all += line + "|";
    }
    EXPECT_THAT(all, HasSubstr("Verdict: fail|"));
    EXPECT_THAT(all, HasSubstr("FAIL Face camera"));
    EXPECT_THAT(all, HasSubstr("and its port."));
    EXPECT_THAT(all, Not(HasSubstr("Free storage")));
}

constexpr const char* kAllGood = "seals=ok,case=ok,cameras=ok,screen=ok,ports=ok,cables=ok,keypad=na,place=ok";

TEST(Inspection, ChecklistMustBeWhole) {
    ASSERT_TRUE(read_checklist(kAllGood));
    EXPECT_EQ(read_checklist(kAllGood)->at("keypad"), ItemState::NotApplicable);
    EXPECT_THAT(read_checklist("seals=ok").error().context, HasSubstr("lacks 'case'"));
    EXPECT_THAT(read_checklist("seals=fine").error().context, HasSubstr("expected ok, bad or na"));
    EXPECT_THAT(read_checklist("seal=ok").error().context, HasSubstr("did you mean 'seals'"));
    EXPECT_THAT(read_checklist("seals=ok,seals=bad").error().context, HasSubstr("twice"));
    for (const char* odd : {"", "=", ",", "seals", "seals=", "=ok"}) EXPECT_FALSE(read_checklist(odd)) << odd;
}

class Records : public ::testing::Test {
protected:
    Records() { std::filesystem::create_directories(state()); }
    std::filesystem::path state() const { return tree.beside("state"); }
    Finding due(int now) { return judge_inspections(read_inspections(state(), key.public_key()), 90, day(now)); }
    Result<void> record(int when, const char* checklist = kAllGood, const std::string& who = "T-17") {
        return record_inspection(state(), {who, day(when), {"A-100", "A-101"}, *read_checklist(checklist)}, key);
    }
    Tree tree;
    journal::Key key = new_key();
};

TEST_F(Records, DueSoonOverdueAndNotGood) {
    EXPECT_EQ(due(0).verdict, Verdict::Warn) << "never inspected";
    ASSERT_TRUE(record(0));
    EXPECT_EQ(due(10).verdict, Verdict::Pass);
    EXPECT_THAT(due(10).value, HasSubstr("10 days ago by T-17, seals A-100 A-101"));
    EXPECT_EQ(due(85).verdict, Verdict::Warn) << "soon";
    EXPECT_EQ(due(91).verdict, Verdict::Fail) << "overdue";
    EXPECT_EQ(due(-3).verdict, Verdict::Inconclusive) << "a clock that runs behind its own past";
    std::string bad = kAllGood;
    bad.replace(bad.find("cameras=ok"), 10, "cameras=bad");
    ASSERT_TRUE(record(20, bad.c_str()));
    EXPECT_EQ(due(21).verdict, Verdict::Fail);
    ASSERT_TRUE(record(22));
    EXPECT_EQ(due(23).verdict, Verdict::Pass) << "put right and inspected again";
}

TEST_F(Records, ChangedOnesAreNotBelieved) {
    ASSERT_TRUE(record(0));
    const std::filesystem::path file = state() / "inspections.json";
    std::ifstream stream(file);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    text.replace(text.find("2026-03-01"), 10, "2026-08-01");
    ASSERT_TRUE(device::replace_file(file, text));
    EXPECT_EQ(read_inspections(state(), key.public_key()).not_believed, 1);
    EXPECT_EQ(due(10).verdict, Verdict::Fail);
    // Nor those of somebody else's key.
    key = new_key();
    EXPECT_EQ(due(10).verdict, Verdict::Fail);
}

TEST_F(Records, TakeNoSentences) {
    EXPECT_EQ(record(0, kAllGood, "").error().code, ErrorCode::BadOption);
    EXPECT_EQ(record(0, kAllGood, "x\ny").error().code, ErrorCode::BadOption);
    EXPECT_EQ(record(0, kAllGood, std::string(41, 'x')).error().code, ErrorCode::BadOption);
}

TEST_F(Records, SayWhenTheNextIsDue) {
    const auto when = [&] { return inspection_due(read_inspections(state(), key.public_key()), 90, day(5)); };
    EXPECT_EQ(when(), day(95)) << "never inspected: a period after it began";
    ASSERT_TRUE(record(20));
    EXPECT_EQ(when(), day(110));
    std::string bad = kAllGood;
    bad.replace(bad.find("cameras=ok"), 10, "cameras=bad");
    ASSERT_TRUE(record(30, bad.c_str()));
    EXPECT_EQ(when(), day(30)) << "what is to be put right is due at once";
}

TEST_F(Records, ThatAreOverdueAreToldOnceUntilTheNextInspection) {
    ASSERT_TRUE(kiosk_key_or_new(state()));
    const auto own = kiosk_key(state());
    ASSERT_TRUE(own);
    drivers::SimulatedClock clock;
    clock.set_wall(drivers::time_floor() + std::chrono::days(2));
    const auto mind = [&] {
        auto due = mind_inspection(state(), 90, clock);
        EXPECT_TRUE(due) << due.error().sentence();
        return due ? *due : std::nullopt;
    };
    const auto told = [&] {
        auto store = journal::Store::open(state(), clock, {.make = false});
        const auto count = store->database().number(fmt::format("SELECT count(*) FROM entries WHERE event = {}",
                                                                static_cast<int>(journal::Event::InspectionOverdue)));
        return *count;
    };
    EXPECT_FALSE(mind()) << "nothing has begun";
    const auto say = [&](const journal::NewEntry& entry) {
        auto store = journal::Store::open(state(), clock);
        ASSERT_TRUE(store->transaction([&] { return store->append(entry); }));
    };
    say(journal::Say::started());
    ASSERT_TRUE(mind());
    EXPECT_EQ(*mind(), std::chrono::floor<std::chrono::hours>(clock.wall()) + std::chrono::days(90));
    EXPECT_EQ(told(), 0);
    clock.advance(std::chrono::days(91));
    ASSERT_TRUE(mind());
    ASSERT_TRUE(mind());
    EXPECT_EQ(told(), 1) << "once";
    ASSERT_TRUE(record_inspection(state(), {"T-17", clock.wall(), {}, *read_checklist(kAllGood)}, *own));
    say(journal::Say::inspected(journal::InspectionResult::AllGood, 17));
    EXPECT_GT(*mind(), clock.wall());
    clock.advance(std::chrono::days(91));
    ASSERT_TRUE(mind());
    EXPECT_EQ(told(), 2) << "the next one is another";
    clock.set_wall(drivers::WallTime{});
    EXPECT_FALSE(mind()) << "a clock that was never set knows no date";
    EXPECT_EQ(told(), 2);
}

TEST_F(Records, OnlyTheNewestAreKept) {
    for (int i = 0; i < 45; ++i) ASSERT_TRUE(record(i));
    const Inspections found = read_inspections(state(), key.public_key());
    EXPECT_EQ(found.records.size(), 40U);
    EXPECT_EQ(found.records.back().when, day(44));
}

}  // namespace
}  // namespace vestibule::diagnostics
