// id_token_test - every check of an id_token, broken one at a time; the refusal names the check and no value.
#include "kiosk/identity/id_token.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "kiosk/identity/delays.hpp"
#include "tests/identity/tokens.hpp"

namespace vestibule::identity {
namespace {

using testing::encoded;
using testing::PlainJson;
using testing::SigningKey;

constexpr std::int64_t kNow = 1'800'000'000;
const std::vector<std::string> kBoth{"RS256", "ES256"};

const SigningKey& rsa() {
    static const SigningKey key = SigningKey::rsa("rsa-1");
    return key;
}
const SigningKey& stranger() {
    static const SigningKey key = SigningKey::rsa("rsa-1");
    return key;
}
const SigningKey& p256() {
    static const SigningKey key = SigningKey::p256("ec-1");
    return key;
}

Result<Jwks> read_jwks(const std::string& json, const std::vector<std::string>& algorithms = kBoth) {
    return Jwks::read(privacy::SecretBytes(privacy::WipedBytes(json.begin(), json.end())), algorithms, "host:443 keys");
}

Jwks keys() {
    auto read = read_jwks(PlainJson{{"keys", {rsa().jwk(), p256().jwk()}}}.dump());
    EXPECT_TRUE(read.ok());
    return std::move(*read);
}

PlainJson good_claims() {
    return {{"iss", "https://issuer.example"},
            {"sub", "s"},
            {"aud", "kiosk"},
            {"exp", kNow + 300},
            {"iat", kNow - 5},
            {"nonce", "the-nonce"},
            {"ial", "IAL2"},
            {"given_name", "Ada"},
            {"family_name", "Sample"},
            {"birthdate", "1970-01-02"}};
}

TokenExpectation expectation(const std::vector<std::string>& algorithms = kBoth) {
    return {"https://issuer.example",
            "kiosk",
            "kiosk",
            "the-nonce",
            "ial",
            "IAL2",
            algorithms,
            drivers::WallTime(std::chrono::seconds(kNow))};
}

std::string refusal(const std::string& token) {
    const auto result = check_id_token(token, keys(), expectation());
    if (result.ok()) return "accepted";
    EXPECT_EQ(result.error().code, ErrorCode::TokenInvalid);
    return result.error().context;
}

std::string refusal_of(const std::function<void(PlainJson&)>& change) {
    PlainJson claims = good_claims();
    change(claims);
    return refusal(rsa().token(claims));
}

TEST(IdToken, AGoodOneIsAcceptedWithItsNames) {
    for (const SigningKey* key : {&rsa(), &p256()}) {
        const auto result = check_id_token(key->token(good_claims()), keys(), expectation());
        ASSERT_TRUE(result.ok()) << result.error().sentence();
        EXPECT_EQ(privacy::view(result->given_name), "Ada");
        EXPECT_EQ(privacy::view(result->family_name), "Sample");
        EXPECT_EQ(privacy::view(result->birth_date), "1970-01-02");
    }
}

TEST(IdToken, TheOlderNamesOfIdMeCountToo) {
    PlainJson claims = good_claims();
    claims.erase("given_name");
    claims.erase("family_name");
    claims.erase("birthdate");
    claims["fname"] = "Ada";
    claims["lname"] = "Sample";
    const auto result = check_id_token(rsa().token(claims), keys(), expectation());
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(privacy::view(result->family_name), "Sample");
    EXPECT_TRUE(privacy::view(result->birth_date).empty());
}

TEST(IdToken, WhatIsStillGood) {
    EXPECT_EQ(refusal_of([](PlainJson& c) { c["aud"] = {"kiosk"}; }), "accepted");
    EXPECT_EQ(refusal_of([](PlainJson& c) { c["aud"] = {"other", "kiosk"}, c["azp"] = "kiosk"; }), "accepted");
    EXPECT_EQ(refusal_of([](PlainJson& c) { c["exp"] = kNow - 59; }), "accepted");
    EXPECT_EQ(refusal_of([](PlainJson& c) { c["iat"] = kNow + 60; }), "accepted");
    EXPECT_EQ(refusal_of([](PlainJson& c) { c["nbf"] = kNow + 60; }), "accepted");
}

TEST(IdToken, EachClaimThatIsBrokenIsNamed) {
    const std::vector<std::pair<std::string, std::function<void(PlainJson&)>>> table{
        {"iss", [](PlainJson& c) { c["iss"] = "https://issuer.example/"; }},
        {"iss", [](PlainJson& c) { c.erase("iss"); }},
        {"aud", [](PlainJson& c) { c["aud"] = "someone-else"; }},
        {"aud",
         [](PlainJson& c) {
             c["aud"] = {"a", "b"}, c["azp"] = "kiosk";
         }},
        {"aud",
         [](PlainJson& c) {
             c["aud"] = PlainJson::array({"kiosk", 7});
         }},
        {"aud", [](PlainJson& c) { c.erase("aud"); }},
        {"azp",
         [](PlainJson& c) {
             c["aud"] = {"kiosk", "b"};
         }},
        {"azp", [](PlainJson& c) { c["azp"] = "someone-else"; }},
        {"azp", [](PlainJson& c) { c["azp"] = 7; }},
        {"exp", [](PlainJson& c) { c["exp"] = kNow - 60; }},
        {"exp", [](PlainJson& c) { c.erase("exp"); }},
        {"exp", [](PlainJson& c) { c["exp"] = "tomorrow"; }},
        {"exp", [](PlainJson& c) { c["exp"] = 1e300; }},
        {"iat", [](PlainJson& c) { c["iat"] = kNow + 61; }},
        {"iat", [](PlainJson& c) { c.erase("iat"); }},
        {"nbf", [](PlainJson& c) { c["nbf"] = kNow + 61; }},
        {"nbf", [](PlainJson& c) { c["nbf"] = "x"; }},
        {"nonce", [](PlainJson& c) { c["nonce"] = "another"; }},
        {"nonce", [](PlainJson& c) { c["nonce"] = "the-nonce-and-more"; }},
        {"nonce", [](PlainJson& c) { c["nonce"] = ""; }},
        {"nonce", [](PlainJson& c) { c.erase("nonce"); }},
        {"assurance", [](PlainJson& c) { c.erase("ial"); }},
        {"assurance", [](PlainJson& c) { c["ial"] = "IAL1"; }},
        {"assurance", [](PlainJson& c) { c["ial"] = {"IAL2"}; }},
        {"names", [](PlainJson& c) { c.erase("given_name"); }},
        {"names", [](PlainJson& c) { c["family_name"] = ""; }},
        {"names", [](PlainJson& c) { c["family_name"] = std::string(300, 'x'); }},
        {"names", [](PlainJson& c) { c["given_name"] = "Ada\nX"; }},
    };
    for (const auto& [check, change] : table) EXPECT_EQ(refusal_of(change), check) << &check - &table[0].first;
}

TEST(IdToken, TheSkewIsOneMinuteAndNotMore) {
    EXPECT_EQ(delays::kTokenSkew, std::chrono::seconds(60));
}

TEST(IdToken, NoAlgorithmButThePinnedOnes) {
    PlainJson none = rsa().header();
    for (const char* name : {"none", "None", "NONE", "", "HS256", "RS512", "PS256", "rs256"}) {
        none["alg"] = name;
        EXPECT_EQ(refusal(rsa().token(none.dump(), good_claims().dump())), "alg") << name;
        EXPECT_EQ(refusal(encoded(none.dump()) + "." + encoded(good_claims().dump()) + "."), "alg") << name;
    }
    EXPECT_EQ(refusal(rsa().confused_token(good_claims())), "alg");
    const std::vector<std::string> only_es{"ES256"};
    const auto result = check_id_token(rsa().token(good_claims()), keys(), expectation(only_es));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().context, "alg");
    // A profile that names a symmetric algorithm does not make it one of ours.
    const std::vector<std::string> careless{"HS256", "none"};
    EXPECT_FALSE(check_id_token(rsa().confused_token(good_claims()), keys(), expectation(careless)).ok());
}

TEST(IdToken, TheKeyMustBeTheProviders) {
    EXPECT_EQ(refusal(SigningKey::rsa("rsa-9").token(good_claims())), "kid");
    EXPECT_EQ(refusal(stranger().token(good_claims())), "signature");
    PlainJson swapped = rsa().header();
    swapped["kid"] = "ec-1";  // that key is there, but for another algorithm
    EXPECT_EQ(refusal(rsa().token(swapped.dump(), good_claims().dump())), "kid");
    PlainJson nameless = rsa().header();
    nameless.erase("kid");
    EXPECT_EQ(refusal(rsa().token(nameless.dump(), good_claims().dump())), "accepted") << "there is only one RSA key";
    const auto two = read_jwks(PlainJson{{"keys", {rsa().jwk(), SigningKey::rsa("rsa-2").jwk()}}}.dump());
    EXPECT_FALSE(check_id_token(rsa().token(nameless.dump(), good_claims().dump()), *two, expectation()).ok());
}

TEST(IdToken, ATamperedOneIsRefused) {
    const std::string token = rsa().token(good_claims());
    const std::size_t second = token.rfind('.');
    PlainJson other = good_claims();
    other["given_name"] = "Eve";
    const std::string head = token.substr(0, token.find('.'));
    EXPECT_EQ(refusal(head + "." + encoded(other.dump()) + token.substr(second)), "signature");
    std::string flipped = token;
    flipped[second + 20] = flipped[second + 20] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refusal(flipped), "signature");
    EXPECT_EQ(refusal(token.substr(0, second + 1)), "signature");
    for (const std::size_t left : {second, second - 10, std::size_t{5}, std::size_t{0}})
        EXPECT_EQ(refusal(token.substr(0, left)), "form");
    EXPECT_EQ(refusal(token + "="), "form");
    EXPECT_EQ(refusal(token + ".e30"), "form");
    EXPECT_EQ(refusal(token + "\n"), "form");
    EXPECT_EQ(refusal(".." + token), "form");
}

