// colours_test - the challenge by the screen's colours through the real program: shown, answered, told, and left out.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

class Colours : public testing::Test {
protected:
    void SetUp() override {
        std::ofstream(config_) << "[camera]\ncolours = \"ask\"\n";
        automation::KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.more = {"--config", config_.string()};
        kiosk_.emplace(services_, launch);
        play_.emplace(services_, *kiosk_, true, [](const std::string&) {});
    }
    void TearDown() override {
        if (kiosk_) {
            EXPECT_EQ(kiosk_->stop(), 0);
        }
        std::filesystem::remove(config_);
    }
    /// Welcome to what stands before the picture of the face.
    void to_the_face() {
        play_->begin(Provider::Clear);
        play_->choose_here();
        play_->new_account({}, Provider::Clear);
        kiosk_->steer({{"show", "passport-page"}});
        play_->press("passport");
        play_->arrive("FrontReview");
        play_->press("use-photo");
        play_->arrive("SelfieIntro");
        kiosk_->steer({{"show", "auto"}});
    }
    /// The colours that the screen showed until the picture was there, each once.
    std::set<std::uint32_t> shown() {
        std::set<std::uint32_t> colours;
        // For a time, not for a number of looks: a quick machine has used those up before the last colour.
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (std::chrono::steady_clock::now() < until && kiosk_->step() == "Selfie") {
            const auto light = kiosk_->node("screen-colour");
            if (light.is_object()) colours.insert(light.value("color_rgb", 0U));
        }
        return colours;
    }
    std::map<std::string, std::pair<double, double>> told() {
        play_->arrive("SelfieReview");
        play_->press("use-photo");
        play_->arrive("CheckDetails");
        play_->check_details();
        play_->verified();
        return services_.received().sessions.back().signals;
    }

    const std::filesystem::path config_ =
        std::filesystem::temp_directory_path() / ("colours-" + std::to_string(::getpid()) + ".toml");
    sandbox::Sandbox services_;
    std::optional<automation::Kiosk> kiosk_;
    std::optional<Play> play_;
};

TEST_F(Colours, AFaceThatReflectsThemIsToldToTheProvider) {
    to_the_face();
    EXPECT_TRUE(kiosk_->node("colours").value("checked", false)) << "the patient is told and asked before";
    play_->press("continue");
    EXPECT_GE(shown().size(), 3U);
    const auto signals = told();
    ASSERT_TRUE(signals.contains("colour-answer"));
    // A machine too busy to show the colours in time tells that it does not know; it must never say "no".
    const auto [strength, confidence] = signals.at("colour-answer");
    std::printf("SIGN colour answer: strength %.2f, confidence %.2f\n", strength, confidence);
    EXPECT_TRUE(strength > 0.6 || confidence < 0.15) << strength << ", " << confidence;
}

TEST_F(Colours, WhoeverWantsNoneSeesNoneAndNothingIsTold) {
    to_the_face();
    play_->press("colours");
    kiosk_->wait_until([&](const auto&) { return !kiosk_->node("colours").value("checked", true); }, "the tick to go");
    play_->press("continue");
    EXPECT_TRUE(shown().empty());
    EXPECT_FALSE(told().contains("colour-answer"));
}

TEST_F(Colours, ATouchGoesOnWithoutThem) {
    to_the_face();
    play_->press("continue");
    kiosk_->wait_until([&](const auto&) { return kiosk_->node("screen-colour").is_object(); }, "the first colour");
    play_->press("take-picture");
    EXPECT_FALSE(told().contains("colour-answer"));
}

}  // namespace
}  // namespace vestibule::flows
