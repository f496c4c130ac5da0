// proof - keeps how the proof of erasure ended, and judges how long ago that was.
#include "kiosk/diagnostics/proof.hpp"

#include <chrono>

#include "kiosk/device/last_good.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr const char* kKept = "proof.erasure";
constexpr const char* kInstalled = "/etc/vestibule/vestibule.toml";
constexpr std::chrono::seconds kProving{60};  // measured: some 3 s of a processor, 30 s where others take it
constexpr std::chrono::hours kOldest{48};  // it runs every night; one night may fail to find the kiosk free

Finding finding_of(const device::Proof& proof) {
    if (proof.proved) return pass("proved");
    return {Verdict::Fail,
            "something of the synthetic patient was left",
            {},
            "Close the kiosk, keep what `vestibulectl erasure prove` prints, and send in a support bundle."};
}

Finding erasure(const Bench& bench) {
    constexpr const char* kLimit = "proved within 48 hours";
    constexpr const char* kHint = "Run `vestibulectl erasure prove` while nobody is at the kiosk.";
    const auto results = last_results(bench.state_folder);
    const auto last = results.find(kKept);
    if (last == results.end()) return {Verdict::Inconclusive, "never tried here", kLimit, kHint};
    const auto age = std::chrono::duration_cast<std::chrono::hours>(bench.clock->wall() - last->second.date);
    const Finding& kept = last->second.finding;
    if (kept.verdict != Verdict::Pass) return {kept.verdict, kept.value, kLimit, kept.hint};
    if (age < std::chrono::hours(0))
        return inconclusive("proved at a time that is still to come", "Look at clock.plausible.");
    return judged(age <= kOldest, Verdict::Warn, say("proved {0} h ago", age.count()), kLimit, kHint);
}

/// The invented patient meets this kiosk's settings and providers. Whoever runs tests keeps patients out meanwhile.
device::ProofOrder order_for(const Bench& bench) {
    device::ProofOrder order;
    std::error_code error;
    order.program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "vestibule";
    order.runtime_folder = device::default_runtime_folder();
    order.patients_are_kept_out = true;
    for (const auto& file : {device::site_config(bench.state_folder), std::filesystem::path(kInstalled)}) {
        if (!std::filesystem::exists(file, error)) continue;
        order.arguments = {"--config", file.string()};
        break;
    }
    order.arguments.insert(order.arguments.end(), {"--profiles", bench.config.profiles});
    return order;
}

/// The same proof as the nightly one, and kept as that is.
Finding erasure_now(const Bench& bench) {
    constexpr const char* kLimit = "nothing of the synthetic patient is left";
    constexpr const char* kHint = "Save a support bundle and send it in.";
    if (bench.patient_here) return inconclusive("a patient is being served", "Try again when the kiosk is free.");
    const Result<device::Proof> proof = device::prove_erasure(order_for(bench));
    if (!proof) return {Verdict::Inconclusive, say("not tried to its end: {0}", proof.error().context), kLimit, kHint};
    const Finding finding = finding_of(*proof);
    if (const auto kept = keep_proof(bench.state_folder, proof, bench.clock->wall()); !kept)
        return {finding.verdict, finding.value, kLimit, "The result is not kept; look at storage."};
    return {finding.verdict, finding.value, kLimit, finding.hint};
}

}  // namespace

Result<void> keep_proof(const std::filesystem::path& state_folder, const Result<device::Proof>& proof,
                        drivers::WallTime now) {
    if (!proof) return {};  // it was not tried, so the last one stands, and grows old
    return keep_results(state_folder,
                        {{.id = kKept, .title = "Proof of erasure", .finding = finding_of(*proof), .date = now}});
}

void add_proof_tests(const Bench& bench, std::vector<Test>& tests) {
    // In this order, and not beside each other: the age is told of what was just proved.
    tests.push_back({.id = kProveNow,
                     .title = "Prove erasure now",
                     .deadline = kProving,
                     .run = [&bench] { return erasure_now(bench); },
                     .holds = kKept});
    tests.push_back({"security.erasure", "Erasure", kReading, [&bench] { return erasure(bench); }, kKept});
}

}  // namespace vestibule::diagnostics
