// capture_module - the engine's module and its one symbol.
#include "kiosk/device/os/capture_module.hpp"

#include <array>

#include "drivers/machine/loader.hpp"

namespace vestibule::device {

namespace {

constexpr std::size_t kCodeLongest = 4296;  // no QR code holds more

}  // namespace

Result<std::shared_ptr<capture::Engine>> load_capture_module(const std::string& path, const std::string& cascade_folder,
                                                             const std::string& face_model,
                                                             int document_focal_percent) {
    using Make = capture::Engine* (*)(const char*, const char*, int, char*, std::size_t);
    auto symbol = drivers::load_symbol(path, "vestibule_make_capture");
    if (!symbol) return std::move(symbol).error();
    std::array<char, 256> error{};
    capture::Engine* engine = reinterpret_cast<Make>(*symbol)(cascade_folder.c_str(), face_model.c_str(),
                                                              document_focal_percent, error.data(), error.size());
    if (engine == nullptr) return Error{ErrorCode::BadModule, error.data()};
    return std::shared_ptr<capture::Engine>(engine);
}

Result<ReadCode> load_code_reader(const std::string& path) {
    using Read = std::size_t (*)(const capture::PictureView*, char*, std::size_t);
    auto symbol = drivers::load_symbol(path, "vestibule_read_code");
    if (!symbol) return std::move(symbol).error();
    return ReadCode([read = reinterpret_cast<Read>(*symbol)](const capture::PictureView& frame) {
        std::array<char, kCodeLongest> text{};
        return std::string(text.data(), read(&frame, text.data(), text.size()));
    });
}

}  // namespace vestibule::device
