// evdev - finds the keypad by its name and asks the kernel for its keys.
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "drivers/keypad/keypad.hpp"
#include "drivers/machine/machine.hpp"

namespace vestibule::drivers {

namespace {

constexpr std::size_t kBits = 8 * sizeof(unsigned long);
using KeyBits = std::array<unsigned long, KEY_MAX / kBits + 1>;

PadKeys keys_in(const KeyBits& bits) {
    PadKeys keys;
    for (std::uint16_t code = 0; code < KEY_MAX; ++code) {
        const auto key = pad_key(code);
        if (key && (bits.at(code / kBits) >> code % kBits & 1U) != 0) keys.set(static_cast<std::size_t>(*key));
    }
    return keys;
}

class EvdevKeypad final : public Keypad {
public:
    EvdevKeypad(std::string name, std::filesystem::path root) : name_(std::move(name)), machine_(std::move(root)) {}
    ~EvdevKeypad() override { shut(); }
    EvdevKeypad(const EvdevKeypad&) = delete;
    EvdevKeypad& operator=(const EvdevKeypad&) = delete;

    Result<PadKeys> has() override {
        return ask(
            [](int handle, KeyBits& bits) { return ioctl(handle, EVIOCGBIT(EV_KEY, sizeof bits), bits.data()); });
    }
    Result<PadKeys> held() override {
        return ask([](int handle, KeyBits& bits) { return ioctl(handle, EVIOCGKEY(sizeof bits), bits.data()); });
    }

    Result<std::optional<PadKey>> next(std::chrono::milliseconds wait) override {
        const auto until = std::chrono::steady_clock::now() + wait;
        for (;;) {
            if (const auto opened = open_it(); !opened) return opened.error();
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            pollfd ready{handle_, POLLIN, 0};
            if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) == 0)
                return std::optional<PadKey>();
            input_event event{};
            const ssize_t length = read(handle_, &event, sizeof event);
            if (length < 0 && (errno == EAGAIN || errno == EINTR)) continue;
            if (length != static_cast<ssize_t>(sizeof event)) return failed(length < 0 ? errno : ENODEV);
            const auto key = event.type == EV_KEY && event.value == 1 ? pad_key(event.code) : std::nullopt;
            if (key) return key;
        }
    }

private:
    [[nodiscard]] Error failed(int why) {
        shut();
        return {ErrorCode::FileUnreadable, name_ + ": " + std::strerror(why)};
    }
    void shut() {
        if (handle_ >= 0) close(handle_);
        handle_ = -1;
    }
    Result<void> open_it() {
        if (handle_ >= 0) return {};
        for (const std::string& event : machine_.names("sys/class/input")) {
            if (!event.starts_with("event")) continue;
            if (machine_.text("sys/class/input/" + event + "/device/name") != name_) continue;
            handle_ = open(machine_.at("dev/input/" + event).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
            if (handle_ < 0) return failed(errno);
            return {};
        }
        return Error{ErrorCode::FileUnreadable, "no input device '" + name_ + "'"};
    }
    template <typename Question>
    Result<PadKeys> ask(Question question) {
        if (const auto opened = open_it(); !opened) return opened.error();
        KeyBits bits{};
        if (question(handle_, bits) < 0) return failed(errno);
        return keys_in(bits);
    }

    std::string name_;
    Machine machine_;
    int handle_ = -1;
};

}  // namespace

std::optional<PadKey> pad_key(std::uint16_t code) {
    switch (code) {
        case KEY_UP:
            return PadKey::Up;
        case KEY_DOWN:
            return PadKey::Down;
        case KEY_LEFT:
            return PadKey::Left;
        case KEY_RIGHT:
            return PadKey::Right;
        case KEY_ENTER:
        case KEY_KPENTER:
        case KEY_SELECT:
            return PadKey::Select;
        case KEY_ESC:
        case KEY_BACK:
            return PadKey::Back;
        default:
            return std::nullopt;
    }
}

std::unique_ptr<Keypad> make_keypad(std::string device_name, std::filesystem::path root) {
    return std::make_unique<EvdevKeypad>(std::move(device_name), std::move(root));
}

}  // namespace vestibule::drivers
