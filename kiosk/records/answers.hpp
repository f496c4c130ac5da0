// answers - what the records network may answer, checked before anything of it is believed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/net/json.hpp"
#include "kiosk/records/network.hpp"

namespace vestibule::records {

enum class SearchStatus : std::uint8_t { Running, Done, Failed };

struct SearchAnswer {
    SearchStatus status = SearchStatus::Running;
    int asked = 0, total = 0;
    std::vector<Place> places;
    std::int64_t next = 0;
};

/// Errors: Nonsense. `after` is what was asked for: `next` never goes back and fits the places that came.
Result<SearchAnswer> read_search(const net::Json& json, std::int64_t after, std::string_view where);

enum class PortalStatus : std::uint8_t { Pending, Connected, Declined, Expired };
Result<PortalStatus> read_portal(const net::Json& json, std::string_view where);

}  // namespace vestibule::records
