// page_file - a page that is there before it is needed.
#include "kiosk/device/os/page_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace vestibule::device {

namespace {

constexpr std::size_t kPage_bytes = 4'096;  // the unit in which a disk in memory gives room

Error failed(const std::filesystem::path& file) {
    return {ErrorCode::FileUnreadable, file.string() + ": " + std::strerror(errno)};
}

}  // namespace

PageFile::PageFile(std::filesystem::path file) : file_(std::move(file)) {
    const int opened = open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (opened < 0) return;
    (void)posix_fallocate(opened, 0, kPage_bytes);
    close(opened);
}

Result<void> PageFile::write(std::string text) const {
    if (text.size() > kPage_bytes) return Error{ErrorCode::FileUnreadable, file_.string() + ": longer than its page"};
    text.resize(kPage_bytes, '\n');
    const int opened = open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (opened < 0) return failed(file_);
    Result<void> written;
    if (pwrite(opened, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) written = failed(file_);
    close(opened);
    return written;
}

std::optional<std::string> PageFile::read() const {
    std::ifstream stream(file_, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    const std::size_t last = text.find_last_not_of(std::string_view("\0\n", 2));
    if (last == std::string::npos) return std::nullopt;
    text.resize(last + 1);
    return text;
}

}  // namespace vestibule::device
