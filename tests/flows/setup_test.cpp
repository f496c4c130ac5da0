// setup_test - set-up through the real program: by touch, by keypad alone, what is kept and what is not, and patients
// afterwards.
#include "tests/device/network/control_socket.hpp"
#include "tests/flows/setup_kit.hpp"

namespace vestibule::flows {
namespace {

TEST_F(SetUp, FromTheFirstScreenToPatientsByTouch) {
    est_.serve_bundle(bundle(7), "\"7\"");
    start(folder_of(claim()));
    fits();
    go_on("Network");
    fits();
    go_on("Time");
    fits();
    go_on("Enrol");
    fits();
    EXPECT_EQ(label("device"), device::device_id(place_ / "state").value()) << "the facility approves by it";
    kiosk_->press("open-scan");
    kiosk_->wait_for("Enrolling");
    shows("standing", "certificate");
    shows("bundle", "in use now");
    EXPECT_EQ(est_.enrolled(), 1);
    fits();
    go_on("Place");
    EXPECT_EQ(kiosk_->node("field-name", true).value("value", ""), "Kiosk 7") << "as the claim has it";
    kiosk_->type("field-place", "East entrance");
    fits();
    go_on("Cameras");
    kiosk_->press("sees-faces");
    fits();
    kiosk_->press("continue");
    paint_the_glass();
    kiosk_->wait_for("Tests", 60s);
    fits();
    go_on("Ready");
    fits();
    EXPECT_EQ(label("fact-place"), "East entrance");
    EXPECT_FALSE(is_kept(device::kSetupDone));
    kiosk_->press("continue");
    EXPECT_EQ(ended(), 0);
    EXPECT_TRUE(is_kept(device::kSetupDone));
    const auto local = device::read_local(place_ / "state");
    ASSERT_TRUE(local.ok());
    EXPECT_EQ(local->name, "Kiosk 7");
    EXPECT_EQ(local->place, "East entrance");
    EXPECT_THAT(journal_words(place_ / "state"), testing::Contains(HasSubstr("setup_ended")));
    // The code was good once, and nowhere of it anything is left.
    for (const auto& entry : fs::recursive_directory_iterator(place_ / "state")) {
        if (!entry.is_regular_file()) continue;
        const std::string text(std::istreambuf_iterator<char>(std::ifstream(entry.path()).rdbuf()), {});
        EXPECT_EQ(text.find(kCode), std::string::npos) << entry.path();
    }
    KioskLaunch patients;
    patients.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    patients.state = place_ / "state";
    patients.more = {"--config", place_.write("shipped.toml", "")};
    Kiosk serving(services_, patients);
    serving.wait_for("Welcome");
    EXPECT_THAT(serving.words(), testing::Contains(HasSubstr("Clinic 7"))) << "the site's settings hold";
    EXPECT_EQ(serving.stop(), 0);
}

/// Hears what has the focus, moves it, acts: never a touch.
TEST_F(SetUp, FromTheFirstScreenToTheLastByKeypadAlone) {
    start(folder_of(claim()));
    // On the keyboard up and down lead from row to row; right leads through all of them.
    const auto act = [&](const std::string& words, const char* way = "Down") {
        const auto until = std::chrono::steady_clock::now() + 60s;
        do kiosk_->key(way);
        while (kiosk_->heard().rfind(words, 0) != 0 && std::chrono::steady_clock::now() < until);
        if (kiosk_->heard().rfind(words, 0) != 0) throw Unexpected("never heard '" + words + "' in " + kiosk_->step());
        kiosk_->key("Return");
    };
    try {
        act("Español");
        act("English");
        act("Continue"), kiosk_->wait_for("Network");
        act("Continue"), kiosk_->wait_for("Time");
        act("Continue"), kiosk_->wait_for("Enrol");
        act("Scan the claim");
        kiosk_->wait_for("Enrolling");
        shows("standing", "certificate");
        act("Continue"), kiosk_->wait_for("Place");
        act("Where it stands");
        for (const char* key : {"x", "Done"}) act(key, "Right");
        EXPECT_EQ(kiosk_->node("field-place", true).value("value", ""), "Lobbyx");
        act("Continue"), kiosk_->wait_for("Cameras");
        act("Faces");
        act("Continue"), kiosk_->wait_for("Touch");
        kiosk_->advance(21s);  // nobody can reach the glass: the test ends by itself
        kiosk_->wait_for("Tests", 60s);
        act("Continue"), kiosk_->wait_for("Ready");
        act("Serve patients");
        EXPECT_EQ(ended(), 0);
    } catch (const std::exception& error) {
        FAIL() << error.what();
    }
}

TEST_F(SetUp, CannotEndWithoutAFacility) {
    start();
    for (const char* step : {"Network", "Time", "Enrol", "Place", "Cameras", "Touch"}) go_on(step);
    kiosk_->advance(21s);
    kiosk_->wait_for("Tests", 60s);
    go_on("Ready");
    fits();
    shows("standing", "no facility");
    EXPECT_FALSE(kiosk_->ask({{"do", "press"}, {"id", "continue"}}).value("ok", false));
    kiosk_->press("open-enrol");
    kiosk_->wait_for("Enrol");
    EXPECT_EQ(kiosk_->stop(), 76);
    EXPECT_FALSE(is_kept(device::kSetupDone));
    EXPECT_FALSE(is_kept(device::kLocalName));
}

TEST_F(SetUp, ForgetsWhatWasTypedBySomebodyWhoWentAway) {
    start();
    to_enrol();
    kiosk_->press("open-type");
    kiosk_->wait_for("TypeClaim");
    kiosk_->type("field-claim-code", "half-a-secret");
    kiosk_->advance(6min);
    kiosk_->wait_for("Language");
    to_enrol();
    kiosk_->press("open-type");
    EXPECT_EQ(kiosk_->node("field-claim-code", true).value("value", ""), "");
}

TEST_F(SetUp, KeepsANetworkThatCanBeAndSaysWhatCannot) {
    start();
    go_on("Network");
    kiosk_->press("open-address");
    kiosk_->wait_for("Address");
    kiosk_->type("field-address", "10.1.2.3");
    kiosk_->type("field-proxy", "proxy:3128");
    kiosk_->press("continue");
    EXPECT_EQ(kiosk_->step(), "Address");
    EXPECT_FALSE(is_kept("network.toml"));
    fits();
    kiosk_->type("field-proxy", "http://proxy.example:3128");
    kiosk_->type("field-address", "10.1.2.3/24");
    kiosk_->type("field-gateway", "10.1.2.1");
    kiosk_->type("field-dns", "10.1.2.53 10.1.2.54");
    go_on("Network");
    EXPECT_THAT(kept("network.toml"), HasSubstr("address = \"10.1.2.3/24\"\ngateway = \"10.1.2.1\"\n"));
    kiosk_->press("open-wifi");
    kiosk_->wait_for("Wifi");
    kiosk_->type("field-wifi-name", "Clinic");
    kiosk_->type("field-wifi-key", "short");
    kiosk_->press("continue");
    EXPECT_EQ(kiosk_->step(), "Wifi");
    fits();
    kiosk_->type("field-wifi-key", "long enough!");
    go_on("Network");
    EXPECT_THAT(kept("network.toml"), HasSubstr("key = \"long enough!\""));
    EXPECT_EQ(fs::status(place_ / "state/network.toml").permissions(), fs::perms::owner_read | fs::perms::owner_write);
    kiosk_->press("open-wifi");
    kiosk_->wait_for("Wifi");
    EXPECT_EQ(kiosk_->node("field-wifi-key", true).value("value", ""), "") << "a key is not shown to who comes next";
}

TEST_F(SetUp, JoinsANetworkThatIsPickedFromTheList) {
    const fs::path machine = place_ / "machine";
    fs::create_directories(machine / "sys/class/net/wlan0/wireless");
    fs::create_directories(machine / "run/vestibule-wifi");
    device::testing::ControlSocket radio(machine / "run/vestibule-wifi/wlan0",
                                         {{"OK\n"},
                                          {"OK\n", "<3>CTRL-EVENT-SCAN-RESULTS "},
                                          {"bssid / frequency / signal level / flags / ssid\n"
                                           "02:00:00:00:00:01\t2412\t-71\t[WPA2-PSK-CCMP][ESS]\tClinic 2\n"
                                           "02:00:00:00:00:02\t5180\t-50\t[WPA2-PSK-CCMP][ESS]\tNeighbour\n"}});
    start("simulated:desk", {"--machine-root", machine});
    go_on("Network");
    kiosk_->press("open-wifi");
    kiosk_->wait_for("Wifi");
    shows("wifi-0", "Neighbour");
    shows("wifi-1", "Clinic 2");
    fits();
    kiosk_->press("wifi-0");
    kiosk_->press("wifi-1");  // the last one counts
    EXPECT_EQ(kiosk_->node("field-wifi-name", true).value("value", ""), "Clinic 2");
    kiosk_->type("field-wifi-key", "long enough!");
    go_on("Network");
    EXPECT_THAT(kept("network.toml"), HasSubstr("\"Clinic 2\""));
    EXPECT_THAT(kept("network.toml"), HasSubstr("key = \"long enough!\""));
    EXPECT_THAT(kept("network.toml"), ::testing::Not(HasSubstr("Neighbour")));
}

}  // namespace
}  // namespace vestibule::flows
