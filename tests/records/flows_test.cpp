// flows_test - search, portals, consent and the one share against a scripted network, in virtual time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/records/network.hpp"
#include "tests/net/noted_duties.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::records {
namespace {

using namespace std::chrono_literals;
using identity::Outcome;
using identity::Reply;
using net::Request;
using net::Response;
using net::testing::answer;
using net::testing::ScriptedClient;
using ::testing::HasSubstr;

std::string page(const std::string& status, int from, int count, int asked = 1) {
    std::string places;
    for (int i = from; i < from + count; ++i) {
        places += std::string(i == from ? "" : ",") + R"({"id":"p)" + std::to_string(i) +
                  R"(","name":"N","town":"T","state":"connected","records":1})";
    }
    return R"({"status":")" + status + R"(","asked":)" + std::to_string(asked) + R"(,"total":9,"places":[)" + places +
           R"(],"next":)" + std::to_string(from + count) + "}";
}

class RecordsFlows : public ::testing::Test {
protected:
    RecordsFlows() {
        profile_.base_url = "https://relay.example/records/v1";
        profile_.categories = {"category.medications", "category.labs", "category.visits"};
        session_ = make_session(client_, profile_);
        client_.on("/searches", [](const Request&) { return answer(201, R"({"id":"s1","token":"t1"})"); });
        identity_.id_token = privacy::secret("the.id.token");
    }
    OnReply note() {
        return [this](Reply reply) { replies_.push_back(std::move(reply)); };
    }
    Reply only() {
        EXPECT_EQ(replies_.size(), 1U);
        Reply reply = replies_.empty() ? Reply{Outcome::Cancelled, {}, "none"} : replies_.back();
        replies_.clear();
        return reply;
    }
    void search() {
        session_->search(
            identity_,
            [this](std::vector<Place> more, SearchProgress progress) {
                places_ += static_cast<int>(more.size());
                told_.push_back(progress);
            },
            note());
        client_.run();
    }
    void open() {
        client_.on("?after=", [](const Request&) { return answer(200, page("done", 0, 1)); });
        search();
        EXPECT_EQ(only().outcome, Outcome::Ok);
    }
    Reply share() {
        std::vector<ShareChoice> choices;
        choices.push_back({privacy::secret("p0"), 0b101});
        choices.push_back({privacy::secret("p1"), 0b010});
        session_->share(std::move(choices), note());
        client_.run();
        return only();
    }

    drivers::SimulatedClock clock_;
    ScriptedClient client_{clock_};
    Profile profile_;
    std::unique_ptr<Session> session_;
    identity::Identity identity_;
    std::vector<Reply> replies_;
    std::vector<SearchProgress> told_;
    int places_ = 0;
};

TEST_F(RecordsFlows, PlacesAreToldAsTheyComeAndOnce) {
    client_.on("?after=0", {[] { return answer(200, page("running", 0, 0, 0)); },
                            [] { return answer(200, page("running", 0, 2)); }});
    client_.on("?after=2", {[] { return answer(200, page("running", 2, 0)); },
                            [] { return answer(200, page("running", 2, 3, 5)); }});
    client_.on("?after=5", {[] { return answer(200, page("done", 5, 0, 9)); }});
    search();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(places_, 5);
    EXPECT_EQ(told_.back().found, 5);
    EXPECT_EQ(told_.back().asked, 9);
    EXPECT_EQ(told_.back().total, 9);
    for (const auto wait : client_.waits()) EXPECT_TRUE(wait >= 500ms && wait <= 2s);
    EXPECT_THAT(client_.sent().front().body, HasSubstr("the.id.token"));
}

