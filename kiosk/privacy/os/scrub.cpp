// scrub - what returned functions left on the stack of the thread that calls.
#include "kiosk/privacy/os/scrub.hpp"

#include <cstddef>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::privacy {

namespace {

constexpr std::size_t kDeepest_bytes = 512 * 1024;  // a visit's main thread stays below a quarter of it

}  // namespace

[[gnu::noinline]] void scrub_stack() noexcept {
    unsigned char below[kDeepest_bytes];
    wipe(below, sizeof below);
}

}  // namespace vestibule::privacy
