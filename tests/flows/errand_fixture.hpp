// errand_fixture - technician mode with a case that is a file, cameras that are films, touch screens that are folders,
// and a stick.
#pragma once

#include "kiosk/device/local.hpp"
#include "kiosk/staff/glass.hpp"
#include "tests/flows/film.hpp"
#include "tests/flows/held_code.hpp"
#include "tests/flows/staff_fixture.hpp"

namespace vestibule::flows {

class Errand : public Staff {
protected:
    Errand() : machine_(folder_ / "machine") {
        fs::create_directories(machine_ / "proc");
        std::ofstream(folder_ / "case") << "closed\n";
    }
    void begin(bool at_the_door = true, const std::string& camera = "") {
        KioskLaunch launch;
        launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
        launch.environment.insert(environment_.begin(), environment_.end());
        launch.camera = camera;
        launch.state = folder_ / "state";
        launch.more = {"--config",      folder_ / "site.toml", "--machine-root", machine_,
                       "--hand-socket", folder_ / "none.sock", "--case-file",    folder_ / "case"};
        if (at_the_door) launch.more.insert(launch.more.end(), {"--mode", "technician"});
        launch.forever = !at_the_door;
        kiosk_ = std::make_unique<Kiosk>(services_, launch);
    }
    void technician(const std::string& camera = "") {
        begin(true, camera);
        kiosk_->wait_for("Person");
        come_in();
    }
    void shows(const std::string& id, std::chrono::seconds patience = 40s) {
        kiosk_->wait_until([&](const json&) { return !kiosk_->node(id).is_null(); }, "'" + id + "' on the screen",
                           patience);
        fits();
    }
    /// Nobody chooses a camera before its picture is there: until then the touch leads nowhere.
    void choose_this() {
        kiosk_->wait_until(
            [&](const json&) {
                kiosk_->ask({{"do", "press"}, {"id", "continue"}});
                return !kiosk_->node("skip").is_null();
            },
            "the camera to be chosen");
    }
    void may_press(const std::string& id) {
        kiosk_->wait_until([&](const json&) { return kiosk_->node(id).value("enabled", true); }, id + " to be enabled");
    }
    /// The focus chart on paper, filling what the camera sees.
    std::string chart_camera() {
        EXPECT_EQ(run({std::string(VESTIBULE_BIN) + "/vestibulectl", "chart", "--out", folder_ / "chart.png"}), 0);
        EXPECT_EQ(run({"/usr/bin/convert", folder_ / "chart.png", "-resize", "40%", "-gravity", "north", "-crop",
                       "640x560+0+40", "+repage", "-blur", "0x0.8", "-fill", "#d8d8d8", "-opaque", "white",
                       folder_ / "chart-seen.png"}),
                  0);
        write_still_film(folder_ / "chart-seen.png", folder_ / "chart.avi");
        return "file:" + (folder_ / "chart.avi").string();
    }
    std::string empty_camera() {
        EXPECT_EQ(run({"/usr/bin/convert", "-size", "640x480", "xc:#8a8f88", folder_ / "empty.png"}), 0);
        write_still_film(folder_ / "empty.png", folder_ / "empty.avi");
        return "file:" + (folder_ / "empty.avi").string();
    }
    void settle_cameras(const std::string& document, const std::string& face) const {
        std::ofstream(folder_ / "site.toml", std::ios::app)
            << "[camera]\ndocument = \"" << document << "\"\nface = \"" << face << "\"\n";
    }
    void plug_touch(int port) const {
        const fs::path at = machine_ / ("sys/devices/usb1/1-1/1-1." + std::to_string(port) + "/1-1." +
                                        std::to_string(port) + ":1.0/input/input" + std::to_string(port));
        fs::create_directories(at / "capabilities");
        fs::create_directories(at / "id");
        std::ofstream(at / "name") << "ILITEK Touch " << port;
        std::ofstream(at / "properties") << "2\n";
        std::ofstream(at / "capabilities/abs") << "260800000000003\n";
        std::ofstream(at / "id/vendor") << "222a\n";
        std::ofstream(at / "id/product") << "0001\n";
        fs::create_directories(machine_ / "sys/class/input");
        fs::create_directory_symlink(at, machine_ / "sys/class/input" / ("input" + std::to_string(port)));
    }
    void paint_the_glass() {
        for (int y = 0; y < staff::kTouchRows; ++y) {
            for (int x = 0; x < staff::kTouchColumns; ++x)
                tap((static_cast<float>(x) + 0.5F) / staff::kTouchColumns,
                    (static_cast<float>(y) + 0.5F) / staff::kTouchRows);
        }
    }
    [[nodiscard]] device::LocalSettings local() const { return device::read_local(folder_ / "state").value(); }
    int plug_in() {
        fs::create_directories(folder_ / "stick");
        const std::string ctl = std::string(VESTIBULE_BIN) + "/vestibulectl";
        const int wrote = run({ctl, "stick", "write", folder_ / "stick", "--runtime-dir", kiosk_->folder()});
        std::this_thread::sleep_for(600ms);
        EXPECT_TRUE(kiosk_->node("pull").is_null()) << "it was not let go yet";
        EXPECT_EQ(run({ctl, "stick", "released", folder_ / "stick", "--runtime-dir", kiosk_->folder()}), 0);
        return wrote;
    }
    [[nodiscard]] std::vector<std::string> on_stick() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_ / "stick")) names.push_back(entry.path().filename());
        return names;
    }
    fs::path machine_;
    std::map<std::string, std::string> environment_;  ///< beside what every errand is started with
};

}  // namespace vestibule::flows
