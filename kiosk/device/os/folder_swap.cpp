// folder_swap - write, sync, rename, point the link, clean up; every step told beforehand.
#include "kiosk/device/os/folder_swap.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <set>

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

class Swap {
public:
    Swap(fs::path root, const OnStep& on_step) : root_(std::move(root)), on_step_(on_step) {}

    Result<void> folder(const fs::path& path) {
        step("mkdir", path);
        if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failed(path);
        return {};
    }

    Result<void> file(const fs::path& path, std::string_view bytes) {
        step("write", path);
        const int out = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (out < 0) return failed(path);
        bool good = true;
        while (good && !bytes.empty()) {
            const ssize_t count = write(out, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            good = count > 0;
            if (good) bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        step("sync", path);
        good = good && fsync(out) == 0;
        const int why = errno;
        close(out);
        errno = why;
        if (!good) return failed(path);
        return {};
    }

    Result<void> sync(const fs::path& path) {
        step("sync", path);
        const int opened = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool good = opened >= 0 && fsync(opened) == 0;
        if (opened >= 0) close(opened);
        if (!good) return failed(path);
        return {};
    }

    Result<void> rename(const fs::path& from, const fs::path& to) {
        step("rename", to);
        if (::rename(from.c_str(), to.c_str()) != 0) return failed(to);
        return {};
    }

    Result<void> link(const std::string& target, const fs::path& path) {
        step("link", path);
        if (symlink(target.c_str(), path.c_str()) != 0) return failed(path);
        return {};
    }

    void remove(const fs::path& path) {
        step("remove", path);
        std::error_code ignored;  // what cannot be removed lies there without being used
        fs::remove_all(path, ignored);
    }

    [[nodiscard]] const fs::path& root() const { return root_; }

private:
    void step(std::string_view what, const fs::path& where) {
        if (on_step_) on_step_(what, where);
    }
    [[nodiscard]] static Error failed(const fs::path& path) {
        return {ErrorCode::BundleNotApplied, path.string() + ": " + std::strerror(errno)};
    }
    fs::path root_;
    const OnStep& on_step_;
};

void remove_others(Swap& swap, std::string_view prefix, const std::string& kept) {
    std::set<fs::path> others;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(swap.root(), ignored)) {
        const std::string name = entry.path().filename();
        if (name.starts_with(prefix) && name != kept) others.insert(entry.path());
    }
    for (const fs::path& other : others) swap.remove(other);
}

Result<void> write_all(Swap& swap, const fs::path& folder, const std::map<std::string, std::string>& files) {
    std::set<fs::path> folders{folder};
    if (Result<void> made = swap.folder(folder); !made) return made;
    for (const auto& [path, bytes] : files) {
        const fs::path parent = (folder / path).parent_path();
        if (folders.insert(parent).second) {
            if (Result<void> made = swap.folder(parent); !made) return made;
        }
        if (Result<void> written = swap.file(folder / path, bytes); !written) return written;
    }
    for (const fs::path& each : folders) {
        if (Result<void> synced = swap.sync(each); !synced) return synced;
    }
    return {};
}

}  // namespace

Result<void> swap_folder(const fs::path& root, std::string_view prefix, const std::string& name,
                         const std::map<std::string, std::string>& files, const OnStep& on_step) {
    Swap swap(root, on_step);
    std::error_code error;
    const std::string before = fs::read_symlink(root / kCurrent, error).string();
    if (before == name) return Error{ErrorCode::BundleNotApplied, name + ": it is in use already"};
    remove_others(swap, prefix, before);
    const fs::path unfinished = root / (name + ".new"), fresh_link = root / (std::string(prefix) + "link.new");
    if (Result<void> written = write_all(swap, unfinished, files); !written) return written;
    if (Result<void> moved = swap.rename(unfinished, root / name); !moved) return moved;
    if (Result<void> synced = swap.sync(root); !synced) return synced;  // the folder is there before the link says so
    if (Result<void> linked = swap.link(name, fresh_link); !linked) return linked;
    if (Result<void> moved = swap.rename(fresh_link, root / kCurrent); !moved) return moved;
    if (Result<void> synced = swap.sync(root); !synced) return synced;
    remove_others(swap, prefix, name);
    return {};
}

}  // namespace vestibule::device
