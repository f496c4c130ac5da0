// logo - the frame of a PNG by hand, its pixels by Cairo.
#include "kiosk/device/brand/logo.hpp"

#include <cairo.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "kiosk/device/contrast.hpp"
#include "kiosk/privacy/held.hpp"

namespace vestibule::device {

namespace {

using SurfacePtr = Held<cairo_surface_t, cairo_surface_destroy>;

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
// Of an animation only the first picture would be seen, and text and profiles can be packed a thousandfold.
constexpr std::array<std::string_view, 12> kParts{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA",
                                                  "cHRM", "sRGB", "pHYs", "tIME", "sBIT", "bKGD"};
constexpr double kSeen = 3;            // WCAG's contrast of what is no word
constexpr double kSeenPart = 0.03;     // of all pixels: a thin line of letters has more
constexpr unsigned kHalfOpaque = 128;  // what is fainter is a shadow

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// CRC-32 as PNG has it.
std::uint32_t checksum(std::string_view bytes) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (const char c : bytes) {
        sum ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320U : 0);
    }
    return ~sum;
}

class Frame {
public:
    Frame(std::string_view bytes, const std::string& name) : rest_(bytes), name_(name) {}

    Result<void> judge() {
        if (rest_.size() > kLogoMaxBytes) return bad(fmt::format("{} bytes; at most {}", rest_.size(), kLogoMaxBytes));
        if (!rest_.starts_with(kSignature)) return bad("not a PNG picture");
        rest_.remove_prefix(kSignature.size());
        for (bool first = true; type_ != "IEND"; first = false) {
            if (Result<void> taken = take_part(first); !taken) return taken;
        }
        return rest_.empty() ? Result<void>() : bad("something stands behind the picture");
    }

private:
    [[nodiscard]] Error bad(const std::string& why) const { return {ErrorCode::BadConfiguration, name_ + ": " + why}; }

    Result<void> take_part(bool first) {
        if (rest_.size() < 12) return bad("the picture ends too early");
        const std::size_t length = number_at(rest_, 0);
        if (length > rest_.size() - 12) return bad("the picture ends too early");
        type_ = std::string(rest_.substr(4, 4));
        if (std::find(kParts.begin(), kParts.end(), type_) == kParts.end()) {
            const bool word = std::all_of(type_.begin(), type_.end(),
                                          [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
            return bad(word ? fmt::format("it has a part '{}', which a logo does not need: save it without", type_)
                            : "a part of it has no name");
        }
        if (checksum(rest_.substr(4, length + 4)) != number_at(rest_, length + 8)) return bad("it is damaged");
        if (first != (type_ == "IHDR")) return bad("its parts are not in order");
        if (first) {
            if (Result<void> fits = judge_size(rest_.substr(8, length)); !fits) return fits;
        }
        rest_.remove_prefix(length + 12);
        return {};
    }

    Result<void> judge_size(std::string_view head) const {
        if (head.size() != 13) return bad("it is damaged");
        const std::uint32_t width = number_at(head, 0), height = number_at(head, 4);
        const auto within = [](std::uint32_t value, int least, int most) {
            return value >= static_cast<std::uint32_t>(least) && value <= static_cast<std::uint32_t>(most);
        };
        if (!within(width, kLogoLeastWidth_px, kLogoMostWidth_px) ||
            !within(height, kLogoLeastHeight_px, kLogoMostHeight_px)) {
            return bad(fmt::format("{} x {} pixels; from {} x {} to {} x {}", width, height, kLogoLeastWidth_px,
                                   kLogoLeastHeight_px, kLogoMostWidth_px, kLogoMostHeight_px));
        }
        if (width > height * kLogoMostShape) {
            return bad(fmt::format("{} x {} pixels; at most {} times as wide as high", width, height, kLogoMostShape));
        }
        return {};
    }

    std::string_view rest_;
    const std::string& name_;
    std::string type_;
};

cairo_status_t read_more(void* self, unsigned char* to, unsigned int length) {
    auto& rest = *static_cast<std::string_view*>(self);
    if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, rest.data(), length);
    rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

/// On white, as it is shown.
std::uint32_t on_white(std::uint32_t argb) {
    const std::uint32_t paper = 255 - (argb >> 24);
    std::uint32_t rgb = 0;
    for (const int shift : {16, 8, 0}) rgb |= std::min(255U, (argb >> shift & 0xFF) + paper) << shift;
    return rgb;
}

bool is_seen(const Logo& logo) {
    std::size_t seen = 0;
    for (const std::uint32_t pixel : logo.pixels) {
        if (pixel >> 24 >= kHalfOpaque && contrast(on_white(pixel), 0xFFFFFF) >= kSeen) ++seen;
    }
    return static_cast<double>(seen) >= kSeenPart * static_cast<double>(logo.pixels.size());
}

}  // namespace

Result<Logo> read_logo(std::string_view bytes, const std::string& name) {
    if (Result<void> good = Frame(bytes, name).judge(); !good) return std::move(good).error();
    const auto bad = [&name](const char* why) { return Error{ErrorCode::BadConfiguration, name + ": " + why}; };
    std::string_view rest = bytes;
    const SurfacePtr read(cairo_image_surface_create_from_png_stream(read_more, &rest));
    if (cairo_surface_status(read.get()) != CAIRO_STATUS_SUCCESS) return bad("it is damaged");
    Logo logo{.width_px = cairo_image_surface_get_width(read.get()),
              .height_px = cairo_image_surface_get_height(read.get()),
              .pixels = {}};
    // Whatever kind of pixels the file has, these are of one kind.
    logo.pixels.resize(static_cast<std::size_t>(logo.width_px) * static_cast<std::size_t>(logo.height_px));
    const SurfacePtr ours(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(logo.pixels.data()),
                                                              CAIRO_FORMAT_ARGB32, logo.width_px, logo.height_px,
                                                              logo.width_px * 4));
    const Held<cairo_t, cairo_destroy> painter(cairo_create(ours.get()));
    cairo_set_source_surface(painter.get(), read.get(), 0, 0);
    cairo_set_operator(painter.get(), CAIRO_OPERATOR_SOURCE);
    cairo_paint(painter.get());
    cairo_surface_flush(ours.get());
    if (cairo_status(painter.get()) != CAIRO_STATUS_SUCCESS) return bad("it is damaged");
    if (!is_seen(logo)) return bad("too pale: it is shown on white, and nearly nothing of it would be seen");
    return logo;
}

}  // namespace vestibule::device
