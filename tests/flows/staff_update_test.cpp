// staff_update_test - a system from a stick through the real program, with a program in RAUC's place: shown, installed
// when somebody says so, and refused in words.
#include "kiosk/device/bundle/stick_update.hpp"
#include "kiosk/device/update/state.hpp"
#include "tests/flows/errand_fixture.hpp"
#include "tests/flows/noted_hand.hpp"

namespace vestibule::flows {
namespace {

using ::testing::Contains;
using ::testing::Not;

class SystemFromStick : public Errand {
protected:
    SystemFromStick() : hand_(folder_ / "none.sock") {
        fs::create_directories(machine_ / "etc");
        fs::create_directories(folder_ / "bin");
        fs::create_directories(folder_ / "stick");
        std::ofstream(machine_ / "etc/os-release") << "ID=vestibule\nVERSION_ID=1.3.0\n";
        environment_ = {{"PATH", (folder_ / "bin").string() + ":" + std::getenv("PATH")}};
    }
    /// A bundle is a text: its version, and in words how it is wrong. As in the image, nothing is written while the
    /// visit's lock is not held.
    void rauc() const {
        const fs::path file = folder_ / "bin/rauc";
        std::ofstream(file) << "#!/bin/sh\necho \"$1\" >> " << (folder_ / "asked-of-rauc").string() << R"(
case "$1" in
info) grep -q unsigned "$3" && echo 'signature verification failed' && exit 1
    echo "{\"compatible\":\"vestibule\",\"version\":\"$(head -n 1 "$3")\"}" ;;
status) echo '{"slots":[{"rootfs.0":{"bootname":"a","state":"booted","boot_status":"good"}}]}' ;;
install) flock --shared --nonblock )"
                            << (kiosk_->folder() / "visit").string() << R"( true && echo 'LastError: no lock' && exit 1
    grep -q broken "$2" && echo 'LastError: the slot is mounted' && exit 1
    echo ' 40% Copying image'; sleep 1; cp "$2" )"
                            << (folder_ / "slot-b").string() << "; echo '100% Installing done.' ;;\nesac\n";
        fs::permissions(file, fs::perms::owner_all);
    }
    void at_home() {
        technician("simulated:desk");
        rauc();
    }
    void await() {
        shows("working");
        kiosk_->wait_until([&](const json&) { return fs::exists(kiosk_->folder() / device::kUpdateAwaited); },
                           "the stick to be awaited");
    }
    void on_the_stick(const std::vector<std::pair<std::string, std::string>>& files) const {
        fs::remove_all(folder_ / "stick");
        fs::create_directories(folder_ / "stick");
        for (const auto& [name, text] : files) std::ofstream(folder_ / "stick" / name) << text << "\n";
    }
    /// As the stick's unit does.
    int plug_in_update() {
        const std::string ctl = std::string(VESTIBULE_BIN) + "/vestibulectl";
        const int took = run({ctl, "stick", "take-update", folder_ / "stick", "--runtime-dir", kiosk_->folder(),
                              "--state-dir", folder_ / "state"});
        EXPECT_EQ(run({ctl, "stick", "released", folder_ / "stick", "--runtime-dir", kiosk_->folder()}), 0);
        return took;
    }
    [[nodiscard]] bool copied() const { return fs::exists(device::stick_update_file(folder_ / "state")); }
    NotedHand hand_;
};

TEST_F(SystemFromStick, IsShownInstalledWhenSomebodySaysSoAndStarted) {
    at_home();
    kiosk_->press("open-update");
    await();
    on_the_stick({{"kiosk.raucb", "1.4.0"}, {"photo.jpg", ""}});
    EXPECT_EQ(plug_in_update(), 0);
    shows("found");
    EXPECT_THAT(kiosk_->tree().dump(), HasSubstr("Version 1.4.0 is on the stick"));
    EXPECT_THAT(kiosk_->tree().dump(), HasSubstr("Version 1.3.0 runs now"));
    EXPECT_FALSE(fs::exists(folder_ / "slot-b")) << "nobody has said so yet";
    kiosk_->press("continue");
    shows("working");
    EXPECT_FALSE(kiosk_->node("back").value("enabled", true)) << "nobody would see what becomes of it";
    shows("done");
    EXPECT_TRUE(kiosk_->node("failure").is_null()) << label("failure");
    EXPECT_TRUE(fs::exists(folder_ / "slot-b"));
    EXPECT_THAT(hand_.asked(), Contains("reboot"));
    EXPECT_EQ(device::read_update_state(folder_ / "state").phase, device::UpdatePhase::Restarting);
    EXPECT_FALSE(copied());
    say_in_journal("staff_did", "action=update_begun");
    say_in_journal("update_installed", "version=1004000");
}

TEST_F(SystemFromStick, WhatIsRefusedSaysWhyAndAnotherStickMayCome) {
    at_home();
    kiosk_->press("open-update");
    const std::vector<std::pair<std::vector<std::pair<std::string, std::string>>, std::string>> sticks{
        {{}, "0 files that end with .raucb"},
        {{{"a.raucb", "1.4.0"}, {"b.raucb", "1.5.0"}}, "2 files"},
        {{{"a.raucb", "1.4.0 unsigned"}}, "signature verification failed"},
        {{{"a.raucb", "1.2.9"}}, "older than 1.3.0"},
        {{{"a.raucb", "1.3.0"}}, "runs already"}};
    for (const auto& [files, words] : sticks) {
        await();
        on_the_stick(files);
        (void)plug_in_update();
        shows("failed");
        EXPECT_THAT(label("failure"), HasSubstr(words));
        EXPECT_TRUE(kiosk_->node("continue").is_null()) << "there is nothing to install: " << words;
        kiosk_->press("again");
    }
    await();
    on_the_stick({{"a.raucb", "1.4.0\nbroken"}});
    EXPECT_EQ(plug_in_update(), 0);
    shows("found");
    kiosk_->press("continue");
    shows("failed");
    EXPECT_THAT(label("failure"), HasSubstr("the slot is mounted"));
    kiosk_->press("back");
    kiosk_->wait_for("Home");
    EXPECT_FALSE(copied() || fs::exists(folder_ / "slot-b"));
    EXPECT_THAT(hand_.asked(), Not(Contains("reboot")));
    say_in_journal("update_refused", "version=1002009");
}

TEST_F(SystemFromStick, DoesNothingWhereNobodyAskedForIt) {
    begin(false, "simulated:desk");
    rauc();
    kiosk_->wait_for("Welcome");
    on_the_stick({{"kiosk.raucb", "1.4.0"}});
    EXPECT_EQ(plug_in_update(), 0);
    kiosk_->advance(20s);
    EXPECT_EQ(kiosk_->step(), "Welcome");
    EXPECT_FALSE(copied() || fs::exists(folder_ / "asked-of-rauc"));
    gesture();
    kiosk_->wait_until([&](const json&) { return !hand_.asked().empty(); }, "the root helper to be asked");
    EXPECT_THAT(hand_.asked(), Contains("technician"));
    // Its unit takes the kiosk's place.
    kiosk_.reset();
    at_home();
    EXPECT_EQ(plug_in_update(), 0);
    EXPECT_FALSE(copied()) << "they stand there for something else";
    kiosk_->press("open-update");
    await();
    kiosk_->press("back");
    kiosk_->wait_for("Home");
    EXPECT_EQ(plug_in_update(), 0);
    EXPECT_FALSE(copied() || fs::exists(folder_ / "asked-of-rauc")) << "it was given up";
}

}  // namespace
}  // namespace vestibule::flows
