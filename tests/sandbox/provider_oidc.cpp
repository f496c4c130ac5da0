// provider_oidc - OpenID Connect as CLEAR and ID.me publish it: discovery, keys, PKCE codes and the device grant.
#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

constexpr auto device_grant = "urn:ietf:params:oauth:grant-type:device_code";

Answer by_code(World& world, const Provider& provider, const Call& call) {
    const std::lock_guard lock(world.mutex);
    const auto found = world.authorizations.find(call.field("code"));
    if (found == world.authorizations.end()) return error_answer(400, "invalid_grant");
    const Authorization authorization = found->second;
    world.authorizations.erase(found);  // good once, right or wrong
    const bool bound = authorization.provider == &provider && authorization.client_id == call.field("client_id") &&
                       std::chrono::steady_clock::now() < authorization.expires &&
                       base64url(sha256(call.field("code_verifier"))) == authorization.code_challenge;
    if (!bound) return error_answer(400, "invalid_grant");
    return json_answer(200, world.tokens(provider, authorization.account, authorization.nonce));
}

Answer by_device(World& world, const Provider& provider, const Call& call) {
    const std::lock_guard lock(world.mutex);
    const auto found = world.grants.find(call.field("device_code"));
    if (found == world.grants.end() || found->second.provider != &provider) return error_answer(400, "invalid_grant");
    Grant& grant = found->second;
    if (grant.client_id != call.field("client_id")) return error_answer(400, "invalid_grant");
    const auto now = std::chrono::steady_clock::now();
    if (now > grant.expires) return error_answer(400, "expired_token");
    // A little early is not too early: the network is not a clock.
    const Seconds gap(0.75 * world.options.interval_seconds);
    const bool hasty = grant.last_poll != Instant() && now - grant.last_poll < gap;
    grant.last_poll = now;
    if (hasty) return error_answer(400, "slow_down");
    if (grant.decision == Decision::Pending) return error_answer(400, "authorization_pending");
    const Grant done = grant;
    world.grants.erase(found);
    if (done.decision == Decision::Declined) return error_answer(400, "access_denied");
    return json_answer(200, world.tokens(provider, done.account, done.nonce));
}

Handler token_handler(World& world, const Provider& provider, bool with_device_grant) {
    return [&world, &provider, with_device_grant](const Call& call) {
        if (call.field("client_id") != provider.client_id) return error_answer(401, "invalid_client");
        const std::string grant = call.field("grant_type");
        if (grant == "authorization_code") return by_code(world, provider, call);
        if (grant == device_grant && with_device_grant) return by_device(world, provider, call);
        return error_answer(400, "unsupported_grant_type");
    };
}

Handler device_handler(World& world, const Provider& provider) {
    return [&world, &provider](const Call& call) {
        if (call.field("client_id") != provider.client_id) return error_answer(401, "invalid_client");
        if (call.field("nonce").empty()) return error_answer(400, "invalid_request");
        const std::lock_guard lock(world.mutex);
        const std::string device_code = world.random.token(32);
        Grant grant;
        grant.provider = &provider;
        grant.user_code = world.random.user_code();
        grant.nonce = call.field("nonce");
        grant.client_id = provider.client_id;
        grant.expires = world.after(world.options.code_seconds);
        const std::string page = world.at(world.portal_port) + "/phone";
        const Json body{{"device_code", device_code},
                        {"user_code", grant.user_code},
                        {"verification_uri", page},
                        {"verification_uri_complete", page + "?user_code=" + grant.user_code},
                        {"expires_in", static_cast<int>(world.options.code_seconds)},
                        {"interval", world.options.interval_seconds}};
        world.grants[device_code] = std::move(grant);
        return json_answer(200, body);
    };
}

