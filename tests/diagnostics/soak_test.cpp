// soak_test - a fault that comes and goes is counted, with the first time that it was seen.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/diagnostics/soak.hpp"

namespace vestibule::diagnostics {
namespace {

using namespace std::chrono_literals;

Outcome outcome(const char* id, Verdict verdict, int minute) {
    return {id,
            std::string("Test ") + id,
            {verdict, "value", "limit", "hint"},
            drivers::WallTime(60s * minute),
            std::chrono::milliseconds(minute)};
}

TEST(Soak, CountsWhatComesAndGoes) {
    Soak soak;
    EXPECT_EQ(soak.overall(), Verdict::Pass);
    for (int minute = 1; minute <= 6; ++minute) {
        soak.add({outcome("steady", Verdict::Pass, minute),
                  outcome("loose", minute % 3 == 0 ? Verdict::Fail : Verdict::Pass, minute),
                  outcome("absent", Verdict::NotApplicable, minute), outcome("vague", Verdict::Inconclusive, minute)});
    }
    EXPECT_EQ(soak.rounds(), 6);
    const SoakCount& loose = soak.counts().at("loose");
    EXPECT_TRUE(loose.comes_and_goes());
    EXPECT_EQ(loose.of(Verdict::Fail), 2);
    EXPECT_EQ(loose.first_bad->date, drivers::WallTime(180s));
    EXPECT_EQ(loose.longest, 6ms);
    EXPECT_FALSE(soak.counts().at("steady").comes_and_goes());
    EXPECT_EQ(soak.overall(), Verdict::Fail);
    const auto json = soak.to_json(drivers::WallTime(0s), drivers::WallTime(360s));
    EXPECT_EQ(json["rounds"], 6);
    EXPECT_EQ(json["until"], "1970-01-01T00:06:00Z");
    EXPECT_EQ(json["tests"][1]["id"], "loose");
    EXPECT_EQ(json["tests"][1]["fail"], 2);
    EXPECT_EQ(json["tests"][1]["first_bad"]["value"], "value");
}

TEST(Soak, IsNoBetterThanItsWorst) {
    Soak soak;
    soak.add({outcome("vague", Verdict::Inconclusive, 1), outcome("absent", Verdict::NotApplicable, 1)});
    EXPECT_EQ(soak.overall(), Verdict::Warn);
}

}  // namespace
}  // namespace vestibule::diagnostics
