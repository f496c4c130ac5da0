// faults - what can be broken at a running kiosk, one line each.
#include "tests/flows/faults.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>

#include "tests/automation/made_up_machine.hpp"

namespace vestibule::flows {

namespace {

using automation::Kiosk;
using automation::MadeUpMachine;
using sandbox::Sandbox;
namespace fs = std::filesystem;

constexpr const char* kFiller = "filler";
constexpr std::uintmax_t kSmallDisk_bytes = 64U << 20U;  // nobody's own disk is filled

void steer(Kiosk& kiosk, const char* fault) {
    kiosk.ask({{"do", "steer"}, {"camera", {{"fault", fault}}}});
}

void unplug(const Kiosk& kiosk, MadeUpMachine::Part part) {
    if (!kiosk.machine().empty()) MadeUpMachine(kiosk.machine()).unplug(part);
}

void fill_disk(const Kiosk& kiosk) {
    std::error_code error;
    const fs::space_info space = fs::space(kiosk.state_folder(), error);
    if (error || space.capacity > kSmallDisk_bytes) return;
    std::ofstream file(kiosk.state_folder() / kFiller, std::ios::app | std::ios::binary);
    const std::string block(4096, 'x');
    while (file << block << std::flush) {
    }
}

/// A technician's signature included: what the case has seen does not go by closing it.
void make_well(Sandbox& services, Kiosk& kiosk) {
    services.clear_faults();
    steer(kiosk, "none");
    kiosk.ask({{"do", "set-clock"}});
    std::error_code gone;
    fs::remove(kiosk.state_folder() / kFiller, gone);
    if (kiosk.machine().empty()) return;
    MadeUpMachine(kiosk.machine()).make_whole();
    fs::remove(kiosk.state_folder() / "case-opened.json", gone);
}

constexpr std::array kFaults{
    Fault{"none", "everything is well again", make_well},
    Fault{"camera-gone", "the camera is unplugged", [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "missing"); }},
    Fault{"camera-frozen", "the camera shows the same picture again and again",
          [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "frozen"); }},
    Fault{"camera-garbage", "the camera's pictures cannot be decoded",
          [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "garbage"); }},
    Fault{"network-cut", "every connection breaks",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "cut", .seconds = 0}); }},
    Fault{"relay-cut", "every connection to the facility's relay breaks",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "relay", .kind = "cut"}); }},
    Fault{"services-slow", "every service takes half a minute",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "slow"}); }},
    Fault{"records-down", "the records network answers 503",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "records", .kind = "status"}); }},
    Fault{"certificate-expired", "the services' certificates have run out",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "expired_certificate"}); }},
    Fault{"crash", "the program of this visit is killed",
          [](Sandbox&, Kiosk& kiosk) { kill(kiosk.state().value("pid", 0), SIGKILL); }},
    Fault{"case-opened", "somebody opens the case",
          [](Sandbox&, Kiosk& kiosk) {
              if (!kiosk.machine().empty()) MadeUpMachine(kiosk.machine()).say_case("open");
          }},
    Fault{"clock-lost", "the clock stands in 1970",
          [](Sandbox&, Kiosk& kiosk) {
              kiosk.ask({{"do", "set-clock"}, {"lost", true}});
          }},
    Fault{"touch-gone", "the touch screen is unplugged",
          [](Sandbox&, Kiosk& kiosk) { unplug(kiosk, MadeUpMachine::Part::Touch); }},
    Fault{"keypad-gone", "the keypad is unplugged",
          [](Sandbox&, Kiosk& kiosk) { unplug(kiosk, MadeUpMachine::Part::Keypad); }},
    Fault{"sound-missing", "the sound card is gone",
          [](Sandbox&, Kiosk& kiosk) { unplug(kiosk, MadeUpMachine::Part::Sound); }},
    Fault{"no-paper", "the printer is out of paper",
          [](Sandbox&, Kiosk& kiosk) {
              if (!kiosk.machine().empty()) MadeUpMachine(kiosk.machine()).say_printer("no-paper");
          }},
    Fault{"disk-full", "no byte fits on the disk any more (a small one; as root)",
          [](Sandbox&, Kiosk& kiosk) { fill_disk(kiosk); }},
};

}  // namespace

std::span<const Fault> faults() {
    return kFaults;
}

std::string fault_menu() {
    std::string menu = "Faults: type a number and Enter.\n";
    for (std::size_t i = 0; i < kFaults.size(); ++i) {
        menu += "  " + std::to_string(i) + "  " + std::string(kFaults.at(i).name);
        menu.append(22 - std::min<std::size_t>(20, kFaults.at(i).name.size()), ' ');
        menu += std::string(kFaults.at(i).what) + "\n";
    }
    return menu;
}

std::string press_fault(std::string_view line, Sandbox& services, Kiosk& kiosk) {
    for (std::size_t i = 0; i < kFaults.size(); ++i) {
        const Fault& fault = kFaults.at(i);
        if (line != fault.name && line != std::to_string(i)) continue;
        fault.make(services, kiosk);
        return "now: " + std::string(fault.what);
    }
    return "there is no fault '" + std::string(line) + "'\n" + fault_menu();
}

}  // namespace vestibule::flows
