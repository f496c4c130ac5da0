// chromium - its command line: nothing that talks to the network, nothing that asks a person.
#include "tests/bench/chromium.hpp"

#include <unistd.h>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace vestibule::bench {

namespace {

std::string write_page(const std::filesystem::path& file, const std::string& body) {
    std::ofstream(file) << "<!doctype html><meta charset=utf-8><style>html,body{margin:0;overflow:hidden;cursor:none}"
                           "img,video{display:block;width:1920px;height:1080px}</style>"
                        << body << '\n';
    return "file://" + file.string();
}

}  // namespace

bool Chromium::installed() {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "/usr/bin");
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (access((folder + "/chromium").c_str(), X_OK) == 0) return true;
    }
    return false;
}

Chromium::Chromium(const std::string& display, const std::string& page) {
    std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-chromium-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder for Chromium");
    profile_ = pattern;
    program_ = std::make_unique<Program>(
        std::vector<std::string>{"chromium", "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run",
                                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                                 "--no-default-browser-check", "--disable-dev-shm-usage", "--force-color-profile=srgb",
                                 "--force-device-scale-factor=1", "--window-position=0,0", "--window-size=1920,1080",
                                 "--use-fake-device-for-media-stream=fps=30", "--use-fake-ui-for-media-stream",
                                 "--user-data-dir=" + profile_.string(), page},
        std::map<std::string, std::string>{{"DISPLAY", display}, {"HOME", profile_.string()}});
}

Chromium::~Chromium() {
    program_.reset();
    std::error_code error;
    std::filesystem::remove_all(profile_, error);
}

std::string Chromium::page_of(const std::filesystem::path& png) {
    return write_page(png.parent_path() / "picture.html", "<img src=\"" + png.filename().string() + "\">");
}

std::string Chromium::page_of_camera(const std::filesystem::path& folder) {
    return write_page(
        folder / "camera.html",
        "<video id=v autoplay muted></video><script>navigator.mediaDevices.getUserMedia({video:{width:1280,"
        "height:720,frameRate:30}}).then(s=>{v.srcObject=s})</script>");
}

}  // namespace vestibule::bench
