// module - loads a camera module with dlopen; the symbols are the module's whole interface.
#include "drivers/camera/module.hpp"

#include <dlfcn.h>

namespace vestibule::drivers {
namespace {

using MakeCamera = Camera* (*)(const char* source);

Result<void*> symbol_of(const std::string& path, const char* name) {
    // RTLD_NODELETE: frames and cameras made by the module carry its code until the process ends.
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (module == nullptr) {
        const char* why = dlerror();
        return Error{ErrorCode::BadModule, why != nullptr ? why : path};
    }
    void* symbol = dlsym(module, name);
    if (symbol == nullptr) return Error{ErrorCode::BadModule, path + " has no " + name};
    return symbol;
}

}  // namespace

Result<CameraFactory> load_camera_module(const std::string& path, const CameraSource& source) {
    auto symbol = symbol_of(path, "vestibule_make_camera");
    if (!symbol) return std::move(symbol).error();
    const auto make = reinterpret_cast<MakeCamera>(*symbol);
    return CameraFactory([make, text = source.text] { return std::unique_ptr<Camera>(make(text.c_str())); });
}

Result<SteerCamera> load_camera_steering(const std::string& path) {
    auto symbol = symbol_of(path, "vestibule_steer_camera");
    if (!symbol) return std::move(symbol).error();
    return SteerCamera(reinterpret_cast<bool (*)(const char*)>(*symbol));
}

}  // namespace vestibule::drivers
