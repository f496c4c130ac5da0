// module - loads a camera module piece by piece; the symbols are the module's whole interface.
#include "drivers/camera/module.hpp"

#include "drivers/machine/loader.hpp"

namespace vestibule::drivers {
namespace {

using MakeCamera = Camera* (*)(const char* source);

}  // namespace

Result<CameraFactory> load_camera_module(const std::string& path, const CameraSource& source) {
    auto symbol = load_symbol(path, "vestibule_make_camera");
    if (!symbol) return std::move(symbol).error();
    const auto make = reinterpret_cast<MakeCamera>(*symbol);
    return CameraFactory([make, text = source.text] { return std::unique_ptr<Camera>(make(text.c_str())); });
}

Result<SteerCamera> load_camera_steering(const std::string& path) {
    auto symbol = load_symbol(path, "vestibule_steer_camera");
    if (!symbol) return std::move(symbol).error();
    return SteerCamera(reinterpret_cast<bool (*)(const char*)>(*symbol));
}

}  // namespace vestibule::drivers
