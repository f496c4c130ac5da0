// part_file - open, write, sync, each with its error.
#include "kiosk/device/os/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

namespace vestibule::device {

namespace {

Error failed(const std::filesystem::path& file) {
    return {ErrorCode::FileUnreadable, file.string() + ": " + std::strerror(errno)};
}

bool write_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = write(to, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool zero(int file) {
    struct stat about {};
    if (fstat(file, &about) != 0) return false;
    const std::string zeros(64 * 1024, '\0');
    for (off_t left = about.st_size; left > 0; left -= static_cast<off_t>(zeros.size())) {
        if (!write_all(file, std::string_view(zeros).substr(0, static_cast<std::size_t>(std::min<off_t>(
                                                                   left, static_cast<off_t>(zeros.size())))))) {
            return false;
        }
    }
    return fsync(file) == 0;
}

}  // namespace

Result<void> append_part(const std::filesystem::path& file, std::string_view bytes) {
    const int to = open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (to < 0) return failed(file);
    Result<void> written;
    if (!write_all(to, bytes) || fdatasync(to) != 0) written = failed(file);
    close(to);
    return written;
}

Result<void> wipe_file(const std::filesystem::path& file) {
    const int opened = open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (opened < 0) return failed(file);
    Result<void> wiped;
    if (!zero(opened)) wiped = failed(file);
    close(opened);
    if (unlink(file.c_str()) != 0) return failed(file);
    const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0 || fsync(folder) != 0) wiped = failed(file);
    if (folder >= 0) close(folder);
    return wiped;
}

}  // namespace vestibule::device
