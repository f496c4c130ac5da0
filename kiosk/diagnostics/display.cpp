// display - is a display there, does it run at its own size, is it as large as the settings say, is there a
// touchscreen?
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "drivers/machine/peripherals.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr double kSizeOffPercent = 10;  // beyond that, targets and letters miss their millimetres
constexpr std::string_view kDrm = "sys/class/drm/";

/// The connectors that have a display, by their folder's name ("card0-HDMI-A-1").
std::vector<std::string> connected(const drivers::Machine& machine) {
    std::vector<std::string> found;
    for (const std::string& name : machine.names(kDrm)) {
        if (machine.text(std::string(kDrm) + name + "/status") == "connected") found.push_back(name);
    }
    return found;
}

bool any_connector(const drivers::Machine& machine) {
    for (const std::string& name : machine.names(kDrm)) {
        if (machine.has(std::string(kDrm) + name + "/status")) return true;
    }
    return false;
}

Finding mode(const Bench& bench) {
    if (!any_connector(bench.machine)) return not_applicable("no display controller with connectors");
    const std::vector<std::string> displays = connected(bench.machine);
    if (displays.empty()) {
        return {Verdict::Fail, "no display is connected", "one display", "Check the display's cable and its power."};
    }
    const std::string folder = std::string(kDrm) + displays.front();
    const std::vector<std::string> modes = bench.machine.lines(folder + "/modes");
    const std::string enabled = bench.machine.text(folder + "/enabled").value_or("unknown");
    const Words value = say("{0}: {1}, {2}", displays.front(), modes.empty() ? Words("no mode") : Words(modes.front()),
                            Words(enabled.c_str()));
    if (displays.size() > 1) {
        return {Verdict::Warn, say("{0} displays", displays.size()), "one display",
                "Take the second display off: it shows what the patient sees, or the kiosk shows on the wrong one."};
    }
    return judged(enabled == "enabled" && !modes.empty(), Verdict::Warn, value, "enabled",
                  "The display is there, but nothing is shown on it. Restart the kiosk.");
}

/// A picture that is not the panel's own size is blurred, or cut off at its edges.
Finding native(const Bench& bench) {
    const std::vector<std::string> displays = connected(bench.machine);
    const auto shown = bench.machine.text("sys/class/graphics/fb0/virtual_size");
    if (displays.empty() || !shown) return not_applicable("the kernel does not tell what is shown");
    const std::vector<std::string> modes = bench.machine.lines(std::string(kDrm) + displays.front() + "/modes");
    if (modes.empty()) return inconclusive("the display names no mode");
    std::string now = *shown;
    std::replace(now.begin(), now.end(), ',', 'x');
    return judged(now == modes.front(), Verdict::Warn, now, modes.front(),
                  "Take video= off the kernel's command line, and adapters out of the cable: the display's own size is "
                  "the sharpest.");
}

Finding size(const Bench& bench) {
    const std::vector<std::string> displays = connected(bench.machine);
    if (displays.empty()) return not_applicable("no display is known to the kernel");
    const auto edid = bench.machine.bytes(std::string(kDrm) + displays.front() + "/edid");
    constexpr std::size_t kWidthCm = 21, kHeightCm = 22;  // of the EDID's first block
    if (!edid || edid->size() < 128 || (*edid)[kWidthCm] == 0 || (*edid)[kHeightCm] == 0) {
        return inconclusive("the display does not tell its size", "Measure it, and set [display] diagonal_inch.");
    }
    const double inch = std::hypot((*edid)[kWidthCm], (*edid)[kHeightCm]) / 2.54;
    const double set = bench.config.diagonal_inch;
    return judged(std::abs(inch - set) * 100 / set <= kSizeOffPercent, Verdict::Warn,
                  say("{0} inch, set to {1}", fmt::format("{:.1f}", inch), fmt::format("{:.1f}", set)),
                  say("within {0} %", static_cast<int>(kSizeOffPercent)),
                  "Set [display] diagonal_inch to the display's own size: all sizes are millimetres.");
}

Finding touch(const Bench& bench) {
    if (!bench.machine.has("sys/class/input")) return inconclusive("the kernel does not tell its input devices");
    std::string found;
    const auto screens = drivers::touch_screens(bench.machine);
    for (const auto& screen : screens) found += (found.empty() ? "" : ", ") + screen.name;
    // Where another one stands in for the one that was put in, the kiosk works; somebody has repaired it by themselves.
    const std::string& bound = bench.config.touch;
    const drivers::TouchScreen* one = drivers::touch_bound(screens, bound);
    if (one != nullptr && !bound.empty() && drivers::binding_of(*one) != bound)
        return {Verdict::Warn, drivers::binding_of(*one), bound,
                "Another touch screen than the one that was put in: replace it in technician mode."};
    return judged(!found.empty(), Verdict::Fail, found.empty() ? Words("no touchscreen") : Words(found),
                  "a touchscreen", "Check the touchscreen's USB cable; unplug it and plug it in again.");
}

}  // namespace

void add_display_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, kReading, [&bench, run] { return run(bench); }});
    };
    add("display.mode", "Display", mode);
    add("display.native", "Display's own resolution", native);
    add("display.size", "Display's size", size);
    add("display.touch", "Touchscreen", touch);
}

}  // namespace vestibule::diagnostics
