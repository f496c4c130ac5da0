// files_test - every file that any process of the kiosk opened for writing in a visit, as the kernel saw it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <regex>
#include <set>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {
namespace {

constexpr const char* kCalls =
    "trace=open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,"
    "symlinkat,memfd_create";

/// Names that were written to or made; a name that a call only failed to open is none of them.
std::set<std::string> written(const std::filesystem::path& trace) {
    static const std::regex kName("\"([^\"]*)\"");
    std::set<std::string> names;
    std::ifstream file(trace);
    for (std::string line; std::getline(file, line);) {
        const bool reads = line.find("O_RDONLY") != std::string::npos && line.find("O_CREAT") == std::string::npos;
        if (reads || line.find(" = -1 ") != std::string::npos) continue;
        for (std::sregex_iterator name(line.begin(), line.end(), kName), end; name != end; ++name)
            names.insert((*name)[1].str());
    }
    return names;
}

TEST(Files, HoldNothingOfThePatient) {
    if (geteuid() != 0) GTEST_SKIP() << "only root may trace processes that are not dumpable";
    if (access("/usr/bin/strace", X_OK) != 0) GTEST_SKIP() << "strace is not installed";
    sandbox::Sandbox services;
    const std::filesystem::path trace = services.directory() / "trace.txt";
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    launch.under = {"strace", "-D", "-f", "-qq", "-s", "512", "-e", kCalls, "-o", trace.string()};
    launch.says = services.directory() / "said.txt";
    automation::Kiosk kiosk(services, launch);
    flows::Play play(services, kiosk, true, [](const std::string&) {});
    play_canary(play);
    play.finish();
    privacy::Scanner scanner;
    add_patient(scanner);
    for (const auto& message : services.outbox()) scanner.add_text("code", message.code);
    for (const std::string& token : services.tokens()) scanner.add_text("token", token);
    Finds finds = scanner.file(trace);  // the names themselves
    const std::set<std::string> names = written(trace);
    std::size_t own = 0;
    for (const std::string& name : names) {
        finds.add(scanner.file(name));
        own += name.starts_with(kiosk.folder().string()) ? 1 : 0;
        const bool expected = name.starts_with(kiosk.folder().string()) ||
                              name.starts_with(kiosk.state_folder().string()) || name.starts_with("/dev/") ||
                              name.starts_with("/proc/self/");
        EXPECT_TRUE(expected) << "written to outside the kiosk's folders: " << name;
    }
    EXPECT_GT(own, 0U) << "the trace does not even show what the kiosk leaves for its successor";
    EXPECT_EQ(finds.all(), 0) << finds.told();
    std::cout << names.size() << " names were written to or made\n";
}

}  // namespace
}  // namespace vestibule::erasure
