// evdev - finds an input device by its name and asks the kernel how its switches stand.
#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "drivers/machine/machine.hpp"
#include "drivers/switches/switches.hpp"

namespace vestibule::drivers {

namespace {

class EvdevSwitch final : public Switch {
public:
    EvdevSwitch(std::string name, SwitchKind kind, std::filesystem::path root)
        : name_(std::move(name)), kind_(kind), machine_(std::move(root)) {}

    Result<bool> on() override {
        for (const std::string& event : machine_.names("sys/class/input")) {
            if (!event.starts_with("event")) continue;
            const std::string folder = "sys/class/input/" + event + "/device/";
            if (machine_.text(folder + "name") == name_) return ask(machine_.at("dev/input/" + event));
        }
        return Error{ErrorCode::FileUnreadable, "no input device '" + name_ + "'"};
    }

private:
    [[nodiscard]] Result<bool> ask(const std::filesystem::path& device) const {
        const int handle = open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (handle < 0) return Error{ErrorCode::FileUnreadable, name_ + ": " + std::strerror(errno)};
        const auto bit = static_cast<std::size_t>(kind_);
        constexpr std::size_t kBits = 8 * sizeof(unsigned long);
        std::array<unsigned long, SW_MAX / kBits + 1> has{}, stands{};
        const bool asked = ioctl(handle, EVIOCGBIT(EV_SW, sizeof has), has.data()) >= 0 &&
                           ioctl(handle, EVIOCGSW(sizeof stands), stands.data()) >= 0;
        const int why = errno;
        close(handle);
        if (!asked) return Error{ErrorCode::FileUnreadable, name_ + ": " + std::strerror(why)};
        if ((has[bit / kBits] >> bit % kBits & 1U) == 0) {
            return Error{ErrorCode::FileUnreadable, name_ + ": it has no such switch"};
        }
        return (stands[bit / kBits] >> bit % kBits & 1U) != 0;
    }

    std::string name_;
    SwitchKind kind_;
    Machine machine_;
};

}  // namespace

std::unique_ptr<Switch> make_switch(std::string device_name, SwitchKind kind, std::filesystem::path root) {
    return std::make_unique<EvdevSwitch>(std::move(device_name), kind, std::move(root));
}

}  // namespace vestibule::drivers
