// port - VIDIOC_QUERYCTRL, G_CTRL and S_CTRL, repeated when a signal interrupts them.
#include "drivers/camera/v4l2/port.hpp"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace vestibule::drivers::v4l2 {
namespace {

class DevicePort final : public ControlPort {
public:
    explicit DevicePort(int file) : file_(file) {}
    ~DevicePort() override { ::close(file_); }
    DevicePort(const DevicePort&) = delete;
    DevicePort& operator=(const DevicePort&) = delete;

    std::optional<Bounds> bounds(std::uint32_t control) override {
        v4l2_queryctrl query{};
        query.id = control;
        if (!ask(VIDIOC_QUERYCTRL, &query) || (query.flags & V4L2_CTRL_FLAG_DISABLED) != 0) return std::nullopt;
        constexpr std::uint32_t fixed = V4L2_CTRL_FLAG_READ_ONLY | V4L2_CTRL_FLAG_INACTIVE | V4L2_CTRL_FLAG_GRABBED;
        return Bounds{query.minimum, query.maximum, query.step, query.default_value, (query.flags & fixed) == 0};
    }
    std::optional<std::int32_t> read(std::uint32_t control) override {
        v4l2_control value{control, 0};
        if (!ask(VIDIOC_G_CTRL, &value)) return std::nullopt;
        return value.value;
    }
    bool write(std::uint32_t control, std::int32_t wanted) override {
        v4l2_control value{control, wanted};
        return ask(VIDIOC_S_CTRL, &value);
    }

private:
    bool ask(unsigned long request, void* argument) const {
        int result = 0;
        do result = ::ioctl(file_, request, argument);
        while (result < 0 && errno == EINTR);
        return result == 0;
    }
    int file_;
};

}  // namespace

std::unique_ptr<ControlPort> open_port(const std::string& device) {
    const int file = ::open(device.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    return file < 0 ? nullptr : std::make_unique<DevicePort>(file);
}

}  // namespace vestibule::drivers::v4l2
