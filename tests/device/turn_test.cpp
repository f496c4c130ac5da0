// turn_test - the program between two processes of the kiosk: it starts, counts, refuses and rests as the unit needs.
#include "kiosk/device/os/turn.hpp"

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::Place;
using testing::Process;

/// Runs vestibule-next as the unit does, with what systemd tells ExecStopPost.
int next(const Place& place, const std::vector<std::string>& words, const std::string& result = "",
         const std::string& code = "", const std::string& status = "") {
    std::vector<std::string> command{"/usr/bin/env", "RUNTIME_DIRECTORY=" + place.path().string(),
                                     "SERVICE_RESULT=" + result, "EXIT_CODE=" + code, "EXIT_STATUS=" + status,
                                     VESTIBULE_NEXT};
    command.insert(command.end(), words.begin(), words.end());
    return Process(command).wait();
}

TEST(Turn, ReadsHowAServiceEnded) {
    EXPECT_EQ(ended_with("exited", "0"), 0);
    EXPECT_EQ(ended_with("exited", "78"), 78);
    EXPECT_EQ(ended_with("killed", "KILL"), 137);
    EXPECT_EQ(ended_with("dumped", "ABRT"), 134);
    EXPECT_EQ(ended_with("dumped", "SEGV"), 139);
    EXPECT_EQ(ended_with("", ""), kDeviceFault) << "it was never started";
}

TEST(Turn, StartsUntilTheBudgetIsUsedUpThenRefusesThenTriesAgain) {
    const Place place;
    const std::vector<std::string> run{"run", VESTIBULE_HELPER, "end", place / "starts", "0", "1000"};
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(next(place, run), 0);
        EXPECT_EQ(next(place, {"ended"}, "core-dump", "dumped", "SEGV"), 0);
    }
    EXPECT_EQ(next(place, run), 0);
    EXPECT_EQ(next(place, {"ended"}, "watchdog", "dumped", "ABRT"), 0);
    EXPECT_EQ(next(place, run), kOutOfService);
    EXPECT_EQ(next(place, run), kOutOfService);
    EXPECT_EQ(place.read("starts").size(), 5U);
    EXPECT_EQ(next(place, {"rest", "/bin/sh", "-c", "echo $0 $1 > " + (place / "told").string()}), 0);
    EXPECT_EQ(place.read("told"), "134 30\n") << "the code of the last failure, and the pause in seconds";
    EXPECT_EQ(next(place, {"rested"}), 0);
    EXPECT_EQ(next(place, run), 0);
}

TEST(Turn, BeingStoppedIsNoFailure) {
    const Place place;
    for (int i = 0; i < 9; ++i) EXPECT_EQ(next(place, {"ended"}, "success", "killed", "TERM"), 0);
    EXPECT_EQ(next(place, {"run", "/bin/true"}), 0);
}

TEST(Turn, AFolderThatIsGoneStopsNoVisit) {
    const Place place;
    std::filesystem::remove_all(place.path());
    EXPECT_EQ(next(place, {"run", "/bin/true"}), 0);
    EXPECT_EQ(next(place, {"ended"}, "exit-code", "exited", "11"), kDeviceFault) << "and whoever asked is told";
}

TEST(Turn, WrongWordsAreRefused) {
    const Place place;
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{}, {"run"}, {"rest"}, {"ended", "now"}, {"start"}}) {
        EXPECT_EQ(next(place, words), 64);
    }
    EXPECT_EQ(next(place, {"run", "/nowhere/vestibule"}), kDeviceFault);
}

}  // namespace
}  // namespace vestibule::device
