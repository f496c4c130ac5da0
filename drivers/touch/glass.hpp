// glass - the contacts that a touch screen believes to have just now: one that never goes, or many out of nothing, are
// faults.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::drivers {

class Glass {
public:
    virtual ~Glass() = default;
    /// The number of each contact; a finger that comes down again has another one. Errors: FileUnreadable.
    virtual Result<std::vector<int>> contacts() = 0;
};

/// The input device with this name. `root` is "/" but in tests.
[[nodiscard]] std::unique_ptr<Glass> make_glass(std::string device_name, std::filesystem::path root = "/");

/// Nobody touches it; its faults do.
class SimulatedGlass final : public Glass {
public:
    enum class Fault : std::uint8_t { None, Missing, Stuck, Ghosts };
    Result<std::vector<int>> contacts() override {
        ++asked_;
        if (fault == Fault::Missing) return Error{ErrorCode::FileUnreadable, "simulated glass"};
        if (fault == Fault::Stuck) return std::vector<int>{7};
        if (fault == Fault::Ghosts) return std::vector<int>{asked_};
        return std::vector<int>{};
    }
    Fault fault = Fault::None;

private:
    int asked_ = 0;
};

}  // namespace vestibule::drivers
