// jpeg - libjpeg-turbo with its fast settings; drawn pictures are always packable, so any error is a bug.
#include "drivers/camera/simulated/jpeg.hpp"

#include <jpeglib.h>
#include <cstdio>
#include <cstdlib>

namespace vestibule::drivers::simulated {

privacy::WipedBytes pack_jpeg(const cv::Mat& picture, int quality_percent) {
    jpeg_compress_struct packer{};
    jpeg_error_mgr errors{};
    packer.err = jpeg_std_error(&errors);
    jpeg_create_compress(&packer);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&packer, &bytes, &size);
    packer.image_width = static_cast<JDIMENSION>(picture.cols);
    packer.image_height = static_cast<JDIMENSION>(picture.rows);
    packer.input_components = 3;
    packer.in_color_space = JCS_EXT_BGR;
    jpeg_set_defaults(&packer);
    jpeg_set_quality(&packer, quality_percent, TRUE);
    packer.comp_info[0].h_samp_factor = 2;
    packer.comp_info[0].v_samp_factor = 1;
    packer.dct_method = JDCT_IFAST;
    jpeg_start_compress(&packer, TRUE);
    while (packer.next_scanline < packer.image_height) {
        auto* row = const_cast<JSAMPLE*>(picture.ptr<JSAMPLE>(static_cast<int>(packer.next_scanline)));
        jpeg_write_scanlines(&packer, &row, 1);
    }
    jpeg_finish_compress(&packer);
    privacy::WipedBytes out(bytes, bytes + size);
    privacy::wipe(bytes, size);
    std::free(bytes);
    jpeg_destroy_compress(&packer);
    return out;
}

privacy::WipedBytes pack_yuyv(const cv::Mat& picture) {
    privacy::WipedBytes bytes(picture.total() * 2);
    std::size_t at = 0;
    const auto byte = [](float value) { return cv::saturate_cast<std::uint8_t>(value); };
    for (int y = 0; y < picture.rows; ++y) {
        const cv::Vec3b* row = picture.ptr<cv::Vec3b>(y);
        for (int x = 0; x < picture.cols; ++x) {
            const auto blue = static_cast<float>(row[x][0]), green = static_cast<float>(row[x][1]),
                       red = static_cast<float>(row[x][2]);
            bytes[at++] = byte(0.299F * red + 0.587F * green + 0.114F * blue);
            bytes[at++] = x % 2 == 0 ? byte(128 - 0.168736F * red - 0.331264F * green + 0.5F * blue)
                                     : byte(128 + 0.5F * red - 0.418688F * green - 0.081312F * blue);
        }
    }
    return bytes;
}

}  // namespace vestibule::drivers::simulated
