// timekeeping - is the time believable? Certificates and one-time codes depend on it.
#include <fmt/chrono.h>

#include "drivers/clock/floor.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::chrono::seconds kDrift{5};  // a battery that is good keeps the hardware clock within seconds

std::string date(drivers::WallTime time) {
    return fmt::format("{:%Y-%m-%d %H:%M:%SZ}", fmt::gmtime(static_cast<std::time_t>(time.time_since_epoch().count())));
}

Finding plausible(const Bench& bench) {
    const drivers::WallTime floor = drivers::time_floor();
    const drivers::WallTime now = bench.clock->wall();
    return judged(now >= floor, Verdict::Fail, date(now), say("after {0}", date(floor)),
                  "The clock is older than the program. Check the network, the time server and the clock's battery.");
}

Finding synchronised(const Bench& bench) {
    // systemd-timesyncd touches this file each time that it has set the clock.
    if (bench.machine.has("run/systemd/timesync/synchronized"))
        return pass("by systemd-timesyncd", "from a time server");
    if (bench.machine.has("run/chrony/chronyd.pid"))
        return inconclusive("chrony keeps the time", "Run `chronyc tracking`.");
    return {Verdict::Warn, "no time server has been heard", "from a time server",
            "Allow NTP (UDP port 123) to the site's time server; look at network.clock."};
}

Finding hardware_clock(const Bench& bench) {
    const auto seconds = bench.machine.number("sys/class/rtc/rtc0/since_epoch");
    if (!seconds) return not_applicable("no hardware clock");
    const auto drift = std::chrono::abs(bench.clock->wall() - drivers::WallTime(std::chrono::seconds(*seconds)));
    return judged(drift <= kDrift, Verdict::Warn, say("{0} s apart", drift.count()), say("<= {0} s", kDrift.count()),
                  "Replace the clock's battery.");
}

}  // namespace

void add_clock_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, kReading, [&bench, run] { return run(bench); }});
    };
    add("clock.plausible", "The time", plausible);
    add("clock.server", "Time server", synchronised);
    add("clock.hardware", "Hardware clock", hardware_clock);
}

}  // namespace vestibule::diagnostics
