// pass_fixture - a kiosk whose facility has signed keys and codes for its staff: sticks, codes on paper, a set clock.
#pragma once

#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/access/pass_kit.hpp"
#include "tests/device/access/stick_kit.hpp"
#include "tests/flows/held_code.hpp"
#include "tests/flows/staff_fixture.hpp"

namespace vestibule::flows {

using device::Pass;
using device::PassWay;

class Passes : public Staff {
protected:
    Passes() : root_(folder_ / "machine"), stick_(folder_ / "stick"), state_(folder_ / "state") {
        std::ofstream(folder_ / "site.toml") << "[access]\nsecret = \"access.secret\"\nrevoked = [\"66\"]\n"
                                             << "revoked_passes = [\"13\"]\n";
        device::testing::make_stick(root_, stick_);
        file(root_ / "run/systemd/timesync/synchronized", "");
        file(root_ / "proc/swaps", "Filename Type Size Used Priority\n");
        // Whom this kiosk's enrolment believes, and the site that it is of.
        file(state_ / "enrolment-ca.pem", facility_.anchors());
        file(state_ / "enrolment.toml", "url = \"https://localhost\"\nsite = \"northside\"\n");
    }
    static void file(const fs::path& path, const std::string& text) {
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::trunc | std::ios::binary) << text;
    }
    enum class At { Welcome, Door, OutOfService, SetUp };
    void start(At where, const std::string& camera = "simulated:desk", std::vector<std::string> more = {}) {
        KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.camera = camera;
        launch.state = state_;
        launch.more = {"--config", folder_ / "site.toml", "--machine-root", root_};
        if (where == At::Door) launch.more.insert(launch.more.end(), {"--mode", "technician"});
        if (where == At::SetUp) launch.more.insert(launch.more.end(), {"--mode", "setup"});
        if (where == At::OutOfService) launch.more.insert(launch.more.end(), {"--out-of-service", "11"});
        launch.more.insert(launch.more.end(), more.begin(), more.end());
        launch.forever = where != At::Door;
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
        kiosk_->wait_for(where == At::Door           ? "Person"
                         : where == At::SetUp        ? "Language"
                         : where == At::OutOfService ? "OutOfService"
                                                     : "Welcome");
    }
    static Pass a_pass(PassWay way = PassWay::Key) {
        Pass pass = device::testing::a_pass(way);
        pass.not_before = drivers::SystemClock().wall() - 60s;
        pass.expires = pass.not_before + 1h;
        if (way == PassWay::Key) pass.medium = device::testing::kStickMade;
        return pass;
    }
    /// As the stick's unit does it.
    int plug_in(const std::vector<std::string>& passes) {
        fs::remove_all(stick_);
        for (std::size_t i = 0; i < passes.size(); ++i) file(stick_ / (std::to_string(i) + ".pass"), passes[i]);
        return run({std::string(VESTIBULE_BIN) + "/vestibulectl", "access", "offer", "--from", stick_, "--state-dir",
                    kiosk_->state_folder(), "--runtime-dir", kiosk_->folder(), "--machine-root", root_});
    }
    int plug_in(const Pass& pass) { return plug_in({facility_.sign(pass)}); }
    /// On paper, by the facility's own program.
    std::string on_paper(const std::string& name, const Pass& pass, const device::testing::PassSigner& by,
                         const std::vector<std::string>& more = {}) {
        const device::Signature signature = by.signature();
        file(folder_ / "signer.pem", signature.certificate_pem);
        file(folder_ / "signer.key", signature.key_pem);
        const std::string code = folder_ / (name + ".png");
        std::vector<std::string> words{std::string(VESTIBULE_BIN) + "/vestibulectl",
                                       "access",
                                       "qr",
                                       "--site",
                                       pass.site,
                                       "--person",
                                       std::to_string(pass.person),
                                       "--serial",
                                       std::to_string(pass.serial),
                                       "--not-before",
                                       device::write_time(pass.not_before),
                                       "--expires",
                                       device::write_time(pass.expires),
                                       "--certificate",
                                       folder_ / "signer.pem",
                                       "--key",
                                       folder_ / "signer.key",
                                       "--out",
                                       code};
        words.insert(words.end(), more.begin(), more.end());
        EXPECT_EQ(run(words), 0);
        return code;
    }
    std::string held(const std::string& code) { return held_before_camera(code, folder_ / "camera", 600); }
    void refused(const std::string& words) {
        kiosk_->wait_until([&](const json&) { return label("refused").find(words) != std::string::npos; },
                           "the door to say '" + words + "' and not '" + label("refused") + "'");
        fits();
    }

    const fs::path root_, stick_, state_;
    const device::testing::PassSigner facility_, stranger_;
};

}  // namespace vestibule::flows
