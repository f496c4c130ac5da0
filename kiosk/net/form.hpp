// form - builds an application/x-www-form-urlencoded body in memory that wipes itself.
#pragma once

#include <string_view>

#include "kiosk/privacy/sensitive.hpp"

namespace vestibule::net {

class Form {
public:
    Form& add(std::string_view key, std::string_view value);
    [[nodiscard]] privacy::SecretBytes take() { return privacy::SecretBytes(std::move(bytes_)); }
    static constexpr std::string_view kContentType = "application/x-www-form-urlencoded";

private:
    void encode(std::string_view text);
    privacy::WipedBytes bytes_;
};

}  // namespace vestibule::net
