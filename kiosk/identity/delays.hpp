// delays - every delay and limit of the identity room and of the records room: a name, a unit and a reason.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace vestibule::identity::delays {

using namespace std::chrono_literals;

inline constexpr std::chrono::milliseconds kCallDeadline = 15s;    // a small JSON exchange over a clinic's poorest line
inline constexpr std::chrono::milliseconds kUploadDeadline = 90s;  // 10 MB at 1 Mbit/s
inline constexpr std::chrono::milliseconds kFarewellDeadline =
    1500ms;  // the patient has left: erasing does not wait longer
inline constexpr std::chrono::milliseconds kKeptFarewellDeadline =
    250ms;  // the same where it is kept and delivered later: worth one try over a good line
inline constexpr std::chrono::milliseconds kFirstPoll = 500ms;    // most answers are there at once
inline constexpr std::chrono::milliseconds kSlowestPoll = 2s;     // a waiting person notices more
inline constexpr std::chrono::seconds kVerifyLimit = 180s;        // providers promise a minute; then a person helps
inline constexpr std::chrono::seconds kSearchLimit = 360s;        // networks promise one to three minutes
inline constexpr std::chrono::seconds kDeviceInterval = 5s;       // RFC 8628 3.2: when the server names none
inline constexpr std::chrono::seconds kDeviceSlowDown = 5s;       // RFC 8628 3.5
inline constexpr std::chrono::seconds kLongestInterval = 60s;     // a longer one is nonsense
inline constexpr std::chrono::seconds kLongestPhoneCode = 1200s;  // the journey's limit of a phone wait
inline constexpr std::chrono::seconds kLongestAskedWait = 30s;    // a Retry-After beyond it is told, not waited for
inline constexpr std::chrono::seconds kTokenSkew = 60s;           // OIDC Core leaves it to us; clocks are NTP's
inline constexpr int kPollFailures = 3;                           // so many failures in a row end a polling
inline constexpr std::size_t kTokenLimitBytes = std::size_t{16} * 1024;
inline constexpr std::size_t kAnswerLimitBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kSearchAnswerLimitBytes = std::size_t{8} * 1024 * 1024;  // thousands of places at once

/// The next pause of a polling: half as long again, up to the slowest; one that a server asked for stays.
[[nodiscard]] constexpr std::chrono::milliseconds slower(std::chrono::milliseconds pause) {
    return std::max(pause, std::min(pause * 3 / 2, kSlowestPoll));
}

}  // namespace vestibule::identity::delays
