// runtime_test - what one process leaves for the next: the round trip, rubbish, the lock, and what counts as forgotten.
#include "kiosk/device/os/runtime.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstring>
#include <fstream>

#include "kiosk/device/os/swap.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using testing::becomes_true;
using testing::Place;
using testing::Process;

Runtime open(const Place& place) {
    auto runtime = Runtime::open(place / "run");
    EXPECT_TRUE(runtime.ok());
    return std::move(runtime).value();
}

TEST(Legacy, IsTakenOnce) {
    const Place place;
    Runtime runtime = open(place);
    EXPECT_FALSE(runtime.take_legacy().has_value()) << "no visit before";
    Legacy left;
    left.finished = true;
    left.ending = "done";
    left.language = "es";
    left.text_size = 2;
    left.theme = 1;
    left.erasing_since_ms = 5'000'000'000;
    left.wiped_ms = 12;
    left.still_to_deliver = true;
    left.erased = {"erased.pictures", "erased.name"};
    ASSERT_TRUE(runtime.leave(left).ok());
    const auto taken = open(place).take_legacy();
    ASSERT_TRUE(taken.has_value());
    EXPECT_TRUE(taken->finished);
    EXPECT_EQ(taken->ending, "done");
    EXPECT_EQ(taken->language, "es");
    EXPECT_EQ(taken->text_size, 2);
    EXPECT_EQ(taken->theme, 1);
    EXPECT_EQ(taken->erased, left.erased);
    EXPECT_EQ(taken->erasing_since_ms, left.erasing_since_ms);
    EXPECT_EQ(taken->wiped_ms, 12);
    EXPECT_TRUE(taken->still_to_deliver);
    EXPECT_EQ(taken->pid, getpid());
    EXPECT_FALSE(runtime.take_legacy().has_value()) << "it is gone";
    const std::string page = place.read("run/last-visit.json");
    EXPECT_EQ(page, std::string(4096, '\n')) << "the page stays, blank";
}

TEST(Legacy, OneLeftTwiceIsTheLast) {
    const Place place;
    Runtime runtime = open(place);
    Legacy left;
    left.ending = "started";
    ASSERT_TRUE(runtime.leave(left).ok());
    left.ending = "stopped";
    ASSERT_TRUE(runtime.leave(left).ok());
    EXPECT_EQ(runtime.take_legacy()->ending, "stopped");
    ASSERT_TRUE(runtime.leave(left).ok());
    runtime.leave_nothing();
    EXPECT_FALSE(runtime.take_legacy().has_value());
}

