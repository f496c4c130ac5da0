// full_disk_test - a patient is served although nothing can be written: every place that the kiosk may write to is
// full, or the disk has become read-only.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "tests/automation/small_disk.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::SmallDisk;

class FullDisk : public testing::Test {
protected:
    void SetUp() override {
        for (const SmallDisk* disk : {&runtime_, &state_, &temporary_})
            if (!disk->mounted()) GTEST_SKIP() << "a disk of its own needs root";
    }
    void fill(std::initializer_list<const SmallDisk*> some) const {
        for (const SmallDisk* disk : some) {
            disk->fill("visit");
            ASSERT_EQ(disk->room(), 0U) << disk->folder();
        }
    }
    void start() {
        automation::KioskLaunch launch;
        const std::string folder = temporary_.folder();
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}, {"TMPDIR", folder}, {"HOME", folder}};
        launch.runtime = runtime_.folder();
        launch.state = state_.folder();
        kiosk_.emplace(services_, launch);
        play_.emplace(services_, *kiosk_, true, [](const std::string&) {});
    }
    void begin() {
        play_->begin(Provider::Clear);
        play_->choose_here();
    }
    /// A returning patient, from the sign-in to the next process's *Erased*.
    void finish() {
        const Persona robin{
            .email = "returning@example.org", .phone_e164 = "+14155550123", .password = "correct horse 42"};
        const int first = kiosk_->state().value("pid", 0);
        play_->sign_in(robin, Provider::Clear);
        play_->search();
        play_->share();
        play_->finish();
        EXPECT_NE(kiosk_->state().value("pid", 0), first);
        EXPECT_FALSE(services_.received().shares.empty());
    }
    /// And the patient after that one is served as well.
    void serve_another() {
        kiosk_->wait_for("Welcome");
        begin();
        kiosk_->press("stop");
        kiosk_->press("erase-now");
        play_->wait_for_erased();
    }

    sandbox::Sandbox services_;
    SmallDisk runtime_{services_.directory() / "run"}, state_{services_.directory() / "state"},
        temporary_{services_.directory() / "tmp"};
    std::optional<automation::Kiosk> kiosk_;
    std::optional<Play> play_;
};

// The runtime folder is memory, and empty when a kiosk starts; it can only fill up later.
TEST_F(FullDisk, BeforeTheKioskStarts) {
    fill({&state_, &temporary_});
    start();
    fill({&runtime_});
    begin();
    finish();
    serve_another();
}

TEST_F(FullDisk, InTheMiddleOfAVisit) {
    start();
    begin();
    fill({&state_, &temporary_, &runtime_});
    finish();
    serve_another();
}

TEST_F(FullDisk, ReadOnly) {
    for (const SmallDisk* disk : {&state_, &temporary_}) {
        disk->make_read_only();
        ASSERT_FALSE(std::ofstream(disk->folder() / "more").is_open()) << disk->folder();
    }
    start();
    begin();
    finish();
    serve_another();
}

}  // namespace
}  // namespace vestibule::flows
