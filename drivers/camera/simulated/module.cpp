// module - the symbols that the simulated camera's module exports.
#include <string_view>

#include "drivers/camera/simulated/scene.hpp"
#include "drivers/camera/simulated/simulated.hpp"

extern "C" __attribute__((visibility("default"))) vestibule::drivers::Camera* vestibule_make_camera(
    const char* source) {
    using namespace vestibule::drivers::simulated;
    const bool raw = std::string_view(source) == "simulated:raw";
    return make_simulated_camera(raw ? Sends::Yuyv : Sends::Jpeg).release();
}

extern "C" __attribute__((visibility("default"))) bool vestibule_steer_camera(const char* json) {
    return json != nullptr && vestibule::drivers::simulated::steer(json);
}
