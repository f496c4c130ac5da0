// capture_test - a whole capture session and every way it can go wrong.
#include <gtest/gtest.h>

#include "tests/services/drawings.hpp"
#include "tests/services/kit.hpp"

namespace vestibule::services {
namespace {

using Show = drivers::simulated::Scene::Show;
using Where = Kiosk::Where;

class Capture : public testing::Test {
protected:
    static void SetUpTestSuite() {
        services_ = std::make_unique<sandbox::Sandbox>();
        front_ = photograph(Show::LicenseFront);
        back_ = photograph(Show::LicenseBack);
        face_ = photograph(Show::Face);
    }
    static void TearDownTestSuite() { services_.reset(); }

    /// All steps before the pictures.
    void prepare(Visit& visit, const std::string& email, const std::string& phone) {
        ASSERT_EQ(visit.consent().status, 201);
        ASSERT_EQ(visit.account(email, phone, "a long enough one").status, 202);
        visit.confirm(email, phone);
        ASSERT_EQ(visit.person("Alex", "Sample", "1958-03-14").status, 204);
    }
    void send_pictures(Visit& visit, const std::string& back) {
        ASSERT_EQ(visit.media("document-front", front_).status, 204);
        ASSERT_EQ(visit.media("document-back", back).status, 204);
        ASSERT_EQ(visit.media("face", face_).status, 204);
    }
    static std::unique_ptr<sandbox::Sandbox> services_;
    static std::string front_, back_, face_;
    Kiosk kiosk_{*services_};
};
std::unique_ptr<sandbox::Sandbox> Capture::services_;
std::string Capture::front_, Capture::back_, Capture::face_;

TEST_F(Capture, ThePicturesOfALicenceVerifyItsHolderAtBothProviders) {
    for (const std::string provider : {"clear", "idme"}) {
        SCOPED_TRACE(provider);
        Visit visit(kiosk_, *services_, provider);
        prepare(visit, provider + "-new@example.org", "+14155550199");
        send_pictures(visit, back_);
        const Reply decided = visit.decision("driver_license");
        ASSERT_EQ(decided.body["status"], "verified") << decided.text;
        EXPECT_EQ(visit.step("submit", {{"document", "driver_license"}}).status, 409);
        const Reply tokens = visit.exchange(decided.body["code"], visit.verifier());
        ASSERT_EQ(tokens.status, 200) << tokens.text;
        const Json keys = provider == "clear" ? kiosk_.get(Where::Clear, "/integrations/.well-known/jwks.json").body
                                              : kiosk_.get(Where::Idme, "/oidc/.well-known/jwks").body;
        EXPECT_EQ(verified_claims(tokens.body["id_token"], keys)["nonce"], visit.nonce());
        EXPECT_EQ(visit.exchange(decided.body["code"], visit.verifier()).body["error"], "invalid_grant") << "good once";
        const auto session = services_->received().sessions.back();
        EXPECT_EQ(session.provider, provider);
        EXPECT_EQ(session.status, "verified");
        EXPECT_TRUE(session.consent_before_media);
        EXPECT_EQ(session.media.at("document-back").verdict, "good");
        EXPECT_EQ(session.media.at("document-back").bytes, back_.size());
    }
}

TEST_F(Capture, AWrongVerifierGetsNoToken) {
    Visit visit(kiosk_, *services_, "clear");
    ASSERT_EQ(visit.step("sign-in", {{"email", "returning@example.org"}}).status, 202);
    const Reply verified = visit.step("second-factor", {{"code", services_->code("phone", "+14155550123")}});
    ASSERT_EQ(verified.body["status"], "verified") << verified.text;
    EXPECT_EQ(visit.exchange(verified.body["code"], "another verifier").body["error"], "invalid_grant");
    EXPECT_EQ(visit.exchange(verified.body["code"], visit.verifier()).body["error"], "invalid_grant")
        << "a code that somebody tried is spent";
}

TEST_F(Capture, NoPictureBeforeConsent) {
    Visit visit(kiosk_, *services_, "clear");
    const Reply early = visit.media("document-front", front_);
    EXPECT_EQ(early.status, 412);
    EXPECT_EQ(early.body["error"], "consent_required");
    EXPECT_FALSE(services_->received().sessions.back().consent_before_media);
    EXPECT_EQ(visit.step("consent", {{"text_version", "1"}}).status, 400) << "a consent that lacks its language";
    EXPECT_EQ(visit.media("document-front", front_).status, 412);
}

TEST_F(Capture, APictureThatIsNoGoodMustBeTakenAgain) {
    Visit visit(kiosk_, *services_, "clear");
    ASSERT_EQ(visit.consent().status, 201);
    const auto reason = [&](const std::string& kind, const std::string& jpeg) {
        const Reply reply = visit.media(kind, jpeg);
        EXPECT_EQ(reply.status, 422);
        EXPECT_EQ(reply.body.value("error", ""), "retake");
        return reply.body.value("reason", "");
    };
    EXPECT_EQ(reason("document-front", draw_blank(128)), "blank_photo");
    EXPECT_EQ(reason("face", draw_blank(128)), "blank_photo");
    EXPECT_EQ(reason("document-front", back_), "incorrect_side");
    EXPECT_EQ(reason("document-back", front_), "incorrect_side");
    EXPECT_EQ(reason("document-front", face_), "no_document");
    EXPECT_EQ(reason("face", back_), "no_face");
    EXPECT_EQ(reason("face", photograph(Show::TwoFaces)), "several_faces");
    EXPECT_EQ(visit.media("document-front", front_).status, 204) << "the next one may be good";
}

TEST_F(Capture, WrongCodesAreCountedAndExhaust) {
    Visit visit(kiosk_, *services_, "clear");
    const std::string email = "codes@example.org", phone = "+14155550188";
    EXPECT_EQ(visit.code("email", "123456").body["error"], "no_code_sent");
    ASSERT_EQ(visit.account(email, phone).status, 202);
    const std::string right = services_->code("email", email);
    ASSERT_EQ(right.size(), 6U);
    const std::string wrong = right == "000000" ? "000001" : "000000";
    for (int left = 4; left > 0; --left) {
        const Reply reply = visit.code("email", wrong);
        EXPECT_EQ(reply.status, 422);
        EXPECT_EQ(reply.body["error"], "wrong_code");
        EXPECT_EQ(reply.body["attempts_left"], left);
    }
    EXPECT_EQ(visit.code("email", wrong).status, 429);
    EXPECT_EQ(visit.code("email", right).body["error"], "exhausted") << "the right one comes too late";
    EXPECT_EQ(visit.step("codes/again", {{"channel", "email"}}).status, 429);

    const std::string old = services_->code("phone", phone);
    ASSERT_EQ(visit.step("codes/again", {{"channel", "phone"}}).status, 202);
    const std::string fresh = services_->code("phone", phone);
    if (fresh != old) {
        EXPECT_EQ(visit.code("phone", old).status, 422) << "the old code is no longer good";
    }
    EXPECT_EQ(visit.code("phone", fresh).status, 204);
}

TEST_F(Capture, AccountsAreChecked) {
    Visit clear(kiosk_, *services_, "clear"), idme(kiosk_, *services_, "idme");
    EXPECT_EQ(clear.account("nobody", "+14155550100").body["error"], "invalid_email");
    EXPECT_EQ(clear.account("a@example.org", "4155550100").body["error"], "invalid_phone");
    EXPECT_EQ(idme.account("a@example.org", "+14155550100", "short").body["error"], "weak_password");
    EXPECT_EQ(clear.account("a@example.org", "+14155550100", "short").status, 202) << "CLEAR asks for no password";
}

TEST_F(Capture, OnlyKnownPeopleSignInAndOnlyVerifiedOnesAreDone) {
    Visit visit(kiosk_, *services_, "idme");
    EXPECT_EQ(visit.step("sign-in", {{"email", "stranger@example.org"}, {"password", "x"}}).body["error"],
              "no_account");
    EXPECT_EQ(visit.step("sign-in", {{"email", "returning@example.org"}, {"password", "wrong"}}).body["error"],
              "no_account");
    ASSERT_EQ(visit.step("sign-in", {{"email", "unverified@example.org"}, {"password", "correct horse 43"}}).status,
              202);
    const Reply reply = visit.step("second-factor", {{"code", services_->code("phone", "+14155550124")}});
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.body["error"], "not_verified_before");
}

TEST_F(Capture, AnotherPersonsCardIsRefused) {
    Visit visit(kiosk_, *services_, "clear");
    prepare(visit, "other@example.org", "+14155550177");
    send_pictures(visit, draw_back(card_text("JORDAN", "LEE", "OTHER", "05061990"), 3));
    EXPECT_EQ(visit.decision("driver_license").body["status"], "refused");
    EXPECT_FALSE(visit.look().body.contains("code"));
}

TEST_F(Capture, AnExpiredCardIsRefused) {
    Visit visit(kiosk_, *services_, "clear");
    prepare(visit, "late@example.org", "+14155550176");
    send_pictures(visit, draw_back(card_text("ALEX", "QUILL", "SAMPLE", "03141958", "01312020"), -2));
    EXPECT_EQ(visit.decision("driver_license").body["status"], "refused");
}

TEST_F(Capture, TheSameFactsOnAnotherDrawingOfTheCardVerify) {
    Visit visit(kiosk_, *services_, "clear");
    prepare(visit, "drawn@example.org", "+14155550175");
    send_pictures(visit, draw_back(card_text("ALEX", "QUILL", "SAMPLE", "03141958"), 6));
    EXPECT_EQ(visit.decision("driver_license").body["status"], "verified");
}

TEST_F(Capture, SomeoneWhomTheProviderRefusesIsRefusedWithGenuineData) {
    Visit visit(kiosk_, *services_, "clear");
    prepare(visit, "refused@example.org", "+14155550128");
    send_pictures(visit, back_);
    EXPECT_EQ(visit.decision("driver_license").body["status"], "refused");
}

TEST_F(Capture, WhatIsMissingIsNeverVerified) {
    Visit without_back(kiosk_, *services_, "clear");
    prepare(without_back, "missing@example.org", "+14155550174");
    ASSERT_EQ(without_back.media("document-front", front_).status, 204);
    ASSERT_EQ(without_back.media("face", face_).status, 204);
    EXPECT_EQ(without_back.decision("state_id").body["status"], "refused");

    Visit without_codes(kiosk_, *services_, "clear");
    ASSERT_EQ(without_codes.consent().status, 201);
    ASSERT_EQ(without_codes.account("uncoded@example.org", "+14155550173").status, 202);
    ASSERT_EQ(without_codes.person("Alex", "Sample", "1958-03-14").status, 204);
    send_pictures(without_codes, back_);
    EXPECT_EQ(without_codes.decision("driver_license").body["status"], "refused");

    Visit passport(kiosk_, *services_, "idme");
    prepare(passport, "passport@example.org", "+14155550172");
    ASSERT_EQ(passport.media("document-front", photograph(Show::PassportPage)).status, 204);
    ASSERT_EQ(passport.media("face", face_).status, 204);
    EXPECT_EQ(passport.decision("passport").body["status"], "verified") << "a passport has no back";

    Visit borrowed(kiosk_, *services_, "idme");
    prepare(borrowed, "borrowed@example.org", "+14155550171");
    ASSERT_EQ(borrowed.person("Robin", "Sample", "1958-03-14").status, 204);
    ASSERT_EQ(borrowed.media("document-front", photograph(Show::PassportPage)).status, 204);
    ASSERT_EQ(borrowed.media("face", face_).status, 204);
    EXPECT_EQ(borrowed.decision("passport").body["status"], "refused") << "its zone names somebody else";
}

TEST_F(Capture, ADroppedSessionIsGone) {
    Visit visit(kiosk_, *services_, "clear");
    const int before = services_->received().deleted;
    EXPECT_EQ(kiosk_.remove(Where::Relay, visit.path(), "another token").status, 401);
    EXPECT_EQ(visit.drop().status, 204);
    EXPECT_EQ(visit.look().status, 404);
    EXPECT_EQ(services_->received().deleted, before + 1);
    EXPECT_EQ(services_->received().sessions.back().status, "dropped");
}

TEST_F(Capture, AnOldSessionHasRunOut) {
    sandbox::Sandbox services({.session_seconds = 0});
    Kiosk kiosk(services);
    Visit visit(kiosk, services, "clear");
    EXPECT_EQ(visit.look().body["status"], "expired");
    EXPECT_EQ(visit.consent().status, 410);
}

}  // namespace
}  // namespace vestibule::services
