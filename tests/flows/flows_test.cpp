// flows_test - every scenario through the real program and the real TLS server, without a display.
#include <gtest/gtest.h>

#include "tests/flows/film.hpp"
#include "tests/flows/scenarios.hpp"

namespace vestibule::flows {
namespace {

class Flow : public testing::TestWithParam<Scenario> {};

TEST_P(Flow, EndsErased) {
    const Scenario& scenario = GetParam();
    sandbox::Sandbox services;
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    if (scenario.camera == "file:") {
        const std::filesystem::path films = services.directory() / "films";
        write_films(films);
        launch.camera = "file:" + (films / "{role}.avi").string();
    }
    automation::Kiosk kiosk(services, launch);
    std::string last;
    Play script(services, kiosk, scenario.camera != "file:", [&last](const std::string& step) { last = step; });
    try {
        scenario.play(script);
    } catch (const std::exception& error) {
        FAIL() << error.what() << " (after " << last << ")";
    }
    EXPECT_EQ(last, "Erased");
    EXPECT_EQ(kiosk.stop(), 0);
}

std::string name_of(const testing::TestParamInfo<Scenario>& info) {
    std::string name(info.param.name);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}
INSTANTIATE_TEST_SUITE_P(Scenario, Flow, testing::ValuesIn(scenarios().begin(), scenarios().end()), name_of);

TEST(Scenarios, AreTheOnesThatCtestRuns) {
    EXPECT_EQ(scenarios().size(), 16U);
    EXPECT_EQ(scenario("no such visit"), nullptr);
    EXPECT_NE(scenario("new-clear"), nullptr);
}

}  // namespace
}  // namespace vestibule::flows
