// relay_records - the records network behind the relay: search in batches, portal sign-in, consent, one sharing.
#include <algorithm>
#include <cmath>

#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

constexpr std::size_t places_in_an_answer = 1000;
constexpr int asked_in_all = 72'000;
constexpr int batches = 5;

std::string text(const Json& claims, const char* own, const char* other) {
    return claims.value(own, claims.value(other, ""));
}

Search& find(World& world, const Call& call) {
    const auto found = world.searches.find(call.part(1));
    if (found == world.searches.end()) throw Refused{error_answer(404, "no_search")};
    if (call.bearer() != found->second.token) throw Refused{error_answer(401, "unauthorized")};
    return found->second;
}

const Place& place_of(const Search& search, const std::string& id) {
    const auto found = std::find_if(search.places.begin(), search.places.end(),
                                    [&](const Place& place) { return place.id == id; });
    if (found == search.places.end()) throw Refused{error_answer(404, "no_place")};
    return *found;
}

bool is_connected(const Search& search, const Place& place) {
    return place.portal.empty() || search.connected.count(place.id) != 0;
}

Answer start(World& world, const Call& call) {
    const std::string token = text_of(call.json(), "id_token");
    const Provider* provider = &world.clear;
    auto claims = world.clear.key.open(token);
    if (!claims) {
        provider = &world.idme;
        claims = world.idme.key.open(token);
    }
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
                         std::chrono::system_clock::now().time_since_epoch()).count();
    if (!claims || claims->value("iss", "") != provider->issuer || claims->value("exp", std::int64_t{0}) < now)
        return error_answer(401, "invalid_token");
    const Person person{text(*claims, "given_name", "fname"), text(*claims, "family_name", "lname"),
                        claims->value("birthdate", "")};
    const std::lock_guard lock(world.mutex);
    const auto account = world.accounts.find(claims->value("sub", ""));
    Search search;
    search.token = world.random.token(24);
    search.places = places_of(patient_matching(account == world.accounts.end() ? "" : account->second.email, person));
    search.started = std::chrono::steady_clock::now();
    const std::string id = world.random.token(12);
    const Json body{{"id", id}, {"token", search.token}};
    world.searches[id] = std::move(search);
    return json_answer(201, body);
}

Answer progress(World& world, const Call& call) {
    const std::string asked_after = call.field("after");
    if (asked_after.size() > 8 || asked_after.find_first_not_of("0123456789") != std::string::npos)
        return error_answer(400, "invalid_request");
    const std::size_t after = asked_after.empty() ? 0 : std::stoul(asked_after);
    const std::lock_guard lock(world.mutex);
    Search& search = find(world, call);
    const Seconds taken = std::chrono::steady_clock::now() - search.started;
    const double part =
        world.options.search_seconds > 0 ? std::min(1.0, taken.count() / world.options.search_seconds) : 1;
    // Answers come in batches, as from many networks; the last one with the end.
    const double arrived = std::floor(part * batches) / batches;
    const auto known = static_cast<std::size_t>(std::ceil(arrived * static_cast<double>(search.places.size())));
    Json places = Json::array();
    std::size_t next = std::min(after, known);
    for (; next < known && places.size() < places_in_an_answer; ++next) {
        const Place& place = search.places[next];
        const bool connected = is_connected(search, place);
        Json entry{{"id", place.id}, {"name", place.name}, {"town", place.town},
                   {"state", connected ? "connected" : "sign_in"}, {"records", connected ? place.records : 0}};
        if (!place.portal.empty()) entry["portal"] = place.portal;
        places.push_back(std::move(entry));
    }
    const bool done = part >= 1 && next >= search.places.size();
    return json_answer(200, {{"status", done ? "done" : "running"},
                             {"asked", static_cast<int>(part * asked_in_all)},
                             {"total", asked_in_all},
                             {"places", std::move(places)},
                             {"next", next}});
}

