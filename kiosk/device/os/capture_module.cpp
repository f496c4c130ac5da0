// capture_module - the engine's module and its one symbol.
#include "kiosk/device/os/capture_module.hpp"

#include <dlfcn.h>

#include <array>

namespace vestibule::device {

Result<std::shared_ptr<capture::Engine>> load_capture_module(const std::string& path, const std::string& cascade_folder,
                                                             const std::string& face_model) {
    using Make = capture::Engine* (*)(const char*, const char*, char*, std::size_t);
    // RTLD_NODELETE: pictures that the engine made carry its code until the process ends.
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    void* symbol = module != nullptr ? dlsym(module, "vestibule_make_capture") : nullptr;
    if (symbol == nullptr) {
        const char* why = dlerror();
        return Error{ErrorCode::BadModule, why != nullptr ? why : path};
    }
    std::array<char, 256> error{};
    capture::Engine* engine =
        reinterpret_cast<Make>(symbol)(cascade_folder.c_str(), face_model.c_str(), error.data(), error.size());
    if (engine == nullptr) return Error{ErrorCode::BadModule, error.data()};
    return std::shared_ptr<capture::Engine>(engine);
}

}  // namespace vestibule::device
