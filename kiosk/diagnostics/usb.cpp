// usb - the devices on the USB ports, held to the list in the settings: what is new there may be an attack.
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

/// Every device as "vendor:product"; hubs of the computer itself are left out.
std::vector<std::string> devices(const drivers::Machine& machine) {
    std::vector<std::string> found;
    for (const std::string& name : machine.names("sys/bus/usb/devices")) {
        const std::string folder = "sys/bus/usb/devices/" + name + "/";
        const auto vendor = machine.text(folder + "idVendor"), product = machine.text(folder + "idProduct");
        if (vendor && product && *vendor != "1d6b") found.push_back(*vendor + ":" + *product);
    }
    std::sort(found.begin(), found.end());
    return found;
}

Words joined(const std::vector<std::string>& all) {
    return all.empty() ? Words("none") : Words(fmt::format("{}", fmt::join(all, ", ")));
}

Finding tree(const Bench& bench) {
    if (!bench.machine.has("sys/bus/usb/devices")) return not_applicable("no USB");
    const std::vector<std::string> here = devices(bench.machine);
    std::vector<std::string> expected = bench.config.usb_devices;
    if (expected.empty()) {
        return {Verdict::Inconclusive, joined(here), "no list of expected devices",
                "Put what belongs to the kiosk into [diagnostics] usb_devices."};
    }
    std::sort(expected.begin(), expected.end());
    std::vector<std::string> strange, missing;
    std::set_difference(here.begin(), here.end(), expected.begin(), expected.end(), std::back_inserter(strange));
    std::set_difference(expected.begin(), expected.end(), here.begin(), here.end(), std::back_inserter(missing));
    const Words value = say("{0} as expected, missing: {1}, strange: {2}", here.size() - strange.size(),
                            joined(missing), joined(strange));
    if (!strange.empty()) {
        return {Verdict::Fail, value, joined(expected),
                "Find out what was plugged in. Take it out, and look at the seals."};
    }
    return judged(missing.empty(), Verdict::Fail, value, joined(expected), "Check the cable of what is missing.");
}

}  // namespace

void add_usb_tests(const Bench& bench, std::vector<Test>& tests) {
    tests.push_back({"usb.devices", "USB devices", kReading, [&bench] { return tree(bench); }});
}

}  // namespace vestibule::diagnostics