TEST(IdToken, AHugeOneIsNotEvenLookedAt) {
    PlainJson claims = good_claims();
    claims["filler"] = std::string(20'000, 'x');
    EXPECT_EQ(refusal(rsa().token(claims)), "size");
}

TEST(IdToken, WhatIsSaidTwiceIsRefused) {
    std::string twice = good_claims().dump();
    twice.insert(1, R"("nonce":"other",)");
    EXPECT_EQ(refusal(rsa().token(rsa().header().dump(), twice)), "claims");
    EXPECT_EQ(refusal(rsa().token(R"({"alg":"RS256","kid":"rsa-1","alg":"none"})", good_claims().dump())), "header");
    EXPECT_EQ(refusal(rsa().token(R"({"alg":"RS256","kid":"rsa-1","crit":["b64"],"b64":false})", good_claims().dump())),
              "header");
    EXPECT_EQ(refusal(rsa().token(rsa().header().dump(), "[]")), "claims");
    EXPECT_EQ(refusal(rsa().token("7", good_claims().dump())), "header");
}

TEST(Jwks, KeysThatAreWeakOrForOtherUsesAreLeftOut) {
    const auto alone = [](const PlainJson& key) { return read_jwks(PlainJson{{"keys", {key}}}.dump()).ok(); };
    EXPECT_TRUE(alone(rsa().jwk()));
    EXPECT_TRUE(alone(p256().jwk()));
    EXPECT_FALSE(alone(SigningKey::rsa("weak", 1024).jwk()));
    PlainJson key = rsa().jwk();
    key["use"] = "enc";
    EXPECT_FALSE(alone(key));
    key = rsa().jwk();
    key["alg"] = "RS512";
    EXPECT_FALSE(alone(key));
    key = p256().jwk();
    key["crv"] = "P-384";
    EXPECT_FALSE(alone(key));
    key = p256().jwk();
    key["x"] = key["y"];  // a point that is not on the curve
    EXPECT_FALSE(alone(key));
    EXPECT_FALSE(alone({{"kty", "oct"}, {"k", "c2VjcmV0"}}));
    EXPECT_FALSE(read_jwks(rsa().jwks(), {"ES256"}).ok());
    for (const char* bad : {"{}", "[]", R"({"keys":{}})", R"({"keys":[7]})", ""}) {
        const auto read = read_jwks(bad);
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().code, ErrorCode::Nonsense);
    }
}

