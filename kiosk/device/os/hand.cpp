// hand - asks the kernel who asks, reads one packet, does one thing, answers.
#include "kiosk/device/os/hand.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <thread>

namespace vestibule::hand {

namespace {

constexpr int kDone = 0, kFailed = 1, kNoRequest = 64, kNotAllowed = 77;  // the last two as sysexits.h has them
constexpr std::chrono::seconds kPortOff{2};       // capacitors of a camera hold for about a second
constexpr timeval kRequestWithin{.tv_sec = 2, .tv_usec = 0};

void answer(int connection, std::string_view text) {
    (void)send(connection, text.data(), text.size(), MSG_NOSIGNAL);
}

bool write_file(const std::filesystem::path& path, std::string_view text) {
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return false;
    const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    return close(file) == 0 && written;
}

/// Off and on. The hub's port first: it takes the power away. A hub that cannot do that lets the device go and come.
bool power_cycle(const Request& request, const Places& places) {
    const Port port = port_of(request.port);
    std::filesystem::path file = places.usb / port.hub_interface / (port.hub + "-port" + std::to_string(port.number)) /
                                 "disable";
    const bool by_hub = write_file(file, "1");
    if (!by_hub) {
        file = places.usb / request.port / "authorized";
        if (!write_file(file, "0")) return false;
    }
    std::this_thread::sleep_for(kPortOff);
    return write_file(file, by_hub ? "0" : "1");
}

bool systemctl(const Places& places, std::array<const char*, 4> words) {
    std::array<char*, 5> argv{};
    for (std::size_t w = 0; w < words.size(); ++w) argv[w] = const_cast<char*>(words[w]);
    std::array<char*, 1> no_environment{};
    pid_t child = 0;
    if (posix_spawn(&child, places.systemctl.c_str(), nullptr, nullptr, argv.data(), no_environment.data()) != 0)
        return false;
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool carry_out(const Request& request, const Places& places) {
    switch (request.verb) {
        case Verb::UsbPowerCycle:
            return power_cycle(request, places);
        case Verb::Reboot:
            return systemctl(places, {"systemctl", "--no-block", "reboot", nullptr});
        case Verb::MarkGood:
            // systemd-bless-boot belongs to this target and renames the entry of the boot loader.
            return systemctl(places, {"systemctl", "--no-block", "start", "boot-complete.target"});
        case Verb::Technician:
            return systemctl(places, {"systemctl", "--no-block", "start", "vestibule-technician.service"});
        case Verb::Network:
            return systemctl(places, {"systemctl", "--no-block", "restart", "vestibule-network.service"});
    }
    return false;
}

bool is_user(int connection, uid_t user) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == user;
}

}  // namespace

int serve(int connection, uid_t user, const Places& places) {
    if (!is_user(connection, user)) {
        answer(connection, "no: only the kiosk may ask");
        return kNotAllowed;
    }
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &kRequestWithin, sizeof kRequestWithin);
    std::array<char, kRequestLongest_bytes + 1> packet{};  // one more than a request has: a longer one shows
    const ssize_t length = recv(connection, packet.data(), packet.size(), 0);
    const auto request = length > 0
                             ? read_request(std::string_view(packet.data(), static_cast<std::size_t>(length)))
                             : std::nullopt;
    if (!request) {
        answer(connection, "no: not a request");
        return kNoRequest;
    }
    const bool done = carry_out(*request, places);
    answer(connection, done ? "ok" : "no: it failed");
    return done ? kDone : kFailed;
}

}  // namespace vestibule::hand
