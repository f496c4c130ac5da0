// discovery - a provider's discovery document, and the check of a provider's connection.
#include "kiosk/identity/discovery.hpp"

#include <memory>

#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/json.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {

std::string host_of(std::string_view url) {
    return net::host_port(url).value_or("?");
}

struct Check {
    net::Client& client;
    Profile profile;
    OnReply done;
};

void check_keys(const std::shared_ptr<Check>& check, const std::string& url) {
    check->client.send(get_request(url), [check, url](const Result<net::Response>& answer) {
        if (!answer) return check->done(reply_for(answer.error()));
        const auto keys = read_keys(*answer, check->profile, url);
        check->done(keys ? Reply{} : reply_for(keys.error()));
    });
}

}  // namespace

net::Request get_request(std::string_view url) {
    net::Request request;
    request.url = url;
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kAnswerLimitBytes;
    return request;
}

Result<Endpoints> read_discovery(const net::Response& answer, const Profile& profile) {
    if (answer.status != 200) return net::status_error(profile.discovery_url, answer);
    const std::string where = host_of(profile.discovery_url) + " discovery";
    const auto json = net::parse_object(answer.body, where);
    if (!json) return json.error();
    if (net::text_of(*json, "issuer") != profile.issuer)
        return Error{ErrorCode::Nonsense, where + ": issuer is not the profile's"};
    Endpoints endpoints;
    endpoints.token_url = net::text_of(*json, "token_endpoint").value_or("");
    endpoints.jwks_url = net::text_of(*json, "jwks_uri").value_or("");
    endpoints.device_url = net::text_of(*json, "device_authorization_endpoint").value_or("");
    endpoints.revocation_url = net::text_of(*json, "revocation_endpoint").value_or("");
    endpoints.device_token_url = endpoints.token_url;
    if (!profile.device_url.empty()) {
        endpoints.device_url = profile.device_url;
        endpoints.device_token_url = profile.token_url;
    }
    if (!net::host_port(endpoints.token_url))
        return Error{ErrorCode::Nonsense, where + ": token_endpoint is not https"};
    if (!net::host_port(endpoints.jwks_url)) return Error{ErrorCode::Nonsense, where + ": jwks_uri is not https"};
    if (!endpoints.revocation_url.empty() && !net::host_port(endpoints.revocation_url))
        return Error{ErrorCode::Nonsense, where + ": revocation_endpoint is not https"};
    const bool device_fits =
        endpoints.device_url.empty() ? !profile.phone_handoff : net::host_port(endpoints.device_url).has_value();
    if (!device_fits) return Error{ErrorCode::Nonsense, where + ": device_authorization_endpoint is not https"};
    return endpoints;
}

Result<Jwks> read_keys(const net::Response& answer, const Profile& profile, std::string_view url) {
    if (answer.status != 200) return net::status_error(url, answer);
    return Jwks::read(answer.body, profile.algorithms, host_of(url) + " keys");
}

void check_connection(net::Client& client, const Profile& profile, OnReply done) {
    const auto check = std::make_shared<Check>(Check{client, profile, std::move(done)});
    client.send(get_request(profile.discovery_url), [check](const Result<net::Response>& answer) {
        if (!answer) return check->done(reply_for(answer.error()));
        const auto endpoints = read_discovery(*answer, check->profile);
        if (!endpoints) return check->done(reply_for(endpoints.error()));
        check_keys(check, endpoints->jwks_url);
    });
}

}  // namespace vestibule::identity
