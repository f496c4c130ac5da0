// ddi - what a hawkBit server says and wants to hear (Direct Device Integration), as values; pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device::ddi {

/// The answer to a poll. Links are kept as they came; an empty one was not there.
struct Poll {
    std::chrono::seconds sleep{};
    std::string config_data, deployment, cancel;
};

enum class Handling : std::uint8_t { Skip, Attempt, Forced };

struct Deployment {
    std::string id;
    Handling download = Handling::Forced, update = Handling::Forced;
    bool window_open = true;  ///< of the server's own maintenance window, where it has one
    std::string name, version, filename, sha256, link;
    std::int64_t size_bytes = 0;
};

inline constexpr std::int64_t kBundleLargest_bytes = std::int64_t{8} * 1024 * 1024 * 1024;

/// Unknown members are the server's business. Errors, each with what is wrong: Nonsense.
Result<Poll> read_poll(std::string_view body);
/// Of all artifacts exactly one must be a RAUC bundle (.raucb) with a SHA-256 and an https link.
Result<Deployment> read_deployment(std::string_view body);
/// The id of the action that is to be cancelled.
Result<std::string> read_cancel(std::string_view body);

/// "HH:MM:SS", hours may be more than 24.
[[nodiscard]] std::optional<std::chrono::seconds> read_sleep(std::string_view text);

/// Where feedback about an action goes: below its own address, without its question mark.
[[nodiscard]] std::string feedback_link(std::string_view link);

struct Feedback {
    std::string_view execution;          ///< proceeding, downloaded, closed, rejected, ...
    std::string_view finished = "none";  ///< success, failure, none
    std::string detail{};
    int done = 0, of = 0;  ///< of == 0: no progress is told
};
[[nodiscard]] std::string write_feedback(const Feedback& feedback, drivers::WallTime now);

/// What the server is told of this kiosk.
struct Attributes {
    std::string device, site, version, slot;
};
[[nodiscard]] std::string write_attributes(const Attributes& attributes);

}  // namespace vestibule::device::ddi
