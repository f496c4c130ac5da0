// capture_flow_test - pictures, verdicts and codes when the service is slow, rude or gone; in virtual time.
#include "kiosk/identity/retakes.hpp"
#include "tests/identity/flows.hpp"
#include "tests/net/noted_duties.hpp"

namespace vestibule::identity::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
    script_capture({[] { return answer(200, R"({"status":"processing"})"); },
                    [] { return answer(200, R"({"status":"processing","progress":0.5})"); },
                    [] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    std::vector<double> parts;
    session_->verify(
        evidence(), [&](double part) { parts.push_back(part); }, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    ASSERT_EQ(parts.size(), 8U);
    const std::vector<double> expected{1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1, -1, 0.5};
    for (std::size_t i = 0; i < parts.size(); ++i) EXPECT_DOUBLE_EQ(parts[i], expected[i]);
    EXPECT_EQ(client_.waits(), (std::vector<std::chrono::milliseconds>{500ms, 750ms, 1125ms}));
    for (const auto& sent : client_.sent())
        EXPECT_THAT(sent.url, Not(HasSubstr("s/1"))) << "an id cannot leave its segment";
}

TEST_F(FlowsTest, ARetakeSendsOnlyWhatIsNew) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/media/face", {[] { return answer(422, R"({"error":"retake","reason":"several_faces"})"); },
                               [] { return answer(204); }});
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

using capture::Hint;

/// Written out once more: a reason that is answered with another advice is a patient who mends the wrong thing.
constexpr std::array kSaid = {
    RetakeReason{"blurred_photo", Hint::Blurred, Hint::HoldStill},
    RetakeReason{"dark_photo", Hint::TooDark, Hint::TooDark},
    RetakeReason{"glare_on_photo", Hint::Glare, Hint::LightOnFace},
    RetakeReason{"cut_off_document", Hint::CentreIt, Hint::CentreIt},
    RetakeReason{"no_document", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"incorrect_side", Hint::WrongSide, Hint::ShowFace},
    RetakeReason{"unreadable_barcode", Hint::MoveCloser, Hint::ShowFace},
    RetakeReason{"no_face", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"several_faces", Hint::ShowDocument, Hint::OneFaceOnly},
    RetakeReason{"blank_photo", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"covered_photo", Hint::Covered, Hint::ShowFace},
    RetakeReason{"damaged_document", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"no_document_in_image", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"two_documents_uploaded", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"photo_of_screen", Hint::ShowDocument, Hint::ShowFace},
    RetakeReason{"document_on_printed_paper", Hint::ShowDocument, Hint::ShowFace},
};
static_assert(kSaid.size() == kRetakeReasons.size());

TEST_F(FlowsTest, EachReasonForARetakeHasItsHintAndAnUnknownOneTheGeneralOne) {
    std::string said;
    client_.on("/media/",
               [&said](const Request&) { return answer(422, R"({"error":"retake","reason":")" + said + "\"}"); });
    const auto hint_of = [&](const std::string& reason, bool face) {
        said = reason;
        if (face) client_.on("/media/document-", [](const Request&) { return answer(204); });
        replies_.clear();
        session_ = make_session(client_, profile_, clock_, "en-US");
        session_->verify(evidence(), {}, note());
        client_.run();
        EXPECT_EQ(only().outcome, Outcome::Retake);
        EXPECT_EQ(only().retake, face ? capture::Target::Face : capture::Target::LicenseFront);
        return only().hint;
    };
    for (const bool face : {false, true}) {
        for (const RetakeReason& reason : kSaid) {
            EXPECT_EQ(hint_of(std::string(reason.word), face), face ? reason.face : reason.document) << reason.word;
            EXPECT_THAT(only().error, HasSubstr(std::string(reason.word)));
            EXPECT_NE(only().hint, capture::Hint::None);
            EXPECT_NE(only().hint, capture::Hint::Good);
        }
        for (const char* unknown : {"", "our_new_reason", "Blurred_Photo"}) {
            EXPECT_EQ(hint_of(unknown, face), face ? capture::Hint::ShowFace : capture::Hint::ShowDocument) << unknown;
            EXPECT_THAT(only().error, Not(HasSubstr("our_new_reason"))) << "what a server makes up is not repeated";
        }
    }
}

