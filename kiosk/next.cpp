// next - `vestibule-next`: what the units call between two processes of the kiosk; it links nothing that may have
// failed.
#include "kiosk/device/os/runtime_folder.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/os/turn.hpp"

int main(int argc, char** argv) {
    using namespace vestibule::device;
    return take_turn({.runtime_folder = default_runtime_folder(), .state_folder = default_state_folder()},
                     {argv + 1, argv + argc});
}
