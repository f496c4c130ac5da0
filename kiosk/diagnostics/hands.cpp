// hands - tests of what hands touch: the glass, the keypad, the sound's volume, and switches that somebody moves.
#include "kiosk/diagnostics/hands.hpp"

#include <algorithm>
#include <set>
#include <thread>

#include "drivers/machine/peripherals.hpp"

namespace vestibule::diagnostics {

namespace {

using namespace std::chrono_literals;
using drivers::SwitchKind;

constexpr std::chrono::milliseconds kWatched{3s}, kLook{50};
constexpr int kGhosts_a_second = 10;    // no hand comes down so often
constexpr auto kHeld = 2s;              // a key that is pressed by chance is let go by then
constexpr int kVolume_off_percent = 3;  // cards have few steps
constexpr const char* kCableHint = "Check its cable, its name in [devices], and that the user vestibule may open it.";

constexpr std::array<const char*, drivers::kPadKeys> kKeyNames{"up", "down", "left", "right", "choose", "back"};

Finding failed(const Error& error, Words limit) {
    return {Verdict::Fail, error.context, std::move(limit), kCableHint};
}

Words names(const drivers::PadKeys& keys) {
    Words text;
    for (std::size_t key = 0; key < drivers::kPadKeys; ++key) {
        if (keys.test(key))
            text = text.empty() ? Words(kKeyNames.at(key)) : say("{0}, {1}", text, Words(kKeyNames.at(key)));
    }
    return text.empty() ? Words("none") : text;
}

void sleep(std::chrono::milliseconds time) {
    std::this_thread::sleep_for(time);
}

}  // namespace

Finding judge_glass(drivers::Glass& glass, const drivers::Clock& clock, const Pause& pause) {
    constexpr const char* kLimit = "no contact";
    std::optional<std::set<int>> always;
    std::set<int> seen;
    const drivers::TimePoint began = clock.now();
    while (clock.now() - began < kWatched) {
        const auto contacts = glass.contacts();
        if (!contacts) return failed(contacts.error(), kLimit);
        const std::set<int> now(contacts->begin(), contacts->end());
        seen.insert(now.begin(), now.end());
        if (!always) always = now;
        std::erase_if(*always, [&now](int contact) { return !now.contains(contact); });
        pause(kLook);
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(kWatched).count();
    if (!always->empty())
        return {Verdict::Fail, say("{0} contacts that stay", always->size()), kLimit,
                "Hands off. Clean and dry the glass and its edge, and look for what presses on it; then replace it."};
    if (static_cast<std::int64_t>(seen.size()) > kGhosts_a_second * seconds)
        return {Verdict::Fail, say("{0} contacts in {1} s out of nothing", seen.size(), seconds), kLimit,
                "Hands off. Check the glass's earth and its power supply; then replace it."};
    if (!seen.empty()) return inconclusive("somebody touched it meanwhile", "Keep your hands off, and run it again.");
    return pass("no contact", kLimit);
}

Finding judge_keys(drivers::Keypad& keypad, const Pause& pause) {
    constexpr const char* kLimit = "six keys, none held down";
    const auto has = keypad.has();
    if (!has) return failed(has.error(), kLimit);
    const auto before = keypad.held();
    if (!before) return failed(before.error(), kLimit);
    pause(kHeld);
    const auto after = keypad.held();
    if (!after) return failed(after.error(), kLimit);
    const drivers::PadKeys stuck = *before & *after;
    if (stuck.any())
        return {Verdict::Fail, say("held down: {0}", names(stuck)), kLimit,
                "Free the key: clean it, look what presses on it; then replace the keypad."};
    return judged(has->all(), Verdict::Warn,
                  has->all() ? Words("six keys, none held down") : say("lacks {0}", names(~*has)), kLimit,
                  "A patient who cannot see needs all six: connect another keypad.");
}

Finding judge_presses(drivers::Keypad& keypad, const drivers::Clock& clock) {
    drivers::PadKeys pressed;
    drivers::TimePoint last = clock.now();
    while (!pressed.all() && clock.now() - last < kHandPause) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(kHandPause - (clock.now() - last));
        const auto key = keypad.next(left);
        if (!key) return failed(key.error(), "each key once");
        if (!*key) break;
        if (!pressed.test(static_cast<std::size_t>(**key))) last = clock.now();
        pressed.set(static_cast<std::size_t>(**key));
    }
    return judged(pressed.all(), Verdict::Fail,
                  pressed.all() ? Words("every key answered") : say("never heard: {0}", names(~pressed)),
                  "each key once", "Check the keypad's cable, then replace it.");
}

Finding judge_volume(drivers::Sound& sound, int at_first) {
    const Words limit = say("it follows, and begins at {0} %", at_first);
    const int other = at_first >= 50 ? at_first - 30 : at_first + 30;
    const auto set_to = [&sound](int percent) -> Result<int> {
        if (const auto set = sound.set_volume(percent); !set) return set.error();
        return sound.volume_percent();
    };
    const auto moved = set_to(other), back = set_to(at_first);
    if (!moved) return failed(moved.error(), limit);
    if (!back) return failed(back.error(), limit);
    const bool follows = std::abs(*moved - other) <= kVolume_off_percent;
    const bool resets = std::abs(*back - at_first) <= kVolume_off_percent;
    return judged(follows && resets, Verdict::Fail,
                  say("set to {0} %, at {1} %; back to {2} %, at {3} %", other, *moved, at_first, *back), limit,
                  "The card keeps its own volume: look at its knob or its driver, and at [devices] sound.");
}

Finding judge_moved(drivers::Switch& one, const drivers::Clock& clock, const Pause& pause) {
    constexpr const char* kLimit = "it goes both ways";
    const auto first = one.on();
    if (!first) return failed(first.error(), kLimit);
    bool moved = false;
    const drivers::TimePoint began = clock.now();
    while (clock.now() - began < kHandPause) {
        pause(kLook);
        const auto now = one.on();
        if (!now) return failed(now.error(), kLimit);
        if (moved && *now == *first) return pass("it went both ways", kLimit);
        moved = moved || *now != *first;
    }
    return {Verdict::Fail, moved ? "it went one way and not back" : "it never moved", kLimit, kCableHint};
}

namespace {

void add_moved(const Bench& bench, std::vector<Test>& tests, const char* id, const char* title, const std::string& name,
               SwitchKind kind) {
    std::function<Finding()> run = [&bench, &name, kind] {
        return judge_moved(*drivers::make_switch(name, kind, bench.machine.at("")), *bench.clock, sleep);
    };
    if (name.empty()) run = [] { return not_applicable("none is set"); };
    tests.push_back({id, title, kHandPause + 2s, std::move(run), {}, true});
}

/// The first of several screens or pads that is not well speaks for all.
template <typename Judge>
Finding worst_of(const std::vector<std::string>& devices, const char* none, const Judge& judge) {
    if (devices.empty()) return not_applicable(none);
    Finding first = judge(devices.front());
    for (std::size_t i = 1; i < devices.size() && first.verdict == Verdict::Pass; ++i) first = judge(devices[i]);
    return first;
}

Finding glass(const Bench& bench) {
    std::vector<std::string> screens;
    for (const auto& screen : drivers::touch_screens(bench.machine)) screens.push_back(screen.name);
    return worst_of(screens, "no touchscreen", [&bench](const std::string& name) {
        return judge_glass(*drivers::make_glass(name, bench.machine.at("")), *bench.clock, sleep);
    });
}

Finding keys(const Bench& bench) {
    return worst_of(drivers::keypads(bench.machine), "no keypad", [&bench](const std::string& name) {
        return judge_keys(*drivers::make_keypad(name, bench.machine.at("")), sleep);
    });
}

Finding presses(const Bench& bench) {
    return worst_of(drivers::keypads(bench.machine), "no keypad", [&bench](const std::string& name) {
        return judge_presses(*drivers::make_keypad(name, bench.machine.at("")), *bench.clock);
    });
}

Finding volume(const Bench& bench) {
    if (bench.config.sound.empty()) return not_applicable("none is set");
    return judge_volume(*drivers::make_sound(bench.config.sound), bench.config.volume_percent);
}

}  // namespace

void add_hand_tests(const Bench& bench, std::vector<Test>& tests) {
    tests.push_back({"display.glass", "Contacts that nobody makes", kWatched + 4s, [&bench] { return glass(bench); }});
    tests.push_back({"device.keys", "Keys that are held down", kHeld + 4s, [&bench] { return keys(bench); }});
    tests.push_back({"device.volume", "Volume", kReading, [&bench] { return volume(bench); }});
    tests.push_back({"hands.keypad", "Keypad, by hand", 6 * kHandPause, [&bench] { return presses(bench); }, {}, true});
    const device::Config& config = bench.config;
    add_moved(bench, tests, "hands.headphones", "Headphones' socket, by hand", config.headphones,
              SwitchKind::Headphones);
    add_moved(bench, tests, "hands.presence", "Presence, by hand", config.presence, SwitchKind::Presence);
    add_moved(bench, tests, "hands.cover", "Case, by hand", config.cover, SwitchKind::Cover);
}

}  // namespace vestibule::diagnostics
