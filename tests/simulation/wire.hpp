// wire - small readings of requests, as the simulated services make them.
#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

#include "tests/simulation/services.hpp"

namespace vestibule::simulation {

inline std::string_view body_of(const net::Request& request) {
    const auto& bytes = request.body.reveal();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What stands between a mark and the character that ends it.
inline std::string_view between(std::string_view text, std::string_view mark, char end) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + mark.size());
    return text.substr(0, text.find(end));
}

inline std::size_t number_in(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

template <typename See>
void for_each_place(std::string_view body, See see) {
    std::string_view ids = between(body, "\"places\":[", ']');
    while (!ids.empty()) {
        const std::string_view id = between(ids, "\"", '"');
        see(id);
        ids.remove_prefix(std::min(ids.size(), id.size() + 3));
    }
}

inline bool denies(Call call, const net::Request& request) {
    return call == Call::PlacesConsent && body_of(request).find("\"decision\":\"deny\"") != std::string_view::npos;
}

}  // namespace vestibule::simulation
