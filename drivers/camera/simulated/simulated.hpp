// simulated - a camera that draws what it sees and can be told to fail.
#pragma once

#include <memory>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers::simulated {

std::unique_ptr<Camera> make_simulated_camera();

}  // namespace vestibule::drivers::simulated
