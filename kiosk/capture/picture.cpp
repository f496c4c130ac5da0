// picture - what drawing needs of capture without OpenCV: the names of hints, and a picture at the size of the screen.
#include <algorithm>
#include <array>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/jpeg.hpp"

namespace vestibule::capture {

std::string_view name(Hint hint) noexcept {
    switch (hint) {
        case Hint::None:
            return "none";
        case Hint::ShowDocument:
            return "show-document";
        case Hint::MoveCloser:
            return "move-closer";
        case Hint::MoveBack:
            return "move-back";
        case Hint::CentreIt:
            return "centre-it";
        case Hint::HoldStill:
            return "hold-still";
        case Hint::HoldFlat:
            return "hold-flat";
        case Hint::TooDark:
            return "too-dark";
        case Hint::TooBright:
            return "too-bright";
        case Hint::Glare:
            return "glare";
        case Hint::Blurred:
            return "blurred";
        case Hint::WrongSide:
            return "wrong-side";
        case Hint::Covered:
            return "covered";
        case Hint::ShowFace:
            return "show-face";
        case Hint::OneFaceOnly:
            return "one-face-only";
        case Hint::LookStraight:
            return "look-straight";
        case Hint::HeadUpright:
            return "head-upright";
        case Hint::OpenEyes:
            return "open-eyes";
        case Hint::LightOnFace:
            return "light-on-face";
        case Hint::WatchScreen:
            return "watch-screen";
        case Hint::Good:
            return "good";
    }
    return "none";
}

std::string_view name(Sign sign) noexcept {
    constexpr std::array<std::string_view, 5> names = {"framed-face", "parallax", "screen-pattern", "lit-display",
                                                       "colour-answer"};
    return names[static_cast<std::size_t>(sign)];
}

namespace {

std::uint32_t argb_of(int red, int green, int blue) {
    const auto byte = [](int value) { return static_cast<std::uint32_t>(std::clamp(value, 0, 255)); };
    return 0xFF000000U | byte(red) << 16U | byte(green) << 8U | byte(blue);
}

/// One pixel of YUYV; full-range BT.601, as webcams send.
std::uint32_t yuyv_at(const std::uint8_t* row, int x) {
    const std::uint8_t* pair = row + (x & ~1) * 2;
    const int luma = row[x * 2];
    const int u = pair[1] - 128;
    const int v = pair[3] - 128;
    return argb_of(luma + (v * 359 >> 8), luma - ((u * 88 + v * 183) >> 8), luma + (u * 454 >> 8));
}

/// The nearest pixel of each cell: a preview's next frame is 33 ms away, so that a finer filter is not worth its time.
Result<void> reduce(const PictureView& picture, int max_width_px, int max_height_px, Pixels& out) {
    const int bytes_per_pixel = picture.encoding == Encoding::Bgr ? 3 : 2;
    const auto stride =
        static_cast<std::size_t>(std::max(picture.width_px, 0)) * static_cast<std::size_t>(bytes_per_pixel);
    const bool odd = picture.encoding == Encoding::Yuyv && picture.width_px % 2 != 0;
    if (stride == 0 || odd || picture.height_px <= 0 ||
        picture.bytes.size() != stride * static_cast<std::size_t>(picture.height_px)) {
        return Error{ErrorCode::BadPicture, "raw pixels of a wrong length"};
    }
    int eighths = 8;
    while (eighths > 1 &&
           (picture.width_px * eighths / 8 > max_width_px || picture.height_px * eighths / 8 > max_height_px))
        --eighths;
    out.width_px = std::max(1, picture.width_px * eighths / 8);
    out.height_px = std::max(1, picture.height_px * eighths / 8);
    out.argb.resize(static_cast<std::size_t>(out.width_px) * static_cast<std::size_t>(out.height_px));
    for (int y = 0; y < out.height_px; ++y) {
        const std::uint8_t* row =
            picture.bytes.data() + stride * static_cast<std::size_t>(y * picture.height_px / out.height_px);
        std::uint32_t* to = out.argb.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width_px);
        for (int x = 0; x < out.width_px; ++x) {
            const int from = x * picture.width_px / out.width_px;
            to[x] = picture.encoding == Encoding::Yuyv ? yuyv_at(row, from)
                                                       : argb_of(row[from * 3 + 2], row[from * 3 + 1], row[from * 3]);
        }
    }
    return {};
}

}  // namespace

Result<void> decode_for_drawing(const PictureView& picture, int max_width_px, int max_height_px, bool mirror,
                                Pixels& out) {
    if (picture.encoding == Encoding::Jpeg) {
        // 0xAARRGGBB is blue green red alpha in memory on every processor that a kiosk has.
        const auto size =
            decode_jpeg(picture.bytes, Layout::Bgra, {max_width_px, max_height_px}, [&out](PictureSize wanted) {
                out.argb.resize(static_cast<std::size_t>(wanted.width_px) * static_cast<std::size_t>(wanted.height_px));
                return reinterpret_cast<std::uint8_t*>(out.argb.data());
            });
        if (!size) return size.error();
        out.width_px = size->width_px;
        out.height_px = size->height_px;
    } else if (auto reduced = reduce(picture, max_width_px, max_height_px, out); !reduced) {
        return reduced;
    }
    for (int y = 0; mirror && y < out.height_px; ++y) {
        auto row = out.argb.begin() + static_cast<std::ptrdiff_t>(y) * out.width_px;
        std::reverse(row, row + out.width_px);
    }
    return {};
}

}  // namespace vestibule::capture
