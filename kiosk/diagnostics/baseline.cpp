// baseline - the chart seen, kept, and compared.
#include "kiosk/diagnostics/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "drivers/camera/module.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

namespace {

using namespace std::chrono_literals;
using drivers::CameraRole;
using nlohmann::json;
using Sight = std::variant<ChartSight, ChartTrouble>;

constexpr const char* kFile = "camera-baseline.json";
constexpr std::chrono::milliseconds kFirstPicture{5s}, kNextPicture{1500};
constexpr int kSettling = 10, kPictures = 7;  // exposure and focus settle first
constexpr double kSharpness_share = 0.7;      // of the baseline's: below it, print on documents is lost
constexpr double kScale_off = 0.25;           // a chart that a hand holds is never at quite the same distance
constexpr double kMiddle_off = 0.2;           // of the width: what a hand does not do
constexpr int kWidest = 4096;

const char* name(CameraRole role) {
    return role == CameraRole::Document ? "document" : "face";
}

json read_all(const std::filesystem::path& state_folder) {
    std::ifstream stream(state_folder / kFile);
    json all = json::parse(stream, nullptr, false);
    return all.is_object() ? all : json::object();
}

double number_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

std::string decimal(double value, int digits) {
    return fmt::format("{:.{}f}", value, digits);
}

/// Beside it, by their sources: the cameras that had this role before.
std::string others_of(CameraRole role) {
    return std::string(name(role)) + " of others";
}

std::optional<Baseline> baseline_from(const json& object) {
    if (!object.is_object()) return std::nullopt;
    const auto text = [&object](const char* key) {
        const auto at = object.find(key);
        return at != object.end() && at->is_string() ? at->get<std::string>() : std::string();
    };
    const auto date = date_from(text("date"));
    Baseline baseline;
    baseline.sight.sharpness = number_in(object, "sharpness");
    baseline.sight.pixels_a_mm = number_in(object, "pixels_a_mm");
    baseline.sight.middle_x = number_in(object, "middle_x");
    baseline.camera = text("camera");
    if (!date || baseline.sight.sharpness <= 0 || baseline.sight.pixels_a_mm <= 0) return std::nullopt;
    baseline.date = *date;
    return baseline;
}

}  // namespace

const std::string& source_of(const Bench& bench, CameraRole role) {
    return role == CameraRole::Document ? bench.config.document_camera : bench.config.face_camera;
}

std::optional<Baseline> read_baseline(const std::filesystem::path& state_folder, CameraRole role) {
    const json all = read_all(state_folder);
    const auto found = all.find(name(role));
    return found == all.end() ? std::nullopt : baseline_from(*found);
}

std::optional<Baseline> read_baseline(const std::filesystem::path& state_folder, CameraRole role,
                                      std::string_view camera) {
    if (auto last = read_baseline(state_folder, role); last && last->camera == camera) return last;
    const json all = read_all(state_folder);
    const auto others = all.find(others_of(role));
    if (others == all.end() || !others->is_object()) return std::nullopt;
    const auto found = others->find(camera);
    return found == others->end() ? std::nullopt : baseline_from(*found);
}

Result<void> keep_baseline(const std::filesystem::path& state_folder, CameraRole role, const Baseline& baseline) {
    std::error_code error;
    std::filesystem::create_directories(state_folder, error);
    json all = read_all(state_folder);
    const auto last = read_baseline(state_folder, role);
    if (last && last->camera != baseline.camera) {
        json& others = all[others_of(role)];
        if (!others.is_object()) others = json::object();
        others[last->camera] = all[name(role)];
    }
    all[name(role)] = {{"sharpness", baseline.sight.sharpness},
                       {"pixels_a_mm", baseline.sight.pixels_a_mm},
                       {"middle_x", baseline.sight.middle_x},
                       {"camera", baseline.camera},
                       {"date", date_text(baseline.date)}};
    return device::replace_file(state_folder / kFile, all.dump(1) + "\n");
}

Result<Sight> see_chart(drivers::Camera& camera, const drivers::CameraRequest& request) {
    if (const auto opened = camera.open(request); !opened) return opened.error();
    std::vector<ChartSight> seen;
    ChartTrouble trouble = ChartTrouble::NotSeen;
    for (int i = 0; i < kSettling + kPictures; ++i) {
        const auto frame = camera.next(i == 0 ? kFirstPicture : kNextPicture);
        if (!frame) return frame.error();
        if (i < kSettling && !camera.stands_still()) continue;
        const auto grey = grey_of(**frame, kWidest, kWidest);
        if (!grey) return Error{ErrorCode::CameraFormat, "a picture cannot be read"};
        const Sight sight = measure_chart(*grey);
        if (const auto* good = std::get_if<ChartSight>(&sight)) {
            seen.push_back(*good);
        } else {
            trouble = std::get<ChartTrouble>(sight);
        }
    }
    camera.close();
    if (seen.size() < kPictures / 2) return Sight(trouble);
    std::sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.sharpness < b.sharpness; });
    return Sight(seen[seen.size() / 2]);
}

Result<Sight> see_chart(const Bench& bench, CameraRole role) {
    const std::string& source = source_of(bench, role);
    const auto make = drivers::load_camera_module(bench.module_folder / "vestibule-camera.so", {source});
    if (!make) return make.error();
    const auto camera = (*make)();
    if (!camera) return Error{ErrorCode::CameraMissing, "'" + source + "' is no camera"};
    drivers::CameraRequest request;
    request.role = role;
    return see_chart(*camera, request);
}

Words advice(ChartTrouble trouble) {
    switch (trouble) {
        case ChartTrouble::Upright:
            return "Lean the chart a little: its bar must not stand upright in the picture.";
        case ChartTrouble::Pale:
            return "Print the chart blacker, or give it more light.";
        case ChartTrouble::NotSeen:
            break;
    }
    return "Hold the chart flat before the camera, its whole bar in the picture and nothing else behind it.";
}

Finding judge_sight(const ChartSight& sight, const std::optional<Baseline>& baseline) {
    const Words value =
        say("sharpness {0} cycles a pixel, {1} dots an inch, middle at {2} %", decimal(sight.sharpness, 3),
            decimal(sight.pixels_a_mm * 25.4, 0), decimal(sight.middle_x * 100, 0));
    if (!baseline)
        return {Verdict::Inconclusive, value, "no baseline",
                "With the kiosk as it should be, take one: vestibulectl baseline take."};
    const ChartSight& good = baseline->sight;
    const Words limit =
        say(">= {0} cycles a pixel, {1} to {2} dots an inch, middle at {3} to {4} %",
            decimal(good.sharpness * kSharpness_share, 3), decimal(good.pixels_a_mm * 25.4 * (1 - kScale_off), 0),
            decimal(good.pixels_a_mm * 25.4 * (1 + kScale_off), 0), decimal((good.middle_x - kMiddle_off) * 100, 0),
            decimal((good.middle_x + kMiddle_off) * 100, 0));
    if (sight.sharpness < good.sharpness * kSharpness_share)
        return {Verdict::Fail, value, limit,
                "Clean the camera's window and lens. If it stays, set the focus anew or replace the camera."};
    const bool scale = std::abs(sight.pixels_a_mm / good.pixels_a_mm - 1) <= kScale_off;
    const bool middle = std::abs(sight.middle_x - good.middle_x) <= kMiddle_off;
    return judged(
        scale && middle, Verdict::Warn, value, limit,
        "Hold the chart where documents are held. If it still is not seen there, the camera has moved: set it "
        "straight, then take a new baseline.");
}

}  // namespace vestibule::diagnostics