TEST(Legacy, IsLeftOnAFullDisk) {
    const Place place;
    std::filesystem::create_directory(place / "run");
    if (mount("tmpfs", (place / "run").c_str(), "tmpfs", 0, "size=64k") != 0)
        GTEST_SKIP() << "a small disk cannot be mounted here: " << std::strerror(errno);
    {
        Runtime runtime = open(place);
        std::ofstream filler(place / "run" / "visit", std::ios::app);
        for (int i = 0; i < 256 && filler; ++i) filler << std::string(1'024, '.') << std::flush;
        EXPECT_FALSE(filler) << "the disk is not full";
        Legacy left;
        left.finished = true;
        left.ending = "stopped";
        EXPECT_TRUE(runtime.leave(left).ok());
        const auto taken = open(place).take_legacy();
        EXPECT_TRUE(taken.has_value() && taken->ending == "stopped");
        EXPECT_FALSE(open(place).take_legacy().has_value()) << "it is gone";
    }
    umount2((place / "run").c_str(), MNT_DETACH);
}

TEST(Legacy, RubbishCountsAsAVisitThatDied) {
    for (const std::string_view rubbish :
         {"not json", "[]", "null", "{}", "{\"finished\":\"yes\",\"pid\":\"x\",\"erased\":[1,{}],\"language\":7}",
          "{\"finished\":true", "\xff\xfe\x00", "{\"finished\":1,\"text_size\":1e9,\"erased\":\"all\"}"}) {
        const Place place;
        Runtime runtime = open(place);
        std::ofstream(place / "run" / "last-visit.json", std::ios::binary) << rubbish;
        const auto taken = runtime.take_legacy();
        ASSERT_TRUE(taken.has_value()) << rubbish;
        EXPECT_FALSE(taken->finished) << rubbish;
        EXPECT_TRUE(taken->erased.empty()) << rubbish;
        EXPECT_EQ(taken->language, "en") << rubbish;
        EXPECT_FALSE(runtime.take_legacy().has_value()) << rubbish;
    }
}

TEST(Folder, IsMadeForThisUserOnly) {
    const Place place;
    const Runtime runtime = open(place);
    struct stat folder {};
    ASSERT_EQ(stat((place / "run").c_str(), &folder), 0);
    EXPECT_EQ(folder.st_mode & 0777, 0700U);
}

TEST(Folder, ThatCannotBeMadeIsAnError) {
    const Place place;
    place.write("file", "");
    const auto runtime = Runtime::open(place / "file" / "run");
    ASSERT_FALSE(runtime.ok());
    EXPECT_EQ(runtime.error().code, ErrorCode::FileUnreadable);
}

/// Whether somebody could now have the visit's lock for himself alone, as an update wants it.
bool free_for_update(const Place& place) {
    const int file = ::open((place / "run" / "visit").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const bool free = flock(file, LOCK_EX | LOCK_NB) == 0;
    close(file);
    return free;
}

TEST(Lock, IsSharedByVisitsAndKeepsUpdatesOut) {
    const Place place;
    {
        Runtime one = open(place), two = open(place);
        EXPECT_TRUE(free_for_update(place)) << "before the first touch";
        EXPECT_TRUE(one.lock_visit().ok());
        EXPECT_TRUE(one.lock_visit().ok()) << "once more is no harm";
        EXPECT_TRUE(two.lock_visit().ok());
        EXPECT_FALSE(free_for_update(place));
    }
    EXPECT_TRUE(free_for_update(place)) << "after the visit";
}

TEST(Lock, WaitsForNobody) {
    const Place place;
    Runtime runtime = open(place);
    const int update = ::open((place / "run" / "visit").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_EQ(flock(update, LOCK_EX | LOCK_NB), 0);
    EXPECT_FALSE(runtime.lock_visit().ok()) << "an update is under way";
    close(update);
    EXPECT_TRUE(runtime.lock_visit().ok());
}

TEST(Lock, IsHeldTogetherByWhatKeepsPatientsOutInOneProcess) {
    const Place place;
    Runtime runtime = open(place);
    EXPECT_TRUE(runtime.lock_visit().ok());
    SharedGate gate(place / "run");
    EXPECT_EQ(gate.close(), nullptr) << "a patient is here";
    const int visit = ::open((place / "run" / "visit").c_str(), O_RDWR | O_CLOEXEC);
    { Runtime over = std::move(runtime); }
    std::shared_ptr<void> probe = gate.close();
    std::shared_ptr<void> reboot = gate.close();
    ASSERT_TRUE(probe && reboot) << "the second is not refused for the first";
    probe.reset();
    EXPECT_NE(flock(visit, LOCK_SH | LOCK_NB), 0) << "one of the two still keeps patients out";
    reboot.reset();
    EXPECT_EQ(flock(visit, LOCK_SH | LOCK_NB), 0);
    close(visit);
}

TEST(Lock, IsLentToWhatSignedInStaffAskFor) {
    const Place place;
    Runtime runtime = open(place);
    EXPECT_TRUE(runtime.lock_visit().ok());
    { Runtime over = std::move(runtime); }
    EXPECT_FALSE(VisitGate::closed_by_staff(place / "run")) << "nobody has signed in";
    auto mode = VisitGate::close_for_patients(place / "run");
    const auto here = StaffHere::come_in(place / "run");
    EXPECT_TRUE(mode && here && VisitGate::closed_by_staff(place / "run"));
    mode.reset();
    const int visit = ::open((place / "run" / "visit").c_str(), O_RDWR | O_CLOEXEC);
    ASSERT_EQ(flock(visit, LOCK_SH | LOCK_NB), 0);
    EXPECT_FALSE(VisitGate::closed_by_staff(place / "run")) << "a patient is here";
    close(visit);
}

class Forgotten : public ::testing::Test {
protected:
    Forgotten() {
        getrlimit(RLIMIT_CORE, &before_);
        const struct rlimit off { 0, before_.rlim_max };
        setrlimit(RLIMIT_CORE, &off);
    }
    ~Forgotten() override { setrlimit(RLIMIT_CORE, &before_); }
    struct rlimit before_ {};
    Place place_;
    Runtime runtime_ = open(place_);
};

TEST_F(Forgotten, WhenThePredecessorIsGoneAndLeftNothing) {
    Process predecessor({VESTIBULE_HELPER});
    Legacy legacy;
    legacy.pid = predecessor.pid();
    predecessor.wait();
    ASSERT_TRUE(runtime_.lock_visit().ok());
    Checks checks;
    EXPECT_TRUE(runtime_.check_forgotten(legacy, &checks).ok());
    EXPECT_EQ(checks.process, Check::Passed);
    EXPECT_EQ(checks.folder, Check::Passed);
    EXPECT_EQ(checks.cores, Check::Passed);
    EXPECT_TRUE(runtime_.check_forgotten(Legacy{}).ok());
}

TEST_F(Forgotten, ButNotWhileThePredecessorLives) {
    Process predecessor({VESTIBULE_HELPER, "idle"});
    Legacy legacy;
    legacy.pid = predecessor.pid();
    ASSERT_TRUE(becomes_true([&] {
        std::ifstream name("/proc/" + std::to_string(legacy.pid) + "/comm");
        return std::string(std::istreambuf_iterator<char>(name), {}).starts_with("vestibule");
    }));
    const auto checked = runtime_.check_forgotten(legacy);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::NotErased);
}

TEST_F(Forgotten, ButNotWithAFileLeftBehind) {
    std::ofstream(place_ / "run" / "photo.jpg") << "x";
    Checks checks;
    const auto checked = runtime_.check_forgotten(Legacy{}, &checks);
    EXPECT_EQ(checks.folder, Check::Failed);
    EXPECT_EQ(checks.cores, Check::NotMade) << "the receipt claims nothing that was not looked at";
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::NotErased);
    EXPECT_EQ(checked.error().context.find("photo"), std::string::npos) << "a file's name may be a person's";
}

TEST_F(Forgotten, ButNotWithCoreFilesOn) {
    if (before_.rlim_max == 0) GTEST_SKIP() << "this process may not turn core files on";
    const struct rlimit on { before_.rlim_max, before_.rlim_max };
    ASSERT_EQ(setrlimit(RLIMIT_CORE, &on), 0);
    const auto checked = runtime_.check_forgotten(Legacy{});
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::NotErased);
}

