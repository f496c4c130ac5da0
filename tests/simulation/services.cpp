// services - what the simulated services answer, honestly or with a fault, and what they remember of it.
#include "tests/simulation/services.hpp"

#include <fmt/format.h>

#include "tests/identity/tokens.hpp"
#include "tests/simulation/wire.hpp"

namespace vestibule::simulation {

namespace {

using identity::testing::SigningKey;

/// One key for all runs of this process: making one costs more than a whole visit.
const SigningKey& signing_key() {
    static const SigningKey key = SigningKey::p256("k1");
    return key;
}
const SigningKey& foreign_key() {
    static const SigningKey key = SigningKey::p256("k1");
    return key;
}
const std::string& key_set() {
    static const std::string set = signing_key().jwks();
    return set;
}

std::size_t provider_of(std::string_view url) {
    return url.find("two.example") != std::string_view::npos ? 1 : 0;
}

constexpr std::string_view kPhonePart =
    R"("user_code":"QANA-RY93","verification_uri":"https://phone.example/v","verification_uri_complete":)"
    R"("https://phone.example/v?c=Qanary","expires_in":600,"interval":5)";
constexpr std::array<std::size_t, 5> kPlaceCounts{3, 1, 0, 12, 40};

net::Response response(int status, std::string_view body) {
    net::Response made;
    made.status = status;
    made.content_type = "application/json";
    if (status == 429 || status == 503) made.retry_after_s = 7;
    made.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
    return made;
}

/// What a fault makes of a call that does not arrive, or whose answer does not; nothing when there is an answer.
std::optional<Error> lost(Fault fault, net::Method method) {
    const auto unknown = method == net::Method::Post ? ErrorCode::OutcomeUnknown : ErrorCode::NotReachable;
    switch (fault) {
        case Fault::NotReachable:
        case Fault::LineCut:
            return Error{ErrorCode::NotReachable, "simulated"};
        case Fault::NameNotResolved:
            return Error{ErrorCode::NameNotResolved, "simulated"};
        case Fault::NotTrusted:
            return Error{ErrorCode::NotTrusted, "simulated"};
        case Fault::TimedOut:
            return Error{ErrorCode::TimedOut, "simulated"};
        case Fault::Slow:
            return Error{method == net::Method::Post ? unknown : ErrorCode::TimedOut, "simulated"};
        case Fault::UnknownLost:
        case Fault::UnknownDone:
            return Error{unknown, "simulated"};
        case Fault::TooLong:
            return Error{ErrorCode::Nonsense, "simulated"};
        default:
            return std::nullopt;
    }
}

std::string garbled(Fault fault, std::string body) {
    if (fault == Fault::Garbage) return "\x01<html>Qanary";
    if (fault == Fault::Empty) return {};
    if (fault != Fault::WrongTypes) return body;
    // Every text becomes a number: the members are there, and none is of its kind.
    return R"({"issuer":1,"jwks_uri":2,"keys":3,"id":4,"token":5,"status":6,"places":7,"next":"x","id_token":[],)"
           R"("device_code":{},"user_code":0,"expires_in":"soon","receipt_url":[],"code":1,"error":9})";
}

}  // namespace

Result<net::Response> Services::reply(const net::Request& request, How how) {
    const Call call = call_of(request);
    const bool arrives = how.fault == Fault::UnknownDone || how.fault == Fault::TooLong || how.fault == Fault::None ||
                         (how.fault >= Fault::Garbage && how.fault <= Fault::WrongTypes);
    if (const int status = status_of(how.fault); status != 0) {
        if (call == Call::Share && (status == 500 || status == 502 || status == 408)) {
            ++shares_done_;
            if (SearchFacts* search = search_of(request.url)) ++search->shares;
        }
        constexpr std::array<std::string_view, 5> kWords{"wrong_code", "exhausted", "retake", "expired", "no_session"};
        const Said said{status, fmt::format(R"({{"error":"{}"}})", kWords[how.variant % kWords.size()])};
        if (how.awaited && call == Call::ExchangeCode && status == 410) exchanged(request);
        if (how.awaited) known(call, request, said);
        return response(status, said.body);
    }
    if (!arrives) {
        Error error = *lost(how.fault, request.method);
        if (call == Call::Share && how.awaited && error.code != ErrorCode::OutcomeUnknown) share_not_done(request);
        return error;
    }
    Said said = say(call, request, how);
    if (auto error = lost(how.fault, request.method)) return *error;
    said.body = garbled(how.fault, std::move(said.body));
    told(call, request, said, how.fault == Fault::None ? how.variant : std::uint16_t{1});
    if (how.awaited && call == Call::ExchangeCode) exchanged(request);
    // Whatever its body: the status alone says that the no was taken.
    SearchFacts* denied = how.awaited && denies(call, request) && said.status == 201 ? search_of(request.url) : nullptr;
    if (denied != nullptr) denied->denials_told = denied->denials_sent;
    if (how.awaited && how.fault == Fault::None) known(call, request, said);
    return response(said.status, said.body);
}

void Services::told(Call call, const net::Request& request, const Said& said, std::uint16_t variant) {
    if (call == Call::Consent && said.status == 201) {
        SessionFacts& session = sessions_[number_in(between(request.url, "/sessions/s", '/')) % sessions_.size()];
        session.consent_told = true;
        session.recipient = between(body_of(request), "\"recipient\":\"", '"');
    }
    if ((call == Call::ExchangeCode || call == Call::DeviceToken) && said.status == 200 && variant == 0) ++tokens_told_;
    if (call == Call::Share && said.status == 201) share_told_ = true;
    if (call != Call::PlacesConsent || said.status != 201) return;
    const bool allow = !denies(call, request);
    for_each_place(body_of(request), [&](std::string_view id) { places_told_.emplace_back(id, allow); });
}

int Services::place_told(std::string_view id) const {
    for (auto place = places_told_.rbegin(); place != places_told_.rend(); ++place) {
        if (place->first == id) return place->second ? 1 : 0;
    }
    return -1;
}

const SessionFacts* Services::session_of(std::string_view url) const {
    const std::string_view id = between(url, "/sessions/s", '/');
    if (id.empty() || number_in(id) >= sessions_.size()) return nullptr;
    return &sessions_[number_in(id)];
}

Services::Said Services::open_session(const net::Request& request) {
    SessionFacts session;
    session.provider = provider_of(request.url);
    session.nonce = between(body_of(request), "\"nonce\":\"", '"');
    sessions_.push_back(session);
    return {201, fmt::format(R"({{"id":"s{}","token":"Qanary-token","expires_in":600}})", sessions_.size() - 1)};
}

Services::Said Services::session_state(std::uint16_t variant, std::string_view url) const {
    constexpr std::array<std::string_view, 6> kStates{"verified", "processing", "refused",
                                                      "expired",  "open",       R"(processing","progress":0.5,"x":")"};
    return {200, fmt::format(R"({{"status":"{}","code":"c{}"}})", kStates[variant % 6],
                             number_in(between(url, "/sessions/s", '/')))};
}

/// Variants: good, spent code, foreign signature, another nonce, no names, too weak, too old, no token.
Services::Said Services::token(const std::string& nonce, std::size_t provider, std::uint16_t variant) const {
    if (variant == 1) return {400, R"({"error":"invalid_grant"})"};
    if (variant == 7) return {200, fmt::format(R"({{"access_token":"Qanary-access-{}"}})", tokens_made_++)};
    const std::int64_t now = clock_.world().time_since_epoch().count();
    nlohmann::json claims{{"iss", provider == 0 ? "https://one.example" : "https://two.example"},
                          {"aud", "kiosk"},
                          {"exp", now + (variant == 6 ? -3600 : 600)},
                          {"iat", now},
                          {"nonce", variant == 3 ? "another" : nonce},
                          {"ial", variant == 5 ? "1" : "2"},
                          {"birthdate", "1958-03-14"}};
    if (variant != 4) {
        claims["given_name"] = "Qanarina";
        claims["family_name"] = "Qanaryson";
    }
    const SigningKey& key = variant == 2 ? foreign_key() : signing_key();
    return {200,
            fmt::format(R"({{"id_token":"{}","access_token":"Qanary-access-{}"}})", key.token(claims), tokens_made_++)};
}

/// Variants: good, pending, slower, declined, run out, spent.
Services::Said Services::device_token(const net::Request& request, std::uint16_t variant) const {
    constexpr std::array<std::string_view, 6> kErrors{
        "", "authorization_pending", "slow_down", "access_denied", "expired_token", "invalid_grant"};
    const std::size_t provider = provider_of(request.url);
    if (variant % 6 == 0) return token(phone_nonces_[provider], provider, 0);
    return {400, fmt::format(R"({{"error":"{}"}})", kErrors[variant % 6])};
}

/// Variants: done, some more, failed, nothing new.
Services::Said Services::search_state(std::string_view url, How how) {
    if (how.variant % 4 == 2) return {200, R"({"status":"failed","asked":3,"total":9})"};
    const std::size_t after = number_in(between(url, "after=", '&'));
    if (after == 0) places_ = kPlaceCounts[how.count % kPlaceCounts.size()];
    const std::size_t left = places_ > after ? places_ - after : 0;
    const std::size_t come = how.variant % 4 == 0 ? left : how.variant % 4 == 1 ? left / 2 : 0;
    std::string places;
    for (std::size_t p = after; p < after + come; ++p) {
        places += fmt::format(R"({}{{"id":"p{}","name":"Qanary Clinic {}","town":"Qanarytown","portal":"MyChart",)"
                              R"("state":"{}","records":{}}})",
                              places.empty() ? "" : ",", p, p, p % 3 == 1 ? "sign_in" : "connected", p);
    }
    return {200, fmt::format(R"({{"status":"{}","asked":{},"total":40,"places":[{}],"next":{}}})",
                             how.variant % 4 == 0 ? "done" : "running", after + come, places, after + come)};
}

Services::Said Services::code(bool second, std::uint16_t variant, std::string_view url) const {
    constexpr std::string_view kWrong = R"({"error":"wrong_code"})", kExhausted = R"({"error":"exhausted"})";
    if (variant == 1) return {422, std::string(kWrong)};
    if (variant == 2) return {429, std::string(kExhausted)};
    if (variant == 3)
        return second ? Said{404, R"({"error":"not_verified_before"})"} : Said{422, std::string(kExhausted)};
    return {second ? 200 : 204, second ? session_state(0, url).body : ""};
}

Services::Said Services::share(std::uint16_t variant, std::string_view url) {
    if (variant == 1) return {409, R"({"error":"submitted"})"};
    ++shares_done_;
    if (SearchFacts* search = search_of(url)) ++search->shares;
    return {201, variant == 2 ? "{}" : R"({"receipt_url":"https://records.example/r/Qanary"})"};
}

Services::Said Services::say(Call call, const net::Request& request, How how) {
    const std::uint16_t v = how.variant % variants_of(call);
    const std::string_view url = request.url;
    const std::string at(url.substr(0, url.find(".example") + std::string_view(".example").size()));
    switch (call) {
        case Call::Discovery:
            return {200,
                    fmt::format(R"({{"issuer":"{0}{1}","token_endpoint":"{0}/token","jwks_uri":"{0}/jwks",)"
                                R"("device_authorization_endpoint":"{0}/device","revocation_endpoint":"{0}/revoke"}})",
                                at, v == 1 ? "/else" : "")};
        case Call::Keys:
            return {200, v == 1 ? R"({"keys":[{"kty":"oct","k":"AA"}]})" : key_set()};
        case Call::OpenSession:
            return open_session(request);
        case Call::Consent:
            return {201, R"({"consent_id":"1"})"};
        case Call::Account:
            return v == 1 ? Said{422, R"({"error":"invalid_email"})"} : Said{202, "{}"};
        case Call::Code:
        case Call::SecondFactor:
            return code(call == Call::SecondFactor, v, url);
        case Call::CodeAgain:
            return {202, "{}"};
        case Call::SignIn:
            return v == 1 ? Said{404, R"({"error":"no_account"})"} : Said{202, "{}"};
        case Call::Person:
            return v == 1 ? Said{422, R"({"error":"invalid_request"})"} : Said{204, ""};
        case Call::Media:
            return v == 1 ? Said{422, R"({"error":"retake","reason":"blurred_photo"})"} : Said{204, ""};
        case Call::Submit:
            return {v == 1 ? 409 : 202, "{}"};
        case Call::SessionState:
            return session_state(v, url);
        case Call::ExchangeCode: {
            const std::size_t session = number_in(between(body_of(request), "code=c", '&'));
            if (session >= sessions_.size()) return {400, R"({"error":"invalid_grant"})"};
            return token(sessions_[session].nonce, provider_of(url), v);
        }
        case Call::Device:
            phone_nonces_[provider_of(url)] = between(body_of(request), "nonce=", '&');
            return {200, fmt::format(R"({{"device_code":"Qanary-device",{}}})", kPhonePart)};
        case Call::DeviceToken:
            return device_token(request, v);
        case Call::OpenSearch:
            searches_.emplace_back();
            return {201, fmt::format(R"({{"id":"q{}","token":"Qanary-search"}})", searches_.size() - 1)};
        case Call::SearchState:
            return search_state(url, how);
        case Call::OpenPortal:
            return {201, fmt::format(R"({{"id":"o1",{}}})", kPhonePart)};
        case Call::PortalState: {
            constexpr std::array<std::string_view, 4> kStates{"connected", "pending", "declined", "expired"};
            return {200, fmt::format(R"({{"status":"{}"}})", kStates[v])};
        }
        case Call::PlacesConsent:
            return v == 1 ? Said{422, R"({"error":"not_connected"})"} : Said{201, R"({"consent_id":"2"})"};
        case Call::Share:
            return share(v, url);
        case Call::DropSession:
        case Call::DropSearch:
        case Call::Revoke:  // farewell() takes them
        case Call::Stranger:
            break;
    }
    return {404, "{}"};
}

}  // namespace vestibule::simulation
