// faults_test - the client certificate that the relay demands, and each way in which the services misbehave on demand.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/services/kit.hpp"

namespace vestibule::services {
namespace {

using Where = Kiosk::Where;
constexpr auto discovery = "/integrations/.well-known/openid-configuration";
constexpr auto keys = "/integrations/.well-known/jwks.json";

class Faults : public testing::Test {
protected:
    static void SetUpTestSuite() { services_ = std::make_unique<sandbox::Sandbox>(); }
    static void TearDownTestSuite() { services_.reset(); }
    ~Faults() override { services_->clear_faults(); }
    static std::unique_ptr<sandbox::Sandbox> services_;
    Kiosk kiosk_{*services_};
};
std::unique_ptr<sandbox::Sandbox> Faults::services_;

TEST_F(Faults, TheRelaySpeaksOnlyWithTheKioskItself) {
    httplib::SSLClient nobody("localhost", services_->relay_port());
    nobody.set_ca_cert_path(services_->ca_file());
    nobody.enable_server_certificate_verification(true);
    EXPECT_FALSE(nobody.Get("/records/v1/searches/x")) << "no answer without a client certificate";
    EXPECT_EQ(kiosk_.get(Where::Relay, "/records/v1/searches/x").status, 404);
    // A certificate that the CA did not issue is as good as none.
    sandbox::Sandbox elsewhere;
    httplib::SSLClient stranger("localhost", services_->relay_port(), elsewhere.client_certificate(),
                                elsewhere.client_key());
    stranger.set_ca_cert_path(services_->ca_file());
    stranger.enable_server_certificate_verification(true);
    EXPECT_FALSE(stranger.Get("/records/v1/searches/x"));
}

TEST_F(Faults, TheServersAreOnlyTrustedByTheirOwnCa) {
    httplib::SSLClient client("localhost", services_->clear_port());
    client.enable_server_certificate_verification(true);
    EXPECT_FALSE(client.Get(discovery)) << "the system's own authorities do not know the test CA";
}

TEST_F(Faults, AStatusStrikesItsServiceAndPathAsOftenAsAsked) {
    services_->fault({.service = "clear", .kind = "status", .path = "jwks", .status = 503, .times = 2});
    EXPECT_EQ(kiosk_.get(Where::Clear, discovery).status, 200) << "another path";
    EXPECT_EQ(kiosk_.get(Where::Idme, "/oidc/.well-known/jwks").status, 200) << "another service";
    EXPECT_EQ(kiosk_.get(Where::Clear, keys).status, 503);
    EXPECT_EQ(kiosk_.get(Where::Clear, keys).status, 503);
    EXPECT_EQ(kiosk_.get(Where::Clear, keys).status, 200) << "it was to strike twice";
}

TEST_F(Faults, ServicesOfOnePortAreStruckApart) {
    services_->fault({.service = "records", .kind = "status", .status = 502});
    EXPECT_EQ(kiosk_.get(Where::Relay, "/records/v1/searches/x").status, 502);
    EXPECT_EQ(kiosk_.get(Where::Relay, "/clear/capture/v1/sessions/x").status, 404);
    services_->clear_faults();
    EXPECT_EQ(kiosk_.get(Where::Relay, "/records/v1/searches/x").status, 404);
    services_->fault({.service = "all", .kind = "status", .status = 500});
    EXPECT_EQ(kiosk_.get(Where::Relay, "/clear/capture/v1/sessions/x").status, 500);
    EXPECT_EQ(kiosk_.get(Where::Portal, "/phone").status, 500);
}

TEST_F(Faults, GarbageLooksLikeSuccessAndIsNoJson) {
    services_->fault({.service = "idme", .kind = "garbage"});
    const Reply reply = kiosk_.get(Where::Idme, "/oidc/.well-known/openid-configuration");
    EXPECT_EQ(reply.status, 200);
    EXPECT_FALSE(reply.text.empty());
    EXPECT_TRUE(reply.body.is_discarded());
}

TEST_F(Faults, ACutAnswerEndsInTheMiddleAndWasCarriedOut) {
    services_->fault({.service = "clear", .kind = "cut", .times = 1});
    const Reply cut = kiosk_.get(Where::Clear, discovery);
    EXPECT_EQ(cut.status, 0);
    EXPECT_EQ(kiosk_.get(Where::Clear, discovery).status, 200) << "the next request is answered";

    const auto sessions_before = services_->received().sessions.size();
    services_->fault({.service = "relay", .kind = "cut", .path = "/sessions", .times = 1});
    EXPECT_THROW(Visit(kiosk_, *services_, "clear"), std::runtime_error);
    EXPECT_EQ(services_->received().sessions.size(), sessions_before + 1) << "the client cannot know, but it was done";
}

TEST_F(Faults, ASlowAnswerComesWhenTheFaultIsCleared) {
    services_->fault({.service = "clear", .kind = "slow", .seconds = 3600});
    Reply reply;
    std::thread waiting([&] { reply = kiosk_.get(Where::Clear, discovery); });
    Kiosk impatient(*services_);
    httplib::SSLClient client("localhost", services_->clear_port());
    client.set_ca_cert_path(services_->ca_file());
    client.set_read_timeout(std::chrono::milliseconds(200));
    EXPECT_FALSE(client.Get(discovery)) << "an hour is longer than this client waits";
    // Clearing ends the waits of those who wait; a request that arrives later finds no fault.
    services_->clear_faults();
    waiting.join();
    EXPECT_EQ(reply.status, 200);
}

TEST_F(Faults, AnExpiredCertificateIsShownToNewAndOldConnections) {
    ASSERT_EQ(kiosk_.get(Where::Clear, discovery).status, 200);
    ASSERT_EQ(kiosk_.get(Where::Relay, "/records/v1/searches/x").status, 404);
    services_->fault({.service = "clear", .kind = "expired_certificate"});
    EXPECT_EQ(kiosk_.get(Where::Clear, discovery).status, 0)
        << "the kept connection is gone, the new one is not trusted";
    EXPECT_EQ(kiosk_.get(Where::Relay, "/records/v1/searches/x").status, 404) << "the others are well";
    services_->clear_faults();
    EXPECT_EQ(kiosk_.get(Where::Clear, discovery).status, 200);
    services_->fault({.service = "records", .kind = "expired_certificate"});
    const Reply reply = kiosk_.get(Where::Relay, "/records/v1/searches/x");
    EXPECT_EQ(reply.status, 0);
    EXPECT_EQ(reply.error, httplib::Error::SSLServerVerification);
}

TEST_F(Faults, AnUnknownFaultIsAMistakeInTheTest) {
    EXPECT_THROW(services_->fault({.service = "clear", .kind = "earthquake"}), std::runtime_error);
    EXPECT_THROW(services_->fault({.service = "post office", .kind = "slow"}), std::runtime_error);
}

}  // namespace
}  // namespace vestibule::services
