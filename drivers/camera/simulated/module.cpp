// module - the symbols that the simulated camera's module exports.
#include "drivers/camera/simulated/scene.hpp"
#include "drivers/camera/simulated/simulated.hpp"

extern "C" __attribute__((visibility("default"))) vestibule::drivers::Camera* vestibule_make_camera(
    const char* /*source*/) {
    return vestibule::drivers::simulated::make_simulated_camera().release();
}

extern "C" __attribute__((visibility("default"))) bool vestibule_steer_camera(const char* json) {
    return json != nullptr && vestibule::drivers::simulated::steer(json);
}
