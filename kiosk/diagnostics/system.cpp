// system - heat, memory, pressure, the watchdog, why the computer last started, and what runs on it.
#include <fmt/format.h>

#include <algorithm>

#include "drivers/watchdog/watchdog.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

using drivers::Machine;

constexpr int kHotC = 80, kTooHotC = 95;  // small computers slow down from 80, and stop at about 100
constexpr int kFreeMemoryWarnMib = 256, kFreeMemoryFailMib = 96;  // a visit needs 150 MiB
constexpr double kPressurePercent = 10;                           // of the last minute in which something waited

Finding temperature(const Bench& bench) {
    std::int64_t hottest = -1000;
    std::string where;
    for (const std::string& zone : bench.machine.names("sys/class/thermal")) {
        if (!zone.starts_with("thermal_zone")) continue;
        const auto milli = bench.machine.number("sys/class/thermal/" + zone + "/temp");
        if (!milli || *milli / 1000 <= hottest) continue;
        hottest = *milli / 1000;
        where = bench.machine.text("sys/class/thermal/" + zone + "/type").value_or(zone);
    }
    if (where.empty()) return not_applicable("no thermal sensor");
    const Words value = say("{0} C ({1})", hottest, where), limit = say("< {0} C", kHotC);
    const char* hint = "Clean the fan and the vents; keep the kiosk out of the sun.";
    if (hottest >= kTooHotC) return {Verdict::Fail, value, limit, hint};
    return judged(hottest < kHotC, Verdict::Warn, value, limit, hint);
}

Finding throttling(const Bench& bench) {
    std::int64_t count = 0;
    bool known = false;
    for (const std::string& cpu : bench.machine.names("sys/devices/system/cpu")) {
        const std::string folder = "sys/devices/system/cpu/" + cpu + "/thermal_throttle/";
        for (const char* file : {"core_throttle_count", "package_throttle_count"}) {
            const auto times = bench.machine.number(folder + file);
            known = known || times.has_value();
            count = std::max(count, times.value_or(0));
        }
    }
    if (!known) return not_applicable("the processor does not tell");
    return judged(count == 0, Verdict::Warn, say("{0} times since the start", count), "0",
                  "The processor was slowed by heat: clean the fan and the vents.");
}

Finding memory(const Bench& bench) {
    for (const std::string& line : bench.machine.lines("proc/meminfo")) {
        if (!line.starts_with("MemAvailable:")) continue;
        const long mib = std::strtol(line.c_str() + 13, nullptr, 10) / 1024;
        const Words value = say("{0} MiB available", mib), limit = say(">= {0} MiB", kFreeMemoryWarnMib);
        const char* hint = "Restart the kiosk. If it comes back, save a support bundle.";
        if (mib < kFreeMemoryFailMib) return {Verdict::Fail, value, limit, hint};
        return judged(mib >= kFreeMemoryWarnMib, Verdict::Warn, value, limit, hint);
    }
    return inconclusive("the kernel does not tell");
}

Finding pressure(const Bench& bench) {
    double worst = -1;
    Words value;
    for (const char* what : {"cpu", "memory", "io"}) {
        for (const std::string& line : bench.machine.lines(std::string("proc/pressure/") + what)) {
            if (!line.starts_with("some ")) continue;
            const std::size_t at = line.find("avg60=");
            if (at == std::string::npos) continue;
            const double percent = std::strtod(line.c_str() + at + 6, nullptr);
            const Words one = say("{0} {1} %", Words(what), fmt::format("{:.1f}", percent));
            value = value.empty() ? one : say("{0}, {1}", value, one);
            // Waiting for a processor is no harm while a test runs; memory and disks are.
            if (std::string_view(what) != "cpu") worst = std::max(worst, percent);
        }
    }
    if (worst < 0) return not_applicable("this kernel counts no pressure");
    return judged(worst < kPressurePercent, Verdict::Warn, value,
                  say("memory, io < {0} %", static_cast<int>(kPressurePercent)),
                  "Something uses the memory or the disk up: save a support bundle, then restart.");
}

Finding watchdog(const Bench& bench) {
    const auto state = drivers::make_watchdog(bench.machine.at(""))->state();
    if (!state) return not_applicable("no watchdog device");
    return judged(state->armed, Verdict::Warn,
                  say("{0}: {1}, {2} s", state->name, Words(state->armed ? "active" : "inactive"), state->timeout_s),
                  "active",
                  "Set RuntimeWatchdogSec in systemd's configuration: a computer that hangs would not restart.");
}

Finding last_reset(const Bench& bench) {
    using Start = drivers::WatchdogState::Start;
    constexpr const char* kLimit = "a clean start";
    const std::vector<std::string> left = bench.machine.names("sys/fs/pstore");
    const auto panics =
        std::count_if(left.begin(), left.end(), [](const std::string& n) { return n.starts_with("dmesg-"); });
    if (panics > 0) {
        return {Verdict::Warn, say("the kernel stopped ({0} records)", panics), kLimit,
                "Save a support bundle and look at the kernel's log."};
    }
    // On the image the start itself reads what the firmware kept, notes it and takes it away.
    if (bench.machine.has("run/vestibule-boot/panicked")) {
        return {Verdict::Warn, "the kernel stopped", kLimit, "Save a support bundle and look at the kernel's log."};
    }
    const auto state = drivers::make_watchdog(bench.machine.at(""))->state();
    switch (state ? state->last_start : Start::Unknown) {
        case Start::Bitten:
            return {Verdict::Warn, "the watchdog", kLimit, "It had hung before; save a support bundle."};
        case Start::Overheated:
            return {Verdict::Warn, "heat", kLimit, "Clean the fan and the vents."};
        case Start::Clean:
            return pass("no watchdog reset", kLimit);
        case Start::Unknown:
            break;
    }
    return inconclusive("nothing here tells why the computer started");
}

Finding uptime(const Bench& bench) {
    const auto text = bench.machine.text("proc/uptime");
    if (!text) return inconclusive("the kernel does not tell");
    const long seconds = std::strtol(text->c_str(), nullptr, 10);
    return pass(say("{0} d {1} h {2} min", seconds / 86'400, seconds / 3'600 % 24, seconds / 60 % 60));
}

Finding version(const Bench& bench) {
    std::string system = "unknown system";
    for (const std::string& line : bench.machine.lines("etc/os-release")) {
        if (line.starts_with("PRETTY_NAME=")) system = line.substr(12);
    }
    std::erase(system, '"');
    const auto kernel = bench.machine.text("proc/sys/kernel/osrelease");
    return pass(say("vestibule {0}, {1}, kernel {2}", VESTIBULE_VERSION, system, kernel.value_or("unknown")));
}

Finding slot(const Bench& bench) {
    const auto slot = bench.machine.kernel_option("rauc.slot");
    if (!slot) return not_applicable("no A/B slots");
    return pass(say("slot {0}", *slot));
}

}  // namespace

void add_system_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, kReading, [&bench, run] { return run(bench); }});
    };
    add("system.version", "Versions", version);
    add("system.slot", "Slot", slot);
    add("system.uptime", "Running since", uptime);
    add("system.reset", "Why it last started", last_reset);
    add("system.watchdog", "Watchdog", watchdog);
    add("system.temperature", "Temperature", temperature);
    add("system.throttling", "Slowed by heat", throttling);
    add("system.memory", "Memory", memory);
    add("system.pressure", "Pressure", pressure);
}

}  // namespace vestibule::diagnostics
