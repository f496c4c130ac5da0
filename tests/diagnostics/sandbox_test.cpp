// sandbox_test - the tests of servers and services against the real stand-in services, good and misbehaving.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/diagnostics/bench.hpp"
#include "kiosk/diagnostics/run.hpp"
#include "tests/diagnostics/tree.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::diagnostics {
namespace {

using ::testing::HasSubstr;
using testing::Tree;

const drivers::SystemClock kClock;

class Services : public ::testing::Test {
protected:
    Services() {
        tree.file("settings.toml", "[services]\nprofiles = \"" + services.profiles().string() + "\"\nca_file = \"" +
                                       services.ca_file() + "\"\nclient_certificate = \"" +
                                       services.client_certificate() + "\"\nclient_key = \"" + services.client_key() +
                                       "\"\n");
        const auto config = device::read_config(tree.root() / "settings.toml");
        if (!config) throw std::runtime_error(config.error().sentence());
        auto made = make_bench(
            *config, {.state_folder = tree.beside("state"), .module_folder = {}, .machine_root = "/"}, kClock);
        if (!made) throw std::runtime_error(made.error().sentence());
        bench = std::move(made).value();
    }
    /// The findings of the tests whose names begin so, each test in its own process.
    std::map<std::string, Finding> findings(const std::string& prefix) {
        auto tests = tests_for(bench);
        std::erase_if(tests, [&prefix](const auto& test) { return !test.id.starts_with(prefix); });
        std::map<std::string, Finding> all;
        for (const Outcome& outcome : run(tests, std::chrono::seconds(60), kClock)) {
            all.emplace(outcome.id, outcome.finding);
        }
        return all;
    }

    sandbox::Sandbox services;
    Tree tree;
    Bench bench;
};

TEST_F(Services, AnswerAsTheirProfilesSay) {
    const auto all = findings("service.");
    EXPECT_EQ(all.size(), 3U);
    EXPECT_TRUE(all.contains("service.records"));
    for (const auto& [id, finding] : all) EXPECT_EQ(finding.verdict, Verdict::Pass) << id << ": " << finding.value;
}

TEST_F(Services, CertificatesOfTheSitesOwnAuthorityAreToldOfProviders) {
    const auto all = findings("network.tls.");
    EXPECT_GE(all.size(), 3U);
    int own = 0;
    for (const auto& [id, finding] : all) {
        EXPECT_NE(finding.verdict, Verdict::Fail) << id << ": " << finding.value;
        own += finding.value.find("own authority") != std::string::npos ? 1 : 0;
    }
    EXPECT_EQ(own, 2) << "the two providers; the relay is the facility's";
    const Finding clock = findings("network.clock").at("network.clock");
    EXPECT_EQ(clock.verdict, Verdict::Pass) << clock.value;
}

TEST_F(Services, ThatMisbehaveAreTold) {
    services.fault({.service = "clear", .kind = "status"});
    services.fault({.service = "idme", .kind = "garbage"});
    const auto all = findings("service.");
    EXPECT_THAT(all.at("service.clear").value, HasSubstr("E206"));
    EXPECT_THAT(all.at("service.idme").value, HasSubstr("E207"));
    services.clear_faults();
    EXPECT_EQ(findings("service.clear").at("service.clear").verdict, Verdict::Pass);
    services.stop();
    for (const auto& [id, finding] : findings("service.")) EXPECT_EQ(finding.verdict, Verdict::Fail) << id;
}

}  // namespace
}  // namespace vestibule::diagnostics
