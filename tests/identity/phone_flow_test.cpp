// phone_flow_test - the hand-off to a phone, the token at its end, and how calls end; in virtual time.
#include "tests/identity/flows.hpp"

namespace vestibule::identity::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(FlowsTest, ThePhoneIsAskedForAtTheServersPace) {
    int asked = 0;
    client_.on("/token", [&](const Request&) -> Result<Response> {
        ++asked;
        if (asked == 2) return answer(400, R"({"error":"slow_down"})");
        if (asked < 4) return answer(400, R"({"error":"authorization_pending"})");
        return answer(200, token());
    });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    EXPECT_EQ(codes_, 1);
    EXPECT_EQ(client_.waits(), (std::vector<std::chrono::milliseconds>{5s, 5s, 10s, 10s}));
    ASSERT_NE(session_->identity(), nullptr);
    EXPECT_EQ(privacy::view(session_->identity()->given_name), "Ada");
    EXPECT_EQ(privacy::view(session_->identity()->access_token), "at");
}

TEST_F(FlowsTest, APhoneCodeRunsOut) {
    client_.on("/token", [](const Request&) { return answer(400, R"({"error":"authorization_pending"})"); });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Expired);
    EXPECT_LE(clock_.now().time_since_epoch(), 301s);
    EXPECT_LE(client_.count("/token"), 60);
}

TEST_F(FlowsTest, EveryEndOfAPhoneHandOff) {
    const std::vector<std::pair<const char*, Outcome>> table{{R"({"error":"expired_token"})", Outcome::Expired},
                                                             {R"({"error":"access_denied"})", Outcome::Declined},
                                                             {R"({"error":"invalid_grant"})", Outcome::NotVerified},
                                                             {R"({"error":"invalid_client"})", Outcome::Unreachable},
                                                             {"<html>", Outcome::Unreachable}};
    for (const auto& [body, outcome] : table) {
        replies_.clear();
        client_.on("/token", [body = body](const Request&) { return answer(400, body); });
        start_phone();
        client_.run();
        EXPECT_EQ(only().outcome, outcome) << body;
    }
}

TEST_F(FlowsTest, APhoneHandOffOutlastsABrokenLine) {
    client_.on("/token", {[] { return failed(ErrorCode::NotReachable); }, [] { return failed(ErrorCode::TimedOut); },
                          [] { return answer(503); }, [this] { return answer(200, token()); }});
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    // Each failure slows the asking down, as RFC 8628 wants it.
    EXPECT_EQ(client_.waits(), (std::vector<std::chrono::milliseconds>{5s, 10s, 20s, 20s}));
}

TEST_F(FlowsTest, ATokenThatWasLostOnItsWayIsUnknown) {
    client_.on("/token", {[] { return failed(ErrorCode::OutcomeUnknown); },
                          [] { return answer(400, R"({"error":"invalid_grant"})"); }});
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unknown);
}

TEST_F(FlowsTest, ATokenThatFailsIsNotVerifiedAndTheCheckIsNamed) {
    client_.on("/token", [this](const Request&) {
        return answer(200, token([](PlainJson& c) { c["nonce"] = "somebody-elses"; }));
    });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::NotVerified);
    EXPECT_EQ(only().error, "E210 an id_token did not pass its checks: nonce");
    EXPECT_EQ(session_->identity(), nullptr);
}

TEST_F(FlowsTest, NewKeysAreFetchedOnceForAnUnknownKeyId) {
    const SigningKey fresh = SigningKey::p256("k2");
    client_.on("/jwks", {[] { return answer(200, key().jwks()); }, [&] { return answer(200, fresh.jwks()); }});
    client_.on("/token", [&](const Request&) { return answer(200, token({}, fresh)); });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    EXPECT_EQ(client_.count("/jwks"), 2);
}

TEST_F(FlowsTest, AKeyThatStaysUnknownIsRefusedAfterOneRefresh) {
    const SigningKey other = SigningKey::p256("k9");
    client_.on("/token", [&](const Request&) { return answer(200, token({}, other)); });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::NotVerified);
    EXPECT_THAT(only().error, HasSubstr("kid"));
    EXPECT_EQ(client_.count("/jwks"), 2);
}

TEST_F(FlowsTest, ATokenServesOnce) {
    std::string first;
    client_.on("/token", [&](const Request&) { return answer(200, first = first.empty() ? token() : first); });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    replies_.clear();
    start_phone();  // a new nonce, but the old token again
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::NotVerified);
}

TEST_F(FlowsTest, ADiscoveryOfAnotherIssuerIsRefused) {
    PlainJson other = discovery();
    const auto outcome_of = [&](const PlainJson& document) {
        client_.on("/discovery", [text = document.dump()](const Request&) { return answer(200, text); });
        replies_.clear();
        check_connection(client_, profile_, note());
        client_.run();
        return only();
    };
    EXPECT_EQ(outcome_of(discovery()).outcome, Outcome::Ok);
    other["issuer"] = "https://op.example/";
    EXPECT_THAT(outcome_of(other).error, HasSubstr("issuer is not the profile's"));
    for (const char* name : {"token_endpoint", "jwks_uri", "device_authorization_endpoint"}) {
        other = discovery();
        other[name] = "http://op.example/x";
        EXPECT_THAT(outcome_of(other).error, HasSubstr(name));
        other.erase(name);
        EXPECT_THAT(outcome_of(other).error, HasSubstr(name));
    }
    client_.on("/jwks", [](const Request&) { return answer(200, R"({"keys":[]})"); });
    EXPECT_THAT(outcome_of(discovery()).error, HasSubstr("no key that can be used"));
}

TEST_F(FlowsTest, CancelEndsTheCallOnce) {
    client_.on("/token", [](const Request&) { return answer(400, R"({"error":"authorization_pending"})"); });
    start_phone();
    client_.run(6);
    EXPECT_EQ(codes_, 1);
    EXPECT_TRUE(replies_.empty());
    session_->cancel();
    session_->cancel();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Cancelled);
    session_->cancel();
    client_.run();
    EXPECT_EQ(replies_.size(), 1U);
    // And the next call works.
    replies_.clear();
    client_.on("/token", [this](const Request&) { return answer(200, token()); });
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
}

TEST_F(FlowsTest, ACallThatIsBegunTooSoonEndsTheOldOne) {
    client_.on("/token", [this](const Request&) { return answer(200, token()); });
    start_phone();
    client_.run(2);
    start_phone();
    client_.run();
    ASSERT_EQ(replies_.size(), 2U);
    EXPECT_EQ(replies_[0].outcome, Outcome::Cancelled);
    EXPECT_EQ(replies_[1].outcome, Outcome::Ok);
}

TEST_F(FlowsTest, AfterForgetNothingIsCalledAndNothingIsKept) {
    client_.on("/token", [this](const Request&) { return answer(200, token()); });
    start_phone();
    client_.run();
    ASSERT_NE(session_->identity(), nullptr);
    session_->forget();
    EXPECT_EQ(session_->identity(), nullptr);
    replies_.clear();
    start_phone();
    session_->cancel();
    client_.run();
    EXPECT_TRUE(replies_.empty());
}

}  // namespace
}  // namespace vestibule::identity::testing
