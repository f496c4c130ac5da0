// locked - blocks of powers of two: small ones cut from locked slabs, large ones each in a mapping of its own.
#include "kiosk/privacy/os/locked.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <new>
#include <string>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::privacy {

namespace {

constexpr std::size_t kSlab_bytes = 64 * 1024;
constexpr unsigned kSmallest = 5, kLargestCut = 12, kClasses = 48;  // 32 bytes, 4 KiB; as powers of two
constexpr std::size_t kLargeKept = 4;  // free mappings of one size: a camera's frames go round and round

/// Stands in a block that nobody holds; its other bytes are zero.
struct Free {
    Free* next;
};

struct Pool {
    std::mutex mutex;
    std::array<Free*, kClasses> free{};
    std::array<std::size_t, kClasses> kept{};
    LockedMemory counted;
    int refused_why = 0;  // of the last lock that was refused, as errno has it
};
// Never destroyed: other threads and later destructors still give back.
constinit Pool pool;

[[maybe_unused]] unsigned class_of(std::size_t size) {
    const auto bits = static_cast<unsigned>(std::bit_width(size == 0 ? 0 : size - 1));
    if (bits >= kClasses) throw std::bad_alloc();
    return bits < kSmallest ? kSmallest : bits;
}

/// With the mutex held.
void* map(std::size_t bytes) {
    void* pages = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    madvise(pages, bytes, MADV_DONTDUMP);
    pool.counted.mapped_bytes += bytes;
    // A small limit is no reason to turn a patient away; lock_shortage() tells of it.
    const bool locked = mlock(pages, bytes) == 0;
    if (!locked) pool.refused_why = errno;
    (locked ? pool.counted.locked_bytes : pool.counted.refused_bytes) += bytes;
    return pages;
}

[[maybe_unused]] void put_back(unsigned index, void* block) {
    auto* free = static_cast<Free*>(block);
    free->next = pool.free[index];
    pool.free[index] = free;
    ++pool.kept[index];
}

[[maybe_unused]] void cut_slab(unsigned index) {
    auto* slab = static_cast<std::byte*>(map(kSlab_bytes));
    const std::size_t size = std::size_t{1} << index;
    for (std::size_t at = kSlab_bytes; at != 0; at -= size) put_back(index, slab + at - size);
}

}  // namespace

#ifdef VESTIBULE_PLAIN_MEMORY

void* take_locked(std::size_t size) {
    return ::operator new(size);
}
void give_locked(void* block, std::size_t size) noexcept {
    if (block != nullptr) wipe(block, size);
    ::operator delete(block);
}

#else

void* take_locked(std::size_t size) {
    const unsigned index = class_of(size);
    const std::lock_guard lock(pool.mutex);
    if (pool.free[index] == nullptr) {
        if (index > kLargestCut) put_back(index, map(std::size_t{1} << index));
        else cut_slab(index);
    }
    Free* block = pool.free[index];
    pool.free[index] = block->next;
    --pool.kept[index];
    block->next = nullptr;
    pool.counted.taken_bytes += std::size_t{1} << index;
    return block;
}

void give_locked(void* block, std::size_t size) noexcept {
    if (block == nullptr) return;
    wipe(block, size);
    const unsigned index = class_of(size);
    const std::size_t whole = std::size_t{1} << index;
    const std::lock_guard lock(pool.mutex);
    pool.counted.taken_bytes -= whole;
    if (index > kLargestCut && pool.kept[index] >= kLargeKept) {
        munlock(block, whole);
        munmap(block, whole);
        pool.counted.mapped_bytes -= whole;
        // Which of the mappings are not locked is not noted: what was refused is taken to stay.
        pool.counted.locked_bytes -= std::min(pool.counted.locked_bytes, whole);
        return;
    }
    put_back(index, block);
}

#endif

LockedMemory locked_memory() {
    const std::lock_guard lock(pool.mutex);
    return pool.counted;
}

std::optional<Error> lock_shortage() {
    const LockedMemory memory = locked_memory();
    if (memory.refused_bytes == 0) return std::nullopt;
    const int why = [] {
        const std::lock_guard lock(pool.mutex);
        return pool.refused_why;
    }();
    struct rlimit limit {};
    getrlimit(RLIMIT_MEMLOCK, &limit);
    const auto kilobytes = [](std::size_t bytes) { return std::to_string(bytes / 1024) + " KiB"; };
    return Error{ErrorCode::MemoryNotLocked, kilobytes(memory.refused_bytes) + " could not be locked (" +
                                                 std::strerror(why) + ") beside " +
                                                 kilobytes(memory.locked_bytes) + "; RLIMIT_MEMLOCK is " +
                                                 kilobytes(limit.rlim_cur)};
}

void raise_lock_limit() {
    struct rlimit limit {};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_MEMLOCK, &limit);
}

}  // namespace vestibule::privacy
