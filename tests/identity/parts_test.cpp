// parts_test - PKCE by the RFC's own vector, base64url by its rules, and the words that may reach the journal.
#include <gtest/gtest.h>

#include <set>

#include "kiosk/identity/base64url.hpp"
#include "kiosk/identity/phone_code.hpp"
#include "kiosk/identity/pkce.hpp"
#include "kiosk/identity/replies.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::identity {
namespace {

TEST(Pkce, TheVectorOfRfc7636AppendixB) {
    EXPECT_EQ(challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
              "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, RandomTextsAreLongEnoughAndNeverTheSame) {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const std::string text(privacy::view(random_text()));
        EXPECT_EQ(text.size(), 43U);  // 256 bits, and what RFC 7636 wants of a verifier
        EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
        seen.insert(text);
    }
    EXPECT_EQ(seen.size(), 200U);
}

TEST(Base64Url, OneTextOneMeaning) {
    const std::uint8_t bytes[] = {0xFB, 0xFF, 0x00, 0x01};
    EXPECT_EQ(to_base64url({bytes, 4}), "-_8AAQ");
    EXPECT_EQ(to_base64url({bytes, 0}), "");
    for (const char* good : {"", "-_8AAQ", "AAAA", "AA", "AAA"}) {
        const auto decoded = from_base64url(good);
        ASSERT_TRUE(decoded) << good;
        EXPECT_EQ(to_base64url(*decoded), good);
    }
    for (const char* bad : {"A", "AAAAA", "AA==", "AB", "AAB", "+/AA", "AA A", "AA\n"})
        EXPECT_FALSE(from_base64url(bad)) << bad;
}

TEST(Replies, OnlyTheProtocolsOwnWordsAreTold) {
    using net::testing::answer;
    EXPECT_EQ(reason_word(answer(422, R"({"error":"wrong_code"})"), "error"), "wrong_code");
    EXPECT_EQ(reason_word(answer(422, R"({"error":"Ada Sample is unknown"})"), "error"), "");
    EXPECT_EQ(reason_word(answer(422, "<html>"), "error"), "");
    const Reply reply = reply_for_status("https://relay.example/sessions/abc", answer(403, R"({"error":"Ada"})"));
    EXPECT_EQ(reply.outcome, Outcome::Unreachable);
    EXPECT_EQ(reply.error, "E205 a server refused the request: relay.example:443 answered 403");
}

TEST(Replies, ErrorsBecomeOutcomes) {
    EXPECT_EQ(reply_for({ErrorCode::Cancelled, ""}).outcome, Outcome::Cancelled);
    EXPECT_EQ(reply_for({ErrorCode::OutcomeUnknown, ""}).outcome, Outcome::Unknown);
    EXPECT_EQ(repeatable(reply_for({ErrorCode::OutcomeUnknown, ""})).outcome, Outcome::Unreachable);
    EXPECT_EQ(reply_for({ErrorCode::TokenInvalid, "nonce"}).outcome, Outcome::NotVerified);
    for (const ErrorCode code : {ErrorCode::NameNotResolved, ErrorCode::NotReachable, ErrorCode::NotTrusted,
                                 ErrorCode::TimedOut, ErrorCode::Nonsense, ErrorCode::HostNotAllowed}) {
        EXPECT_EQ(reply_for({code, ""}).outcome, Outcome::Unreachable);
    }
}

TEST(PhoneCodes, OnlyAnHttpsAddressIsShown) {
    const auto read = [](const char* json) {
        return read_phone_code(*net::parse_object(std::string_view(json), "x"), "host:1");
    };
    const auto good = read(R"({"verification_uri":"https://a/p","user_code":"AB-CD","expires_in":9000,"interval":0})");
    ASSERT_TRUE(good.ok());
    EXPECT_EQ(privacy::view(good->code.verification_uri_complete), "https://a/p");
    EXPECT_EQ(good->code.expires_in, std::chrono::seconds(1200)) << "no longer than the journey waits";
    EXPECT_EQ(good->interval, std::chrono::seconds(1));
    for (const char* bad : {R"({})", R"({"verification_uri":"http://a/p","user_code":"A","expires_in":9})",
                            R"({"verification_uri":"https://a/p","verification_uri_complete":"javascript:x",)"
                            R"("user_code":"A","expires_in":9})",
                            R"({"verification_uri":"https://a/p","user_code":"","expires_in":9})",
                            R"({"verification_uri":"https://a/p","user_code":"A","expires_in":0})",
                            R"({"verification_uri":"https://a/p","user_code":"A"})",
                            R"({"verification_uri":"https://a/p","user_code":"A","expires_in":9,"interval":3600})"}) {
        EXPECT_FALSE(read(bad).ok()) << bad;
    }
}

}  // namespace
}  // namespace vestibule::identity
