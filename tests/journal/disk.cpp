// disk - a layer over SQLite's own file system; it remembers what was not synced yet, to be able to lose it.
#include "tests/journal/disk.hpp"

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cstring>
#include <new>
#include <random>
#include <vector>

namespace vestibule::journal::testing {

namespace {

constexpr sqlite3_int64 kSector = 512;  // what a disk writes whole

struct File {
    sqlite3_file base;
    sqlite3_file* real;
};

/// A write that is not on the disk yet: what stood there before.
struct Unsynced {
    sqlite3_file* real;
    sqlite3_int64 offset, size_before;
    std::vector<char> before, after;
};

struct Disk {
    Trouble trouble = Trouble::None;
    std::int64_t at = 0, steps = 0;
    std::mt19937 random;
    std::vector<Unsynced> unsynced;
};
Disk disk;

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

void forget_unsynced(sqlite3_file* file) {
    std::erase_if(disk.unsynced, [file](const Unsynced& write) { return write.real == file; });
}

/// The newest first, each write is undone, torn at a sector, or kept.
void lose_power() {
    while (!disk.unsynced.empty()) {
        const Unsynced write = std::move(disk.unsynced.back());
        disk.unsynced.pop_back();
        const unsigned fate = disk.random() % 3;
        if (fate == 0) continue;
        sqlite3_int64 kept = 0;
        if (fate == 1) kept = static_cast<sqlite3_int64>(disk.random() % (write.after.size() / kSector + 1)) * kSector;
        const auto size = static_cast<sqlite3_int64>(write.before.size());
        if (kept < size) {
            write.real->pMethods->xWrite(write.real, write.before.data() + kept, static_cast<int>(size - kept),
                                         write.offset + kept);
        }
        const sqlite3_int64 length = std::max(write.size_before, write.offset + kept);
        sqlite3_int64 now = 0;
        write.real->pMethods->xFileSize(write.real, &now);
        if (now > length && write.offset + static_cast<sqlite3_int64>(write.after.size()) >= now) {
            write.real->pMethods->xTruncate(write.real, length);
        }
    }
}

/// What happens before this step; SQLITE_OK: nothing.
int step() {
    ++disk.steps;
    if (disk.trouble == Trouble::Full && disk.steps >= disk.at) return SQLITE_FULL;
    if (disk.steps != disk.at) return SQLITE_OK;
    if (disk.trouble == Trouble::PowerCut) lose_power();
    if (disk.trouble == Trouble::PowerCut || disk.trouble == Trouble::Killed) kill(getpid(), SIGKILL);
    return SQLITE_OK;
}

int close_file(sqlite3_file* file) {
    forget_unsynced(real(file));
    return real(file)->pMethods->xClose(real(file));
}
int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), out, size, offset);
}
int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (const int code = step(); code != SQLITE_OK) return code;
    Unsynced write{real(file), offset, 0, {}, {}};
    real(file)->pMethods->xFileSize(real(file), &write.size_before);
    const sqlite3_int64 there = std::max<sqlite3_int64>(0, std::min<sqlite3_int64>(size, write.size_before - offset));
    write.before.resize(static_cast<std::size_t>(there));
    if (there > 0) real(file)->pMethods->xRead(real(file), write.before.data(), static_cast<int>(there), offset);
    write.after.assign(static_cast<const char*>(data), static_cast<const char*>(data) + size);
    disk.unsynced.push_back(std::move(write));
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (step() != SQLITE_OK) return real(file)->pMethods->xTruncate(real(file), size);  // giving back room needs none
    forget_unsynced(real(file));
    return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int) {
    if (const int code = step(); code != SQLITE_OK) return code;
    forget_unsynced(real(file));
    return SQLITE_OK;  // it is this layer that loses power; the machine's own disk need not be waited for
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
int lock_file(sqlite3_file* file, int kind) {
    return real(file)->pMethods->xLock(real(file), kind);
}
int unlock_file(sqlite3_file* file, int kind) {
    return real(file)->pMethods->xUnlock(real(file), kind);
}
int reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int control(sqlite3_file* file, int what, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file*) {
    return static_cast<int>(kSector);
}
int characteristics(sqlite3_file*) {
    return 0;  // the poorest disk: nothing is atomic, nothing is in order
}

constexpr sqlite3_io_methods kMethods{1,         close_file,  read_file,       write_file,  truncate_file,
                                      sync_file, file_size,   lock_file,       unlock_file, reserved,
                                      control,   sector_size, characteristics, nullptr,     nullptr,
                                      nullptr,   nullptr,     nullptr,         nullptr};

sqlite3_vfs* base_of(sqlite3_vfs* vfs) {
    return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* own = reinterpret_cast<File*>(file);
    own->real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(own) + sizeof(File));
    own->base.pMethods = nullptr;
    const int code = base_of(vfs)->xOpen(base_of(vfs), name, own->real, flags, out);
    if (code == SQLITE_OK) own->base.pMethods = &kMethods;
    return code;
}
int delete_file(sqlite3_vfs* vfs, const char* name, int sync) {
    if (step() != SQLITE_OK) return base_of(vfs)->xDelete(base_of(vfs), name, sync);
    return base_of(vfs)->xDelete(base_of(vfs), name, sync);
}

void install() {
    static sqlite3_vfs vfs;
    if (vfs.zName != nullptr) return;
    sqlite3_vfs* base = sqlite3_vfs_find(nullptr);
    vfs = *base;
    vfs.pNext = nullptr;
    vfs.zName = kDiskName;
    vfs.pAppData = base;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + base->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    sqlite3_vfs_register(&vfs, 0);
}

}  // namespace

void set_disk(Trouble trouble, std::int64_t at, unsigned seed) {
    install();
    disk = {trouble, at, 0, std::mt19937(seed), {}};
}

std::int64_t disk_steps() {
    return disk.steps;
}

}  // namespace vestibule::journal::testing
