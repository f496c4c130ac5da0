// cameras - does each camera give new, well-lit pictures at its rate, under the role that the settings give it?
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "drivers/camera/module.hpp"
#include "kiosk/capture/jpeg.hpp"
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
constexpr int kSample_px = 160;           // wide enough for a mean

/// The mean brightness of a JPEG and of raw pictures; nothing when it cannot be read.
std::optional<double> brightness(const drivers::Frame& frame) {
    const auto& bytes = frame.bytes.reveal();
    std::uint64_t sum = 0;
    std::size_t count = 0;
    if (frame.format == drivers::PixelFormat::Mjpeg) {
        privacy::WipedBytes grey;
        const auto size = capture::decode_jpeg(
            bytes, capture::Layout::Grey, {kSample_px, kSample_px}, [&grey](capture::PictureSize s) {
                grey.resize(static_cast<std::size_t>(s.width_px) * static_cast<std::size_t>(s.height_px));
                return grey.data();
            });
        if (!size) return std::nullopt;
        for (const std::uint8_t pixel : grey) sum += pixel;
        count = grey.size();
    } else {
        // YUYV: every second byte is brightness; BGR: green is near enough.
        const std::size_t step = frame.format == drivers::PixelFormat::Yuyv ? 2 : 3;
        for (std::size_t i = step == 3 ? 1 : 0; i < bytes.size(); i += step, ++count) sum += bytes[i];
    }
    if (count == 0) return std::nullopt;
    return static_cast<double>(sum) / static_cast<double>(count);
}

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
        return {Verdict::Fail, "'" + source + "' is no camera", "a camera", "Correct [camera] in the settings."};
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
    const std::string limit =
        fmt::format(">= {:.0f} a second, changing, brightness {} to {}", request.rate_hz * kRateShare, kDark, kBright);
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
    const auto light = brightness(*last);
    std::string value = fmt::format("{}: {} x {}, {:.1f} a second, brightness {}", source, last->width_px,
                                    last->height_px, rate_hz, light ? fmt::format("{:.0f}", *light) : "unreadable");
    camera.close();
    if (!light) return {Verdict::Fail, std::move(value), limit, "Choose another format or another camera."};
    if (changes == 0 && !camera.stands_still()) {
        return {Verdict::Fail, value + ", frozen", limit, "Unplug the camera and plug it in again."};
    }
    if (rate_hz < kRateLowest_hz) return {Verdict::Fail, std::move(value), limit, "Give the camera a port of its own."};
    if (*light < kDark)
        return {Verdict::Warn, std::move(value), limit, "It is dark: take the cover off, turn the light on."};
    if (*light > kBright) return {Verdict::Warn, std::move(value), limit, "It is too bright: keep the sun out."};
    return judged(rate_hz >= request.rate_hz * kRateShare, Verdict::Warn, std::move(value), limit,
                  "More light, or a port of its own, gives more pictures a second.");
}

void add_camera_tests(const Bench& bench, std::vector<Test>& tests) {
    constexpr auto kDeadline = 9s;
    const std::string &document = bench.config.document_camera, &face = bench.config.face_camera;
    if (document == face) {  // one camera for both roles; it can be opened only once
        tests.push_back({"camera.both", "Camera for documents and faces", kDeadline, [&bench] {
                             return camera(bench, bench.config.document_camera, drivers::CameraRole::Document);
                         }});
        return;
    }
    tests.push_back({"camera.document", "Document camera", kDeadline,
                     [&bench] { return camera(bench, bench.config.document_camera, drivers::CameraRole::Document); }});
    tests.push_back({"camera.face", "Face camera", kDeadline,
                     [&bench] { return camera(bench, bench.config.face_camera, drivers::CameraRole::Face); }});
}

}  // namespace vestibule::diagnostics
