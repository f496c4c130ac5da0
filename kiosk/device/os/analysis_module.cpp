// analysis_module - the analyst's module and its one symbol.
#include "kiosk/device/os/analysis_module.hpp"

#include <dlfcn.h>

#include <array>
#include <filesystem>

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
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    void* symbol = module != nullptr ? dlsym(module, "vestibule_make_analyst") : nullptr;
    if (symbol == nullptr) {
        const char* why = dlerror();
        return Error{ErrorCode::BadModule, why != nullptr ? why : path};
    }
    std::array<char, 256> error{};
    capture::Analyst* analyst = reinterpret_cast<Make>(symbol)(cascade_folder.c_str(), error.data(), error.size());
    if (analyst == nullptr) return Error{ErrorCode::BadModule, error.data()};
    return std::shared_ptr<capture::Analyst>(analyst);
}

}  // namespace vestibule::device
