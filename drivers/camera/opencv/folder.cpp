// folder - a folder of JPEG files as a camera; the files' bytes stay as they are.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <vector>

#include "drivers/camera/opencv/pace.hpp"
#include "drivers/camera/opencv/sources.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;

// Ten pictures a second: slow enough to follow, quick enough for a shutter that wants several in a row.
constexpr Duration between_pictures = std::chrono::milliseconds(100);
// No camera's JPEG is larger; a wrong file must not fill the memory.
constexpr std::uintmax_t largest_file_bytes = 32U << 20U;

/// Width and height of a JPEG from its start-of-frame segment; 0x0 when there is none.
std::pair<int, int> jpeg_size(const privacy::WipedBytes& bytes) {
    std::size_t at = 2;
    while (at + 9 < bytes.size() && bytes[at] == 0xFF) {
        const int marker = bytes[at + 1];
        const bool start_of_frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (start_of_frame) return {bytes[at + 7] << 8 | bytes[at + 8], bytes[at + 5] << 8 | bytes[at + 6]};
        at += 2 + (static_cast<std::size_t>(bytes[at + 2]) << 8 | bytes[at + 3]);
    }
    return {0, 0};
}

bool is_jpeg_name(const fs::path& path) {
    std::string end = path.extension().string();
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return std::tolower(c); });
    return end == ".jpg" || end == ".jpeg";
}

class FolderCamera final : public Camera {
public:
    explicit FolderCamera(std::string folder) : folder_(std::move(folder)) {}

    Result<void> open(const CameraRequest& request) override {
        close();
        const fs::path folder = for_role(folder_, request.role);
        std::error_code trouble;
        for (const auto& entry : fs::directory_iterator(folder, trouble)) {
            if (entry.is_regular_file(trouble) && is_jpeg_name(entry.path())) files_.push_back(entry.path());
        }
        if (files_.empty()) return Error{ErrorCode::CameraMissing, folder.string() + ": no .jpg file"};
        std::sort(files_.begin(), files_.end());
        return {};
    }

    Result<FramePtr> next(Duration wait) override {
        if (files_.empty()) return Error{ErrorCode::CameraLost, "the folder is not open"};
        if (!pace_.wait_for_turn(wait)) return Error{ErrorCode::CameraLost, "no picture is due yet"};
        const fs::path& path = files_[at_];
        at_ = (at_ + 1) % files_.size();
        std::error_code trouble;
        const std::uintmax_t size = fs::file_size(path, trouble);
        if (trouble || size > largest_file_bytes)
            return Error{ErrorCode::CameraLost, path.string() + ": cannot be read"};
        auto frame = std::make_shared<Frame>();
        auto& bytes = frame->bytes.reveal();
        bytes.resize(size);
        std::ifstream file(path, std::ios::binary);
        if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
            return Error{ErrorCode::CameraLost, path.string() + ": cannot be read"};
        }
        std::tie(frame->width_px, frame->height_px) = jpeg_size(bytes);
        if (frame->width_px == 0) return Error{ErrorCode::CameraFormat, path.string() + ": not a JPEG file"};
        frame->sequence = ++sequence_;
        frame->taken = std::chrono::steady_clock::now();
        frame->camera = "folder";
        return FramePtr(std::move(frame));
    }

    void close() override {
        files_.clear();
        at_ = 0;
        sequence_ = 0;
    }

    [[nodiscard]] bool stands_still() const override { return true; }

private:
    std::string folder_;
    std::vector<fs::path> files_;
    std::size_t at_ = 0;
    std::uint64_t sequence_ = 0;
    Pace pace_{between_pictures};
};

}  // namespace

std::unique_ptr<Camera> make_folder_camera(std::string folder) {
    return std::make_unique<FolderCamera>(std::move(folder));
}

}  // namespace vestibule::drivers
