// turn_test - the program between two processes of the kiosk: it starts, counts, refuses and rests as the unit needs.
#include "kiosk/device/os/turn.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <thread>

#include "kiosk/device/os/hand.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::Place;
using testing::Process;

/// Runs vestibule-next as the unit does, with what systemd tells ExecStopPost.
int next(const Place& place, const std::vector<std::string>& words, const std::string& result = "",
         const std::string& code = "", const std::string& status = "") {
    std::vector<std::string> command{"/usr/bin/env",
                                     "RUNTIME_DIRECTORY=" + place.path().string(),
                                     "STATE_DIRECTORY=" + (place / "state").string(),
                                     "SERVICE_RESULT=" + result,
                                     "EXIT_CODE=" + code,
                                     "EXIT_STATUS=" + status,
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

TEST(Turn, ALaddersEndIsOutOfServiceAtOnce) {
    for (const int code : {kCameraOut, kTouchOut}) {
        const Place place;
        EXPECT_EQ(next(place, {"ended"}, "exit-code", "exited", std::to_string(code)), 0);
        EXPECT_EQ(next(place, {"run", "/bin/true"}), kOutOfService);
        EXPECT_EQ(next(place, {"rest", "/bin/sh", "-c", "echo $0 > " + (place / "told").string()}), 0);
        EXPECT_EQ(place.read("told"), std::to_string(code) + "\n");
    }
}

TEST(Turn, AFullDiskKeepsTheBudgetThatHadItsPlace) {
    const Place place;
    EXPECT_EQ(next(place, {"rested"}), 0);
    EXPECT_EQ(std::filesystem::file_size(place / "budget"), 4'096U) << "one page, written over where it stands";
    struct stat before {
    }, after{};
    ASSERT_EQ(stat((place / "budget").c_str(), &before), 0);
    EXPECT_EQ(next(place, {"ended"}, "exit-code", "exited", "11"), 0);
    ASSERT_EQ(stat((place / "budget").c_str(), &after), 0);
    EXPECT_EQ(before.st_ino, after.st_ino);
    EXPECT_EQ(before.st_blocks, after.st_blocks);
}

/// The root helper on a socket of its own, as systemd starts it for each connection.
class Hand {
public:
    enum How { Answers, Ends };
    explicit Hand(const Place& place, How how = Answers)
        : places_{.usb = place / "usb", .systemctl = place / "systemctl"} {
        place.write("systemctl", "#!/bin/sh\necho \"$@\" >> " + (place / "asked").string() + "\n");
        chmod((place / "systemctl").c_str(), 0700);
        listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, (place / "hand").c_str(), sizeof address.sun_path - 1);
        unlink(address.sun_path);
        EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(listener_, 4), 0);
        thread_ = std::thread([this, how] {
            char heard[64];
            for (int one = 0; (one = accept(listener_, nullptr, nullptr)) >= 0; close(one)) {
                if (how == Answers) {
                    hand::serve(one, getuid(), places_);
                } else {
                    (void)!recv(one, heard, sizeof heard, 0);
                }
            }
        });
    }
    ~Hand() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }
    Hand(const Hand&) = delete;
    Hand& operator=(const Hand&) = delete;

private:
    hand::Places places_;
    int listener_ = -1;
    std::thread thread_;
};

TEST(Reboot, IsSpentWhereTheHelperHeardAndWasEndedBeforeItsAnswer) {
    const Place place;
    std::filesystem::create_directories(place / "state");
    const Hand hand(place, Hand::Ends);
    EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::NotHeard);
    EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::Spent) << "the machine may be on its way";
}

TEST(Reboot, IsAskedOnceWhereAnErasureIsNotProvedAndNeverLoops) {
    const Place place;
    std::filesystem::create_directories(place / "state");
    {
        const Hand hand(place);
        EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::Asked);
        EXPECT_EQ(place.read("asked"), "--no-block reboot\n");
        // The machine has started anew, and it happens again.
        for (int start = 0; start < 5; ++start)
            EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::Spent);
        EXPECT_EQ(place.read("asked"), "--no-block reboot\n");
    }
    EXPECT_FALSE(reboot_helped(place / "state", std::chrono::minutes(59))) << "not yet good for a while";
    EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::Spent);
    EXPECT_TRUE(reboot_helped(place / "state", std::chrono::minutes(60)));
    EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::NotHeard) << "nobody listens now";
    const Hand again(place);
    EXPECT_EQ(reboot_once(place / "state", place / "hand"), Rebooting::Asked) << "what was not heard is not spent";
}

TEST(Reboot, IsNotAskedWhereItCannotBeNoted) {
    const Place place;
    const Hand hand(place);
    EXPECT_EQ(reboot_once(place / "no-such-folder", place / "hand"), Rebooting::NotKept);
    EXPECT_EQ(place.read("asked"), "");
}

TEST(Reboot, FollowsAnUnprovedErasureAndNothingElse) {
    const Place place;
    std::filesystem::create_directories(place / "state");
    const TurnPlaces places{
        .runtime_folder = place.path(), .state_folder = place / "state", .hand_socket = place / "hand"};
    const Hand hand(place);
    const auto ended = [&places](const char* code, const char* status) {
        setenv("SERVICE_RESULT", "exit-code", 1);
        setenv("EXIT_CODE", code, 1);
        setenv("EXIT_STATUS", status, 1);
        return take_turn(places, {"ended"});
    };
    for (const char* status : {"11", "13", "78", "0"}) EXPECT_EQ(ended("exited", status), 0);
    EXPECT_EQ(ended("killed", "KILL"), 0);
    EXPECT_EQ(place.read("asked"), "");
    EXPECT_EQ(ended("exited", "10"), 0);
    EXPECT_EQ(place.read("asked"), "--no-block reboot\n");
    EXPECT_EQ(take_turn(places, {"run", "/bin/true"}), kOutOfService) << "until the machine is down nobody is served";
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
