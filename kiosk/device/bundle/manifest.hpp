// manifest - what a bundle says of itself: for which site and devices, its serial, its dates, and every file's hash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct BundleFile {
    std::string path, sha256;
    int size_bytes = 0;
};

struct Manifest {
    std::string site;
    std::vector<std::string> devices;  ///< empty: every kiosk of the site
    int serial = 0;                    ///< a later bundle has a higher one
    drivers::WallTime created{};
    std::optional<drivers::WallTime> expires;
    std::vector<BundleFile> files;
};

/// A site's or a device's name: 1 to 64 lower-case letters, digits, '-', '_' and '.'.
[[nodiscard]] bool is_name(std::string_view text);

/// Errors: BundleContent, every one at once with line and column.
Result<Manifest> read_manifest(std::string_view text);
[[nodiscard]] std::string write_manifest(const Manifest& manifest);

/// "2026-11-24T15:00:00Z"
[[nodiscard]] std::string write_time(drivers::WallTime time);
[[nodiscard]] std::optional<drivers::WallTime> read_time(std::string_view text);

/// Lower-case hexadecimal.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace vestibule::device