TEST_F(RecordsFlows, AnInterruptedSearchGoesOnWhereItWas) {
    client_.on("?after=0", {[] { return answer(200, page("running", 0, 2)); }});
    client_.on("?after=2", {[] {
                                return Error{ErrorCode::NotReachable, "x"};
                            },
                            [] {
                                return Error{ErrorCode::NotReachable, "x"};
                            },
                            [] {
                                return Error{ErrorCode::NotReachable, "x"};
                            },
                            [] { return answer(200, page("done", 2, 1)); }});
    search();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    search();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(places_, 3);
    EXPECT_EQ(told_.back().found, 3);
    EXPECT_EQ(std::count_if(client_.sent().begin(), client_.sent().end(),
                            [](const auto& s) { return s.method == net::Method::Post; }),
              1);
}

TEST_F(RecordsFlows, ASearchThatFailedMayBeBegunAnew) {
    client_.on("?after=",
               {[] { return answer(200, page("failed", 0, 0)); }, [] { return answer(200, page("done", 0, 1)); }});
    search();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    search();
    EXPECT_EQ(only().outcome, Outcome::Ok);
}

TEST_F(RecordsFlows, ASearchHasAnEnd) {
    client_.on("?after=", [](const Request&) { return answer(200, page("running", 0, 0)); });
    search();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    EXPECT_LE(clock_.now().time_since_epoch(), 365s);
}

