// staff_fixture - technician mode of the real program: a site's secret, a card and a printer that are files, the door.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "kiosk/device/access/access.hpp"
#include "tests/flows/journal_words.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::flows {

using automation::Kiosk;
using automation::KioskLaunch;
using automation::Unexpected;
using device::StaffRole;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

inline constexpr int kWidth = 1080, kHeight = 1920;

class Staff : public testing::Test {
protected:
    Staff() : folder_(services_.directory()), secret_{privacy::WipedBytes(32, 9)} {
        EXPECT_TRUE(device::write_site_secret(secret_, folder_ / "access.secret").ok());
        // The results of earlier seconds must not tell how a test ended.
        std::ofstream(folder_ / "site.toml") << "[access]\nsecret = \"access.secret\"\nrevoked = [\"66\"]\n"
                                             << "[devices]\nsound = \"default\"\ncover = \"gpio-cover\"\n"
                                             << "printer = \"" << (folder_ / "lp0").string() << "\"\n";
        // A sound card that is a file, and a printer that is one.
        std::ofstream(folder_ / "alsa.conf")
            << "pcm.default { type file slave.pcm nothing file \"" << (folder_ / "played.raw").string()
            << "\" format raw }\npcm.nothing { type null }\n";
        std::ofstream(folder_ / "lp0") << "";
    }
    /// By keys and ears alone: on to what begins with these words, then Return.
    void act_on(const std::string& words) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        do kiosk_->key("Down");
        while (kiosk_->heard().rfind(words, 0) != 0 && std::chrono::steady_clock::now() < until);
        if (kiosk_->heard().rfind(words, 0) != 0) throw Unexpected("never heard '" + words + "' in " + kiosk_->step());
        kiosk_->key("Return");
    }
    void start(bool at_the_door = true) {
        KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"},
                              {"SDL_AUDIODRIVER", "alsa"},
                              {"ALSA_CONFIG_PATH", (folder_ / "alsa.conf").string()}};
        launch.more = {"--config", folder_ / "site.toml"};
        if (at_the_door) launch.more.insert(launch.more.end(), {"--mode", "technician"});
        launch.forever = !at_the_door;
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for(at_the_door ? "Person" : "Welcome");
    }
    void tap(float x, float y) {
        kiosk_->must({{"do", "tap"}, {"x", static_cast<int>(x * kWidth)}, {"y", static_cast<int>(y * kHeight)}});
    }
    void gesture() {
        for (int i = 0; i < 6; ++i) tap(i % 2 == 0 ? 0.04F : 0.96F, 0.99F);
    }
    void digits(const std::string& text) {
        for (const char digit : text) kiosk_->press(std::string("digit-") + digit);
    }
    std::string code(int person, StaffRole role = StaffRole::Technician) {
        return std::string(device::code_for(secret_, {role, person}, drivers::SystemClock().wall()));
    }
    void enter(int person, const std::string& typed) {
        kiosk_->wait_for("Person");
        digits(std::to_string(person));
        kiosk_->press("continue");
        kiosk_->wait_for("Code");
        digits(typed);
    }
    void come_in(int person = 17, StaffRole role = StaffRole::Technician) {
        enter(person, code(person, role));
        kiosk_->wait_for("Home");
    }
    std::string label(const std::string& id) {
        const json node = kiosk_->node(id);
        return node.is_object() ? node.value("label", "") : "";
    }
    std::vector<std::string> journal() const { return journal_words(kiosk_->state_folder()); }
    void say_in_journal(const std::string& one, const std::string& other) {
        const auto until = std::chrono::steady_clock::now() + 20s;
        for (;; std::this_thread::sleep_for(100ms)) {
            for (const std::string& line : journal()) {
                if (line.find(one) != std::string::npos && line.find(other) != std::string::npos) return;
            }
            ASSERT_LT(std::chrono::steady_clock::now(), until) << "the journal never said " << one << " " << other;
        }
    }
    json last_result(const std::string& id) const {
        json all = json::parse(std::ifstream(kiosk_->state_folder() / "diagnostics.json"), nullptr, false);
        for (const json& one : all.is_array() ? all : json::array()) {
            if (one.value("id", "") == id) return one;
        }
        return {};
    }
    void fits() { EXPECT_THAT(kiosk_->tree()["screen"]["overflows"], IsEmpty()) << kiosk_->step(); }

    sandbox::Sandbox services_;
    fs::path folder_;
    device::SiteSecret secret_;
    std::unique_ptr<Kiosk> kiosk_;
};

}  // namespace vestibule::flows
