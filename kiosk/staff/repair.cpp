// repair - first how the new camera sees the chart, then the binding itself.
#include "kiosk/staff/repair.hpp"

#include "kiosk/device/local.hpp"

namespace vestibule::staff {

namespace {

using drivers::CameraRole;

device::LocalSettings with_device(device::LocalSettings local, const NewDevice& device) {
    if (device.job == Job::TouchScreen) local.touch = device.source;
    if (device.job == Job::Printer) local.printer = device.source;
    if (device.job == Job::FaceCamera || device.job == Job::BothCameras) local.face_camera = device.source;
    if (sees_documents(device.job)) {
        local.document_camera = device.source;
        local.document_focal_percent = device.focal_percent;  // the old camera's would be wrong
    }
    return local;
}

}  // namespace

device::Config with_device(device::Config config, const NewDevice& device) {
    return device::with_local(std::move(config), with_device(device::LocalSettings{}, device));
}

bool tests_device(Job job, std::string_view test) {
    switch (job) {
        case Job::DocumentCamera:
        case Job::FaceCamera:
        case Job::BothCameras: {
            const bool whole = test == "camera.both" || test == "camera.bandwidth";
            return whole || test == (job == Job::FaceCamera ? "camera.face" : "camera.document");
        }
        case Job::TouchScreen:
            return test == "display.touch";
        case Job::Printer:
            return test == "device.printer";
        default:
            return false;
    }
}

Result<void> bind_device(const std::filesystem::path& state_folder, const NewDevice& device, drivers::WallTime now,
                         const OnRepairStep& on_step) {
    const auto at = [&on_step](const char* step) {
        if (on_step) on_step(step);
    };
    auto local = device::read_local(state_folder);
    if (!local) return std::move(local).error();
    if (device.sight) {
        at("baseline");
        const CameraRole role = sees_documents(device.job) ? CameraRole::Document : CameraRole::Face;
        const diagnostics::Baseline baseline{*device.sight, device.source, now};
        if (auto kept = diagnostics::keep_baseline(state_folder, role, baseline); !kept) return kept;
    }
    at("local");
    if (auto kept = device::keep_local(state_folder, with_device(std::move(local).value(), device)); !kept) return kept;
    at("done");
    return {};
}

}  // namespace vestibule::staff
