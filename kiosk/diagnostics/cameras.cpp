// cameras - does each camera give new, well-lit pictures at its rate, under the role that the settings give it?
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "drivers/camera/module.hpp"
#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/diagnostics/cameras.hpp"

namespace vestibule::diagnostics {

namespace {

using namespace std::chrono_literals;

constexpr auto kFirstPicture = 5s;  // cameras that start slowly need up to three
constexpr auto kWatched = 2s;
constexpr auto kNextPicture = 1500ms;
constexpr double kRateShare = 0.9;        // of the 30 a second that were asked for; dim rooms cost a few
constexpr double kRateLowest_hz = 15;     // below that, guidance lags behind the hand
constexpr int kDark = 25, kBright = 235;  // of 255, the mean of all pixels
constexpr int kBlack_percent = 60, kWhite_percent = 40;  // of the picture; more is lost for what should be seen in it
constexpr int kSample_px = 160;           // wide enough for a mean

bool same(const drivers::Frame& a, const drivers::Frame& b) {
    const auto &x = a.bytes.reveal(), &y = b.bytes.reveal();
    return x.size() == y.size() && std::memcmp(x.data(), y.data(), x.size()) == 0;
}

Finding camera(const Bench& bench, const std::string& source, drivers::CameraRole role) {
    if (bench.patient_here) return inconclusive("a patient is being served", "Try again when the kiosk is free.");
    const auto make = drivers::load_camera_module(bench.module_folder / "vestibule-camera.so", {source});
    if (!make) return {Verdict::Fail, make.error().sentence(), "a camera", "Install the kiosk's files again."};
    const auto camera = (*make)();
    if (!camera)
        return {Verdict::Fail, say("'{0}' is no camera", source), "a camera", "Correct [camera] in the settings."};
    Finding finding = judge_camera(*camera, source, role, *bench.clock);
    const bool recorded =
        source.starts_with("file:") || source.starts_with("folder:") || source.starts_with("gstreamer:");
    if (recorded && finding.verdict == Verdict::Pass) {
        finding.verdict = Verdict::Warn;
        finding.hint = "These pictures are not a camera's. Set [camera] to v4l2:DEVICE.";
    }
    return finding;
}

}  // namespace

Finding judge_camera(drivers::Camera& camera, const std::string& source, drivers::CameraRole role,
                     const drivers::Clock& clock) {
    constexpr const char* kCable = "Check the camera's cable and its port; look at [camera] in the settings.";
    drivers::CameraRequest request;
    request.role = role;
    const Words limit =
        say(">= {0} a second, changing, brightness {1} to {2}, at most {3} % black, {4} % white",
            static_cast<int>(request.rate_hz * kRateShare), kDark, kBright, kBlack_percent, kWhite_percent);
    if (const auto opened = camera.open(request); !opened) {
        return {Verdict::Fail, opened.error().sentence(), limit, kCable};
    }
    const auto first = camera.next(kFirstPicture);
    if (!first) return {Verdict::Fail, first.error().sentence(), limit, kCable};
    const drivers::TimePoint began = clock.now();
    drivers::FramePtr last = *first;
    int pictures = 0, changes = 0;
    while (clock.now() - began < kWatched) {
        const auto next = camera.next(kNextPicture);
        if (!next) return {Verdict::Fail, next.error().sentence(), limit, kCable};
        ++pictures;
        if (!same(**next, *last)) ++changes;
        last = *next;
    }
    const double seconds = std::chrono::duration<double>(clock.now() - began).count();
    const double rate_hz = pictures / seconds;
    const auto grey = grey_of(*last, kSample_px, kSample_px);
    camera.close();
    const auto value_with = [&](const Words& more) {
        return say("{0}: {1} x {2}, {3} a second, {4}", source, last->width_px, last->height_px,
                   fmt::format("{:.1f}", rate_hz), more);
    };
    if (!grey) return {Verdict::Fail, value_with("unreadable"), limit, "Choose another format or another camera."};
    const Light light = light_of(*grey);
    const Words value =
        value_with(say("brightness {0}, {1} % black, {2} % white", fmt::format("{:.0f}", light.mean),
                       fmt::format("{:.0f}", light.black_percent), fmt::format("{:.0f}", light.white_percent)));
    if (changes == 0 && !camera.stands_still()) {
        return {Verdict::Fail, say("{0}, frozen", value), limit, "Unplug the camera and plug it in again."};
    }
    if (rate_hz < kRateLowest_hz) return {Verdict::Fail, value, limit, "Give the camera a port of its own."};
    if (light.mean < kDark) return {Verdict::Warn, value, limit, "It is dark: take the cover off, turn the light on."};
    if (light.mean > kBright) return {Verdict::Warn, value, limit, "It is too bright: keep the sun out."};
    if (light.white_percent > kWhite_percent || light.black_percent > kBlack_percent)
        return {Verdict::Warn, value, limit,
                "Part of the picture has no drawing: keep the sun and lamps out of it, and light the rest."};
    return judged(rate_hz >= request.rate_hz * kRateShare, Verdict::Warn, value, limit,
                  "More light, or a port of its own, gives more pictures a second.");
}

Finding judge_bandwidth(drivers::Camera& document, drivers::Camera& face, const drivers::Clock& clock) {
    constexpr const char* kLimit = "pictures of both at once";
    constexpr const char* kHint =
        "The USB cannot carry both. Put them on ports of different controllers; look at camera.document and "
        "camera.face.";
    const auto opens = [](drivers::Camera& camera, drivers::CameraRole role) -> Result<void> {
        drivers::CameraRequest request;
        request.role = role;
        if (auto opened = camera.open(request); !opened) return opened;
        const auto first = camera.next(kFirstPicture);
        if (!first) return first.error();
        return {};
    };
    if (const auto opened = opens(document, drivers::CameraRole::Document); !opened)
        return inconclusive(opened.error().sentence(), "Look at camera.document first.");
    if (const auto opened = opens(face, drivers::CameraRole::Face); !opened)
        return {Verdict::Warn,
                say("the second camera gives no pictures beside the first: {0}", opened.error().sentence()), kLimit,
                kHint};
    const drivers::TimePoint began = clock.now();
    int pictures = 0;
    while (clock.now() - began < kWatched) {
        for (drivers::Camera* camera : {&document, &face}) {
            if (const auto next = camera->next(kNextPicture); !next)
                return {Verdict::Warn, say("one stops beside the other: {0}", next.error().sentence()), kLimit, kHint};
            ++pictures;
        }
    }
    const double rate_hz = pictures / 2 / std::chrono::duration<double>(clock.now() - began).count();
    document.close(), face.close();
    return judged(rate_hz >= kRateLowest_hz, Verdict::Warn, say("{0} a second of each", fmt::format("{:.1f}", rate_hz)),
                  kLimit, kHint);
}

namespace {

Finding bandwidth(const Bench& bench) {
    if (bench.patient_here) return inconclusive("a patient is being served", "Try again when the kiosk is free.");
    std::vector<std::unique_ptr<drivers::Camera>> cameras;
    for (const std::string* source : {&bench.config.document_camera, &bench.config.face_camera}) {
        const auto make = drivers::load_camera_module(bench.module_folder / "vestibule-camera.so", {*source});
        if (!make) return inconclusive(make.error().sentence(), "Install the kiosk's files again.");
        cameras.push_back((*make)());
        if (!cameras.back())
            return inconclusive(say("'{0}' is no camera", *source), "Correct [camera] in the settings.");
    }
    return judge_bandwidth(*cameras[0], *cameras[1], *bench.clock);
}

}  // namespace

void add_camera_tests(const Bench& bench, std::vector<Test>& tests) {
    constexpr auto kDeadline = 9s;
    const std::string &document = bench.config.document_camera, &face = bench.config.face_camera;
    if (document == face) {  // one camera for both roles; it can be opened only once
        tests.push_back(
            {"camera.both", "Camera for documents and faces", kDeadline,
             [&bench] { return camera(bench, bench.config.document_camera, drivers::CameraRole::Document); },
             kCameras});
        return;
    }
    tests.push_back({"camera.document", "Document camera", kDeadline,
                     [&bench] { return camera(bench, bench.config.document_camera, drivers::CameraRole::Document); },
                     kCameras});
    tests.push_back({"camera.face", "Face camera", kDeadline,
                     [&bench] { return camera(bench, bench.config.face_camera, drivers::CameraRole::Face); },
                     kCameras});
    constexpr auto kBoth = 2 * kFirstPicture + kWatched + kNextPicture;
    tests.push_back(
        {"camera.bandwidth", "USB bandwidth for both cameras", kBoth, [&bench] { return bandwidth(bench); }, kCameras});
}

}  // namespace vestibule::diagnostics
