// led - a lamp through the kernel's LED class: one file says how bright, another how bright at most.
#include <fstream>

#include "drivers/light/light.hpp"
#include "drivers/machine/machine.hpp"

namespace vestibule::drivers {

namespace {

class Led final : public Light {
public:
    Led(const std::string& name, std::filesystem::path root, SetLamp set)
        : machine_(std::move(root)), folder_("sys/class/leds/" + name + "/"), name_(name), set_(std::move(set)) {}

    Result<void> shine(int percent) override {
        const auto most = machine_.number(folder_ + "max_brightness");
        if (!most || *most <= 0) return missing();
        if (set_) return set_(name_, std::clamp(percent, 0, 100));
        std::ofstream file(machine_.at(folder_ + "brightness"));
        file << *most * std::clamp(percent, 0, 100) / 100 << '\n';
        if (!file.flush()) return Error{ErrorCode::FileUnreadable, name_ + ": it cannot be set"};
        return {};
    }

    Result<int> percent() override {
        const auto most = machine_.number(folder_ + "max_brightness"), now = machine_.number(folder_ + "brightness");
        if (!most || *most <= 0 || !now) return missing();
        return static_cast<int>(*now * 100 / *most);
    }

private:
    [[nodiscard]] Error missing() const { return {ErrorCode::FileUnreadable, "no lamp '" + name_ + "'"}; }

    Machine machine_;
    std::string folder_, name_;
    SetLamp set_;
};

}  // namespace

std::unique_ptr<Light> make_led(const std::string& name, std::filesystem::path root, SetLamp set) {
    return std::make_unique<Led>(name, std::move(root), std::move(set));
}

}  // namespace vestibule::drivers
