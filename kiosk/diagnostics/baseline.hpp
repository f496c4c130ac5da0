// baseline - how each camera saw the chart when the kiosk was put into service; later sights are held to it.
#pragma once

#include "drivers/camera/camera.hpp"
#include "kiosk/diagnostics/chart.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

struct Baseline {
    ChartSight sight;
    std::string camera;  ///< its source in the settings: another camera has another baseline
    drivers::WallTime date{};
};

/// "document" or "face"; nothing where none was taken, or the file cannot be read.
[[nodiscard]] std::optional<Baseline> read_baseline(const std::filesystem::path& state_folder,
                                                    drivers::CameraRole role);
/// Of that camera alone: a camera that is being replaced keeps its own until the new one is bound.
[[nodiscard]] std::optional<Baseline> read_baseline(const std::filesystem::path& state_folder, drivers::CameraRole role,
                                                    std::string_view camera);
/// In place of the role's older one; that of another camera is kept beside it. Errors: FileUnreadable.
Result<void> keep_baseline(const std::filesystem::path& state_folder, drivers::CameraRole role,
                           const Baseline& baseline);

/// Looks at the chart through this camera, for some pictures; the middle one of their sights.
[[nodiscard]] Result<std::variant<ChartSight, ChartTrouble>> see_chart(drivers::Camera& camera,
                                                                       const drivers::CameraRequest& request);
/// The same through the camera that the settings name. Errors: those of load_camera_module and of Camera.
[[nodiscard]] Result<std::variant<ChartSight, ChartTrouble>> see_chart(const Bench& bench, drivers::CameraRole role);

[[nodiscard]] const std::string& source_of(const Bench& bench, drivers::CameraRole role);
/// What to do about it.
[[nodiscard]] Words advice(ChartTrouble trouble);

/// Focus and framing of what was seen, held to the baseline.
[[nodiscard]] Finding judge_sight(const ChartSight& sight, const std::optional<Baseline>& baseline);

}  // namespace vestibule::diagnostics