/// Whatever bytes come, the answer is a refusal and never a crash; and no mutation of a signed token is accepted.
TEST(IdToken, MutationsAreRefusedAndNeverCrash) {
    std::mt19937 random(7);  // NOLINT: the same run every time
    const Jwks known = keys();
    const std::string good = rsa().token(good_claims());
    const auto any = [&](std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    };
    for (int round = 0; round < 3000; ++round) {
        std::string token = good;
        const std::size_t changes = 1 + any(4);
        for (std::size_t i = 0; i < changes && !token.empty(); ++i) {
            const std::size_t at = any(token.size());
            switch (any(4)) {
                case 0:
                    token[at] = static_cast<char>(any(256));
                    break;
                case 1:
                    token.erase(at, 1 + any(20));
                    break;
                case 2:
                    token.insert(at, token.substr(any(token.size()), any(40)));
                    break;
                default:
                    token.insert(at, 1, "._-A="[any(5)]);
                    break;
            }
        }
        if (token == good) continue;
        EXPECT_FALSE(check_id_token(token, known, expectation()).ok()) << round;
    }
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(any(200), '\0');
        for (char& c : bytes) c = static_cast<char>(any(256));
        EXPECT_FALSE(check_id_token(bytes, known, expectation()).ok());
        EXPECT_FALSE(
            check_id_token(encoded(bytes) + "." + encoded(bytes) + "." + encoded(bytes), known, expectation()).ok());
        EXPECT_FALSE(read_jwks(bytes).ok());
    }
    const std::string set = rsa().jwks();
    for (int round = 0; round < 300; ++round) {
        std::string text = set;
        for (std::size_t i = 0; i < 1 + any(3); ++i) text[any(text.size())] = static_cast<char>(32 + any(95));
        (void)read_jwks(text).ok();
    }
}

}  // namespace
}  // namespace vestibule::identity
