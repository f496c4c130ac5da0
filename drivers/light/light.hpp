// light - a lamp that the kiosk dims: over the document, or beside the face camera.
#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

class Light {
public:
    virtual ~Light() = default;
    /// 0 is off. Errors: FileUnreadable.
    virtual Result<void> shine(int percent) = 0;
    virtual Result<int> percent() = 0;
};

/// Has a lamp set, by its name, to so many percent: the file is root's, so that on a kiosk somebody else writes it.
using SetLamp = std::function<Result<void>(const std::string& name, int percent)>;

/// A lamp of /sys/class/leds. `root` is "/" but in tests. Without `set` it writes the kernel's file itself.
[[nodiscard]] std::unique_ptr<Light> make_led(const std::string& name, std::filesystem::path root = "/",
                                              SetLamp set = {});

class SimulatedLight final : public Light {
public:
    Result<void> shine(int percent) override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated light"};
        if (!burnt_out) percent_ = std::clamp(percent, 0, 100);
        return {};
    }
    Result<int> percent() override {
        if (missing) return Error{ErrorCode::FileUnreadable, "simulated light"};
        return percent_;
    }
    bool missing = false;
    bool burnt_out = false;  ///< takes orders and stays as it is

private:
    int percent_ = 0;
};

}  // namespace vestibule::drivers
