// analysis_module - the analyst's module and its one symbol.
#include "kiosk/device/os/analysis_module.hpp"

#include <array>
#include <filesystem>

#include "drivers/machine/loader.hpp"

namespace vestibule::device {
namespace {

constexpr const char* kModule = "vestibule-analysis.so";

std::filesystem::path module_path() {
    std::error_code error;
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    const auto built = folder / kModule;
    return std::filesystem::exists(built, error) ? built : folder / "../lib/vestibule" / kModule;
}

}  // namespace

Result<std::shared_ptr<capture::Analyst>> load_analysis_module(const std::string& cascade_folder) {
    using Make = capture::Analyst* (*)(const char*, char*, std::size_t);
    const std::string path = module_path();
    auto symbol = drivers::load_symbol(path, "vestibule_make_analyst");
    if (!symbol) return std::move(symbol).error();
    std::array<char, 256> error{};
    capture::Analyst* analyst = reinterpret_cast<Make>(*symbol)(cascade_folder.c_str(), error.data(), error.size());
    if (analyst == nullptr) return Error{ErrorCode::BadModule, error.data()};
    return std::shared_ptr<capture::Analyst>(analyst);
}

}  // namespace vestibule::device
