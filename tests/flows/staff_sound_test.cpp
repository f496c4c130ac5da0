// staff_sound_test - how loud a visit begins, with a sound card that a test makes.
#include "tests/flows/staff_fixture.hpp"

namespace vestibule::flows {
namespace {

/// Whatever the patient before, or a knob, has left.
TEST_F(Staff, AVisitBeginsAsLoudAsTheSettingsSay) {
    std::ofstream(folder_ / "alsa.conf", std::ios::app)
        << "ctl.default { type vestibule }\nctl_type.vestibule { lib \"" VESTIBULE_TEST_CARD "\" }\n";
    const std::string card = (folder_ / "volume").string();
    const auto left = [&card](int steps) { std::ofstream(card) << steps; };
    const auto becomes = [&card](int steps) {
        const auto until = std::chrono::steady_clock::now() + 30s;
        for (int now = -1; std::chrono::steady_clock::now() < until; std::this_thread::sleep_for(50ms)) {
            if (std::ifstream(card) >> now && now == steps) return true;
        }
        return false;
    };
    left(5);
    setenv("VESTIBULE_TEST_VOLUME", card.c_str(), 1);
    start(false);
    EXPECT_TRUE(becomes(38)) << "60 % of 64 steps";
    kiosk_->press("continue");
    kiosk_->wait_for("BeforeYouStart");
    left(64);
    kiosk_->press("stop");
    kiosk_->press("erase-now");
    EXPECT_TRUE(becomes(38)) << "the next patient hears what the one before had set";
    unsetenv("VESTIBULE_TEST_VOLUME");
}

}  // namespace
}  // namespace vestibule::flows
