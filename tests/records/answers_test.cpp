// answers_test - what the network may answer, what it may not, and mutations of both.
#include "kiosk/records/answers.hpp"

#include <gtest/gtest.h>

#include <random>

#include "kiosk/identity/phone_code.hpp"

namespace vestibule::records {
namespace {

const std::string kGood =
    R"({"status":"running","asked":3,"total":9,)"
    R"("places":[{"id":"p1","name":"Riverside","town":"Salem, OR","portal":"MyChart",)"
    R"("state":"sign_in","records":0},)"
    R"({"id":"p2","name":"Lakeview","town":"Albany, NY","state":"connected","records":41}],"next":7})";

Result<SearchAnswer> read(const std::string& text, std::int64_t after = 5) {
    const auto json = net::parse_object(std::string_view(text), "host:1");
    if (!json) return json.error();
    return read_search(*json, after, "host:1");
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    text.replace(text.find(from), from.size(), to);
    return text;
}

TEST(SearchAnswers, AGoodOneIsRead) {
    const auto answer = read(kGood);
    ASSERT_TRUE(answer.ok()) << answer.error().sentence();
    EXPECT_EQ(answer->status, SearchStatus::Running);
    EXPECT_EQ(answer->asked, 3);
    EXPECT_EQ(answer->total, 9);
    EXPECT_EQ(answer->next, 7);
    ASSERT_EQ(answer->places.size(), 2U);
    EXPECT_EQ(privacy::view(answer->places[0].portal), "MyChart");
    EXPECT_EQ(answer->places[0].state, PlaceState::NeedsSignIn);
    EXPECT_EQ(answer->places[1].state, PlaceState::Connected);
    EXPECT_EQ(answer->places[1].records, 41);
}

TEST(SearchAnswers, ABadOneIsNonsenseAndNoValueIsTold) {
    for (const std::string& bad :
         {with("running", "walking"), with("\"p1\"", "7"), with("\"p1\"", "\"\""), with("sign_in", "other"),
          with("\"next\":7", "\"next\":6"), with("\"next\":7", "\"next\":99"), with("\"next\":7", "\"next\":-1"),
          with("Riverside", std::string(600, 'x')), std::string(R"({"status":"done","places":{}})")}) {
        const auto answer = read(bad);
        ASSERT_FALSE(answer.ok()) << bad;
        EXPECT_EQ(answer.error().code, ErrorCode::Nonsense);
        EXPECT_EQ(answer.error().context.find("Riverside"), std::string::npos);
    }
    EXPECT_FALSE(read(kGood, 4).ok()) << "it does not fit what was asked for";
}

TEST(SearchAnswers, CountsAreKeptWithinReason) {
    const auto answer = read(with("\"asked\":3", "\"asked\":-3"));
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->asked, 0);
}

TEST(SearchAnswers, MutationsNeverCrash) {
    std::mt19937 random(11);  // NOLINT: the same run every time
    const auto any = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    static const std::vector<std::string> kPieces{"{",     "}",  "[",    "]",    "\"", "\\u0000", "\\ud800",
                                                  "1e999", "-1", "null", "true", ",",  ":",       "\xFF"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text = kGood;
        for (std::size_t i = 0; i <= any(5); ++i) {
            const std::size_t at = any(text.size());
            if (any(2) == 0)
                text.replace(at, 1 + any(4), kPieces[any(kPieces.size())]);
            else
                text.erase(at, any(30));
            if (text.empty()) break;
        }
        const auto answer = read(text);
        if (answer.ok()) {
            EXPECT_LE(answer->places.size(), 2U);
        }
        if (const auto json = net::parse_object(std::string_view(text), "x")) {
            (void)read_portal(*json, "x").ok();
            (void)identity::read_phone_code(*json, "x").ok();
        }
    }
}

}  // namespace
}  // namespace vestibule::records
