// jpeg - decodes a JPEG at the decoder's own scales and packs raw pixels; libjpeg-turbo behind values.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "kiosk/privacy/result.hpp"
#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::capture {

enum class Layout : std::uint8_t { Grey, Bgr, Bgra };  // 1, 3 and 4 bytes a pixel

struct PictureSize {
    int width_px = 0;
    int height_px = 0;
};

/// Gives where the rows of a picture of that size go, packed without gaps; null stops the decoding.
using RowsFor = std::function<std::uint8_t*(PictureSize)>;

/// Decodes at the largest M/8 scale (M = 1..8) that fits within the limits; 1/8 where none fits.
/// Errors: BadPicture (its context names the length, nothing of the picture).
Result<PictureSize> decode_jpeg(std::span<const std::uint8_t> bytes, Layout layout, PictureSize limits,
                                const RowsFor& rows_for);

/// Packs rows of blue green red. Errors: BadPicture.
Result<privacy::SecretBytes> encode_jpeg(std::span<const std::uint8_t> bgr, PictureSize size, int quality_percent);

}  // namespace vestibule::capture
