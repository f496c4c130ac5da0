// sysfs - the watchdog as the kernel tells of it.
#include "drivers/machine/machine.hpp"
#include "drivers/watchdog/watchdog.hpp"

namespace vestibule::drivers {

namespace {

constexpr const char* kFolder = "sys/class/watchdog/watchdog0/";
constexpr std::int64_t kOverheat = 0x01, kCardReset = 0x20;  // WDIOF_OVERHEAT, WDIOF_CARDRESET of linux/watchdog.h

class SysfsWatchdog final : public Watchdog {
public:
    explicit SysfsWatchdog(std::filesystem::path root) : machine_(std::move(root)) {}

    Result<WatchdogState> state() override {
        const auto text = [this](const char* file) { return machine_.text(std::string(kFolder) + file); };
        if (!machine_.has(kFolder)) return Error{ErrorCode::FileUnreadable, "no watchdog device"};
        WatchdogState state;
        state.name = text("identity").value_or("watchdog0");
        state.armed = text("state") == "active";
        state.timeout_s = machine_.number(std::string(kFolder) + "timeout").value_or(0);
        if (const auto why = machine_.number(std::string(kFolder) + "bootstatus")) {
            using Start = WatchdogState::Start;
            state.last_start = (*why & kCardReset) != 0  ? Start::Bitten
                               : (*why & kOverheat) != 0 ? Start::Overheated
                                                         : Start::Clean;
        }
        return state;
    }

private:
    Machine machine_;
};

}  // namespace

std::unique_ptr<Watchdog> make_watchdog(std::filesystem::path root) {
    return std::make_unique<SysfsWatchdog>(std::move(root));
}

}  // namespace vestibule::drivers
