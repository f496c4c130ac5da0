// picture - draws into memory and writes the rows down.
#include "kiosk/notice/picture.hpp"

#include <fstream>
#include <vector>

namespace vestibule::notice {

int write_picture(const char* file, int width_px, int height_px, const std::function<void(const Canvas&)>& draw) {
    std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px));
    draw({pixels.data(), width_px, height_px, width_px});
    std::ofstream stream(file, std::ios::binary);
    stream << "P6\n" << width_px << ' ' << height_px << "\n255\n";
    for (const std::uint32_t pixel : pixels) {
        stream.put(static_cast<char>(pixel >> 16U)).put(static_cast<char>(pixel >> 8U)).put(static_cast<char>(pixel));
    }
    return stream.flush() ? 0 : 1;
}

}  // namespace vestibule::notice
