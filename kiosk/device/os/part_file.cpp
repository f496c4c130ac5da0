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

/// The folder that the file stands in.
Result<void> sync_folder(const std::filesystem::path& file) {
    const int folder = open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    Result<void> synced;
    if (folder < 0 || fsync(folder) != 0) synced = failed(file);
    if (folder >= 0) close(folder);
    return synced;
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

Result<void> put_file(const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path part = file.string() + ".part";
    unlink(part.c_str());  // of a writing that was broken off
    Result<void> written = append_part(part, bytes);
    if (written && rename(part.c_str(), file.c_str()) != 0) written = failed(file);
    if (!written) {
        unlink(part.c_str());
        return written;
    }
    return sync_folder(file);
}

bool is_mounted(const std::filesystem::path& folder) {
    struct stat in {
    }, above{};
    return stat(folder.c_str(), &in) == 0 && stat(folder.parent_path().c_str(), &above) == 0 &&
           in.st_dev != above.st_dev;
}

Result<void> wipe_file(const std::filesystem::path& file) {
    const int opened = open(file.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (opened < 0) return failed(file);
    Result<void> wiped;
    if (!zero(opened)) wiped = failed(file);
    close(opened);
    if (unlink(file.c_str()) != 0) return failed(file);
    const Result<void> gone = sync_folder(file);
    return gone ? wiped : gone;
}

}  // namespace vestibule::device
