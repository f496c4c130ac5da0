// jpeg - libjpeg reports by a jump; the jump ends inside these functions, which hold nothing that needs a destructor.
#include "kiosk/capture/jpeg.hpp"

#include <jpeglib.h>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>

namespace vestibule::capture {
namespace {

// No kiosk camera sends more; a larger size in a header is damage or an attack on the memory.
constexpr unsigned longest_side_px = 10'000;
constexpr std::uint64_t most_pixels = 50'000'000;

struct Trouble {
    jpeg_error_mgr manager{};
    std::jmp_buf back{};
};

[[noreturn]] void jump_back(j_common_ptr codec) {
    std::longjmp(reinterpret_cast<Trouble*>(codec->err)->back, 1);
}
void say_nothing(j_common_ptr /*codec*/) {}
void say_nothing_of(j_common_ptr codec, int level) {
    // A camera's damaged frame gives warnings only; a picture with a hole must not be taken.
    if (level < 0) ++codec->err->num_warnings;
}

void prepare(Trouble& trouble) {
    jpeg_std_error(&trouble.manager);
    trouble.manager.error_exit = jump_back;
    trouble.manager.output_message = say_nothing;
    trouble.manager.emit_message = say_nothing_of;
}

J_COLOR_SPACE colour_space(Layout layout) {
    switch (layout) {
        case Layout::Grey:
            return JCS_GRAYSCALE;
        case Layout::Bgr:
            return JCS_EXT_BGR;
        case Layout::Bgra:
            return JCS_EXT_BGRA;
    }
    return JCS_EXT_BGRA;
}

void choose_scale(jpeg_decompress_struct& decoder, PictureSize limits) {
    decoder.scale_denom = 8;
    for (unsigned scale = 8; scale >= 1; --scale) {
        decoder.scale_num = scale;
        jpeg_calc_output_dimensions(&decoder);
        if (decoder.output_width <= static_cast<unsigned>(limits.width_px) &&
            decoder.output_height <= static_cast<unsigned>(limits.height_px)) {
            return;
        }
    }
}

bool decode(std::span<const std::uint8_t> bytes, Layout layout, PictureSize limits, const RowsFor& rows_for,
            PictureSize& out) {
    jpeg_decompress_struct decoder{};
    Trouble trouble;
    decoder.err = &trouble.manager;
    prepare(trouble);
    if (setjmp(trouble.back) != 0) {
        jpeg_destroy_decompress(&decoder);
        return false;
    }
    jpeg_create_decompress(&decoder);
    jpeg_mem_src(&decoder, bytes.data(), static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&decoder, TRUE);
    const bool fits = decoder.image_width <= longest_side_px && decoder.image_height <= longest_side_px &&
                      static_cast<std::uint64_t>(decoder.image_width) * decoder.image_height <= most_pixels;
    std::uint8_t* rows = nullptr;
    if (fits) {
        decoder.out_color_space = colour_space(layout);
        decoder.dct_method = JDCT_IFAST;
        decoder.do_fancy_upsampling = FALSE;
        choose_scale(decoder, limits);
        jpeg_start_decompress(&decoder);
        out = {static_cast<int>(decoder.output_width), static_cast<int>(decoder.output_height)};
        rows = rows_for(out);
    }
    if (rows == nullptr) {
        jpeg_destroy_decompress(&decoder);
        return false;
    }
    const std::size_t stride =
        static_cast<std::size_t>(decoder.output_width) * static_cast<std::size_t>(decoder.output_components);
    while (decoder.output_scanline < decoder.output_height) {
        JSAMPROW row = rows + stride * decoder.output_scanline;
        jpeg_read_scanlines(&decoder, &row, 1);
    }
    jpeg_finish_decompress(&decoder);
    const bool whole = trouble.manager.num_warnings == 0;
    jpeg_destroy_decompress(&decoder);
    return whole;
}

bool encode(std::span<const std::uint8_t> bgr, PictureSize size, int quality_percent, unsigned char** bytes,
            unsigned long* length) {
    jpeg_compress_struct packer{};
    Trouble trouble;
    packer.err = &trouble.manager;
    prepare(trouble);
    if (setjmp(trouble.back) != 0) {
        jpeg_destroy_compress(&packer);
        return false;
    }
    jpeg_create_compress(&packer);
    jpeg_mem_dest(&packer, bytes, length);
    packer.image_width = static_cast<JDIMENSION>(size.width_px);
    packer.image_height = static_cast<JDIMENSION>(size.height_px);
    packer.input_components = 3;
    packer.in_color_space = JCS_EXT_BGR;
    jpeg_set_defaults(&packer);
    jpeg_set_quality(&packer, quality_percent, TRUE);
    jpeg_start_compress(&packer, TRUE);
    while (packer.next_scanline < packer.image_height) {
        auto* row = const_cast<JSAMPLE*>(bgr.data() + static_cast<std::size_t>(packer.next_scanline) *
                                                          static_cast<std::size_t>(size.width_px) * 3);
        jpeg_write_scanlines(&packer, &row, 1);
    }
    jpeg_finish_compress(&packer);
    jpeg_destroy_compress(&packer);
    return true;
}

}  // namespace

Result<PictureSize> decode_jpeg(std::span<const std::uint8_t> bytes, Layout layout, PictureSize limits,
                                const RowsFor& rows_for) {
    PictureSize size;
    if (bytes.size() < 4 || !decode(bytes, layout, limits, rows_for, size)) {
        return Error{ErrorCode::BadPicture, "JPEG of " + std::to_string(bytes.size()) + " bytes"};
    }
    return size;
}

Result<privacy::SecretBytes> encode_jpeg(std::span<const std::uint8_t> bgr, PictureSize size, int quality_percent) {
    const auto pixels = static_cast<std::size_t>(size.width_px) * static_cast<std::size_t>(size.height_px);
    if (pixels == 0 || bgr.size() != pixels * 3) return Error{ErrorCode::BadPicture, "raw pixels of a wrong length"};
    unsigned char* packed = nullptr;
    unsigned long length = 0;
    const bool done = encode(bgr, size, quality_percent, &packed, &length);
    privacy::SecretBytes bytes;
    if (done) bytes.reveal().assign(packed, packed + length);
    if (packed != nullptr) privacy::wipe(packed, length);
    std::free(packed);
    if (!done) return Error{ErrorCode::BadPicture, "raw pixels cannot be packed"};
    return bytes;
}

}  // namespace vestibule::capture
