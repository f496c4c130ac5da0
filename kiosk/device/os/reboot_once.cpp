// reboot_once - one file, made before the machine is rebooted.
#include "kiosk/device/os/reboot_once.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace vestibule::device {

namespace {

// A kiosk that fails again within the hour would fail again after another start, too.
constexpr std::chrono::hours kGoodAfter{1};

bool make_durable(const std::filesystem::path& folder, const std::filesystem::path& file) {
    const int made = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) return false;
    const bool stands = fsync(made) == 0;
    close(made);
    const int place = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool listed = place >= 0 && fsync(place) == 0;
    if (place >= 0) close(place);
    return stands && listed;
}

}  // namespace

Rebooting reboot_once(const std::filesystem::path& state_folder, const std::filesystem::path& hand_socket) {
    const std::filesystem::path file = state_folder / kRebootFile;
    if (!make_durable(state_folder, file)) return errno == EEXIST ? Rebooting::Spent : Rebooting::NotKept;
    bool may_be_done = false;
    if (hand::ask_hand({hand::Verb::Reboot, {}}, hand_socket, &may_be_done)) return Rebooting::Asked;
    // A machine that goes down may end the helper before its answer; without the note it could go on for ever.
    if (!may_be_done) unlink(file.c_str());
    return Rebooting::NotHeard;
}

bool reboot_helped(const std::filesystem::path& state_folder, std::chrono::seconds since_start) {
    return since_start >= kGoodAfter && unlink((state_folder / kRebootFile).c_str()) == 0;
}

}  // namespace vestibule::device
