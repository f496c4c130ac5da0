// camera_chart - focus and framing of each camera on the printed chart, which somebody holds before it.
#include "kiosk/diagnostics/baseline.hpp"
#include "kiosk/diagnostics/cameras.hpp"

namespace vestibule::diagnostics {

namespace {

using drivers::CameraRole;

Finding chart(const Bench& bench, CameraRole role) {
    if (bench.patient_here) return inconclusive("a patient is being served", "Try again when the kiosk is free.");
    const auto sight = see_chart(bench, role);
    if (!sight) return {Verdict::Fail, sight.error().sentence(), "the chart", "Look at the camera's own test first."};
    if (const auto* trouble = std::get_if<ChartTrouble>(&*sight))
        return inconclusive("the chart is not seen", advice(*trouble));
    const auto baseline = read_baseline(bench.state_folder, role, source_of(bench, role));
    return judge_sight(std::get<ChartSight>(*sight), baseline);
}

}  // namespace

void add_chart_tests(const Bench& bench, std::vector<Test>& tests) {
    constexpr std::chrono::milliseconds kLooking{12'000};
    const auto add = [&](const char* id, const char* title, CameraRole role) {
        tests.push_back({id, title, kLooking, [&bench, role] { return chart(bench, role); }, kCameras, true});
    };
    if (bench.config.document_camera == bench.config.face_camera)
        return add("camera.both.chart", "Focus and framing, with the chart", CameraRole::Document);
    add("camera.document.chart", "Document camera's focus and framing, with the chart", CameraRole::Document);
    add("camera.face.chart", "Face camera's focus and framing, with the chart", CameraRole::Face);
}

}  // namespace vestibule::diagnostics
