// hand - asks the kernel who asks, reads one packet, does one thing, answers.
#include "kiosk/device/os/hand.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>

namespace vestibule::hand {

namespace {

constexpr int kDone = 0, kFailed = 1, kNoRequest = 64, kNotAllowed = 77;  // the last two as sysexits.h has them
constexpr std::chrono::seconds kPortOff{2};       // capacitors of a camera hold for about a second
constexpr const char* kSealedKey = "device.cred";
constexpr long kBrightest = 1'000'000;  // the finest lamps have 65,535 steps
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

/// A lamp counts in steps of its own: the kernel says how many.
bool light(const Request& request, const Places& places) {
    const std::filesystem::path lamp = places.lamps / request.lamp;
    std::array<char, 16> text{};
    const int file = open((lamp / "max_brightness").c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) return false;
    const ssize_t length = read(file, text.data(), text.size());
    close(file);
    long most = 0;
    if (length > 0) std::from_chars(text.data(), text.data() + length, most);
    if (most <= 0 || most > kBrightest) return false;
    return write_file(lamp / "brightness", std::to_string(most * request.percent / 100));
}

/// Runs a program to its end, with files in the place of its input and output where they are given.
bool run(const std::string& program, std::array<const char*, 6> words, int input = -1, int output = -1) {
    std::array<char*, 7> argv{};
    for (std::size_t w = 0; w < words.size(); ++w) argv[w] = const_cast<char*>(words[w]);
    std::array<char*, 1> no_environment{};
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0) return false;
    if (input >= 0) posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
    if (output >= 0) posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    pid_t child = 0;
    const int failed = posix_spawn(&child, program.c_str(), &files, nullptr, argv.data(), no_environment.data());
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    if (failed != 0) return false;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool systemctl(const Places& places, std::array<const char*, 3> words) {
    return run(places.systemctl, {"systemctl", "--no-block", words[0], words[1], words[2], nullptr});
}

/// On the disk or not there: the folder's own entries as well.
bool settle(const std::filesystem::path& folder) {
    const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool settled = opened >= 0 && fsync(opened) == 0;
    if (opened >= 0) close(opened);
    return settled;
}

/// What systemd's own tool made of the key with the machine's secret takes the old one's place, whole or not at all.
/// The key itself goes through a pipe: no disk and no argument ever has it. The folder is root's, so no name in it is a
/// trap.
bool seal_key(const Request& request, const Places& places) {
    std::array<int, 2> pipe_ends{};
    const std::filesystem::path sealed = places.sealed / kSealedKey, fresh = places.sealed / "fresh";
    // All of it goes in before anybody reads: a pipe holds four times as much as a request may have.
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return false;
    const bool piped =
        write(pipe_ends[1], request.pem.data(), request.pem.size()) == static_cast<ssize_t>(request.pem.size());
    close(pipe_ends[1]);
    const int out = open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    const bool made =
        piped && out >= 0 &&
        run(places.systemd_creds, {"systemd-creds", "--name=device.pem", "--with-key=host", "encrypt", "-", "-"},
            pipe_ends[0], out) &&
        fsync(out) == 0;
    close(pipe_ends[0]);
    if (out >= 0) close(out);
    return made && rename(fresh.c_str(), sealed.c_str()) == 0 && settle(places.sealed);
}

bool forget_key(const Places& places) {
    const std::filesystem::path sealed = places.sealed / kSealedKey;
    std::error_code error;
    if (!std::filesystem::exists(sealed, error)) return !error;
    const auto size = std::filesystem::file_size(sealed, error);
    const bool wiped = !error && write_file(sealed, std::string(size, '\0'));
    return wiped && unlink(sealed.c_str()) == 0 && settle(places.sealed);
}

bool carry_out(const Request& request, const Places& places) {
    switch (request.verb) {
        case Verb::UsbPowerCycle:
            return power_cycle(request, places);
        case Verb::Reboot:
            return systemctl(places, {"reboot", nullptr, nullptr});
        case Verb::MarkGood:
            // systemd-bless-boot belongs to this target and renames the entry of the boot loader.
            return systemctl(places, {"start", "boot-complete.target", nullptr});
        case Verb::Technician:
            return systemctl(places, {"start", "vestibule-technician.service", nullptr});
        case Verb::Network:
            return systemctl(places, {"restart", "vestibule-network.service", nullptr});
        case Verb::SealKey:
            return seal_key(request, places);
        case Verb::ForgetKey:
            return forget_key(places);
        case Verb::Light:
            return light(request, places);
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
    explicit_bzero(packet.data(), packet.size());  // it may hold a key
    answer(connection, done ? "ok" : "no: it failed");
    return done ? kDone : kFailed;
}

}  // namespace vestibule::hand