/// RFC 7009: a token that is not known is no error, and counts for nothing.
Handler revocation_handler(World& world, const Provider& provider) {
    return [&world, &provider](const Call& call) {
        if (call.field("client_id") != provider.client_id) return error_answer(401, "invalid_client");
        if (call.field("token").empty()) return error_answer(400, "invalid_request");
        const std::lock_guard lock(world.mutex);
        const auto found = world.access_tokens.find(call.field("token"));
        if (found != world.access_tokens.end() && found->second == &provider) {
            world.access_tokens.erase(found);
            ++world.received.revoked;
        }
        return empty_answer(200);
    };
}

Json discovery(const Provider& provider, const std::string& authorize, const std::string& token,
               const std::string& jwks) {
    return {{"issuer", provider.issuer},
            {"authorization_endpoint", authorize},
            {"token_endpoint", token},
            {"jwks_uri", jwks},
            {"response_types_supported", {"code"}},
            {"subject_types_supported", {"public"}},
            {"id_token_signing_alg_values_supported", {"RS256"}},
            {"code_challenge_methods_supported", {"S256"}},
            {"scopes_supported", {"openid"}}};
}

/// There is no browser on the kiosk: the authorize address is published and answers, and leads nowhere.
Answer no_browser(const Call&) { return page_answer(400, "<!doctype html><title>Not on this kiosk</title>"); }

}  // namespace

void add_clear(Listener& port, World& world) {
    const Provider& clear = world.clear;
    const std::string base = "/integrations";
    port.get(Service::Clear, base + "/\\.well-known/openid-configuration", [&world, &clear, base](const Call&) {
        const std::string here = world.at(world.clear_port) + base;
        Json document = discovery(clear, here + "/oauth2/auth", here + "/oauth2/token",
                                  here + "/.well-known/jwks.json");
        document["revocation_endpoint"] = here + "/oauth2/revoke";
        document["device_authorization_endpoint"] = here + "/oauth2/device/auth";
        document["grant_types_supported"] = {"authorization_code", "refresh_token", device_grant};
        document["token_endpoint_auth_methods_supported"] = {"client_secret_post", "private_key_jwt", "none"};
        document["claims_supported"] = {"sub", "iss", "exp", "iat", "email", "given_name", "family_name", "birthdate"};
        return json_answer(200, document);
    });
    port.get(Service::Clear, base + "/\\.well-known/jwks\\.json",
             [&clear](const Call&) { return json_answer(200, clear.key.jwks()); });
    port.get(Service::Clear, base + "/oauth2/auth", no_browser);
    port.post(Service::Clear, base + "/oauth2/token", token_handler(world, clear, true));
    port.post(Service::Clear, base + "/oauth2/revoke", revocation_handler(world, clear));
    port.post(Service::Clear, base + "/oauth2/device/auth", device_handler(world, clear));
}

void add_idme(Listener& port, World& world) {
    const Provider& idme = world.idme;
    port.get(Service::Idme, "/oidc/\\.well-known/openid-configuration", [&world, &idme](const Call&) {
        const std::string here = world.at(world.idme_port);
        Json document = discovery(idme, here + "/oauth/authorize", here + "/oauth/token",
                                  here + "/oidc/.well-known/jwks");
        document["revocation_endpoint"] = here + "/oauth/revoke";
        document["grant_types_supported"] = {"authorization_code", "refresh_token"};
        document["token_endpoint_auth_methods_supported"] = {"client_secret_post", "client_secret_basic"};
        return json_answer(200, document);
    });
    port.get(Service::Idme, "/oidc/\\.well-known/jwks",
             [&idme](const Call&) { return json_answer(200, idme.key.jwks()); });
    port.get(Service::Idme, "/oauth/authorize", no_browser);
    port.post(Service::Idme, "/oauth/token", token_handler(world, idme, false));
    port.post(Service::Idme, "/oauth/revoke", revocation_handler(world, idme));
}

void add_idme_relay(Listener& port, World& world) {
    port.post(Service::Relay, "/idme/device/auth", device_handler(world, world.idme));
    port.post(Service::Relay, "/idme/token", token_handler(world, world.idme, true));
}

}  // namespace vestibule::sandbox
