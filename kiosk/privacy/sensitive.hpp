// sensitive - holds whatever is a patient's: it cannot be printed, formatted or copied by accident, and wipes itself.
#pragma once

#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::privacy {

/// A value that belongs to the patient.
/// There is no operator<<, no formatter, no comparison and no copy; `reveal()` is the one way in and is easy to search
/// for in a review, `duplicate()` the one way to copy.
template <typename T>
class Sensitive {
public:
    Sensitive() noexcept = default;
    /// What it came in is wiped.
    explicit Sensitive(T&& value) { hold(std::move(value)); }
    Sensitive(const Sensitive&) = delete;
    Sensitive& operator=(const Sensitive&) = delete;
    /// The value stays where it is: a move leaves no copy behind.
    Sensitive(Sensitive&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
    Sensitive& operator=(Sensitive&& other) noexcept {
        if (this != &other) {
            clear();
            value_ = std::exchange(other.value_, nullptr);
        }
        return *this;
    }
    ~Sensitive() { clear(); }

    [[nodiscard]] const T& reveal() const noexcept { return value_ != nullptr ? *value_ : nothing(); }
    [[nodiscard]] T& reveal() {
        if (value_ == nullptr) hold(T{});
        return *value_;
    }
    [[nodiscard]] Sensitive duplicate() const { return Sensitive(T(reveal())); }

    /// Wipes the value; what is left is an empty T.
    void clear() noexcept {
        if (value_ == nullptr) return;
        std::destroy_at(value_);
        give_locked(std::exchange(value_, nullptr), sizeof(T));
    }

private:
    static const T& nothing() noexcept {
        static const T empty{};
        return empty;
    }
    void hold(T&& value) {
        void* place = take_locked(sizeof(T));
        if constexpr (std::is_nothrow_move_constructible_v<T>) {
            value_ = ::new (place) T(std::move(value));
        } else {
            try {
                value_ = ::new (place) T(std::move(value));
            } catch (...) {
                give_locked(place, sizeof(T));
                throw;
            }
        }
        // A short string or a plain value was inside what it came in, and still is.
        if constexpr (std::is_trivially_copyable_v<T>) {
            wipe(&value, sizeof value);
        } else if constexpr (requires { value.data()[0]; value.capacity(); value.resize(1); }) {
            value.resize(value.capacity());
            if (value.data() != nullptr) wipe(value.data(), value.size() * sizeof(*value.data()));
            value.clear();
        }
    }

    T* value_ = nullptr;  ///< in locked memory; null: an empty T
};

using SecretText = Sensitive<WipedString>;
using SecretBytes = Sensitive<WipedBytes>;

/// Makes a SecretText from characters that the caller is about to wipe or that are not secret themselves.
[[nodiscard]] inline SecretText secret(std::string_view characters) {
    return SecretText(WipedString(characters));
}
[[nodiscard]] inline std::string_view view(const SecretText& text) noexcept {
    return text.reveal();
}

}  // namespace vestibule::privacy
