// bad_input_test - wrong options, files and devices give a clear sentence and an exit code, or a screen; never a crash.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>

#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

struct Said {
    int code = -1;
    std::string words;
};

Said run(std::vector<std::string> arguments, const std::vector<std::string>& environment = {"SDL_VIDEODRIVER=dummy"}) {
    const std::filesystem::path said_file =
        std::filesystem::temp_directory_path() / ("said-" + std::to_string(getpid()));
    std::vector<std::string> words{"env"};
    words.insert(words.end(), environment.begin(), environment.end());
    words.insert(words.end(), {"timeout", "60", VESTIBULE_BIN "/vestibule"});
    words.insert(words.end(), arguments.begin(), arguments.end());
    const pid_t child = fork();
    if (child == 0) {
        const int out = open(said_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        dup2(out, STDOUT_FILENO);
        dup2(out, STDERR_FILENO);
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        execvp(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    waitpid(child, &status, 0);
    std::ifstream stream(said_file);
    Said said;
    said.words.assign(std::istreambuf_iterator<char>(stream), {});
    said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    std::filesystem::remove(said_file);
    return said;
}

void expect(const Said& said, int code, const std::string& words) {
    EXPECT_EQ(said.code, code) << said.words;
    EXPECT_NE(said.words.find(words), std::string::npos) << said.words;
}

class BadInput : public testing::Test {
protected:
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
        const std::filesystem::path path = services_.directory() / name;
        std::ofstream(path) << text;
        return path;
    }
    /// All that is needed, and something more.
    [[nodiscard]] std::vector<std::string> good(const std::vector<std::string>& more = {},
                                                const std::string& profiles = services_.profiles()) const {
        std::vector<std::string> arguments{"--window",      "540x960",
                                           "--state-dir",   services_.directory() / "state",
                                           "--runtime-dir", services_.directory() / "run",
                                           "--profiles",    profiles};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return arguments;
    }
    static const sandbox::Sandbox services_;
};
const sandbox::Sandbox BadInput::services_;

TEST_F(BadInput, AnUnknownOptionNamesTheNearest) {
    expect(run({"--windw", "540x960"}), 64, "did you mean --window?");
}

TEST_F(BadInput, AWindowMustHaveASize) {
    expect(run({"--window", "big"}), 64, "expected WIDTHxHEIGHT");
    expect(run({"--window", "0x0"}), 64, "expected WIDTHxHEIGHT");
}

TEST_F(BadInput, EveryErrorOfAConfigurationIsToldAtOnceWithItsPlace) {
    const std::string config =
        file("bad.toml", "[facility]\nnam = \"Northside\"\n[display]\ndiagonal_inch = \"big\"\n");
    const Said said = run({"--config", config, "--state-dir", services_.directory() / "no-state"});
    expect(said, 78, "bad.toml:2:1");
    expect(said, 78, "did you mean 'name'?");
    expect(said, 78, "bad.toml:4:17");
}

TEST_F(BadInput, AConfigurationThatIsNotThere) {
    const std::string state = services_.directory() / "no-state";
    expect(run({"--config", "/nowhere/kiosk.toml", "--state-dir", state}), 78, "/nowhere/kiosk.toml");
}

TEST_F(BadInput, ABrokenConfigurationStartsWithTheLastGoodOne) {
    // Each start ends at the catalogs that are not there, after the configuration has been chosen.
    const auto start = [&](const std::string& config) {
        return run(good({"--config", config, "--share-dir", "/nowhere"}));
    };
    expect(start(file("kiosk.toml", "[facility]\nname = \"Northside\"\n")), 78, "catalog");
    const Said said = start(file("kiosk.toml", "[facility]\nnam = \"Northside\"\n"));
    expect(said, 78, "kiosk.toml:2:1");
    expect(said, 78, "starting with the last good configuration");
    expect(said, 78, "catalog");
}

TEST_F(BadInput, ProfilesThatAreNotThere) {
    expect(run(good({}, "/nowhere")), 78, "/nowhere/idme.toml");
}

TEST_F(BadInput, CatalogsThatAreNotThere) {
    expect(run(good({"--share-dir", "/nowhere"})), 78, "catalog");
}

TEST_F(BadInput, NoDisplay) {
    expect(run(good(), {"SDL_VIDEODRIVER=x11", "DISPLAY=:9999"}), 11, "no display");
}

automation::KioskLaunch without_display() {
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    return launch;
}

TEST(BadDevice, AMissingCameraIsAScreenWithOtherWays) {
    sandbox::Sandbox services;
    automation::KioskLaunch launch = without_display();
    launch.camera = "v4l2:/dev/video99";
    automation::Kiosk kiosk(services, launch);
    Play play(services, kiosk, false, [](const std::string&) {});
    play.begin(Provider::Clear);
    play.choose_here();
    play.new_account({}, Provider::Clear);
    kiosk.press("license");
    kiosk.wait_until([](const auto& now) { return now.value("camera_lost", false); }, "the missing camera to be told");
    EXPECT_FALSE(kiosk.node("phone").is_null());
    EXPECT_FALSE(kiosk.node("desk").is_null());
    kiosk.press("phone");
    kiosk.wait_for_any({"Phone"});
}

TEST(BadServer, AProviderThatTalksNonsenseIsNotOffered) {
    sandbox::Sandbox services;
    services.fault({.service = "clear", .kind = "garbage"});
    automation::Kiosk kiosk(services, without_display());
    Play play(services, kiosk, true, [](const std::string&) {});
    play.arrive("Welcome");
    kiosk.press("continue");
    play.arrive("BeforeYouStart");
    kiosk.press("yes");
    play.arrive("ChooseProvider");
    EXPECT_TRUE(kiosk.node("provider-0").value("enabled", false));
    EXPECT_FALSE(kiosk.node("provider-1").value("enabled", true));
}

TEST(BadServer, WithoutANetworkNoProviderIsOfferedButTheDeskIs) {
    sandbox::Sandbox services;
    services.fault({.service = "all", .kind = "expired_certificate"});
    automation::Kiosk kiosk(services, without_display());
    Play play(services, kiosk, true, [](const std::string&) {});
    play.arrive("Welcome");
    kiosk.press("continue");
    play.arrive("BeforeYouStart");
    kiosk.press("yes");
    play.arrive("ChooseProvider");
    EXPECT_FALSE(kiosk.node("provider-0").value("enabled", true));
    EXPECT_FALSE(kiosk.node("provider-1").value("enabled", true));
    services.clear_faults();
    kiosk.press("try-again");
    play.arrive("ChooseProvider");
    EXPECT_TRUE(kiosk.node("provider-1").value("enabled", false));
}

TEST(BadEnd, AProcessThatDiesInItsVisitIsFollowedByOneThatErasedIt) {
    sandbox::Sandbox services;
    automation::Kiosk kiosk(services, without_display());
    Play play(services, kiosk, true, [](const std::string&) {});
    play.begin(Provider::Clear);
    kill(kiosk.state().value("pid", -1), SIGKILL);
    kiosk.wait_for_any({"Erased"});
    kiosk.press("continue");
    kiosk.wait_for("Welcome");
}

TEST(BadEnd, AfterTooManyCrashesTheKioskSaysThatItIsOutOfService) {
    sandbox::Sandbox services;
    automation::Kiosk kiosk(services, without_display());
    for (int crash = 0; crash < 5; ++crash) {
        kiosk.wait_for_any({"Welcome"});
        const int pid = kiosk.state().value("pid", -1);
        kill(pid, SIGSEGV);
        kiosk.wait_until([pid](const auto& now) { return now.value("pid", pid) != pid; }, "the next process");
    }
    kiosk.wait_for_any({"OutOfService"});
    EXPECT_NE(kiosk.said("code", "label").find("139"), std::string::npos);  // 128 and the signal
    // The notice ends, perhaps before it has answered, and the kiosk is tried again.
    (void)kiosk.ask({{"do", "advance"}, {"ms", 31'000}});
    kiosk.wait_for_any({"Welcome"});
}

void tap(automation::Kiosk& kiosk, const std::string& id, int times) {
    const auto rect = kiosk.node(id).at("rect");
    kiosk.must({{"do", "tap"},
                {"x", static_cast<int>(rect[0].get<double>() + rect[2].get<double>() / 2)},
                {"y", static_cast<int>(rect[1].get<double>() + rect[3].get<double>() / 2)},
                {"times", times}});
}

TEST(BadHands, AnImpatientHandGoesOneScreenOnAndNoFurther) {
    sandbox::Sandbox services;
    automation::Kiosk kiosk(services, without_display());
    kiosk.wait_for("Welcome");
    tap(kiosk, "continue", 6);
    kiosk.wait_for("BeforeYouStart");
    EXPECT_EQ(kiosk.step(), "BeforeYouStart");
}

TEST(BadHands, KeepGoingManyTimesOverJustKeepsGoing) {
    sandbox::Sandbox services;
    automation::Kiosk kiosk(services, without_display());
    Play play(services, kiosk, true, [](const std::string&) {});
    play.begin(Provider::Clear);
    const int pid = kiosk.state().value("pid", -1);
    for (int palm = 0; palm < 5; ++palm) {
        kiosk.press("stop");
        kiosk.wait_until([](const auto& now) { return now.value("overlay", "") == "Stop"; }, "the question");
        kiosk.advance(std::chrono::milliseconds(400));  // as long as a person needs to see the question
        tap(kiosk, "keep-going", 6);
        kiosk.wait_until([](const auto& now) { return now.value("overlay", "") == "None"; }, "the step again");
    }
    EXPECT_EQ(kiosk.step(), "ChooseHow");
    EXPECT_EQ(kiosk.state().value("pid", -1), pid) << "the process went on";
}

TEST(Language, SwitchesOnAnyScreenAndKeepsWhatWasTyped) {
    sandbox::Sandbox services;
    automation::Kiosk kiosk(services, without_display());
    Play play(services, kiosk, true, [](const std::string&) {});
    play.begin(Provider::Clear);
    play.choose_here();
    kiosk.press("new-account");
    play.arrive("Contact");
    kiosk.type("field-email", "alex.sample@example.org");
    kiosk.press("language");
    kiosk.wait_until([](const auto& now) { return now.value("language", "") == "es"; }, "Spanish");
    EXPECT_EQ(kiosk.node("field-email", true).value("value", ""), "alex.sample@example.org");
    EXPECT_EQ(kiosk.said("field-email", "value"), "");  // not told unless asked
    // *Erased* speaks the patient's language; the next patient is welcomed in the kiosk's first one.
    kiosk.press("stop");
    kiosk.press("erase-now");
    kiosk.wait_for_any({"Erased"});
    EXPECT_EQ(kiosk.state().value("language", ""), "es");
    kiosk.press("continue");
    kiosk.wait_for("Welcome");
    EXPECT_EQ(kiosk.state().value("language", ""), "en");
}

}  // namespace
}  // namespace vestibule::flows