/// A machine as its kernel tells of it.
drivers::Machine machine_with(const Place& place, const std::string& swaps, const std::string& limit) {
    std::filesystem::create_directories(place / "proc/self");
    std::filesystem::create_directories(place / "sys/fs/cgroup/system.slice/vestibule.service");
    place.write("proc/swaps", "Filename Type Size Used Priority\n" + swaps);
    place.write("proc/self/cgroup", "0::/system.slice/vestibule.service\n");
    if (!limit.empty()) place.write("sys/fs/cgroup/system.slice/vestibule.service/memory.swap.max", limit + "\n");
    return drivers::Machine(place.path());
}

TEST_F(Forgotten, ButNotWithMemoryThatWasWrittenToSwap) {
    Legacy legacy;
    legacy.swapped_kb = 4;
    Checks checks;
    const auto checked = runtime_.check_forgotten(legacy, &checks);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.error().code, ErrorCode::NotErased);
    EXPECT_EQ(checks.swap, Check::Failed);
}

TEST_F(Forgotten, AndSaysWhereASwapMakesItUnknowable) {
    const auto swap_check = [this](const std::string& swaps, const std::string& limit) {
        const Place machine;
        Checks checks;
        EXPECT_TRUE(runtime_.check_forgotten(Legacy{}, &checks, machine_with(machine, swaps, limit)).ok());
        return checks.swap;
    };
    EXPECT_EQ(swap_check("", ""), Check::Passed);
    EXPECT_EQ(swap_check("/dev/sda2 partition 999 0 -2\n", ""), Check::NotMade);
    EXPECT_EQ(swap_check("/dev/zram0 partition 999 0 100\n", "max"), Check::NotMade);
    EXPECT_EQ(swap_check("/dev/sda2 partition 999 0 -2\n", "0"), Check::Passed) << "its unit keeps it out";
}

TEST(Swap, TheLimitOfAGroupAboveCountsToo) {
    const Place place;
    (void)machine_with(place, "/dev/sda2 partition 999 0 -2\n", "max");
    place.write("sys/fs/cgroup/system.slice/memory.swap.max", "0\n");
    EXPECT_FALSE(swap_possible(drivers::Machine(place.path())));
}

TEST(Swap, OfThisProcessIsCounted) {
    const Place place;
    std::filesystem::create_directories(place / "proc/self");
    place.write("proc/self/status", "Name:\tx\nVmSwap:\t     128 kB\nThreads: 1\n");
    EXPECT_EQ(own_swapped_kb(drivers::Machine(place.path())), 128);
    EXPECT_GE(own_swapped_kb(), 0) << "this kernel tells";
}

TEST(Memory, IsKeptPrivate) {
    const pid_t child = fork();
    if (child == 0) {
        keep_memory_private();
        struct rlimit cores {};
        getrlimit(RLIMIT_CORE, &cores);
        _exit(cores.rlim_cur == 0 && cores.rlim_max == 0 && prctl(PR_GET_DUMPABLE) == 0 ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
}

TEST(DefaultFolder, IsSystemdsElseTheUsersElseTheSystems) {
    setenv("RUNTIME_DIRECTORY", "/run/a", 1);
    setenv("XDG_RUNTIME_DIR", "/run/user/1", 1);
    EXPECT_EQ(default_runtime_folder(), "/run/a");
    unsetenv("RUNTIME_DIRECTORY");
    EXPECT_EQ(default_runtime_folder(), "/run/user/1/vestibule");
    unsetenv("XDG_RUNTIME_DIR");
    EXPECT_EQ(default_runtime_folder(), "/run/vestibule");
}

}  // namespace
}  // namespace vestibule::device