Answer start_portal(World& world, const Call& call) {
    const std::string wanted = text_of(call.json(), "place");
    const std::lock_guard lock(world.mutex);
    Search& search = find(world, call);
    const Place& place = place_of(search, wanted);
    if (is_connected(search, place)) return error_answer(409, "already_connected");
    const std::string id = world.random.token(9);
    Portal portal{world.random.user_code(), place.id, Decision::Pending, world.after(world.options.code_seconds)};
    const std::string page = world.at(world.portal_port) + "/portal";
    const Json body{{"id", id},
                    {"user_code", portal.user_code},
                    {"verification_uri", page},
                    {"verification_uri_complete", page + "?user_code=" + portal.user_code},
                    {"expires_in", static_cast<int>(world.options.code_seconds)},
                    {"interval", world.options.interval_seconds}};
    search.portals[id] = std::move(portal);
    return json_answer(201, body);
}

Answer look_portal(World& world, const Call& call) {
    const std::lock_guard lock(world.mutex);
    Search& search = find(world, call);
    const auto found = search.portals.find(call.part(2));
    if (found == search.portals.end()) return error_answer(404, "no_portal");
    const Portal& portal = found->second;
    if (portal.decision == Decision::Allowed)
        return json_answer(200, {{"status", "connected"}, {"records", place_of(search, portal.place).records}});
    if (portal.decision == Decision::Declined) return json_answer(200, {{"status", "declined"}});
    const bool over = std::chrono::steady_clock::now() > portal.expires;
    return json_answer(200, {{"status", over ? "expired" : "pending"}});
}

Answer consent(World& world, const Call& call) {
    const Json body = call.json();
    for (const char* name : {"text_version", "language", "time"})
        if (text_of(body, name).empty()) return error_answer(400, "invalid_request");
    const std::string decision = text_of(body, "decision");
    const auto ids = body.at("places").get<std::vector<std::string>>();
    if (ids.empty() || (decision != "allow" && decision != "deny")) return error_answer(400, "invalid_request");
    const std::lock_guard lock(world.mutex);
    Search& search = find(world, call);
    for (const auto& id : ids)
        if (decision == "allow" && !is_connected(search, place_of(search, id)))
            return error_answer(422, "not_connected");
    for (const auto& id : ids) {
        place_of(search, id);
        if (decision == "allow") search.consented.insert(id);
        else search.consented.erase(id);
    }
    world.received.consents.push_back({{"places", ids.size()}, {"decision", decision}});
    return json_answer(201, {{"consent_id", "consent-" + world.random.token(9)}});
}

Answer share(World& world, const Call& call) {
    const Json body = call.json();
    const Json& choices = body.at("choices");
    if (!choices.is_array() || choices.empty()) return error_answer(400, "invalid_request");
    const std::lock_guard lock(world.mutex);
    Search& search = find(world, call);
    if (search.shared) return error_answer(409, "already_shared");
    std::set<std::string> places, categories;
    for (const Json& choice : choices) {
        const Place& place = place_of(search, text_of(choice, "place"));
        if (!is_connected(search, place)) return error_answer(422, "not_connected");
        if (search.consented.count(place.id) == 0) return error_answer(412, "consent_required");
        for (const auto& category : choice.at("categories").get<std::vector<std::string>>()) {
            if (world.categories.count(category) == 0) return error_answer(400, "unknown_category");
            categories.insert(category);
        }
        places.insert(place.id);
    }
    search.shared = true;
    world.received.shares.push_back({{"places", places.size()}, {"categories", categories}});
    return json_answer(201, {{"receipt_url", world.at(world.portal_port) + "/receipt/" + world.random.token(12)}});
}

}  // namespace

void add_records(Listener& port, World& world) {
    const std::string searches = "/records/v1/searches";
    const std::string one = searches + "/([^/]+)";
    const auto with = [&world](Answer (*run)(World&, const Call&)) {
        return [&world, run](const Call& call) { return run(world, call); };
    };
    port.post(Service::Records, searches, with(start));
    port.get(Service::Records, one, with(progress));
    port.post(Service::Records, one + "/portals", with(start_portal));
    port.get(Service::Records, one + "/portals/([^/]+)", with(look_portal));
    port.post(Service::Records, one + "/consents", with(consent));
    port.post(Service::Records, one + "/shares", with(share));
    port.remove(Service::Records, one, [&world](const Call& call) {
        const std::lock_guard lock(world.mutex);
        find(world, call);
        world.searches.erase(call.part(1));
        ++world.received.deleted;
        return empty_answer(204);
    });
}

}  // namespace vestibule::sandbox
