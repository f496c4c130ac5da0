// open_eye - opens the camera that somebody is to hold something before, for whoever's desk asks.
#pragma once

#include "kiosk/device/code_eye.hpp"

namespace vestibule::device {

struct EyeWish {
    std::string source;
    drivers::CameraRole role{};
    int mains_hz = 0;
    bool read = true;  ///< the codes that it shows, too
};

/// `reader` is loaded once and kept. `desk` says where readers and cameras come from. Errors: theirs.
template <typename DeskSetup>
Result<std::unique_ptr<CodeEye>> open_eye(const DeskSetup& desk, ReadCode& reader, const EyeWish& wish) {
    if (wish.read && !reader) {
        auto loaded = desk.reader();
        if (!loaded) return std::move(loaded).error();
        reader = std::move(loaded).value();
    }
    auto factory = desk.camera(wish.source);
    if (!factory) return std::move(factory).error();
    return std::make_unique<CodeEye>(CodeEyeWiring{.make = std::move(factory).value(),
                                                   .clock = desk.clock,
                                                   .wake = desk.wake,
                                                   .read = wish.read ? reader : nullptr},
                                     drivers::CameraRequest{.role = wish.role, .mains_hz = wish.mains_hz});
}

}  // namespace vestibule::device
