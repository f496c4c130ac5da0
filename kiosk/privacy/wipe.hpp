// wipe - overwrites memory in a way that no optimiser removes, and containers that do so by themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <string>
#include <vector>

#include "kiosk/privacy/os/locked.hpp"

namespace vestibule::privacy {

/// Overwrites `size` bytes at `data` with zero; never removed by the optimiser.
void wipe(void* data, std::size_t size) noexcept;

/// An allocator of locked memory, which is wiped before it is given back.
template <typename T>
struct WipingAllocator {
    using value_type = T;
    WipingAllocator() noexcept = default;
    template <typename U>
    explicit(false) WipingAllocator(const WipingAllocator<U>&) noexcept {}

    T* allocate(std::size_t count) {
        if (count > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
        return static_cast<T*>(take_locked(count * sizeof(T)));
    }
    void deallocate(T* block, std::size_t count) noexcept { give_locked(block, count * sizeof(T)); }
    template <typename U>
    bool operator==(const WipingAllocator<U>&) const noexcept {
        return true;
    }
};

/// Text and bytes whose heap blocks are wiped when they are released or outgrown.
using WipedString = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;
using WipedBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

}  // namespace vestibule::privacy
