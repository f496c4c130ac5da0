// watchdog_test - a watchdog as the kernel's files tell of it, and as the simulated one does.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "drivers/watchdog/watchdog.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;
using Start = WatchdogState::Start;

TEST(Watchdog, IsReadFromTheKernelsFiles) {
    std::string pattern = (fs::temp_directory_path() / "watchdog-XXXXXX").string();
    const fs::path root = mkdtemp(pattern.data());
    const fs::path folder = root / "sys/class/watchdog/watchdog0";
    const auto file = [&folder](const char* name, const char* text) { std::ofstream(folder / name) << text; };
    const auto dog = make_watchdog(root);
    EXPECT_EQ(dog->state().error().code, ErrorCode::FileUnreadable);
    fs::create_directories(folder);
    EXPECT_EQ(dog->state()->last_start, Start::Unknown) << "some drivers do not tell";
    EXPECT_FALSE(dog->state()->armed);
    file("identity", "iTCO_wdt\n"), file("state", "active\n"), file("timeout", "30\n"), file("bootstatus", "0\n");
    EXPECT_TRUE(dog->state()->armed);
    EXPECT_EQ(dog->state()->name, "iTCO_wdt");
    EXPECT_EQ(dog->state()->timeout_s, 30);
    EXPECT_EQ(dog->state()->last_start, Start::Clean);
    file("bootstatus", "32\n");
    EXPECT_EQ(dog->state()->last_start, Start::Bitten);
    file("bootstatus", "1\n");
    EXPECT_EQ(dog->state()->last_start, Start::Overheated);
    fs::remove_all(root);
}

TEST(Watchdog, SimulatedOneCanBeMissing) {
    SimulatedWatchdog dog;
    EXPECT_TRUE(dog.state()->armed);
    dog.missing = true;
    EXPECT_FALSE(dog.state());
}

}  // namespace
}  // namespace vestibule::drivers
