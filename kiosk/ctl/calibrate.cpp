// calibrate - frames of the camera to the analysis module until enough views of the card agree; nothing is kept.
#include "kiosk/ctl/calibrate.hpp"

#include <chrono>

#include "drivers/camera/module.hpp"
#include "kiosk/ctl/common.hpp"
#include "kiosk/device/os/analysis_module.hpp"
#include "kiosk/visit/frame_view.hpp"

namespace vestibule::ctl {
namespace {

using namespace std::chrono_literals;

constexpr drivers::Duration kFrameWait = 300ms;
constexpr drivers::Duration kSourceOver = 2s;  // no frame for so long: a film that is over, or a camera that is lost
constexpr int kSecondsUsual = 20;
constexpr const char* kCascadeFolder = "/usr/share/opencv4";

struct Wish {
    std::string source, as = "license-front";
    int seconds = kSecondsUsual;
    Place place;
};

/// How many of the frames were views of the document that differ from those before.
Result<int> look(drivers::Camera& camera, capture::Analyst& analyst, capture::AnalysisTarget target,
                 std::chrono::seconds patience) {
    int views = 0;
    const auto begun = std::chrono::steady_clock::now();
    auto last = begun;
    for (auto now = begun; now - begun < patience && now - last < kSourceOver; now = std::chrono::steady_clock::now()) {
        const auto frame = camera.next(kFrameWait);
        if (!frame) continue;
        last = std::chrono::steady_clock::now();
        auto added = analyst.add_view(visit::view_of(**frame), target);
        if (!added) return std::move(added).error();
        views += *added ? 1 : 0;
    }
    return views;
}

int calibrate(const Wish& wish) {
    auto analyst = device::load_analysis_module(kCascadeFolder);
    if (!analyst) return failed(analyst.error());
    auto factory = drivers::load_camera_module(wish.place.module_folder() / "vestibule-camera.so", {wish.source});
    if (!factory) return failed(factory.error());
    const auto camera = (*factory)();
    if (camera == nullptr)
        return failed(Error{ErrorCode::CameraMissing, wish.source + ": the source is not understood"});
    if (auto opened = camera->open({}); !opened) return failed(opened.error());
    const auto target =
        wish.as == "passport" ? capture::AnalysisTarget::PassportPage : capture::AnalysisTarget::LicenseFront;
    auto views = look(*camera, **analyst, target, std::chrono::seconds(wish.seconds));
    camera->close();
    if (!views) return failed(views.error());
    auto told = (*analyst)->calibrate(target);
    if (!told) return failed(told.error());
    say(stdout, *told);
    return kGood;
}

}  // namespace

void add_calibrate(CLI::App& capture, int& code) {
    static Wish wish;
    CLI::App* command = capture.add_subcommand(
        "calibrate",
        "Measure a camera's focal length: any card, or a passport's page, held at slants in all directions");
    command->add_option("SOURCE", wish.source, "v4l2:..., file:PATH?once, folder:PATH, as in the settings")->required();
    command->add_option("--as", wish.as, "license-front for any card of that size, or passport")
        ->type_name("WHAT")
        ->check(CLI::IsMember({"license-front", "passport"}));
    command->add_option("--seconds", wish.seconds, "how long to look")->check(CLI::Range(1, 600));
    command->add_option("--module-dir", wish.place.modules, "the folder of the modules")->type_name("DIR");
    command->callback([&code] { code = calibrate(wish); });
}

}  // namespace vestibule::ctl
