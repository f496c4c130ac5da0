// touch - only in the test image: a touch screen made of uinput, whose finger is a line of text.
#include <fcntl.h>
#include <linux/uinput.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

namespace {

constexpr int kWide = 10'000;  // both axes, whatever the display's size

void tell(int device, unsigned type, unsigned code, int value) {
    input_event event{};
    event.type = static_cast<__u16>(type);
    event.code = static_cast<__u16>(code);
    event.value = value;
    if (write(device, &event, sizeof event) != sizeof event) std::perror("vestibule-test-touch");
}

int make_screen() {
    const int device = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    if (device < 0) return -1;
    // UI_ABS_SETUP enables an axis, but not that the device has axes at all.
    for (const int kind : {EV_KEY, EV_ABS}) ioctl(device, UI_SET_EVBIT, kind);
    ioctl(device, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(device, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    for (const int axis : {ABS_X, ABS_Y, ABS_MT_POSITION_X, ABS_MT_POSITION_Y, ABS_MT_SLOT, ABS_MT_TRACKING_ID}) {
        uinput_abs_setup about{};
        about.code = static_cast<__u16>(axis);
        about.absinfo.maximum = axis == ABS_MT_SLOT ? 4 : axis == ABS_MT_TRACKING_ID ? 65'535 : kWide;
        ioctl(device, UI_ABS_SETUP, &about);
    }
    uinput_setup setup{};
    setup.id.bustype = BUS_USB;
    constexpr std::string_view kName = "Vestibule test touch screen";
    std::copy(kName.begin(), kName.end(), setup.name);
    if (ioctl(device, UI_DEV_SETUP, &setup) != 0 || ioctl(device, UI_DEV_CREATE) != 0) return -1;
    return device;
}

void tap(int device, int x, int y) {
    static int finger = 0;
    const auto place = [&](int id) {
        tell(device, EV_ABS, ABS_MT_SLOT, 0);
        tell(device, EV_ABS, ABS_MT_TRACKING_ID, id);
    };
    place(++finger);
    for (const auto& [axis, value] : {std::pair{ABS_MT_POSITION_X, x}, {ABS_MT_POSITION_Y, y}, {ABS_X, x}, {ABS_Y, y}})
        tell(device, EV_ABS, static_cast<unsigned>(axis), value);
    tell(device, EV_KEY, BTN_TOUCH, 1);
    tell(device, EV_SYN, SYN_REPORT, 0);
    usleep(120'000);  // as long as a finger stays
    place(-1);
    tell(device, EV_KEY, BTN_TOUCH, 0);
    tell(device, EV_SYN, SYN_REPORT, 0);
}

}  // namespace

/// Says "ready". Each line of the port: "tap X Y" in ten thousandths of the display, or "crash", which is the kiosk's.
int main(int argc, char** argv) {
    if (argc != 2) return 64;
    const int device = make_screen();
    const int both_ways = open(argv[1], O_RDWR | O_CLOEXEC);
    std::FILE* port = both_ways < 0 ? nullptr : fdopen(both_ways, "r");
    constexpr std::string_view kReady = "ready\n";
    if (device < 0 || port == nullptr || write(both_ways, kReady.data(), kReady.size()) < 0) {
        std::perror("vestibule-test-touch");
        return 1;
    }
    char line[64];
    int x = 0, y = 0;
    for (;;) {
        if (std::fgets(line, sizeof line, port) == nullptr) {
            std::clearerr(port);
            usleep(100'000);  // nobody has opened the other end yet
        } else if (std::sscanf(line, "tap %d %d", &x, &y) == 2) {
            tap(device, x, y);
        } else if (std::string_view(line) == "crash\n") {
            // All of it at once: the visit, and what watches over it.
            if (fork() == 0) {
                execl("/usr/bin/systemctl", "systemctl", "kill", "--signal=SEGV", "vestibule.service", nullptr);
                _exit(1);
            }
        }
    }
}
