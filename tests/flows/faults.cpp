// faults - what can be broken at a running kiosk, one line each.
#include "tests/flows/faults.hpp"

#include <algorithm>
#include <array>
#include <csignal>

namespace vestibule::flows {

namespace {

using automation::Kiosk;
using sandbox::Sandbox;

void steer(Kiosk& kiosk, const char* fault) {
    kiosk.ask({{"do", "steer"}, {"camera", {{"fault", fault}}}});
}

constexpr std::array kFaults{
    Fault{"none", "everything is well again",
          [](Sandbox& services, Kiosk& kiosk) {
              services.clear_faults();
              steer(kiosk, "none");
          }},
    Fault{"camera-gone", "the camera is unplugged", [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "missing"); }},
    Fault{"camera-frozen", "the camera shows the same picture again and again",
          [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "frozen"); }},
    Fault{"camera-garbage", "the camera's pictures cannot be decoded",
          [](Sandbox&, Kiosk& kiosk) { steer(kiosk, "garbage"); }},
    Fault{"network-cut", "every connection breaks",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "cut", .seconds = 0}); }},
    Fault{"services-slow", "every service takes half a minute",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "slow"}); }},
    Fault{"records-down", "the records network answers 503",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "records", .kind = "status"}); }},
    Fault{"certificate-expired", "the services' certificates have run out",
          [](Sandbox& services, Kiosk&) { services.fault({.service = "all", .kind = "expired_certificate"}); }},
    Fault{"crash", "the program of this visit is killed",
          [](Sandbox&, Kiosk& kiosk) { kill(kiosk.state().value("pid", 0), SIGKILL); }},
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
