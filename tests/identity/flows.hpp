// flows - a provider without a network, for tests in virtual time: rules for its answers, tokens with the right nonce.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/identity/provider.hpp"
#include "tests/identity/tokens.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::identity::testing {

using namespace std::chrono_literals;
using net::Request;
using net::Response;
using net::testing::answer;
using net::testing::ScriptedClient;

inline const SigningKey& key() {
    static const SigningKey made = SigningKey::p256("k1");
    return made;
}

inline Error failed(ErrorCode code) {
    return {code, "host:443"};
}

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
            return answer(200, R"({"device_code":"dc","user_code":"AB-CD",)"
                               R"("verification_uri":"https://op.example/p","expires_in":300,"interval":5})");
        });
        session_ = make_session(client_, profile_, clock_, "en-US");
    }

    static PlainJson discovery() {
        return {{"issuer", "https://op.example"},
                {"token_endpoint", "https://op.example/token"},
                {"jwks_uri", "https://op.example/jwks"},
                {"device_authorization_endpoint", "https://op.example/device"}};
    }
    static std::string body_of(const Request& request) {
        return {request.body.reveal().begin(), request.body.reveal().end()};
    }
    static std::string field(const Request& request, const std::string& name) {
        const std::string body = body_of(request);
        const std::size_t at = body.find(name) + name.size();
        return body.substr(at, body.find('&', at) - at);
    }
    Result<Response> open(const Request& request) {
        nonce_ = PlainJson::parse(body_of(request)).at("nonce");
        return answer(201, R"({"id":"s/1","token":"bearer-1","expires_in":600})");
    }
    [[nodiscard]] std::string token(const std::function<void(PlainJson&)>& change = {},
                                    const SigningKey& by = key()) const {
        PlainJson claims{{"iss", "https://op.example"}, {"aud", "kiosk"},         {"exp", 1'800'003'600},
                         {"iat", 1'800'000'000},        {"nonce", nonce_},        {"ial", "IAL2"},
                         {"given_name", "Ada"},         {"family_name", "Sample"}};
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

}  // namespace vestibule::identity::testing
