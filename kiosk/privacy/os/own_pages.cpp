// own_pages - reads the list of mappings, and lets the kernel copy each from its place; no copy is made here.
#include "kiosk/privacy/os/own_pages.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace vestibule::privacy {

namespace {

constexpr std::size_t kLine_bytes = 4352;  // a path of the longest kind, and the numbers before it

bool send_packet(int socket, Handed what, const void* from, std::size_t size) {
    std::array<iovec, 2> parts{iovec{&what, 1}, iovec{const_cast<void*>(from), size}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = parts.size();
    ssize_t sent = -1;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(size + 1);
}

bool hand_over_region(int socket, std::uintptr_t from, std::uintptr_t to, const char* name) {
    if (!send_packet(socket, Handed::Region, name, std::strlen(name))) return false;
    while (from < to) {
        const std::size_t size = std::min<std::size_t>(to - from, kHanded_bytes);
        if (!send_packet(socket, Handed::Bytes, reinterpret_cast<const void*>(from), size)) {
            // A mapping of a device, or behind the end of its file.
            if (errno != EFAULT || !send_packet(socket, Handed::Gap, name, 0)) return false;
        }
        from += size;
    }
    return true;
}

bool hand_over_line(int socket, char* line) {
    char* end = nullptr;
    const std::uintptr_t from = std::strtoull(line, &end, 16);
    if (*end != '-') return true;
    const std::uintptr_t to = std::strtoull(end + 1, &end, 16);
    // "from-to rwxp offset device inode    name"; of the kernel's own windows, [vvar] and the like, nothing is ours.
    const bool readable = end[1] == 'r';
    char* name = end;
    for (int word = 0; word < 4 && name != nullptr; ++word) name = std::strchr(name + 1, ' ');
    while (name != nullptr && *name == ' ') ++name;
    if (name == nullptr) name = end + std::strlen(end);
    if (char* newline = std::strchr(name, '\n')) *newline = '\0';
    if (!readable || std::strncmp(name, "[v", 2) == 0) return true;
    return hand_over_region(socket, from, to, *name != '\0' ? name : "memory");
}

bool hand_over_file(int socket, const char* path) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    std::array<char, kHanded_bytes> text{};
    const ssize_t length = read(file, text.data(), text.size());
    close(file);
    return length >= 0 && send_packet(socket, Handed::Words, text.data(), static_cast<std::size_t>(length));
}

/// Not /proc/self/environ: of a process that may not be dumped that file is root's.
bool hand_over_environment(int socket) {
    for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
        if (!send_packet(socket, Handed::Words, *variable, std::min(std::strlen(*variable), kHanded_bytes)))
            return false;
    }
    return true;
}

bool hand_over_names(int socket) {
    DIR* folder = opendir("/proc/self/fd");
    if (folder == nullptr) return false;
    bool good = true;
    while (const dirent* entry = readdir(folder)) {
        std::array<char, kLine_bytes> target{};
        const ssize_t length = readlinkat(dirfd(folder), entry->d_name, target.data(), target.size());
        if (length > 0)
            good = good && send_packet(socket, Handed::Words, target.data(), static_cast<std::size_t>(length));
    }
    closedir(folder);
    return good;
}

}  // namespace

bool hand_over_pages(int socket) {
    std::FILE* maps = std::fopen("/proc/self/maps", "re");
    if (maps == nullptr) return false;
    bool good = true;
    std::array<char, kLine_bytes> line{};
    while (good && std::fgets(line.data(), line.size(), maps) != nullptr) good = hand_over_line(socket, line.data());
    std::fclose(maps);
    good = good && hand_over_file(socket, "/proc/self/cmdline") && hand_over_environment(socket) &&
           hand_over_names(socket) && send_packet(socket, Handed::End, "", 0);
    char answer = 0;
    ssize_t heard = -1;
    do {
        heard = good ? recv(socket, &answer, 1, 0) : 0;
    } while (heard < 0 && errno == EINTR);
    return heard == 1;
}

}  // namespace vestibule::privacy
