// wipe - the one place that overwrites released memory.
#include "kiosk/privacy/wipe.hpp"

#include <cstring>

namespace vestibule::privacy {

void wipe(void* data, std::size_t size) noexcept {
    if (size != 0) explicit_bzero(data, size);
}

}  // namespace vestibule::privacy
