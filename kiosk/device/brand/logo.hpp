// logo - a facility's logo: a small PNG, judged before anything decodes it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

inline constexpr std::size_t kLogoMaxBytes = 256 * 1024;
inline constexpr int kLogoLeastWidth_px = 48, kLogoLeastHeight_px = 24;
inline constexpr int kLogoMostWidth_px = 1200, kLogoMostHeight_px = 400;  // sharp at twice the size that it is shown in
inline constexpr int kLogoMostShape = 8;  ///< as wide as so many times its height, at most

struct Logo {
    int width_px = 0, height_px = 0;
    std::vector<std::uint32_t> pixels;  ///< as Cairo has them: premultiplied ARGB, line by line
};

/// Judges the file's frame - size, pixels, every part's checksum, no parts that a logo needs not - and only then
/// decodes it. A logo that is too pale to be seen on white is refused, too: it is shown on white in every theme. `name`
/// is for errors. Errors: BadConfiguration.
Result<Logo> read_logo(std::string_view bytes, const std::string& name);

}  // namespace vestibule::device
