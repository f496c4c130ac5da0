// usable_test - a system is good when erasure, cameras and a service were seen to work; nothing is good by being
// unknown.
#include "kiosk/diagnostics/usable.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/diagnostics/tree.hpp"

namespace vestibule::diagnostics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Outcome outcome(const char* id, Verdict verdict) {
    Outcome made;
    made.id = id;
    made.finding.verdict = verdict;
    return made;
}

std::vector<Outcome> all_well() {
    return {outcome("security.erasure", Verdict::Pass), outcome("camera.document", Verdict::Pass),
            outcome("camera.face", Verdict::Warn), outcome("service.idme", Verdict::Fail),
            outcome("network.tls.api.id.me:443", Verdict::Pass)};
}

TEST(Usable, WithErasureCamerasAndOneServiceReached) {
    EXPECT_THAT(not_usable(all_well(), false), IsEmpty()) << "one of the services is enough";
}

TEST(Usable, NotByWhatNobodyKnows) {
    EXPECT_THAT(not_usable({}, false), ElementsAre("security.erasure", "camera", "service"));
    EXPECT_THAT(not_usable({}, true), ElementsAre("security.erasure", "camera")) << "offline says nothing of cameras";
}

TEST(Usable, NotWithoutAnyOfThem) {
    for (const auto& [at, verdict, named] :
         std::vector<std::tuple<std::size_t, Verdict, std::string>>{{0, Verdict::Fail, "security.erasure"},
                                                                    {0, Verdict::Inconclusive, "security.erasure"},
                                                                    {0, Verdict::Warn, "security.erasure"},
                                                                    {1, Verdict::Fail, "camera.document"},
                                                                    {2, Verdict::Inconclusive, "camera.face"},
                                                                    {4, Verdict::Fail, "service"},
                                                                    {4, Verdict::Inconclusive, "service"}}) {
        std::vector<Outcome> now = all_well();
        now[at].finding.verdict = verdict;
        EXPECT_THAT(not_usable(now, false), ElementsAre(named));
        EXPECT_EQ(not_usable(now, true).empty(), named == "service") << named;
    }
}

TEST(Usable, AsksNobodyForAHand) {
    static const drivers::SystemClock kClock;
    testing::Tree tree;
    Bench bench = tree.bench(kClock);
    bench.config.headphones = "headphones";
    bench.config.presence = "presence";
    std::vector<diagnostics::Test> tests = tests_for(bench);
    const auto by_hand = [](const diagnostics::Test& test) { return test.by_hand; };
    ASSERT_GT(std::count_if(tests.begin(), tests.end(), by_hand), 0);
    leave_out_hands(tests);
    EXPECT_EQ(std::count_if(tests.begin(), tests.end(), by_hand), 0);
    EXPECT_GT(tests.size(), 10U);
}

}  // namespace
}  // namespace vestibule::diagnostics
