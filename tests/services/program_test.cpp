// program_test - the program itself: its files, its end, and that it keeps nobody's data on disk.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <toml++/toml.h>

#include "tests/services/kit.hpp"

namespace vestibule::services {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Program, EndsWellWhenToldTo) {
    sandbox::Sandbox services;
    Kiosk kiosk(services);
    ASSERT_EQ(kiosk.get(Kiosk::Where::Clear, "/integrations/.well-known/jwks.json").status, 200);
    EXPECT_EQ(services.stop(), 0) << "also while a client keeps its connection";
}

TEST(Program, EndsWhileAnAnswerIsSlow) {
    sandbox::Sandbox services;
    services.fault({.service = "clear", .kind = "slow", .seconds = 3600});
    Kiosk kiosk(services);
    std::thread waiting([&] { kiosk.get(Kiosk::Where::Clear, "/integrations/.well-known/jwks.json"); });
    EXPECT_EQ(services.stop(), 0);
    waiting.join();
}

TEST(Program, TheControlIsForTheSameUserOnly) {
    const sandbox::Sandbox services;
    EXPECT_EQ(fs::status(services.control_socket()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(fs::status(services.directory()).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(services.client_key()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Program, TheProfilesPointAtThisRunAndKeepTheShippedFacts) {
    const sandbox::Sandbox services;
    const std::string relay = "localhost:" + std::to_string(services.relay_port());
    const auto clear = toml::parse_file(services.profile("clear").string());
    EXPECT_EQ(clear.at_path("capture.url").value_or(""), "https://" + relay + "/clear/capture/v1");
    EXPECT_EQ(clear.at_path("capture.hosts[0]").value_or(""), relay);
    EXPECT_EQ(clear.at_path("tells.returning_seconds").value_or(0), 90);
    EXPECT_EQ(clear.at_path("asks.password").value_or(true), false);
    const auto idme = toml::parse_file(services.profile("idme").string());
    EXPECT_EQ(idme.at_path("phone.device_url").value_or(""), "https://" + relay + "/idme/device/auth");
    EXPECT_EQ(idme.at_path("tells.first_minutes[1]").value_or(0), 15);
    EXPECT_EQ(idme.at_path("asks.password").value_or(false), true);
    const auto records = toml::parse_file(services.profile("records").string());
    EXPECT_EQ(records.at_path("network.url").value_or(""), "https://" + relay + "/records/v1");
    for (const char* id : {"clear", "idme"}) {
        const std::string text = content(services.profile(id));
        EXPECT_EQ(text.find("facility.example"), std::string::npos) << id << " still names the production's relay";
    }
}

TEST(Program, NothingOfAPatientIsOnDisk) {
    sandbox::Sandbox services;
    Kiosk kiosk(services);
    Visit visit(kiosk, services, "clear");
    ASSERT_EQ(visit.consent().status, 201);
    ASSERT_EQ(visit.account("findme@example.org", "+14155550166").status, 202);
    const std::string code = services.code("email", "findme@example.org");
    ASSERT_EQ(visit.person("Findmegiven", "Findmefamily", "1950-12-31").status, 204);
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(services.directory())) {
        if (!entry.is_regular_file()) continue;
        ++files;
        const std::string text = content(entry.path());
        for (const char* trace : {"findme@example", "4155550166", "Findmefamily", "1950-12-31"})
            EXPECT_EQ(text.find(trace), std::string::npos) << entry.path();
    }
    EXPECT_GE(files, 9);
}

}  // namespace
}  // namespace vestibule::services
