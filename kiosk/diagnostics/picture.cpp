// picture - decodes a frame to grey, and counts its light.
#include "kiosk/diagnostics/picture.hpp"

#include "kiosk/capture/jpeg.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr int kBlack = 4, kWhite = 251;  // of 255: beyond these, a sensor tells nothing of what is there

}  // namespace

std::optional<Grey> grey_of(const drivers::Frame& frame, int widest_px, int highest_px) {
    const auto& bytes = frame.bytes.reveal();
    Grey grey;
    if (frame.format == drivers::PixelFormat::Mjpeg) {
        const auto size = capture::decode_jpeg(
            bytes, capture::Layout::Grey, {widest_px, highest_px}, [&grey](capture::PictureSize s) {
                grey.width = s.width_px, grey.height = s.height_px;
                grey.pixels.resize(static_cast<std::size_t>(s.width_px) * static_cast<std::size_t>(s.height_px));
                return grey.pixels.data();
            });
        if (!size) return std::nullopt;
        return grey;
    }
    // YUYV: every second byte is brightness; BGR: green is near enough.
    const bool yuyv = frame.format == drivers::PixelFormat::Yuyv;
    const std::size_t step = yuyv ? 2 : 3;
    const auto count = static_cast<std::size_t>(frame.width_px) * static_cast<std::size_t>(frame.height_px);
    if (count == 0 || bytes.size() < count * step) return std::nullopt;
    grey.width = frame.width_px, grey.height = frame.height_px;
    grey.pixels.reserve(count);
    for (std::size_t i = yuyv ? 0 : 1; grey.pixels.size() < count; i += step) grey.pixels.push_back(bytes[i]);
    return grey;
}

Light light_of(const Grey& grey) {
    std::uint64_t sum = 0;
    std::size_t black = 0, white = 0;
    for (const std::uint8_t pixel : grey.pixels) {
        sum += pixel;
        black += pixel <= kBlack ? 1 : 0;
        white += pixel >= kWhite ? 1 : 0;
    }
    const auto count = static_cast<double>(grey.pixels.size());
    return {static_cast<double>(sum) / count, 100.0 * static_cast<double>(black) / count,
            100.0 * static_cast<double>(white) / count};
}

}  // namespace vestibule::diagnostics
