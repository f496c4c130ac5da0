// cameras_here - asks the kernel first; a setting that means one of its cameras adds nothing.
#include "kiosk/device/cameras_here.hpp"

#include "drivers/camera/origin.hpp"
#include "drivers/camera/v4l2/binding.hpp"

namespace vestibule::device {

std::vector<CameraHere> cameras_here(const drivers::Machine& machine, const Config& config, bool made_up_too) {
    constexpr std::string_view kKernel = "v4l2:";
    const std::filesystem::path sys = machine.at("sys");
    std::vector<CameraHere> all;
    std::vector<std::string> devices;
    for (const drivers::v4l2::Node& node : drivers::v4l2::nodes(sys)) {
        if (node.index != 0 || node.made_by_software) continue;
        const std::string source = std::string(kKernel) + drivers::v4l2::binding_of(node);
        all.push_back({.source = source,
                       .name = node.name,
                       .port = node.port,
                       .vendor = node.vendor,
                       .product = node.product,
                       .serial = node.serial});
        devices.push_back(node.device);
    }
    const Config built_in;
    const auto meant = [&](const std::string& source) -> CameraHere* {
        for (CameraHere& one : all) {
            if (one.source == source) return &one;
        }
        if (!source.starts_with(kKernel)) return nullptr;
        const std::string wanted = source.substr(kKernel.size());
        // A name of udev's is a link to a device that the kernel has told of.
        const std::string linked = "/dev/" + machine.real(wanted).filename().string();
        const auto bound = drivers::v4l2::resolve(wanted, sys);
        for (std::size_t at = 0; at < devices.size(); ++at) {
            if (devices[at] == linked || (bound && devices[at] == *bound)) return &all[at];
        }
        return nullptr;
    };
    for (const bool faces : {false, true}) {
        const std::string& source = faces ? config.face_camera : config.document_camera;
        CameraHere* one = meant(source);
        if (one == nullptr) {
            if (!all.empty() && source == built_in.document_camera) continue;  // nobody chose it
            if (!made_up_too && drivers::is_virtual(source, sys.string())) continue;
            one = &all.emplace_back(
                CameraHere{.source = source, .name = {}, .port = {}, .vendor = {}, .product = {}, .serial = {}});
        }
        (faces ? one->faces : one->documents) = true;
    }
    return all;
}

}  // namespace vestibule::device
