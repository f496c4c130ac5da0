// capture_module - the engine's module and its one symbol.
#include "kiosk/device/os/capture_module.hpp"

#include <array>

#include "drivers/machine/loader.hpp"

namespace vestibule::device {

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

}  // namespace vestibule::device
