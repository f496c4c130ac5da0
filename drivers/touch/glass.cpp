// glass - asks the kernel for the tracking number of each slot.
#include "drivers/touch/glass.hpp"

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "drivers/machine/machine.hpp"

namespace vestibule::drivers {

namespace {

constexpr std::size_t kSlots = 16;  // more than any glass has fingers

class EvdevGlass final : public Glass {
public:
    EvdevGlass(std::string name, std::filesystem::path root) : name_(std::move(name)), machine_(std::move(root)) {}

    Result<std::vector<int>> contacts() override {
        for (const std::string& event : machine_.names("sys/class/input")) {
            if (!event.starts_with("event")) continue;
            if (machine_.text("sys/class/input/" + event + "/device/name") == name_)
                return ask(machine_.at("dev/input/" + event));
        }
        return Error{ErrorCode::FileUnreadable, "no input device '" + name_ + "'"};
    }

private:
    [[nodiscard]] Result<std::vector<int>> ask(const std::filesystem::path& device) const {
        const int handle = open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (handle < 0) return Error{ErrorCode::FileUnreadable, name_ + ": " + std::strerror(errno)};
        std::array<std::int32_t, kSlots + 1> slots{};  // the kernel's input_mt_request_layout: a code, then the values
        slots.fill(-1);
        slots[0] = ABS_MT_TRACKING_ID;
        const bool asked = ioctl(handle, EVIOCGMTSLOTS(sizeof slots), slots.data()) >= 0;
        const int why = errno;
        close(handle);
        if (!asked) return Error{ErrorCode::FileUnreadable, name_ + ": " + std::strerror(why)};
        std::vector<int> numbers;
        for (std::size_t slot = 1; slot < slots.size(); ++slot) {
            if (slots.at(slot) >= 0) numbers.push_back(slots.at(slot));
        }
        return numbers;
    }

    std::string name_;
    Machine machine_;
};

}  // namespace

std::unique_ptr<Glass> make_glass(std::string device_name, std::filesystem::path root) {
    return std::make_unique<EvdevGlass>(std::move(device_name), std::move(root));
}

}  // namespace vestibule::drivers
