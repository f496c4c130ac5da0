// simulated - a camera that draws what it sees and can be told to fail.
#pragma once

#include <memory>

#include "drivers/camera/camera.hpp"

namespace vestibule::drivers::simulated {

/// How a frame comes: most cameras pack, some send pixels.
enum class Sends : std::uint8_t { Jpeg, Yuyv };
std::unique_ptr<Camera> make_simulated_camera(Sends sends = Sends::Jpeg);

}  // namespace vestibule::drivers::simulated
