// kit - the small kiosk: requests, the walk through a capture session, and the check of an id_token with OpenSSL alone.
#include "tests/services/kit.hpp"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "tests/sandbox/tokens.hpp"

namespace vestibule::services {
namespace {

constexpr auto patience = std::chrono::seconds(60);
constexpr auto device_grant = "urn:ietf:params:oauth:grant-type:device_code";

Reply reply_of(const httplib::Result& result) {
    Reply reply;
    reply.error = result.error();
    if (!result) return reply;
    reply.status = result->status;
    reply.text = result->body;
    reply.body = Json::parse(result->body, nullptr, false);
    return reply;
}

httplib::Headers headers(const std::string& bearer) {
    if (bearer.empty()) return {};
    return {{"Authorization", "Bearer " + bearer}};
}

constexpr const char* kLoopback = "127.0.0.1";  // its name would need a hosts file, which a bare root lacks

void prepare(httplib::SSLClient& client, const sandbox::Sandbox& services) {
    client.set_ca_cert_path(services.ca_file());
    client.enable_server_certificate_verification(true);
    client.set_keep_alive(true);
    client.set_read_timeout(patience);
}

}  // namespace

Kiosk::Kiosk(const sandbox::Sandbox& services)
    : services_(services),
      clear_(kLoopback, services.clear_port()),
      idme_(kLoopback, services.idme_port()),
      relay_(kLoopback, services.relay_port(), services.client_certificate(), services.client_key()),
      portal_(kLoopback, services.portal_port()) {
    std::signal(SIGPIPE, SIG_IGN);  // a service that ends while one writes to it is an answer, not a death
    for (auto* one : {&clear_, &idme_, &relay_, &portal_}) prepare(*one, services);
}

httplib::SSLClient& Kiosk::client(Where where) {
    switch (where) {
        case Where::Clear: return clear_;
        case Where::Idme: return idme_;
        case Where::Relay: return relay_;
        case Where::Portal: break;
    }
    return portal_;
}

Reply Kiosk::get(Where where, const std::string& path, const std::string& bearer) {
    return reply_of(client(where).Get(path, headers(bearer)));
}
Reply Kiosk::post(Where where, const std::string& path, const Json& body, const std::string& bearer) {
    return reply_of(client(where).Post(path, headers(bearer), body.dump(), "application/json"));
}
Reply Kiosk::form(Where where, const std::string& path, const Fields& fields) {
    httplib::Params params;
    for (const auto& [name, value] : fields) params.emplace(name, value);
    return reply_of(client(where).Post(path, params));
}
Reply Kiosk::put_picture(const std::string& path, const std::string& jpeg, const std::string& bearer) {
    return reply_of(relay_.Put(path, headers(bearer), jpeg, "image/jpeg"));
}
Reply Kiosk::remove(Where where, const std::string& path, const std::string& bearer) {
    return reply_of(client(where).Delete(path, headers(bearer)));
}

Visit::Visit(Kiosk& kiosk, sandbox::Sandbox& services, std::string provider)
    : kiosk_(kiosk), services_(services), provider_(std::move(provider)) {
    sandbox::Random random(0);
    verifier_ = random.token(32);
    nonce_ = random.token(16);
    const std::string sessions = "/" + provider_ + "/capture/v1/sessions";
    const Reply opened = kiosk_.post(Kiosk::Where::Relay, sessions,
                                     {{"client_id", "vestibule-kiosk"},
                                      {"nonce", nonce_},
                                      {"code_challenge", sandbox::base64url(sandbox::sha256(verifier_))},
                                      {"code_challenge_method", "S256"},
                                      {"language", "en-US"},
                                      {"returning", false}});
    if (opened.status != 201) throw std::runtime_error("no session: " + opened.text);
    path_ = sessions + "/" + opened.body.value("id", "");
    token_ = opened.body.value("token", "");
}

Reply Visit::consent() {
    return step("consent", {{"text_version", "2026-07"}, {"language", "en-US"}, {"purpose", "identity"},
                            {"recipient", provider_}, {"time", "2026-11-22T10:00:00Z"}});
}

Reply Visit::account(const std::string& email, const std::string& phone, const std::string& password) {
    Json body{{"email", email}, {"phone", phone}};
    if (!password.empty()) body["password"] = password;
    return step("account", body);
}

void Visit::confirm(const std::string& email, const std::string& phone) {
    if (code("email", services_.code("email", email)).status != 204 ||
        code("phone", services_.code("phone", phone)).status != 204)
        throw std::runtime_error("the codes were not taken");
}

Reply Visit::person(const std::string& given_names, const std::string& family_name, const std::string& birth_date) {
    return step("person", {{"given_names", given_names},
                           {"family_name", family_name},
                           {"birth_date", birth_date},
                           {"address", {{"street", "1 Main Street"}, {"city", "Springfield"}, {"region", "IL"},
                                        {"postal_code", "62701"}, {"country", "US"}}}});
}

Reply Visit::decision(const std::string& document) {
    Reply reply = step("submit", {{"document", document}});
    if (reply.status != 202) return reply;
    const auto until = std::chrono::steady_clock::now() + patience;
    do {
        reply = look();
        if (reply.body.value("status", "") != "processing") return reply;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } while (std::chrono::steady_clock::now() < until);
    return reply;
}

Reply Visit::exchange(const std::string& code, const std::string& verifier) {
    const bool clear = provider_ == "clear";
    return kiosk_.form(clear ? Kiosk::Where::Clear : Kiosk::Where::Idme,
                       clear ? "/integrations/oauth2/token" : "/oauth/token",
                       {{"grant_type", "authorization_code"}, {"code", code}, {"code_verifier", verifier},
                        {"client_id", "vestibule-kiosk"}});
}

std::string id_token_of(Kiosk& kiosk, sandbox::Sandbox& services, const std::string& email) {
    const Reply started = kiosk.form(Kiosk::Where::Clear, "/integrations/oauth2/device/auth",
                                     {{"client_id", "vestibule-kiosk"}, {"scope", "openid"}, {"nonce", "n-1"}});
    if (!services.phone(started.body.value("user_code", ""), true, email)) throw std::runtime_error("no such code");
    const Reply done = kiosk.form(Kiosk::Where::Clear, "/integrations/oauth2/token",
                                  {{"grant_type", device_grant}, {"client_id", "vestibule-kiosk"},
                                   {"device_code", started.body.value("device_code", "")}});
    return done.body.value("id_token", "");
}

Json verified_claims(const std::string& token, const Json& jwks) {
    const auto dot = token.find('.'), last = token.rfind('.');
    const auto header = Json::parse(sandbox::from_base64url(token.substr(0, dot)).value_or(""), nullptr, false);
    const auto signature = sandbox::from_base64url(token.substr(last + 1)).value_or("");
    if (!header.is_object() || header.value("alg", "") != "RS256") return nullptr;
    for (const Json& key : jwks.at("keys")) {
        if (key.at("kid") != header.at("kid")) continue;
        const auto number = [&](const char* name) {
            const std::string bytes = sandbox::from_base64url(key.at(name).get<std::string>()).value_or("");
            return BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()),
                             nullptr);
        };
        BIGNUM *n = number("n"), *e = number("e");
        OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N, n);
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E, e);
        OSSL_PARAM* parts = OSSL_PARAM_BLD_to_param(build);
        EVP_PKEY_CTX* making = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
        EVP_PKEY* made = nullptr;
        EVP_PKEY_fromdata_init(making);
        EVP_PKEY_fromdata(making, &made, EVP_PKEY_PUBLIC_KEY, parts);
        EVP_MD_CTX* check = EVP_MD_CTX_new();
        const bool right =
            EVP_DigestVerifyInit(check, nullptr, EVP_sha256(), nullptr, made) == 1 &&
            EVP_DigestVerify(check, reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
                             reinterpret_cast<const unsigned char*>(token.data()), last) == 1;
        EVP_MD_CTX_free(check);
        EVP_PKEY_free(made);
        EVP_PKEY_CTX_free(making);
        OSSL_PARAM_free(parts);
        OSSL_PARAM_BLD_free(build);
        BN_free(n);
        BN_free(e);
        if (right) return Json::parse(sandbox::from_base64url(token.substr(dot + 1, last - dot - 1)).value_or(""));
    }
    return nullptr;
}

}  // namespace vestibule::services
