// offer - a stick's passes on their way to the door: the program that sees the stick leaves them in the runtime folder,
// and whatever stands on the screen where no patient is leads to technician mode, which takes them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// In the runtime folder; its checks know the name.
inline constexpr const char* kPassOffer = "pass-offer.json";
/// A stick may hold one for each of many sites.
inline constexpr std::size_t kPassesOnAStick = 20;

struct PassOffer {
    std::vector<std::string> passes;  ///< signed, as they lay on the stick
    std::string medium;               ///< see `medium_of`
};

/// The passes at the top of a stick, in the order of their names; none is no error. Errors: FileUnreadable,
/// PassUnreadable (one that is far too large, or too many).
Result<std::vector<std::string>> passes_on(const std::filesystem::path& folder);

/// Errors: FileUnreadable.
Result<void> leave_offer(const std::filesystem::path& runtime, const PassOffer& offer);
[[nodiscard]] inline bool is_offered(const std::filesystem::path& runtime) {
    std::error_code error;
    return std::filesystem::exists(runtime / kPassOffer, error);
}
/// The offer, which is then gone.
[[nodiscard]] std::optional<PassOffer> take_offer(const std::filesystem::path& runtime);

}  // namespace vestibule::device
