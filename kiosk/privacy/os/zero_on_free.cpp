// zero_on_free - the `free` and `realloc` of the kiosk's programs and every library in them: what is released is zero.
// Linked into the programs only; the sanitizers bring an allocator of their own and leave this out.
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>

extern "C" {

// glibc's own allocator under the names that it keeps for those who stand in front of it.
void __libc_free(void* block);           // NOLINT
void* __libc_malloc(std::size_t size);   // NOLINT

void free(void* block) {
    if (block == nullptr) return;
    explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

void* realloc(void* block, std::size_t size) {
    if (block == nullptr) return __libc_malloc(size);
    if (size == 0) {
        free(block);
        return nullptr;
    }
    const std::size_t room = malloc_usable_size(block);
    // glibc's own realloc would leave the old place, or the cut tail, as it was.
    if (size <= room && size >= room / 2) {
        explicit_bzero(static_cast<char*>(block) + size, room - size);
        return block;
    }
    void* fresh = __libc_malloc(size);
    if (fresh == nullptr) return nullptr;
    std::memcpy(fresh, block, std::min(room, size));
    free(block);
    return fresh;
}

}  // extern "C"
