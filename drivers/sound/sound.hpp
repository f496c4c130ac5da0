// sound - a tone for one ear or both, and how loud it is: what a headphones' socket and a loudspeaker are tried with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

enum class Ear : std::uint8_t { Left, Right, Both };

class Sound {
public:
    virtual ~Sound() = default;
    /// One second of a tone; returns when it was heard. Errors: FileUnreadable.
    virtual Result<void> play(Ear ear) = 0;
    /// 0 to 100. Errors: FileUnreadable: the card has no volume, or does not tell.
    virtual Result<int> volume_percent() = 0;
    virtual Result<void> set_volume(int percent) = 0;
};

/// An ALSA card, "default" or "hw:PCH": played to through SDL, its volume by ALSA's mixer.
[[nodiscard]] std::unique_ptr<Sound> make_sound(std::string card);

/// The samples of a tone, left and right in turn; a channel that is not meant is silent.
[[nodiscard]] std::vector<std::int16_t> tone(Ear ear, int rate_hz);

/// Keeps what was played, and fails on demand.
class SimulatedSound final : public Sound {
public:
    Result<void> play(Ear ear) override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated sound"};
        played.push_back(ear);
        return {};
    }
    Result<int> volume_percent() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated sound"};
        return volume;
    }
    Result<void> set_volume(int percent) override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated sound"};
        if (!stuck) volume = std::clamp(percent, 0, 100);
        return {};
    }
    bool missing = false;
    bool stuck = false;  ///< takes orders and stays as loud as it is
    int volume = 100;
    std::vector<Ear> played;
};

}  // namespace vestibule::drivers
