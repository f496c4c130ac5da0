// devices - printer, light, headphones, cover, presence and keypad.
#include "kiosk/diagnostics/devices.hpp"

#include <fmt/format.h>

#include "drivers/machine/peripherals.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::chrono::milliseconds kAsking{8'000};  // a printer takes up to five seconds to be asked

Finding failed(const Error& error, const char* limit) {
    return {Verdict::Fail, error.context, limit,
            "Check its cable, its name in [devices], and that the user vestibule may open it."};
}

/// The keys that a blind patient needs.
Finding keypad(const Bench& bench) {
    std::string found;
    for (const std::string& name : drivers::keypads(bench.machine)) found += (found.empty() ? "" : ", ") + name;
    return judged(!found.empty(), Verdict::Warn, found.empty() ? "none" : found, "four arrows and Enter",
                  "A blind patient cannot use this kiosk: connect its keypad.");
}

Finding sound(const Bench& bench) {
    std::string cards;
    for (const std::string& name : bench.machine.names("sys/class/sound")) {
        if (!name.starts_with("card")) continue;
        cards += (cards.empty() ? "" : ", ") + bench.machine.text("sys/class/sound/" + name + "/id").value_or(name);
    }
    if (cards.empty() && bench.config.sound.empty()) return not_applicable("no sound card");
    if (cards.empty())
        return {Verdict::Fail, "no sound card", "a sound card",
                "The settings name one: check its cable, then restart."};
    return pass(cards, "a sound card");
}

}  // namespace

Finding judge_printer(drivers::Printer& printer) {
    const auto state = printer.state();
    if (!state) return failed(state.error(), "ready");
    switch (*state) {
        case drivers::PrinterState::Ready:
            return pass("ready", "ready");
        case drivers::PrinterState::NoPaper:
            return {Verdict::Fail, "no paper", "ready", "Put in a new roll of paper."};
        case drivers::PrinterState::OffLine:
            return {Verdict::Fail, "off line", "ready", "Close the printer's cover, and press its feed button."};
        case drivers::PrinterState::Trouble:
            break;
    }
    return {Verdict::Fail, "it reports trouble", "ready", "Turn the printer off and on; look for jammed paper."};
}

Finding judge_light(drivers::Light& light) {
    constexpr int kTest_percent = 60;
    const auto before = light.percent();
    if (!before) return failed(before.error(), "it follows");
    if (const auto set = light.shine(kTest_percent); !set) return failed(set.error(), "it follows");
    const auto after = light.percent();
    if (const auto back = light.shine(*before); !back) return failed(back.error(), "it follows");
    if (!after) return failed(after.error(), "it follows");
    const bool follows = *after > kTest_percent - 10 && *after < kTest_percent + 10;  // lamps have few steps
    return judged(follows, Verdict::Fail, say("set to {0} %, at {1} %", kTest_percent, *after), "it follows",
                  "Check the lamp's cable, and its name in [devices] light.");
}

Finding judge_cover(drivers::Switch& cover) {
    const auto closed = cover.on();
    if (!closed) return failed(closed.error(), "closed");
    return judged(*closed, Verdict::Fail, *closed ? "closed" : "open", "closed",
                  "The case is open. Find out by whom, look at the seals, close it, and inspect the kiosk.");
}

Finding judge_switch(drivers::Switch& one, const char* on, const char* off) {
    const auto stands = one.on();
    if (!stands) return failed(stands.error(), "it answers");
    return pass(*stands ? on : off, "it answers");
}

void add_device_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&tests](const char* id, const char* title, const std::string& name,
                              std::function<Finding()> run) {
        if (name.empty()) run = [] { return not_applicable("none is set"); };
        tests.push_back({id, title, kAsking, std::move(run)});
    };
    const device::Config& config = bench.config;
    using drivers::SwitchKind;
    const auto at = [&bench](const std::string& name, SwitchKind kind) {
        return drivers::make_switch(name, kind, bench.machine.at(""));
    };
    add("device.printer", "Printer", config.printer,
        [&bench] { return judge_printer(*bench.make_printer(bench.config.printer)); });
    add("device.light", "Light", config.light, [&bench] {
        if (bench.patient_here) return inconclusive("a patient is being served");
        return judge_light(*drivers::make_led(bench.config.light, bench.machine.at(""), bench.set_lamp));
    });
    add("device.headphones", "Headphones' socket", config.headphones, [&config, at] {
        return judge_switch(*at(config.headphones, SwitchKind::Headphones), "plugged in", "nothing plugged in");
    });
    add("device.presence", "Presence", config.presence,
        [&config, at] { return judge_switch(*at(config.presence, SwitchKind::Presence), "somebody", "nobody"); });
    add("device.cover", "Case", config.cover,
        [&config, at] { return judge_cover(*at(config.cover, SwitchKind::Cover)); });
    tests.push_back({"device.keypad", "Keypad", kReading, [&bench] { return keypad(bench); }});
    tests.push_back({"device.sound", "Sound", kReading, [&bench] { return sound(bench); }});
}

}  // namespace vestibule::diagnostics
