// loader - reads of each library what it needs, and opens the leaves first.
#include "drivers/machine/loader.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

namespace vestibule::drivers {

namespace {

constexpr int kHow = RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE;
constexpr std::chrono::milliseconds kLetIn{2};         // longer than it takes to wake whoever waits for the lock
constexpr std::uint64_t kNamesMost_bytes = 1U << 20U;  // a table of names that is longer is none

template <typename Part>
bool read_part(std::ifstream& file, std::uint64_t at, Part& part) {
    file.seekg(static_cast<std::streamoff>(at));
    return static_cast<bool>(file.read(reinterpret_cast<char*>(&part), sizeof part));
}

/// What a shared object of this machine's kind asks for by name; nothing where the file is anything else.
std::vector<std::string> needed_by(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    ElfW(Ehdr) head{};
    if (!file || !read_part(file, 0, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return {};
    std::vector<ElfW(Phdr)> loads;
    ElfW(Phdr) dynamic{};
    for (unsigned p = 0; p < head.e_phnum; ++p) {
        ElfW(Phdr) part{};
        if (!read_part(file, head.e_phoff + std::uint64_t{p} * sizeof part, part)) return {};
        if (part.p_type == PT_LOAD) loads.push_back(part);
        if (part.p_type == PT_DYNAMIC) dynamic = part;
    }
    std::vector<std::uint64_t> offsets;
    std::uint64_t names_at = 0, names_size = 0;
    for (std::uint64_t at = 0; at + sizeof(ElfW(Dyn)) <= dynamic.p_filesz; at += sizeof(ElfW(Dyn))) {
        ElfW(Dyn) entry{};
        if (!read_part(file, dynamic.p_offset + at, entry) || entry.d_tag == DT_NULL) break;
        if (entry.d_tag == DT_NEEDED) offsets.push_back(entry.d_un.d_val);
        if (entry.d_tag == DT_STRSZ) names_size = entry.d_un.d_val;
        if (entry.d_tag != DT_STRTAB) continue;
        for (const ElfW(Phdr) & load : loads) {
            const std::uint64_t within = entry.d_un.d_ptr - load.p_vaddr;  // of a lower address: more than any size
            if (within < load.p_filesz) names_at = load.p_offset + within;
        }
    }
    if (names_at == 0 || names_size == 0 || names_size > kNamesMost_bytes) return {};
    std::string names(names_size, '\0');
    file.seekg(static_cast<std::streamoff>(names_at));
    if (!file.read(names.data(), static_cast<std::streamsize>(names_size))) return {};
    std::vector<std::string> needed;
    for (const std::uint64_t offset : offsets) {
        if (offset < names.size()) needed.emplace_back(names.c_str() + offset);
    }
    return needed;
}

class Opener {
public:
    explicit Opener(const std::string& module) : folders_{std::filesystem::path(module).parent_path()} {
        Dl_info libc{};
        // Where the C library lies, there lie the system's others.
        if (dladdr(reinterpret_cast<const void*>(&::dlsym), &libc) != 0 && libc.dli_fname != nullptr)
            folders_.push_back(std::filesystem::path(libc.dli_fname).parent_path());
    }

    /// What cannot be found or opened alone is left to the library that needs it, which says what is wrong.
    void open_needs_of(const std::filesystem::path& path) {
        for (const std::string& name : needed_by(path)) {
            if (!seen_.insert(name).second || dlopen(name.c_str(), kHow | RTLD_NOLOAD) != nullptr) continue;
            for (const std::filesystem::path& folder : folders_) {
                std::error_code unseen;
                const std::filesystem::path file = folder / name;
                if (!std::filesystem::exists(file, unseen)) continue;
                open_needs_of(file);
                (void)dlopen(file.c_str(), kHow);
                std::this_thread::sleep_for(kLetIn);
                break;
            }
        }
    }

private:
    std::vector<std::filesystem::path> folders_;
    std::set<std::string> seen_;
};

}  // namespace

Result<void*> load_module(const std::string& path) {
    Opener(path).open_needs_of(path);
    void* module = dlopen(path.c_str(), kHow);
    if (module != nullptr) return module;
    const char* why = dlerror();
    return Error{ErrorCode::BadModule, why != nullptr ? why : path};
}

Result<void*> load_symbol(const std::string& path, const char* name) {
    auto module = load_module(path);
    if (!module) return std::move(module).error();
    void* symbol = dlsym(*module, name);
    if (symbol == nullptr) return Error{ErrorCode::BadModule, path + " has no " + name};
    return symbol;
}

}  // namespace vestibule::drivers