TEST_F(RecordsFlows, APortalIsAskedForAtItsPaceUntilItsEnd) {
    open();
    client_.on("/portals", [](const Request&) {
        return answer(201,
                      R"({"id":"q1","user_code":"AB","verification_uri":"https://a/p","expires_in":60,"interval":4})");
    });
    const std::vector<std::pair<const char*, Outcome>> table{
        {"connected", Outcome::Ok}, {"declined", Outcome::Declined}, {"expired", Outcome::Expired}};
    for (const auto& [status, outcome] : table) {
        int shown = 0;
        const std::size_t before = client_.waits().size();
        client_.on("/portals/q1",
                   {[] { return answer(200, R"({"status":"pending"})"); },
                    [status = status] { return answer(200, std::string(R"({"status":")") + status + "\"}"); }});
        session_->start_portal(
            privacy::secret("p1"), [&](const Result<identity::PhoneCode>& code) { shown += code.ok() ? 1 : 0; },
            note());
        client_.run();
        EXPECT_EQ(only().outcome, outcome) << status;
        EXPECT_EQ(shown, 1);
        for (std::size_t i = before; i < client_.waits().size(); ++i) EXPECT_EQ(client_.waits()[i], 4s);
    }
    client_.on("/portals/q1", [](const Request&) { return answer(200, R"({"status":"pending"})"); });
    session_->start_portal(
        privacy::secret("p1"), [](const Result<identity::PhoneCode>&) {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Expired) << "the kiosk's own limit is the code's";
}

TEST_F(RecordsFlows, WhatIsSharedIsWhatWasChosen) {
    open();
    client_.on("/shares", [](const Request&) { return answer(201, R"({"receipt_url":"https://a/r/1"})"); });
    EXPECT_EQ(session_->receipt(), nullptr);
    EXPECT_EQ(share().outcome, Outcome::Ok);
    EXPECT_EQ(
        client_.sent().back().body,
        R"({"choices":[{"categories":["medications","visits"],"place":"p0"},{"categories":["labs"],"place":"p1"}]})");
    ASSERT_NE(session_->receipt(), nullptr);
    EXPECT_EQ(privacy::view(session_->receipt()->url), "https://a/r/1");
    EXPECT_EQ(share().outcome, Outcome::Ok) << "it is done, and not done twice";
    EXPECT_EQ(client_.count("/shares"), 1);
}

TEST_F(RecordsFlows, AnUnclearShareIsUnknownAndNeverSentAgain) {
    const std::vector<std::function<Result<Response>()>> unclear{[] {
                                                                     return Error{ErrorCode::OutcomeUnknown, "x"};
                                                                 },
                                                                 [] {
                                                                     return Error{ErrorCode::Nonsense, "x"};
                                                                 },
                                                                 [] { return answer(500); },
                                                                 [] { return answer(502); },
                                                                 [] { return answer(409); },
                                                                 [] { return answer(200); }};
    for (const auto& one : unclear) {
        session_ = make_session(client_, profile_);
        open();
        const int before = client_.count("/shares");
        client_.on("/shares", {one});
        EXPECT_EQ(share().outcome, Outcome::Unknown);
        EXPECT_EQ(share().outcome, Outcome::Unknown);
        EXPECT_EQ(client_.count("/shares"), before + 1);
        EXPECT_EQ(session_->receipt(), nullptr);
    }
}

TEST_F(RecordsFlows, AShareThatSurelyDidNotHappenMayBeTriedAgain) {
    open();
    client_.on("/shares", {[] {
                               return Error{ErrorCode::NotReachable, "x"};
                           },
                           [] {
                               return Error{ErrorCode::NameNotResolved, "x"};
                           },
                           [] { return answer(503); }, [] { return answer(403); }, [] { return answer(429); },
                           [] { return answer(201, R"({"receipt_url":"https://a/r/1"})"); }});
    for (int i = 0; i < 5; ++i) EXPECT_EQ(share().outcome, Outcome::Unreachable);
    EXPECT_EQ(share().outcome, Outcome::Ok);
}

TEST_F(RecordsFlows, ACancelledShareIsUnknown) {
    open();
    client_.on("/shares", [](const Request&) { return answer(201, "{}"); });
    session_->share({}, note());
    session_->cancel();
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unknown);
    EXPECT_EQ(share().outcome, Outcome::Unknown);
}

TEST_F(RecordsFlows, AReceiptThatIsNoAddressIsNotShown) {
    open();
    client_.on("/shares", [](const Request&) { return answer(201, R"({"receipt_url":"javascript:alert"})"); });
    EXPECT_EQ(share().outcome, Outcome::Ok);
    ASSERT_NE(session_->receipt(), nullptr);
    EXPECT_TRUE(privacy::view(session_->receipt()->url).empty());
}

TEST_F(RecordsFlows, ConsentSaysWhatAndForWhom) {
    open();
    client_.on("/consents", [](const Request&) { return answer(201, R"({"consent_id":"c"})"); });
    std::vector<privacy::SecretText> places;
    places.push_back(privacy::secret("p0"));
    session_->send_consent(places, false, {"2026-07", "es-US", "x", "2026-01-15T12:00:00Z"}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Ok);
    EXPECT_EQ(client_.sent().back().body, R"({"decision":"deny","language":"es-US","places":["p0"],)"
                                          R"("text_version":"2026-07","time":"2026-01-15T12:00:00Z"})");
}

TEST_F(RecordsFlows, NothingWorksBeforeASearch) {
    EXPECT_EQ(share().outcome, Outcome::Unreachable);
    session_->start_portal(
        privacy::secret("p"), [](const Result<identity::PhoneCode>&) {}, note());
    client_.run();
    EXPECT_EQ(only().outcome, Outcome::Unreachable);
    EXPECT_TRUE(client_.sent().empty());
}

TEST_F(RecordsFlows, ForgettingDropsWhatWasNotShared) {
    const auto farewells = [this] {
        return std::count_if(client_.sent().begin(), client_.sent().end(),
                             [](const auto& one) { return one.method == net::Method::Delete; });
    };
    open();
    session_->forget();
    EXPECT_EQ(farewells(), 1);
    session_ = make_session(client_, profile_);
    open();
    client_.on("/shares", [](const Request&) { return answer(201, R"({"receipt_url":"https://a/r/1"})"); });
    EXPECT_EQ(share().outcome, Outcome::Ok);
    session_->forget();
    EXPECT_EQ(session_->receipt(), nullptr);
    EXPECT_EQ(farewells(), 1);
}

class Owing : public RecordsFlows {
protected:
    Owing() {
        session_ = make_session(client_, profile_, &duties_);
        client_.on("/shares", [](const Request&) { return answer(201, R"({"receipt_url":"https://a/r/1"})"); });
    }
    void deny() { decide(false); }
    void allow() { decide(true); }
    void decide(bool allowed) {
        std::vector<privacy::SecretText> places;
        places.push_back(privacy::secret("p0"));
        session_->send_consent(places, allowed, {"2026-07", "en", "x", "2026-01-15T12:00:00Z"}, note());
        client_.run();
        replies_.clear();
    }
    /// The visit ends; the search's DELETE gets this answer.
    void end(std::function<Result<Response>()> told) {
        client_.on_farewell(std::move(told));
        session_->forget();
    }
    net::testing::NotedDuties duties_;
};

TEST_F(Owing, ASearchIsToBeDroppedFromItsFirstAnswerOn) {
    open();
    ASSERT_EQ(duties_.all.size(), 1U);
    EXPECT_EQ(duties_.all[0].duty, net::Duty::DropSearch);
    EXPECT_EQ(duties_.all[0].method, net::Method::Delete);
    EXPECT_THAT(duties_.all[0].url, HasSubstr("/records/v1/searches/s1"));
    EXPECT_EQ(duties_.all[0].bearer, "t1");
    end([] { return Error{ErrorCode::NotReachable, "x"}; });
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch)) << "the network is lost";
}

TEST_F(Owing, NothingOnceTheServiceHasBeenTold) {
    open();
    end([] { return answer(204); });
    EXPECT_TRUE(duties_.owed().empty());
}

TEST_F(Owing, NothingIsDroppedThatMayHaveBeenShared) {
    client_.on("/shares", {[] { return Error{ErrorCode::OutcomeUnknown, "x"}; }});
    open();
    EXPECT_EQ(share().outcome, Outcome::Unknown);
    session_->forget();
    EXPECT_TRUE(duties_.owed().empty());
}

TEST_F(Owing, AShareThatSurelyDidNotHappenLeavesTheSearchToBeDropped) {
    client_.on("/shares", {[] { return Error{ErrorCode::NotReachable, "x"}; }, [] { return answer(503); }});
    open();
    EXPECT_EQ(share().outcome, Outcome::Unreachable);
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch));
    EXPECT_EQ(share().outcome, Outcome::Unreachable);
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch));
}

TEST_F(Owing, ADenialThatDidNotArriveAndWasFollowedByAShare) {
    client_.on("/consents", {[] { return Error{ErrorCode::OutcomeUnknown, "x"}; }});
    open();
    deny();
    EXPECT_EQ(share().outcome, Outcome::Ok);
    session_->forget();
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::TellConsent));
    EXPECT_THAT(duties_.all[1].body, HasSubstr(R"("decision":"deny")"));
}

TEST_F(Owing, NoDenialThatThePatientTookBack) {
    client_.on("/consents", {[] {
                                 return Error{ErrorCode::OutcomeUnknown, "x"};
                             },
                             [] { return answer(201, R"({"consent_id":"c"})"); }});
    open();
    deny();
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch, net::Duty::TellConsent));
    allow();
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch)) << "a no must not arrive after the yes";
}

TEST_F(Owing, NoDenialThatWasRefusedForGood) {
    client_.on("/consents", {[] { return answer(422, R"({"error":"not_connected"})"); }});
    open();
    deny();
    EXPECT_THAT(duties_.owed(), ::testing::ElementsAre(net::Duty::DropSearch)) << "asked again it says the same";
}

TEST_F(Owing, NoDenialThatArrived) {
    client_.on("/consents", [](const Request&) { return answer(201, R"({"consent_id":"c"})"); });
    open();
    deny();
    EXPECT_EQ(share().outcome, Outcome::Ok);
    session_->forget();
    EXPECT_TRUE(duties_.owed().empty());
}

}  // namespace
}  // namespace vestibule::records
