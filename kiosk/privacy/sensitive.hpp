// sensitive - holds whatever is a patient's: it cannot be printed, formatted or copied by accident, and wipes itself.
#pragma once

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
    Sensitive() = default;
    explicit Sensitive(T value) : value_(std::move(value)) {}
    Sensitive(const Sensitive&) = delete;
    Sensitive& operator=(const Sensitive&) = delete;
    Sensitive(Sensitive&& other) noexcept : value_(std::move(other.value_)) { other.clear(); }
    Sensitive& operator=(Sensitive&& other) noexcept {
        if (this != &other) {
            clear();
            value_ = std::move(other.value_);
            other.clear();
        }
        return *this;
    }
    ~Sensitive() { clear(); }

    [[nodiscard]] const T& reveal() const noexcept { return value_; }
    [[nodiscard]] T& reveal() noexcept { return value_; }
    [[nodiscard]] Sensitive duplicate() const { return Sensitive(T(value_)); }

    /// Wipes the value; what is left is an empty T.
    void clear() noexcept {
        if constexpr (std::is_trivially_copyable_v<T>) {
            wipe(&value_, sizeof value_);
            value_ = T{};
        } else {
            // A short string lives inside the object, so its characters are wiped before the heap block is released.
            if constexpr (requires {
                              value_.data();
                              value_.capacity();
                          }) {
                if (value_.data() != nullptr)
                    wipe(const_cast<void*>(static_cast<const void*>(value_.data())),
                         value_.size() * sizeof(*value_.data()));
            }
            T empty{};
            std::swap(value_, empty);
        }
    }

private:
    T value_{};
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
