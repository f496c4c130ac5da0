// picture - the bytes that a camera or a file calls a JPEG.
#include "kiosk/capture/capture.hpp"
#include "tests/fuzz/target.hpp"

std::vector<std::string> seeds() {
    // The smallest baseline JPEG: one grey pixel.
    static const unsigned char kJpeg[] = {
        0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x43, 0x00, 1,    1,    1,    1,    1,    1,    1, 1,    1, 1,    1,    1,   1,
        1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1, 1,    1, 1,    1,    1,   1,
        1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1,    1, 1,    1, 1,    1,    1,   1,
        1,    1,    1,    1,    1,    1,    1,    1,    1,    0xFF, 0xC0, 0x00, 0x0B, 8, 0,    1, 0,    1,    1,   1,
        0x11, 0,    0xFF, 0xC4, 0x00, 0x14, 0,    1,    0,    0,    0,    0,    0,    0, 0,    0, 0,    0,    0,   0,
        0,    0,    0,    3,    0xFF, 0xC4, 0x00, 0x14, 0x10, 1,    0,    0,    0,    0, 0,    0, 0,    0,    0,   0,
        0,    0,    0,    0,    0,    0,    0xFF, 0xDA, 0x00, 8,    1,    1,    0,    0, 0x3F, 0, 0x37, 0xFF, 0xD9};
    return {std::string(reinterpret_cast<const char*>(kJpeg), sizeof kJpeg)};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule::capture;
    for (const Encoding encoding : {Encoding::Jpeg, Encoding::Bgr, Encoding::Yuyv}) {
        Pixels pixels;
        (void)decode_for_drawing({encoding, 64, 48, {data, size}}, 64, 64, size % 2 == 0, pixels).ok();
    }
    return 0;
}
