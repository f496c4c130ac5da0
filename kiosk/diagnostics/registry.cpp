// registry - the list of all tests, and the names of the verdicts.
#include <array>

#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::array<std::string_view, 5> kNames{"pass", "warn", "fail", "not applicable", "inconclusive"};

}  // namespace

std::string_view name(Verdict verdict) {
    return kNames.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> verdict_named(std::string_view name) {
    for (std::size_t v = 0; v < kNames.size(); ++v) {
        if (kNames[v] == name) return static_cast<Verdict>(v);
    }
    return std::nullopt;
}

std::vector<Test> tests_for(const Bench& bench) {
    std::vector<Test> tests;
    // The slow ones first: they wait for a device or the network while the others are done beside them.
    add_proof_tests(bench, tests);
    add_camera_tests(bench, tests);
    add_chart_tests(bench, tests);
    add_network_tests(bench, tests);
    add_service_tests(bench, tests);
    add_display_tests(bench, tests);
    add_device_tests(bench, tests);
    add_hand_tests(bench, tests);
    add_usb_tests(bench, tests);
    add_certificate_tests(bench, tests);
    add_clock_tests(bench, tests);
    add_storage_tests(bench, tests);
    add_system_tests(bench, tests);
    add_security_tests(bench, tests);
    add_inspection_tests(bench, tests);
    return tests;
}

}  // namespace vestibule::diagnostics
