// keypad - four arrows, a key to choose and one to go back: which of them there are, are held down, and are pressed.
#pragma once

#include <bitset>
#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

enum class PadKey : std::uint8_t { Up, Down, Left, Right, Select, Back, Count };
inline constexpr std::size_t kPadKeys = static_cast<std::size_t>(PadKey::Count);
using PadKeys = std::bitset<kPadKeys>;

/// Of the kernel's number (input-event-codes.h); several numbers mean the same key.
[[nodiscard]] std::optional<PadKey> pad_key(std::uint16_t code);

class Keypad {
public:
    virtual ~Keypad() = default;
    /// Errors of all: FileUnreadable.
    virtual Result<PadKeys> has() = 0;
    virtual Result<PadKeys> held() = 0;
    /// The next key that goes down; nothing when none did in time.
    virtual Result<std::optional<PadKey>> next(std::chrono::milliseconds wait) = 0;
};

/// The input device with this name, found anew where it was unplugged. `root` is "/" but in tests.
[[nodiscard]] std::unique_ptr<Keypad> make_keypad(std::string device_name, std::filesystem::path root = "/");

/// Has every key, gives those that were put in, and fails on demand.
class SimulatedKeypad final : public Keypad {
public:
    Result<PadKeys> has() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated keypad"};
        return keys;
    }
    Result<PadKeys> held() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated keypad"};
        return stuck;
    }
    Result<std::optional<PadKey>> next(std::chrono::milliseconds) override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated keypad"};
        while (!presses.empty()) {
            const PadKey key = presses.front();
            presses.pop_front();
            if (!dead.test(static_cast<std::size_t>(key))) return std::optional(key);
        }
        return std::optional<PadKey>();
    }
    bool missing = false;
    PadKeys keys{0x3F}, stuck{}, dead{};  ///< dead: pressed and never heard
    std::deque<PadKey> presses;
};

}  // namespace vestibule::drivers
