// words_test - what a test says is English, and can be said again from what was written down.
#include "kiosk/diagnostics/words.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {
namespace {

using nlohmann::json;

TEST(Words, AreEnglishWithTheirPlacesFilled) {
    const Words words = say("{0} of {1}: {2}", 3, std::string("lamp"), Words("off"));
    EXPECT_EQ(words, "3 of lamp: off");
    EXPECT_EQ(words.form(), "{0} of {1}: {2}");
    EXPECT_EQ(words.with()[2].form(), "off") << "a sentence within one is said in its language, too";
    EXPECT_TRUE(words.with()[1].form().empty()) << "a name is the same in every language";
    EXPECT_EQ(say("{7} {x} {", 1), "{7} {x} {");
}

TEST(Words, AreSaidAgainFromWhatWasWrittenDown) {
    for (const Words& words : {say("{0} of {1}", 3, Words("off")), Words("off"), Words(std::string("lamp")), Words()}) {
        const Words again = words_from(words_json(words));
        EXPECT_EQ(again, words);
        EXPECT_EQ(again.form(), words.form());
    }
    json deep = json::array({"x {0}"});
    for (int i = 0; i < 1'000; ++i) deep = json::array({"x {0}", deep});
    for (const json& broken : {json(nullptr), json(7), json::array(), json::array({7}), deep})
        EXPECT_LT(words_from(broken).size(), 20U);
}

TEST(Words, OfAResultAreBelievedOnlyWhereTheyAreItsText) {
    Outcome outcome{"a.b", "Title", {Verdict::Warn, say("{0} C", 81), "< 80 C", "Clean the fan."}, {}, {}};
    json kept = to_json(outcome);
    EXPECT_EQ(outcome_from(kept)->finding.value.form(), "{0} C");
    kept["value"] = "12 C";
    EXPECT_EQ(outcome_from(kept)->finding.value, "12 C");
    EXPECT_TRUE(outcome_from(kept)->finding.value.form().empty());
    kept["said"] = 7;
    EXPECT_EQ(outcome_from(kept)->finding.hint, "Clean the fan.");
}

}  // namespace
}  // namespace vestibule::diagnostics
