// support - the support bundle: only what the list of collectors names, each in a process of its own, looked through
// for personal data, signed, at most 5 MiB.
#pragma once

#include "kiosk/diagnostics/lint.hpp"
#include "kiosk/diagnostics/signed_json.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

inline constexpr const char* kSupportKind = "vestibule-support-bundle 1";
inline constexpr std::size_t kSupportBytes = 5 * 1024 * 1024;

/// One allowed piece: what it is called, what a person is told that is in it, and where it comes from.
struct Collector {
    std::string name, what;
    std::function<std::string()> collect;  ///< throws what a library throws; its text is the section
    std::chrono::milliseconds deadline{4'000};
};
/// The allow-list. The bench outlives it.
[[nodiscard]] std::vector<Collector> collectors_for(const Bench& bench);

struct Section {
    std::string name, what;
    std::string state;  ///< "in", or why it is not: "hung", "failed", "left out: RULE at POSITION, LENGTH", "no room"
    std::string text;   ///< empty unless "in"
};

/// One section a collector, in their order. To be called while the process has one thread only.
std::vector<Section> collect(const std::vector<Collector>& collectors);

struct SupportHead {
    std::string facility;
    drivers::WallTime made{};
};
/// The signed bundle; sections that would make it longer than kSupportBytes are left out and named. Errors:
/// KeyUnusable.
Result<nlohmann::json> make_bundle(std::vector<Section> sections, const SupportHead& head, const journal::Key& key);

/// What a person reads before anything is written or sent: a line a section.
[[nodiscard]] std::string preview(const nlohmann::json& bundle);

/// The text of a bundle as it is written to a file.
[[nodiscard]] std::string bundle_text(const nlohmann::json& bundle);

}  // namespace vestibule::diagnostics
