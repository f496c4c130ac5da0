// test - what a self test is: a question about this kiosk, and a finding with value, limit, verdict and hint.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "drivers/light/light.hpp"
#include "drivers/machine/machine.hpp"
#include "drivers/printer/printer.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/diagnostics/words.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::diagnostics {

/// Inconclusive: it could not be found out, which is not the same as good. NotApplicable: this kiosk has no such thing.
enum class Verdict : std::uint8_t { Pass, Warn, Fail, NotApplicable, Inconclusive };

[[nodiscard]] std::string_view name(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_named(std::string_view name);

struct Finding {
    Verdict verdict = Verdict::Inconclusive;
    Words value;  ///< what was measured
    Words limit;  ///< what it is held to
    Words hint;   ///< what to do; empty when there is nothing to do
};

[[nodiscard]] inline Finding pass(Words value, Words limit = {}) {
    return {Verdict::Pass, std::move(value), std::move(limit), {}};
}
[[nodiscard]] inline Finding not_applicable(Words why) {
    return {Verdict::NotApplicable, std::move(why), {}, {}};
}
[[nodiscard]] inline Finding inconclusive(Words why, Words hint = {}) {
    return {Verdict::Inconclusive, std::move(why), {}, std::move(hint)};
}
/// Pass when `good`; otherwise `bad` with the hint.
[[nodiscard]] inline Finding judged(bool good, Verdict bad, Words value, Words limit, Words hint) {
    return {good ? Verdict::Pass : bad, std::move(value), std::move(limit), good ? Words() : std::move(hint)};
}

/// What the tests look at. Everything in it can be replaced by a test of the tests.
struct Bench {
    drivers::Machine machine;
    const drivers::Clock* clock = nullptr;
    device::Config config;
    std::vector<identity::Profile> providers;
    std::optional<records::Profile> network;
    std::filesystem::path state_folder, module_folder;
    std::function<std::unique_ptr<drivers::Printer>(const std::string&)> make_printer = drivers::make_escpos_printer;
    drivers::SetLamp set_lamp{};  ///< on a kiosk the root helper; empty: the lamp's file itself
    bool patient_here = false;  ///< then nothing is touched that a visit uses
};

struct Test {
    std::string id;     ///< "storage.space"
    std::string title;  ///< "Free storage"
    std::chrono::milliseconds deadline{};
    std::function<Finding()> run;
    std::string holds{};   ///< tests that hold the same thing do not run beside each other
    bool by_hand = false;  ///< somebody must hold, press or plug something: it runs by its name alone
};

/// All tests that make sense for this bench, in the order in which a person reads them. The bench outlives them.
[[nodiscard]] std::vector<Test> tests_for(const Bench& bench);

// The parts of tests_for, one file each.
void add_storage_tests(const Bench& bench, std::vector<Test>& tests);
void add_system_tests(const Bench& bench, std::vector<Test>& tests);
void add_security_tests(const Bench& bench, std::vector<Test>& tests);
void add_proof_tests(const Bench& bench, std::vector<Test>& tests);
void add_clock_tests(const Bench& bench, std::vector<Test>& tests);
void add_certificate_tests(const Bench& bench, std::vector<Test>& tests);
void add_display_tests(const Bench& bench, std::vector<Test>& tests);
void add_camera_tests(const Bench& bench, std::vector<Test>& tests);
void add_chart_tests(const Bench& bench, std::vector<Test>& tests);
void add_device_tests(const Bench& bench, std::vector<Test>& tests);
void add_hand_tests(const Bench& bench, std::vector<Test>& tests);
void add_usb_tests(const Bench& bench, std::vector<Test>& tests);
void add_network_tests(const Bench& bench, std::vector<Test>& tests);
void add_service_tests(const Bench& bench, std::vector<Test>& tests);
void add_inspection_tests(const Bench& bench, std::vector<Test>& tests);

/// How long a test that only reads the kernel's files may take.
inline constexpr std::chrono::milliseconds kReading{3'000};

}  // namespace vestibule::diagnostics
