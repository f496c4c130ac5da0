// oidc_test - discovery, keys, signed tokens, PKCE and the device grant, as CLEAR and ID.me publish them.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/services/kit.hpp"

namespace vestibule::services {
namespace {

using Where = Kiosk::Where;
constexpr auto device_grant = "urn:ietf:params:oauth:grant-type:device_code";

/// Where one provider's device grant is.
struct Grants {
    const char* name;
    Where device_where, token_where;
    const char *device, *token;
};
constexpr Grants clear_grants{"clear", Where::Clear, Where::Clear, "/integrations/oauth2/device/auth",
                              "/integrations/oauth2/token"};
constexpr Grants idme_grants{"idme", Where::Relay, Where::Relay, "/idme/device/auth", "/idme/token"};

class Oidc : public testing::Test {
protected:
    static void SetUpTestSuite() { services_ = std::make_unique<sandbox::Sandbox>(); }
    static void TearDownTestSuite() { services_.reset(); }
    static Reply start(Kiosk& kiosk, const Grants& grants, const std::string& nonce = "nonce-1") {
        return kiosk.form(grants.device_where, grants.device,
                          {{"client_id", "vestibule-kiosk"}, {"scope", "openid"}, {"nonce", nonce}});
    }
    static Reply poll(Kiosk& kiosk, const Grants& grants, const Reply& started) {
        return kiosk.form(grants.token_where, grants.token,
                          {{"grant_type", device_grant}, {"client_id", "vestibule-kiosk"},
                           {"device_code", started.body.value("device_code", "")}});
    }
    static std::unique_ptr<sandbox::Sandbox> services_;
    Kiosk kiosk_{*services_};
};
std::unique_ptr<sandbox::Sandbox> Oidc::services_;

TEST_F(Oidc, DiscoveryStandsAtBothPublishedPaths) {
    const Reply clear = kiosk_.get(Where::Clear, "/integrations/.well-known/openid-configuration");
    ASSERT_EQ(clear.status, 200);
    const std::string clear_base = "https://localhost:" + std::to_string(services_->clear_port()) + "/integrations";
    EXPECT_EQ(clear.body["issuer"], clear_base);
    EXPECT_EQ(clear.body["token_endpoint"], clear_base + "/oauth2/token");
    EXPECT_EQ(clear.body["device_authorization_endpoint"], clear_base + "/oauth2/device/auth");
    EXPECT_EQ(clear.body["jwks_uri"], clear_base + "/.well-known/jwks.json");
    EXPECT_EQ(kiosk_.get(Where::Clear, "/.well-known/openid-configuration").status, 404) << "not at the host's root";

    const Reply idme = kiosk_.get(Where::Idme, "/oidc/.well-known/openid-configuration");
    ASSERT_EQ(idme.status, 200);
    EXPECT_EQ(idme.body["issuer"], "https://localhost:" + std::to_string(services_->idme_port()) + "/oidc");
    EXPECT_FALSE(idme.body.contains("device_authorization_endpoint")) << "ID.me publishes no device grant";
}

TEST_F(Oidc, PhoneHandOffEndsInATokenSignedByThePublishedKey) {
    for (const Grants& grants : {clear_grants, idme_grants}) {
        SCOPED_TRACE(grants.name);
        const Reply started = start(kiosk_, grants, "a nonce & more");
        ASSERT_EQ(started.status, 200) << started.text;
        const std::string user_code = started.body["user_code"];
        EXPECT_EQ(started.body["verification_uri_complete"],
                  started.body["verification_uri"].get<std::string>() + "?user_code=" + user_code);
        ASSERT_TRUE(services_->phone(user_code, true));
        const Reply done = poll(kiosk_, grants, started);
        ASSERT_EQ(done.status, 200) << done.text;
        const bool clear = grants.token_where == Where::Clear;
        const Json keys = clear ? kiosk_.get(Where::Clear, "/integrations/.well-known/jwks.json").body
                                : kiosk_.get(Where::Idme, "/oidc/.well-known/jwks").body;
        std::string token = done.body["id_token"];
        const Json claims = verified_claims(token, keys);
        ASSERT_TRUE(claims.is_object());
        EXPECT_EQ(claims["nonce"], "a nonce & more");
        EXPECT_EQ(claims["aud"], "vestibule-kiosk");
        EXPECT_EQ(claims["birthdate"], "1958-03-14");
        EXPECT_EQ(claims[clear ? "family_name" : "lname"], "Sample");
        if (clear) EXPECT_EQ(claims["identity_assurance_level"], "IAL2");
        else EXPECT_EQ(claims["credential_ial"], "http://idmanagement.gov/ns/assurance/ial/2");
        token[token.find('.') + 5] ^= 1;
        EXPECT_TRUE(verified_claims(token, keys).is_null()) << "a changed token must not verify";
        EXPECT_EQ(poll(kiosk_, grants, started).body["error"], "invalid_grant") << "a device code is good once";
    }
}

TEST_F(Oidc, PhoneHandOffWaitsAndDeclines) {
    for (const Grants& grants : {clear_grants, idme_grants}) {
        SCOPED_TRACE(grants.name);
        const Reply waiting = start(kiosk_, grants);
        const Reply pending = poll(kiosk_, grants, waiting);
        EXPECT_EQ(pending.status, 400);
        EXPECT_EQ(pending.body["error"], "authorization_pending");
        const Reply declined = start(kiosk_, grants);
        ASSERT_TRUE(services_->phone(declined.body["user_code"], false));
        EXPECT_EQ(poll(kiosk_, grants, declined).body["error"], "access_denied");
        const Reply refused = start(kiosk_, grants);
        ASSERT_TRUE(services_->phone(refused.body["user_code"], true, "refused@example.org"));
        EXPECT_EQ(poll(kiosk_, grants, refused).body["error"], "access_denied");
    }
    EXPECT_FALSE(services_->phone("XXXX-XXXX", true));
}

TEST_F(Oidc, PollingSoonerThanTheIntervalIsSlowedDown) {
    sandbox::Sandbox services({.interval_seconds = 3600});
    Kiosk kiosk(services);
    const Reply started = start(kiosk, clear_grants);
    EXPECT_EQ(started.body["interval"], 3600);
    EXPECT_EQ(poll(kiosk, clear_grants, started).body["error"], "authorization_pending");
    EXPECT_EQ(poll(kiosk, clear_grants, started).body["error"], "slow_down");
}

TEST_F(Oidc, PhoneCodeRunsOut) {
    sandbox::Sandbox services({.code_seconds = 0});
    Kiosk kiosk(services);
    const Reply started = start(kiosk, clear_grants);
    ASSERT_EQ(started.status, 200);
    EXPECT_EQ(poll(kiosk, clear_grants, started).body["error"], "expired_token");
    EXPECT_FALSE(services.phone(started.body["user_code"], true)) << "too late on the phone as well";
}

TEST_F(Oidc, PhonePageIsAFormThatCompletesTheHandOff) {
    const Reply started = start(kiosk_, idme_grants);
    const std::string user_code = started.body["user_code"];
    const Reply page = kiosk_.get(Where::Portal, "/phone?user_code=" + user_code);
    ASSERT_EQ(page.status, 200);
    EXPECT_NE(page.text.find("<h1>ID.me</h1>"), std::string::npos);
    EXPECT_NE(page.text.find("<label for=\"email\">"), std::string::npos);
    EXPECT_NE(page.text.find("value=\"" + user_code + "\""), std::string::npos);
    const Fields fields{{"user_code", user_code}, {"email", "returning@example.org"}, {"decision", "verify"}};
    EXPECT_EQ(kiosk_.form(Where::Portal, "/phone", fields).status, 200);
    EXPECT_EQ(poll(kiosk_, idme_grants, started).status, 200);
    EXPECT_EQ(kiosk_.form(Where::Portal, "/phone", fields).status, 404) << "a code is good once";
    const Reply hostile = kiosk_.get(Where::Portal, "/phone?user_code=%22%3E%3Cscript%3E");
    EXPECT_EQ(hostile.text.find("<script"), std::string::npos);
}

TEST_F(Oidc, WrongClientOrGrantIsRefused) {
    EXPECT_EQ(kiosk_.form(Where::Clear, "/integrations/oauth2/token",
                          {{"grant_type", device_grant}, {"client_id", "somebody"}, {"device_code", "x"}})
                  .status, 401);
    const Reply idme =
        kiosk_.form(Where::Idme, "/oauth/token",
                    {{"grant_type", device_grant}, {"client_id", "vestibule-kiosk"}, {"device_code", "x"}});
    EXPECT_EQ(idme.body["error"], "unsupported_grant_type");
    EXPECT_EQ(kiosk_.form(Where::Clear, "/integrations/oauth2/device/auth", {{"client_id", "vestibule-kiosk"}}).status,
              400)
        << "a hand-off without a nonce";
}

TEST_F(Oidc, CodeOfOneProviderIsNothingToTheOther) {
    Visit visit(kiosk_, *services_, "idme");
    ASSERT_EQ(visit.step("sign-in", {{"email", "returning@example.org"}, {"password", "correct horse 42"}}).status,
              202);
    const Reply verified = visit.step("second-factor", {{"code", services_->code("phone", "+14155550123")}});
    ASSERT_EQ(verified.status, 200) << verified.text;
    const Reply elsewhere = kiosk_.form(Where::Clear, "/integrations/oauth2/token",
                                        {{"grant_type", "authorization_code"}, {"code", verified.body["code"]},
                                         {"code_verifier", visit.verifier()}, {"client_id", "vestibule-kiosk"}});
    EXPECT_EQ(elsewhere.body["error"], "invalid_grant");
}

}  // namespace
}  // namespace vestibule::services
