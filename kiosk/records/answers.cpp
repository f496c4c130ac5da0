// answers - what the records network may answer.
#include "kiosk/records/answers.hpp"

#include <algorithm>

namespace vestibule::records {

namespace {

constexpr std::size_t kMostPlaces = 20'000;  // in one answer; more is an error
constexpr std::size_t kLongestText = 512;
constexpr std::int64_t kMostRecords = 10'000'000;

Error nonsense(std::string_view where, std::string_view what) {
    return {ErrorCode::Nonsense, std::string(where) + ": " + std::string(what)};
}

int count_of(const net::Json& json, std::string_view key) {
    return static_cast<int>(std::clamp<std::int64_t>(net::integer_of(json, key).value_or(0), 0, kMostRecords));
}

std::optional<Place> read_place(const net::Json& json) {
    const auto id = net::text_of(json, "id");
    const auto name = net::text_of(json, "name");
    const auto town = net::text_of(json, "town").value_or("");
    const auto portal = net::text_of(json, "portal").value_or("");
    const auto state = net::text_of(json, "state");
    const bool fits = id && !id->empty() && name && !name->empty() && (state == "connected" || state == "sign_in") &&
                      std::max({id->size(), name->size(), town.size(), portal.size()}) <= kLongestText;
    if (!fits) return std::nullopt;
    Place place;
    place.id = privacy::secret(*id);
    place.name = privacy::secret(*name);
    place.town = privacy::secret(town);
    place.portal = privacy::secret(portal);
    place.state = state == "connected" ? PlaceState::Connected : PlaceState::NeedsSignIn;
    place.records = count_of(json, "records");
    return place;
}

}  // namespace

Result<SearchAnswer> read_search(const net::Json& json, std::int64_t after, std::string_view where) {
    SearchAnswer answer;
    const auto status = net::text_of(json, "status");
    if (status == "done")
        answer.status = SearchStatus::Done;
    else if (status == "failed")
        answer.status = SearchStatus::Failed;
    else if (status != "running")
        return nonsense(where, "status");
    answer.asked = count_of(json, "asked");
    answer.total = count_of(json, "total");
    const net::Json* places = net::member(json, "places");
    if (places != nullptr) {
        if (!places->is_array() || places->size() > kMostPlaces) return nonsense(where, "places");
        for (const net::Json& element : *places) {
            auto place = read_place(element);
            if (!place) return nonsense(where, "a place");
            answer.places.push_back(std::move(*place));
        }
    }
    const auto came = static_cast<std::int64_t>(answer.places.size());
    answer.next = net::integer_of(json, "next").value_or(after + came);
    if (answer.next != after + came) return nonsense(where, "next");
    return answer;
}

Result<PortalStatus> read_portal(const net::Json& json, std::string_view where) {
    const auto status = net::text_of(json, "status");
    if (status == "pending") return PortalStatus::Pending;
    if (status == "connected") return PortalStatus::Connected;
    if (status == "declined") return PortalStatus::Declined;
    if (status == "expired") return PortalStatus::Expired;
    return nonsense(where, "status");
}

}  // namespace vestibule::records
