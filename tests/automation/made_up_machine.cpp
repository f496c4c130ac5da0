// made_up_machine - writes what the kernel would show of each device, or takes it away.
#include "tests/automation/made_up_machine.hpp"

#include <fstream>

namespace vestibule::automation {

namespace fs = std::filesystem;

namespace {

constexpr const char *kKeypad = "sys/class/input/input7", *kSound = "sys/class/sound/card0",
                     *kTouchLink = "sys/class/input/input5";

}  // namespace

void MadeUpMachine::put(const std::string& name, const std::string& text) const {
    const fs::path file = folder_ / name;
    fs::create_directories(file.parent_path());
    // Whole or not at all: the kiosk looks at any moment.
    std::ofstream(file.string() + ".draft", std::ios::trunc) << text;
    fs::rename(file.string() + ".draft", file);
}

fs::path MadeUpMachine::touch() const {
    return folder_ / "sys/devices/usb1/1-1/1-1.3/1-1.3:1.0/input/input5";
}

void MadeUpMachine::make_whole() const {
    put("proc/swaps", "Filename Type Size Used Priority\n");
    for (const Part part : {Part::Touch, Part::Keypad, Part::Sound}) plug(part);
    say_case("closed");
    say_printer("ready");
}

void MadeUpMachine::plug(Part part) const {
    std::error_code there;
    switch (part) {
        case Part::Touch: {
            const std::string folder = fs::relative(touch(), folder_);
            put(folder + "/properties", "2\n");
            put(folder + "/capabilities/abs", "260800000000003\n");
            put(folder + "/name", "Made-up glass\n");
            fs::create_directories(folder_ / "sys/class/input");
            fs::create_directory_symlink(touch(), folder_ / kTouchLink, there);
            return;
        }
        case Part::Keypad:
            put(std::string(kKeypad) + "/capabilities/key", "168000000000 10000000\n");
            put(std::string(kKeypad) + "/name", "Made-up keypad\n");
            return;
        case Part::Sound:
            put(std::string(kSound) + "/id", "Made-up\n");
            return;
    }
}

void MadeUpMachine::unplug(Part part) const {
    std::error_code gone;
    if (part == Part::Keypad) fs::remove_all(folder_ / kKeypad, gone);
    if (part == Part::Sound) fs::remove_all(folder_ / kSound, gone);
    if (part != Part::Touch) return;
    fs::remove(folder_ / kTouchLink, gone);
    fs::remove_all(touch(), gone);
}

}  // namespace vestibule::automation
