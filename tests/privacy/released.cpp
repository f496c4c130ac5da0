// released - this test program's own operator delete, which looks before it releases.
#include "tests/privacy/released.hpp"

#include <malloc.h>

#include <cstdlib>
#include <new>

namespace {

std::string_view needle;
int found = 0, seen = 0;
bool watching = false;

void release(void* block) {
    if (watching && block != nullptr) {
        ++seen;
        const std::string_view content(static_cast<const char*>(block), malloc_usable_size(block));
        if (content.find(needle) != std::string_view::npos) ++found;
    }
    std::free(block);
}

}  // namespace

void* operator new(std::size_t size) {
    if (void* block = std::calloc(1, size == 0 ? 1 : size)) return block;
    throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
    release(block);
}
void operator delete(void* block, std::size_t) noexcept {
    release(block);
}

namespace vestibule::privacy::testing {

Released::Released(std::string_view wanted) {
    needle = wanted;
    found = seen = 0;
    watching = true;
}
Released::~Released() {
    watching = false;
}
int Released::with_needle() const {
    return found;
}
int Released::blocks() const {
    return seen;
}

}  // namespace vestibule::privacy::testing
