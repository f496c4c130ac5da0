// proof - keeps how the proof of erasure ended, and judges how long ago that was.
#include "kiosk/diagnostics/proof.hpp"

#include <chrono>

#include "kiosk/diagnostics/run.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr const char* kKept = "proof.erasure";
constexpr std::chrono::hours kOldest{48};  // it runs every night; one night may fail to find the kiosk free

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

}  // namespace

Result<void> keep_proof(const std::filesystem::path& state_folder, const Result<device::Proof>& proof,
                        drivers::WallTime now) {
    if (!proof) return {};  // it was not tried, so the last one stands, and grows old
    Finding finding = pass("proved");
    if (!proof->proved) {
        finding = {Verdict::Fail,
                   "something of the synthetic patient was left",
                   {},
                   "Close the kiosk, keep what `vestibulectl erasure prove` prints, and send in a support bundle."};
    }
    return keep_results(state_folder, {{.id = kKept, .title = "Proof of erasure", .finding = finding, .date = now}});
}

void add_proof_tests(const Bench& bench, std::vector<Test>& tests) {
    tests.push_back({"security.erasure", "Erasure", kReading, [&bench] { return erasure(bench); }});
}

}  // namespace vestibule::diagnostics
