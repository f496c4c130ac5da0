// floor - the build's day, as CMake tells it to this file alone.
#include "drivers/clock/floor.hpp"

namespace vestibule::drivers {

WallTime time_floor() {
    return WallTime{std::chrono::seconds(VESTIBULE_BUILD_TIME_S)};
}

}  // namespace vestibule::drivers