TEST_F(FlowsTest, TheCamerasOwnPictureGoesFirstAndThenTheStraightenedOneByteByByte) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    bool refuse = true;
    client_.on("/media/document-back/rectified", [&refuse](const Request&) {
        return refuse ? answer(422, R"({"error":"retake","reason":"no_document"})") : answer(204);
    });
    Evidence given = evidence();
    const auto picture = [](unsigned char frame, unsigned char straight) {
        auto made = std::make_shared<capture::Picture>();
        made->jpeg = privacy::SecretBytes(privacy::WipedBytes(1000, frame));
        made->rectified = privacy::SecretBytes(privacy::WipedBytes(500, straight));
        return made;
    };
    given.front = picture('a', 'b'), given.back = picture('c', 'd');
    std::vector<double> parts;
    session_->verify(
        given, [&](double part) { parts.push_back(part); }, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Retake);
    EXPECT_EQ(only().retake, capture::Target::LicenseBack);
    ASSERT_FALSE(parts.empty());
    EXPECT_DOUBLE_EQ(parts.back(), 2750.0 / 4000) << "of the bytes of all five pictures; half of the refused one";
    replies_.clear();
    refuse = false;
    session_->verify(given, {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
    std::vector<std::string> sent;
    for (const auto& one : client_.sent()) {
        const std::size_t at = one.url.find("/media/");
        if (at != std::string::npos) sent.push_back(one.url.substr(at + 7) + " " + one.body);
    }
    const std::string a(1000, 'a'), b(500, 'b'), c(1000, 'c'), d(500, 'd'), face(1000, 7);
    EXPECT_EQ(sent, (std::vector<std::string>{"document-front " + a, "document-front/rectified " + b,
                                              "document-back " + c, "document-back/rectified " + d,
                                              "document-back " + c, "document-back/rectified " + d, "face " + face}))
        << "a side is good when both of its pictures are";
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
    script_capture({[] { return answer(200, R"({"status":"open"})"); },
                    [] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
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
    script_capture({[] { return failed(ErrorCode::NotReachable); }, throttled,
                    [] { return answer(200, R"({"status":"verified","code":"c"})"); }});
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
    client_.on("/codes", {[] { return answer(429, R"({"error":"rate_limit"})"); },
                          [] { return answer(429, R"({"error":"exhausted"})"); }});
    session_->check_code(Channel::Email, privacy::secret("1"), note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    replies_.clear();
    session_->check_code(Channel::Email, privacy::secret("1"), note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Exhausted);
}

TEST_F(FlowsTest, OnlyAnUnfinishedSessionIsDroppedAtTheProvider) {
    const auto farewells = [this] {
        return std::count_if(client_.sent().begin(), client_.sent().end(),
                             [](const auto& one) { return one.method == net::Method::Delete; });
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

class OwingTest : public FlowsTest {
protected:
    OwingTest() {
        client_.on("/discovery", [](const Request&) {
            PlainJson document = discovery();
            document["revocation_endpoint"] = "https://op.example/revoke";
            return answer(200, document.dump());
        });
        session_ = make_session(client_, profile_, clock_, "en-US", &duties_);
    }
    net::testing::NotedDuties duties_;
};

TEST_F(OwingTest, ASessionIsToBeDroppedUntilItIsVerifiedAndThenItsTokenRevoked) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run(5);
    ASSERT_EQ(duties_.owed(), std::vector{net::Duty::DropIdentitySession});
    EXPECT_EQ(duties_.all[0].bearer, "bearer-1");
    client_.run();
    ASSERT_EQ(duties_.owed(), std::vector{net::Duty::RevokeToken});
    EXPECT_EQ(duties_.all[1].url, "https://op.example/revoke");
    EXPECT_EQ(duties_.all[1].body, "token=at&token_type_hint=access_token&client_id=kiosk");
    client_.on_farewell([] { return failed(ErrorCode::NotReachable); });
    session_->forget();
    EXPECT_EQ(duties_.owed(), std::vector{net::Duty::RevokeToken}) << "the network is lost";
}

TEST_F(OwingTest, APhoneNeitherEndsNorSpoilsWhatWasBegunHere) {
    client_.on("/consent", [](const Request&) { return answer(201, R"({"consent_id":"1"})"); });
    session_->send_consent({"1", "X", "en-US", "2026-11-24T00:00:00Z"}, note());
    client_.run();
    ASSERT_EQ(only().outcome, Outcome::Ok) << only().error;
    const std::string nonce_here = nonce_;
    replies_.clear();
    client_.on("/token", [](const Request&) { return answer(400, R"({"error":"authorization_pending"})"); });
    start_phone();
    client_.run();
    ASSERT_EQ(only().outcome, Outcome::Expired);
    ASSERT_EQ(duties_.owed(), std::vector{net::Duty::DropIdentitySession}) << "the session here is still open";
    // Back again, with pictures: the same session, and the token is for its own nonce.
    replies_.clear();
    nonce_ = nonce_here;
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok) << only().error;
}

TEST_F(OwingTest, WhatWasBegunHereIsDroppedWhenThePhoneVerifies) {
    client_.on("/consent", [](const Request&) { return answer(201, R"({"consent_id":"1"})"); });
    client_.on("/token", [this](const Request&) { return answer(200, token()); });
    session_->send_consent({"1", "X", "en-US", "2026-11-24T00:00:00Z"}, note());
    client_.run();
    start_phone();
    client_.run();
    ASSERT_NE(session_->identity(), nullptr);
    client_.on_farewell([] { return answer(204); });
    session_->forget();
    EXPECT_TRUE(duties_.owed().empty());
    EXPECT_EQ(client_.sent().back().url, "https://op.example/revoke");
    EXPECT_EQ((client_.sent().end() - 2)->method, net::Method::Delete);
}

TEST_F(OwingTest, NothingOnceTheTokenIsRevoked) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    session_->verify(evidence(), {}, note());
    client_.run();
    session_->forget();
    EXPECT_TRUE(duties_.owed().empty());
    EXPECT_EQ(client_.count("/revoke"), 1);
}

TEST_F(OwingTest, ATokenThatIsNotBelievedIsRevokedToo) {
    script_capture({[] { return answer(200, R"({"status":"verified","code":"c1"})"); }});
    client_.on("/token", [this](const Request&) {
        return answer(200, token([](PlainJson& claims) { claims["nonce"] = "another"; }));
    });
    session_->verify(evidence(), {}, note());
    client_.run();
    EXPECT_NE(only().outcome, Outcome::Ok);
    const auto owed = duties_.owed();
    EXPECT_NE(std::find(owed.begin(), owed.end(), net::Duty::RevokeToken), owed.end());
}

}  // namespace
}  // namespace vestibule::identity::testing
