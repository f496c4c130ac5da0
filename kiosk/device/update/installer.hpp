// installer - what puts a bundle into the other slot: RAUC on a kiosk, something that can be told to fail in tests.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct BundleInfo {
    std::string compatible, version;
};

/// Where the machine runs from.
struct SlotInfo {
    std::string name;   ///< of the slot, such as "A"
    bool good = false;  ///< it was marked as good: the kiosk has been usable in it
};

class Installer {
public:
    virtual ~Installer() = default;
    /// Verifies the bundle's signature and reads what it says of itself. Errors: BundleNotSigned.
    [[nodiscard]] virtual Result<BundleInfo> inspect(const std::filesystem::path& bundle) = 0;
    /// Writes the other slot and has the machine start from it next; blocks for minutes. Errors: BundleNotApplied.
    virtual Result<void> install(const std::filesystem::path& bundle, const std::function<void(int percent)>& told) = 0;
    /// Errors: BundleNotApplied.
    [[nodiscard]] virtual Result<SlotInfo> running() = 0;
};

}  // namespace vestibule::device
