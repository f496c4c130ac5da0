// result - errors are values: a code from one catalog, and a context that carries position and length, never a value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace vestibule {

/// Every error that the kiosk knows; the catalog gives each its stable number, title and next action.
enum class ErrorCode {
#define VESTIBULE_ERROR(name, number, title, action) name = number,
#include "kiosk/privacy/errors.def"
#undef VESTIBULE_ERROR
};

struct ErrorEntry {
    ErrorCode code;
    std::string_view name;
    std::string_view title;
    std::string_view action;
};

/// The catalog's entry of a code.
[[nodiscard]] const ErrorEntry& describe(ErrorCode code) noexcept;

/// An expected failure. `context` says where (a host, a file, a line, an element and its length); never a patient's
/// value.
struct Error {
    ErrorCode code;
    std::string context;

    [[nodiscard]] Error within(std::string_view outer) && {
        context = std::string(outer) + ": " + context;
        return std::move(*this);
    }
    /// "E204 the server did not answer: records.example:443"
    [[nodiscard]] std::string sentence() const;
};

/// Either a value or an Error.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const noexcept { return content_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] T& value() & { return std::get<0>(content_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(content_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(content_)); }
    [[nodiscard]] const Error& error() const& { return std::get<1>(content_); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(content_)); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }

private:
    std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    [[nodiscard]] const Error& error() const& { return *error_; }
    [[nodiscard]] Error&& error() && { return std::move(*error_); }

private:
    std::optional<Error> error_;
};

}  // namespace vestibule
