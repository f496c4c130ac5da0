// next - `vestibule-next`: what the units call between two processes of the kiosk; it links nothing that may have
// failed.
#include "kiosk/device/os/runtime_folder.hpp"
#include "kiosk/device/os/turn.hpp"

int main(int argc, char** argv) {
    return vestibule::device::take_turn(vestibule::device::default_runtime_folder(), {argv + 1, argv + argc});
}
