// setup_kit - a kiosk in set-up, an enrolment server, sticks, and what its camera sees; for the tests of its flows.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <qrencode.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "kiosk/device/bundle/bundle.hpp"
#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/enrolment/enrolment.hpp"
#include "kiosk/device/local.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/setup/view.hpp"
#include "tests/device/place.hpp"
#include "tests/flows/held_code.hpp"
#include "tests/flows/journal_words.hpp"
#include "tests/flows/play.hpp"
#include "tests/sandbox/est.hpp"

namespace vestibule::flows {
using automation::Kiosk;
using automation::KioskLaunch;
using automation::Unexpected;
using device::testing::Place;
using nlohmann::json;
using sandbox::EstFault;
using sandbox::EstServer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

inline constexpr int kWidth = 1080, kHeight = 1920;
inline constexpr const char* kCode = "one-time-code";

class SetUp : public testing::Test {
protected:
    SetUp() { est_.add_claim(kCode); }

    void start(const std::string& camera = "simulated:desk", const std::vector<std::string>& more = {}) {
        KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.camera = camera;
        launch.state = place_ / "state";
        launch.forever = false;
        launch.more = {"--mode", "setup"};
        launch.more.insert(launch.more.end(), more.begin(), more.end());
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for("Language");
    }
    [[nodiscard]] device::Claim claim() const {
        return {.url = est_.url(),
                .code = kCode,
                .pin = device::pin_of_pem(est_.authority_pem()).value(),
                .site = "northside",
                .name = "Kiosk 7",
                .place = "Lobby",
                .proxy = ""};
    }
    /// What the camera sees: the claim on paper, as the kiosk's own program prints it, in a room.
    std::string folder_of(const device::Claim& printed) {
        const std::string code = place_ / "claim.png";
        std::vector<std::string> words{std::string(VESTIBULE_BIN) + "/vestibulectl",
                                       "enroll",
                                       "qr",
                                       "--url",
                                       printed.url,
                                       "--site",
                                       printed.site,
                                       "--pin",
                                       printed.pin,
                                       "--code",
                                       printed.code,
                                       "--name",
                                       printed.name,
                                       "--place",
                                       printed.place,
                                       "--out",
                                       code};
        if (!printed.time.empty()) words.insert(words.end(), {"--time", printed.time});
        if (!printed.wifi.empty()) {
            std::ofstream(place_ / "wifi-key") << printed.wifi_key << "\n";
            words.insert(words.end(), {"--wifi", printed.wifi, "--wifi-key-file", place_ / "wifi-key"});
        }
        EXPECT_EQ(run(words), 0);
        return picture(code, place_ / "camera");
    }
    /// Anybody's QR code.
    fs::path other_code(const char* text) {
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
        std::ofstream file(place_ / "other.pgm", std::ios::binary);
        file << "P2 " << code->width + 8 << " " << code->width + 8 << " 1\n";
        for (int y = -4; y < code->width + 4; ++y) {
            for (int x = -4; x < code->width + 4; ++x) {
                const bool in = x >= 0 && y >= 0 && x < code->width && y < code->width;
                file << (in && (code->data[y * code->width + x] & 1) != 0 ? "0 " : "1 ");
            }
        }
        file.close();
        EXPECT_EQ(run({"/usr/bin/convert", place_ / "other.pgm", "-sample", "800%", place_ / "other.png"}), 0);
        return place_ / "other.png";
    }
    static std::string picture(const std::string& code, const fs::path& folder) {
        return held_before_camera(code, folder);
    }
    [[nodiscard]] std::string bundle(int serial, const std::string& site = "northside",
                                     const std::vector<std::string>& devices = {},
                                     std::optional<drivers::WallTime> expires = {}) const {
        device::Manifest manifest{.site = site, .devices = devices, .serial = serial, .expires = expires, .files = {}};
        const std::string settings = fmt::format("[facility]\nname = \"Clinic {}\"\n", serial);
        return signed_by_facility(device::make_bundle(manifest, {{"vestibule.toml", settings}}).value());
    }
    [[nodiscard]] std::string signed_by_facility(const std::string& tar) const {
        const auto [certificate, key] = est_.signer();
        return device::sign_cms(tar, certificate, key).value();
    }
    /// As the stick's unit does it.
    int plug_in(const std::string& bytes) {
        const fs::path stick = place_ / "stick";
        fs::remove_all(stick);
        fs::create_directories(stick);
        if (!bytes.empty()) std::ofstream(stick / "site.bundle", std::ios::binary) << bytes;
        std::ofstream(place_ / "signer.pem") << est_.authority_pem();
        return run({std::string(VESTIBULE_BIN) + "/vestibulectl", "bundle", "apply", "--if-awaited", "--from", stick,
                    "--signer", place_ / "signer.pem", "--site", "northside", "--trust-clock", "--state-dir",
                    kiosk_->state_folder(), "--runtime-dir", kiosk_->folder()});
    }
    void go_on(const std::string& to) {
        kiosk_->press("continue");
        kiosk_->wait_for(to);
    }
    void to_enrol() {
        go_on("Network");
        go_on("Time");
        go_on("Enrol");
    }
    void type_claim(const device::Claim& typed) {
        to_enrol();
        kiosk_->press("open-type");
        kiosk_->wait_for("TypeClaim");
        kiosk_->type("field-claim-url", typed.url);
        kiosk_->type("field-claim-code", typed.code);
        kiosk_->type("field-claim-site", typed.site);
        kiosk_->type("field-claim-pin", typed.pin);
        kiosk_->press("use-claim");
    }
    void tap(float x, float y) {
        kiosk_->must({{"do", "tap"}, {"x", static_cast<int>(x * kWidth)}, {"y", static_cast<int>(y * kHeight)}});
    }
    void paint_the_glass() {
        kiosk_->wait_for("Touch");
        for (int y = 0; y < staff::kTouchRows; ++y) {
            for (int x = 0; x < staff::kTouchColumns; ++x)
                tap((static_cast<float>(x) + 0.5F) / staff::kTouchColumns,
                    (static_cast<float>(y) + 0.5F) / staff::kTouchRows);
        }
    }
    std::string label(const std::string& id) {
        const json node = kiosk_->node(id);
        return node.is_object() ? node.value("label", "") : "";
    }
    void shows(const std::string& id, const std::string& words) {
        kiosk_->wait_until([&](const json&) { return label(id).find(words) != std::string::npos; },
                           id + " to say '" + words + "' and not '" + label(id) + "'");
    }
    void fits() {
        EXPECT_THAT(kiosk_->tree()["screen"]["overflows"], IsEmpty()) << kiosk_->step();
        take_picture();
    }
    void take_picture() {
        const char* folder = std::getenv("VESTIBULE_PICTURES");
        if (folder != nullptr)
            kiosk_->ask(
                {{"do", "look"}, {"file", fmt::format("{}/{:02}-{}.png", folder, ++pictures_, kiosk_->step())}});
    }
    [[nodiscard]] std::string kept(const std::string& name) const { return place_.read("state/" + name); }
    [[nodiscard]] bool is_kept(const std::string& name) const { return fs::exists(place_ / ("state/" + name)); }
    int ended() {
        siginfo_t end{};
        EXPECT_EQ(waitid(P_PID, static_cast<id_t>(kiosk_->pid()), &end, WEXITED | WNOWAIT), 0);
        return kiosk_->stop();
    }

    sandbox::Sandbox services_;
    EstServer est_;
    const Place place_;
    std::unique_ptr<Kiosk> kiosk_;
    int pictures_ = 0;
};

}  // namespace vestibule::flows
