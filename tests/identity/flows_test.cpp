// flows_test - what the flows do when a service is slow, rude or gone, in virtual time and without a network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/identity/provider.hpp"
#include "tests/identity/tokens.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::identity {
namespace {

using namespace std::chrono_literals;
using net::Request;
using net::Response;
using net::testing::answer;
using net::testing::ScriptedClient;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::PlainJson;
using testing::SigningKey;

const SigningKey& key() {
    static const SigningKey made = SigningKey::p256("k1");
    return made;
}

Error failed(ErrorCode code) { return {code, "host:443"}; }

class FlowsTest : public ::testing::Test {
protected:
    FlowsTest() {
        profile_.name = "X";
        profile_.discovery_url = "https://op.example/discovery";
        profile_.issuer = "https://op.example";
        profile_.client_id = profile_.audience = "kiosk";
        profile_.scope = "openid";
        profile_.algorithms = {"ES256"};
        profile_.ial2_claim = "ial";
        profile_.ial2_value = "IAL2";
        profile_.capture_url = "https://relay.example/capture";
        profile_.capture_hosts = {"relay.example"};
        clock_.set_wall(drivers::WallTime(1'800'000'000s));
        client_.on("/discovery", [](const Request&) { return answer(200, discovery().dump()); });
        client_.on("/jwks", [](const Request&) { return answer(200, key().jwks()); });
        client_.on("/capture/sessions", [this](const Request& r) { return open(r); });
        client_.on("/device", [this](const Request& r) {
            nonce_ = field(r, "nonce=");
            return answer(200, R"({"device_code":"dc","user_code":"AB-CD","verification_uri":"https://op.example/p","expires_in":300,"interval":5})");
        });
        session_ = make_session(client_, profile_, clock_, "en-US");
    }

    static PlainJson discovery() {
        return {{"issuer", "https://op.example"}, {"token_endpoint", "https://op.example/token"}, {"jwks_uri", "https://op.example/jwks"},
                {"device_authorization_endpoint", "https://op.example/device"}};
    }
    static std::string body_of(const Request& request) { return {request.body.reveal().begin(), request.body.reveal().end()}; }
    static std::string field(const Request& request, const std::string& name) {
        const std::string body = body_of(request);
        const std::size_t at = body.find(name) + name.size();
        return body.substr(at, body.find('&', at) - at);
    }
    Result<Response> open(const Request& request) {
        nonce_ = PlainJson::parse(body_of(request)).at("nonce");
        return answer(201, R"({"id":"s/1","token":"bearer-1","expires_in":600})");
    }
    [[nodiscard]] std::string token(const std::function<void(PlainJson&)>& change = {}, const SigningKey& by = key()) const {
        PlainJson claims{{"iss", "https://op.example"}, {"aud", "kiosk"}, {"exp", 1'800'003'600}, {"iat", 1'800'000'000}, {"nonce", nonce_},
                         {"ial", "IAL2"}, {"given_name", "Ada"}, {"family_name", "Sample"}};
        if (change) change(claims);
        return PlainJson{{"id_token", by.token(claims)}, {"access_token", "at"}}.dump();
    }
    OnReply note() {
        return [this](Reply reply) { replies_.push_back(std::move(reply)); };
    }
    Reply only() {
        EXPECT_EQ(replies_.size(), 1U);
        return replies_.empty() ? Reply{Outcome::Cancelled, {}, "none"} : replies_.back();
    }
    void start_phone() {
        session_->start_phone([this](Result<PhoneCode> code) { codes_ += code.ok() ? 1 : 0; }, note());
    }
    static Evidence evidence() {
        const auto picture = [] {
            auto made = std::make_shared<capture::Picture>();
            made->jpeg = privacy::SecretBytes(privacy::WipedBytes(1000, 7));
            return made;
        };
        return {"driver_license", picture(), picture(), picture()};
    }
    void script_capture(std::vector<std::function<Result<Response>()>> polls) {
        client_.on("/s%2F1", std::move(polls));
        client_.on("/media/", [](const Request&) { return answer(204); });
        client_.on("/submit", [](const Request&) { return answer(202); });
        client_.on("/token", [this](const Request&) { return answer(200, token()); });
    }

    drivers::SimulatedClock clock_;
    ScriptedClient client_{clock_};
    Profile profile_;
    std::unique_ptr<Session> session_;
    std::string nonce_;
    std::vector<Reply> replies_;
    int codes_ = 0;
};

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
    client_.on("/token", {[] { return failed(ErrorCode::OutcomeUnknown); }, [] { return answer(400, R"({"error":"invalid_grant"})"); }});
    start_phone();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unknown);
}

TEST_F(FlowsTest, ATokenThatFailsIsNotVerifiedAndTheCheckIsNamed) {
    client_.on("/token", [this](const Request&) { return answer(200, token([](PlainJson& c) { c["nonce"] = "somebody-elses"; })); });
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

TEST_F(FlowsTest, PicturesGoToNamedHostsOnly) {
    profile_.capture_hosts = {"other.example", "relay.example:8443"};
    session_ = make_session(client_, profile_, clock_, "en-US");
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    EXPECT_EQ(only().error, "E211 a host is not named by the profile: relay.example:443");
    EXPECT_TRUE(client_.sent().empty());
}

TEST_F(FlowsTest, AVisitWithPictures) {
    script_capture({[] { return answer(200, R"({"status":"processing"})"); }, [] { return answer(200, R"({"status":"processing","progress":0.5})"); },
                    [] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    std::vector<double> parts;
    session_->verify(evidence(), [&](double part) { parts.push_back(part); }, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    ASSERT_EQ(parts.size(), 8U);
    const std::vector<double> expected{1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1, -1, 0.5};
    for (std::size_t i = 0; i < parts.size(); ++i) EXPECT_DOUBLE_EQ(parts[i], expected[i]);
    EXPECT_EQ(client_.waits(), (std::vector<std::chrono::milliseconds>{500ms, 750ms, 1125ms}));
    for (const auto& sent : client_.sent()) EXPECT_THAT(sent.url, Not(HasSubstr("s/1"))) << "an id cannot leave its segment";
}

TEST_F(FlowsTest, ARetakeSendsOnlyWhatIsNew) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/media/face", {[] { return answer(422, R"({"error":"retake","reason":"several_faces"})"); }, [] { return answer(204); }});
    Evidence given = evidence();
    session_->verify(given, {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Retake);
    EXPECT_EQ(only().retake, capture::Target::Face);
    EXPECT_THAT(only().error, HasSubstr("several_faces"));
    replies_.clear();
    given.face = evidence().face;
    session_->verify(given, {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(client_.count("/media/document-front"), 1);
    EXPECT_EQ(client_.count("/media/face"), 2);
}

TEST_F(FlowsTest, AnUnclearSubmitIsLookedUp) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/submit", [](const Request&) { return failed(ErrorCode::OutcomeUnknown); });
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(client_.count("/submit"), 1);
}

TEST_F(FlowsTest, AnUnclearSubmitThatDidNotArriveMayBeTriedAgain) {
    script_capture({[] { return answer(200, R"({"status":"open"})"); }, [] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/submit", {[] { return failed(ErrorCode::OutcomeUnknown); }, [] { return answer(202); }});
    const Evidence given = evidence();
    session_->verify(given, {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    replies_.clear();
    session_->verify(given, {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(client_.count("/media/"), 3);
}

TEST_F(FlowsTest, AnUnclearExchangeIsUnknownAndNotRepeated) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/token", [](const Request&) { return failed(ErrorCode::OutcomeUnknown); });
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unknown);
    EXPECT_EQ(client_.count("/token"), 1);
}

TEST_F(FlowsTest, PollingForgivesAFewFailuresAndWaitsWhenAsked) {
    const auto throttled = [] {
        Response made = answer(429);
        made.retry_after_s = 7;
        return made;
    };
    script_capture({[] { return failed(ErrorCode::NotReachable); }, throttled, [] { return answer(200, R"({"status":"verified","code":"c"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_THAT(client_.waits(), ::testing::Contains(7s));
}

TEST_F(FlowsTest, PollingEnds) {
    script_capture({[] { return failed(ErrorCode::NotReachable); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    EXPECT_EQ(client_.count("/s%2F1") - client_.count("/media/") - client_.count("/submit"), 3);
}

TEST_F(FlowsTest, AVerdictThatNeverComesIsNotWaitedForForever) {
    script_capture({[] { return answer(200, R"({"status":"processing"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    EXPECT_THAT(only().error, HasSubstr("E204"));
    EXPECT_LE(clock_.now().time_since_epoch(), 180s);
}

TEST_F(FlowsTest, ThrottlingIsNotExhaustion) {
    client_.on("/codes", {[] { return answer(429, R"({"error":"rate_limit"})"); }, [] { return answer(429, R"({"error":"exhausted"})"); }});
    session_->check_code(Channel::Email, privacy::secret("1"), note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    replies_.clear();
    session_->check_code(Channel::Email, privacy::secret("1"), note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Exhausted);
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

TEST_F(FlowsTest, OnlyAnUnfinishedSessionIsDroppedAtTheProvider) {
    const auto farewells = [this] {
        return std::count_if(client_.sent().begin(), client_.sent().end(), [](const auto& one) { return one.method == net::Method::Delete; });
    };
    session_->forget();
    EXPECT_EQ(farewells(), 0) << "nothing was begun";
    session_ = make_session(client_, profile_, clock_, "en-US");
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    session_.reset();
    EXPECT_EQ(farewells(), 0) << "a verified one is finished";
    session_ = make_session(client_, profile_, clock_, "en-US");
    session_->verify(evidence(), {}, note());
    client_.run(5);
    session_.reset();
    EXPECT_EQ(farewells(), 1);
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
}  // namespace vestibule::identity
