// main - `vestibule-hand`: systemd gives it one connection; it serves one request of the kiosk's user, and ends.
#include "kiosk/device/os/hand.hpp"
#include "kiosk/device/os/user.hpp"

int main() {
    constexpr int kConnection = 0, kNoUser = 67;  // standard input is the socket
    const auto user = vestibule::device::user_id("vestibule");
    return user ? vestibule::hand::serve(kConnection, *user, {}) : kNoUser;
}
