// forever_test - the tiny parent: one process after the other, one budget for failures, and a request to stop passed
// on.
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::becomes_true;
using testing::Place;
using testing::Process;

std::vector<std::string> parent_of(std::vector<std::string> child) {
    std::vector<std::string> words{VESTIBULE_HELPER, "parent", VESTIBULE_HELPER};
    words.insert(words.end(), child.begin(), child.end());
    return words;
}

TEST(Forever, StartsTheNextVisitAfterAGoodOne) {
    const Place place;
    Process parent(parent_of({"end", place / "starts", "0", "20"}));
    EXPECT_EQ(parent.wait(), 64) << "wrong options stay wrong: the parent ends with the child's code";
    EXPECT_EQ(place.read("starts").size(), 20U) << "good visits use up no budget";
}

TEST(Forever, AnUnprovedErasureEndsItAtOnce) {
    const Place place;
    Process parent(parent_of({"end", place / "starts", "10", "1000"}));
    EXPECT_EQ(parent.wait(), 11);
    EXPECT_EQ(place.read("starts").size(), 1U) << "nobody else may stand before this kiosk";
}

TEST(Forever, CrashesUseUpTheBudget) {
    const Place place;
    Process parent(parent_of({"crash", place / "starts"}));
    EXPECT_EQ(parent.wait(), 11);
    EXPECT_EQ(place.read("starts").size(), 5U);
}

TEST(Forever, AProgramThatIsNotThereEndsOutOfService) {
    Process parent({VESTIBULE_HELPER, "parent", "/nowhere/vestibule"});
    EXPECT_EQ(parent.wait(), 11);
}

TEST(Forever, PassesARequestToStopOn) {
    for (const int signal : {SIGTERM, SIGINT}) {
        const Place place;
        Process parent(parent_of({"wait", place / "told"}));
        ASSERT_TRUE(becomes_true([&] { return place.read("told") == "w"; }));
        parent.send(signal);
        EXPECT_EQ(parent.wait(), 0);
        EXPECT_EQ(place.read("told"), "wt") << "the child was asked, ended by itself and was not started again";
    }
}

TEST(Forever, AStopAtAnyMomentIsNeverLost) {
    // Signals meet the parent while it forks, while the child starts and while it waits.
    for (int round = 0; round < 40; ++round) {
        const Place place;
        Process parent(parent_of({"end", place / "starts", "0", "1000000"}));
        ASSERT_TRUE(becomes_true([&] { return place.read("starts").size() > static_cast<std::size_t>(round % 7); }));
        parent.send(SIGTERM);
        EXPECT_EQ(parent.wait(), 0);
    }
}

}  // namespace
}  // namespace vestibule::device
