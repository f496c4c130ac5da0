// fetch - gets a large file in parts, goes on where it stopped, and believes it only by its hash.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "kiosk/net/client.hpp"

namespace vestibule::device {

struct FetchOrder {
    std::string link, sha256;
    std::int64_t size_bytes = 0;
    std::filesystem::path file;
    std::int64_t part_bytes = std::int64_t{4} * 1024 * 1024;  ///< one request; what a cut costs at most
    std::function<bool(std::int64_t done_bytes)> go_on;       ///< asked after each part
};

enum class Fetched : std::uint8_t {
    Whole,
    Stopped,  ///< `go_on` said no; the parts stay
    Spoiled,  ///< the hash is another: the file is gone
};

/// Blocks. The server must know ranges (RFC 9110, 14). Errors: those of the client, of statuses (with what the server
/// asks to wait in `wait`), StoreFailed without room, FileUnreadable, Nonsense.
Result<Fetched> fetch(net::Client& client, const FetchOrder& order, std::chrono::seconds& wait);

/// 64 hexadecimal digits. Errors: FileUnreadable.
Result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace vestibule::device
