// protocol - which call a request is, and what the simulated profiles say.
#include <fmt/format.h>

#include "kiosk/journey/state.hpp"
#include "tests/simulation/services.hpp"

namespace vestibule::simulation {

namespace {

constexpr std::array<std::string_view, 26> kNames{
    "discovery", "keys",          "open-session", "consent",      "account",     "code",          "code-again",
    "sign-in",   "second-factor", "person",       "media",        "submit",      "session-state", "exchange-code",
    "device",    "device-token",  "open-search",  "search-state", "open-portal", "portal-state",  "places-consent",
    "share",     "drop-session",  "drop-search",  "revoke",       "stranger"};

Call capture_call(const net::Request& request, std::string_view path) {
    if (path.ends_with("/sessions")) return Call::OpenSession;
    if (path.ends_with("/consent")) return Call::Consent;
    if (path.ends_with("/account")) return Call::Account;
    if (path.ends_with("/codes")) return Call::Code;
    if (path.ends_with("/codes/again")) return Call::CodeAgain;
    if (path.ends_with("/sign-in")) return Call::SignIn;
    if (path.ends_with("/second-factor")) return Call::SecondFactor;
    if (path.ends_with("/person")) return Call::Person;
    if (path.ends_with("/submit")) return Call::Submit;
    if (request.method == net::Method::Put) return Call::Media;
    if (request.method == net::Method::Delete) return Call::DropSession;
    return Call::SessionState;
}

Call records_call(const net::Request& request, std::string_view path) {
    if (path.ends_with("/searches")) return Call::OpenSearch;
    if (path.ends_with("/portals")) return Call::OpenPortal;
    if (path.ends_with("/consents")) return Call::PlacesConsent;
    if (path.ends_with("/shares")) return Call::Share;
    if (path.find("/portals/") != std::string_view::npos) return Call::PortalState;
    if (request.method == net::Method::Delete) return Call::DropSearch;
    return request.method == net::Method::Get ? Call::SearchState : Call::Stranger;
}

}  // namespace

std::string_view name(Call call) {
    return kNames[static_cast<std::size_t>(call)];
}

Call call_of(const net::Request& request) {
    const std::string_view url = request.url;
    if (url.find(".example/capture/") != std::string_view::npos) return capture_call(request, url);
    if (url.starts_with("https://records.example/")) return records_call(request, url);
    if (url.ends_with("/discovery")) return Call::Discovery;
    if (url.ends_with("/jwks")) return Call::Keys;
    if (url.ends_with("/device")) return Call::Device;
    if (url.ends_with("/revoke")) return Call::Revoke;
    if (!url.ends_with("/token")) return Call::Stranger;
    const auto& body = request.body.reveal();
    const std::string_view form(reinterpret_cast<const char*>(body.data()), body.size());
    return form.find("device_code=") == std::string_view::npos ? Call::ExchangeCode : Call::DeviceToken;
}

bool is_farewell(Call call) {
    return call == Call::DropSession || call == Call::DropSearch || call == Call::Revoke;
}

std::uint16_t variants_of(Call call) {
    switch (call) {
        case Call::Discovery:
        case Call::Keys:
        case Call::Account:
        case Call::SignIn:
        case Call::Person:
        case Call::Submit:
        case Call::PlacesConsent:
            return 2;
        case Call::Share:
            return 3;
        case Call::Code:
        case Call::SecondFactor:
        case Call::SearchState:
        case Call::PortalState:
            return 4;
        case Call::Media:
            return 2;
        case Call::DeviceToken:
        case Call::SessionState:
            return 6;
        case Call::ExchangeCode:
            return 8;
        default:
            return 1;
    }
}

std::vector<identity::Profile> simulated_providers(std::uint16_t asks) {
    std::vector<identity::Profile> profiles;
    for (const std::string id : {"one", "two"}) {
        identity::Profile profile;
        profile.id = profile.name = id;
        profile.issuer = "https://" + id + ".example";
        profile.discovery_url = profile.issuer + "/discovery";
        profile.client_id = profile.audience = "kiosk";
        profile.scope = "openid";
        profile.algorithms = {"ES256"};
        profile.ial2_claim = "ial";
        profile.ial2_value = "2";
        profile.capture_url = "https://relay-" + id + ".example/capture";
        profile.capture_hosts = {"relay-" + id + ".example"};
        profile.consent_version = "1";
        profile.asks_email_code = (asks & journey::kAsksEmailCode) != 0;
        profile.asks_phone_code = (asks & journey::kAsksPhoneCode) != 0;
        profile.asks_address = (asks & journey::kAsksAddress) != 0;
        profile.asks_password = (asks & journey::kAsksPassword) != 0;
        profile.phone_handoff = (asks & journey::kPhoneHandoff) != 0;
        profiles.push_back(profile);
        asks = static_cast<std::uint16_t>(~asks);
    }
    return profiles;
}

records::Profile simulated_network() {
    records::Profile network;
    network.id = network.name = "records";
    network.base_url = "https://records.example/v1";
    network.categories = {"category.a", "category.b", "category.c"};
    network.consent_version = "1";
    return network;
}

}  // namespace vestibule::simulation
