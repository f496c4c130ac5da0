// phase - the states that an update goes through; a closed set that state file, metrics and words share.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace vestibule::device {

enum class UpdatePhase : std::uint8_t {
    Idle,         ///< nothing is to be done
    Downloading,  ///< parts of the bundle are here
    Waiting,      ///< the whole bundle is here and waits for its window
    Installing,   ///< it is written to the other slot
    Restarting,   ///< it is installed; the kiosk starts from the other slot next
    Closing,      ///< its end is to be told to the server
};

inline constexpr std::array<std::string_view, 6> kUpdateWords{"idle",       "downloading", "waiting",
                                                              "installing", "restarting",  "closing"};
[[nodiscard]] inline std::span<const std::string_view> update_words() {
    return kUpdateWords;
}
[[nodiscard]] inline std::string_view word_of(UpdatePhase phase) {
    return kUpdateWords[static_cast<std::size_t>(phase)];
}
[[nodiscard]] inline std::optional<UpdatePhase> update_phase(std::string_view word) {
    for (std::size_t p = 0; p < kUpdateWords.size(); ++p) {
        if (kUpdateWords[p] == word) return static_cast<UpdatePhase>(p);
    }
    return std::nullopt;
}

}  // namespace vestibule::device
