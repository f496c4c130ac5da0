// loader_test - while a module with slow parts is opened, whoever else loads something waits for one part, not for all.
#include "drivers/machine/loader.hpp"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace vestibule::drivers {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPart{400};  // what each of the three parts takes, as slow.cpp has it
const std::string kFolder = VESTIBULE_SLOW_FOLDER;

TEST(Loader, LetsOthersInBetweenTheParts) {
    std::atomic<bool> loaded{false};
    const Clock::time_point began = Clock::now();
    std::thread loading([&loaded] {
        auto symbol = load_symbol(kFolder + "/libvestibule-slow-top.so", "vestibule_slow");
        EXPECT_TRUE(symbol.ok());
        loaded = true;
    });
    Clock::duration longest{};
    while (!loaded) {
        const Clock::time_point asked = Clock::now();
        // As text conversion does in the middle of an event: the file is not there, but the lock is taken first.
        (void)dlopen("/nowhere/of-this-name.so", RTLD_NOW);
        longest = std::max(longest, Clock::now() - asked);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    loading.join();
    EXPECT_GE(Clock::now() - began, kPart * 3) << "the parts were not slow: nothing is shown";
    EXPECT_LT(longest, kPart * 2) << "somebody waited for more than one part";
}

TEST(Loader, SaysWhatIsMissing) {
    const auto missing = load_symbol("/nowhere/module.so", "anything");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::BadModule);
    EXPECT_NE(missing.error().sentence().find("/nowhere/module.so"), std::string::npos);
    const auto unnamed = load_symbol(kFolder + "/libvestibule-slow-leaf.so", "not_in_it");
    ASSERT_FALSE(unnamed.ok());
    EXPECT_NE(unnamed.error().sentence().find("not_in_it"), std::string::npos);
}

TEST(Loader, TakesAFileThatIsNoModuleForNone) {
    for (const char* file : {"/etc/passwd", "/dev/null", "/"}) EXPECT_FALSE(load_module(file).ok()) << file;
}

}  // namespace
}  // namespace vestibule::drivers
