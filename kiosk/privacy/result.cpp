// result - the error catalog's text.
#include "kiosk/privacy/result.hpp"

#include <array>
#include <cstdlib>

namespace vestibule {

namespace {

constexpr std::array kCatalog{
#define VESTIBULE_ERROR(name, number, title, action) ErrorEntry{ErrorCode::name, #name, title, action},
#include "kiosk/privacy/errors.def"
#undef VESTIBULE_ERROR
};

}  // namespace

const ErrorEntry& describe(ErrorCode code) noexcept {
    for (const ErrorEntry& entry : kCatalog) {
        if (entry.code == code) return entry;
    }
    std::abort();  // every code stands in the catalog
}

std::string Error::sentence() const {
    std::string text = "E" + std::to_string(static_cast<int>(code)) + " " + std::string(describe(code).title);
    if (!context.empty()) text += ": " + context;
    return text;
}

}  // namespace vestibule
