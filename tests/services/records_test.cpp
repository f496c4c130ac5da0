// records_test - the search in its batches, portals, consent and the one sharing.
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "tests/services/kit.hpp"

namespace vestibule::services {
namespace {

using Where = Kiosk::Where;
const std::string searches = "/records/v1/searches";

struct Found {
    std::string path, token;
    Json places = Json::array();
    int batches = 0;
    Json last;
};

class Records : public testing::Test {
protected:
    static void SetUpTestSuite() { services_ = std::make_unique<sandbox::Sandbox>(); }
    static void TearDownTestSuite() { services_.reset(); }

    Found start(const std::string& email) {
        Found found;
        const Reply started =
            kiosk_.post(Where::Relay, searches, {{"id_token", id_token_of(kiosk_, *services_, email)}});
        EXPECT_EQ(started.status, 201) << started.text;
        found.path = searches + "/" + started.body.value("id", "");
        found.token = started.body.value("token", "");
        return found;
    }
    /// Asks until the end.
    void finish(Found& found) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        int next = 0;
        do {
            const Reply reply = kiosk_.get(Where::Relay, found.path + "?after=" + std::to_string(next), found.token);
            ASSERT_EQ(reply.status, 200) << reply.text;
            for (const Json& place : reply.body["places"]) found.places.push_back(place);
            if (!reply.body["places"].empty()) ++found.batches;
            next = reply.body["next"];
            ASSERT_EQ(static_cast<std::size_t>(next), found.places.size());
            found.last = reply.body;
            if (reply.body["status"] == "done") return;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        } while (std::chrono::steady_clock::now() < until);
        FAIL() << "the search never ended";
    }
    Found search(const std::string& email) {
        Found found = start(email);
        finish(found);
        return found;
    }
    Reply post(const Found& found, const std::string& what, const Json& body) {
        return kiosk_.post(Where::Relay, found.path + "/" + what, body, found.token);
    }
    Reply consent(const Found& found, const Json& places, const std::string& decision = "allow") {
        return post(found, "consents", {{"places", places}, {"decision", decision}, {"text_version", "2026-07"},
                                        {"language", "en-US"}, {"time", "2026-11-22T10:00:00Z"}});
    }
    static std::string first(const Found& found, const std::string& state) {
        for (const Json& place : found.places)
            if (place["state"] == state) return place["id"];
        return {};
    }
    static std::unique_ptr<sandbox::Sandbox> services_;
    Kiosk kiosk_{*services_};
};
std::unique_ptr<sandbox::Sandbox> Records::services_;

TEST_F(Records, TheLicenceHolderHasTwelvePlacesOfWhichThreeWantASignIn) {
    const Found found = search("alex.sample@example.org");
    ASSERT_EQ(found.places.size(), 12U);
    std::set<std::string> ids;
    int sign_in = 0;
    for (const Json& place : found.places) {
        ids.insert(place["id"].get<std::string>());
        if (place["state"] != "sign_in") continue;
        ++sign_in;
        EXPECT_TRUE(place.contains("portal"));
        EXPECT_EQ(place["records"], 0);
    }
    EXPECT_EQ(ids.size(), 12U);
    EXPECT_EQ(sign_in, 3);
    EXPECT_EQ(found.last["asked"], found.last["total"]);
}

TEST_F(Records, PlacesArriveWhileTheSearchRuns) {
    sandbox::Sandbox slow({.search_seconds = 1e6});
    Kiosk kiosk(slow);
    const Reply started = kiosk.post(Where::Relay, searches,
                                     {{"id_token", id_token_of(kiosk, slow, "alex.sample@example.org")}});
    const Reply early =
        kiosk.get(Where::Relay, searches + "/" + started.body.value("id", ""), started.body.value("token", ""));
    EXPECT_EQ(early.body["status"], "running");
    EXPECT_TRUE(early.body["places"].empty()) << "nothing has answered yet";
    EXPECT_EQ(early.body["next"], 0);
}

TEST_F(Records, HowManyPlacesDependsOnWhoAsks) {
    EXPECT_EQ(search("none@example.org").places.size(), 0U);
    EXPECT_EQ(search("one@example.org").places.size(), 1U);
    EXPECT_EQ(search("returning@example.org").places.size(), 6U);
    const Found many = search("many@example.org");
    EXPECT_EQ(many.places.size(), 3000U);
    EXPECT_GE(many.batches, 3) << "no answer may be larger than a client takes";
}

TEST_F(Records, OnlyATokenOfAProviderSearches) {
    std::string token = id_token_of(kiosk_, *services_, "one@example.org");
    EXPECT_EQ(kiosk_.post(Where::Relay, searches, {{"id_token", "no.token.this"}}).status, 401);
    token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_EQ(kiosk_.post(Where::Relay, searches, {{"id_token", token}}).status, 401);
    sandbox::Sandbox elsewhere;
    Kiosk other(elsewhere);
    EXPECT_EQ(
        kiosk_.post(Where::Relay, searches, {{"id_token", id_token_of(other, elsewhere, "one@example.org")}}).status,
        401);
    const Found found = start("one@example.org");
    EXPECT_EQ(kiosk_.get(Where::Relay, found.path, "another token").status, 401);
}

TEST_F(Records, APortalSignInConnectsAPlace) {
    const Found found = search("alex.sample@example.org");
    const std::string place = first(found, "sign_in");
    EXPECT_EQ(post(found, "portals", {{"place", "nowhere"}}).status, 404);
    EXPECT_EQ(post(found, "portals", {{"place", first(found, "connected")}}).status, 409);
    const Reply portal = post(found, "portals", {{"place", place}});
    ASSERT_EQ(portal.status, 201) << portal.text;
    const std::string path = found.path + "/portals/" + portal.body["id"].get<std::string>();
    EXPECT_EQ(kiosk_.get(Where::Relay, path, found.token).body["status"], "pending");
    EXPECT_EQ(consent(found, {place}).status, 422) << "not before it is connected";

    const std::string user_code = portal.body["user_code"];
    const Reply page = kiosk_.get(Where::Portal, "/portal?user_code=" + user_code);
    EXPECT_NE(page.text.find("<label for=\"password\">"), std::string::npos);
    EXPECT_EQ(kiosk_.form(Where::Portal, "/portal", {{"user_code", user_code}, {"username", "alex"}, {"password", "x"},
                                                     {"decision", "allow"}}).status, 200);
    const Reply connected = kiosk_.get(Where::Relay, path, found.token);
    EXPECT_EQ(connected.body["status"], "connected");
    EXPECT_GT(connected.body["records"], 0);
    EXPECT_EQ(consent(found, {place}).status, 201);
}

TEST_F(Records, APortalSignInIsDeclinedOrRunsOut) {
    const Found found = search("alex.sample@example.org");
    const Reply portal = post(found, "portals", {{"place", first(found, "sign_in")}});
    ASSERT_TRUE(services_->portal(portal.body["user_code"], false));
    const std::string path = found.path + "/portals/" + portal.body["id"].get<std::string>();
    EXPECT_EQ(kiosk_.get(Where::Relay, path, found.token).body["status"], "declined");
    EXPECT_FALSE(services_->portal(portal.body["user_code"], true)) << "decided once";
}

TEST_F(Records, WhatIsNotConsentedToIsNotShared) {
    const Found found = search("alex.sample@example.org");
    const std::string place = first(found, "connected");
    const Json choices{{"choices", {{{"place", place}, {"categories", {"medications"}}}}}};
    EXPECT_EQ(post(found, "shares", choices).body["error"], "consent_required");
    EXPECT_EQ(consent(found, {place}, "deny").status, 201);
    EXPECT_EQ(post(found, "shares", choices).body["error"], "consent_required");
    ASSERT_EQ(consent(found, {place}).status, 201);
    ASSERT_EQ(consent(found, {place}, "deny").status, 201) << "taken back";
    EXPECT_EQ(post(found, "shares", choices).status, 412);
    EXPECT_EQ(services_->received().consents.back().decision, "deny");
}

TEST_F(Records, SharingHappensOnce) {
    const Found found = search("returning@example.org");
    const std::string place = first(found, "connected");
    ASSERT_EQ(consent(found, {place}).status, 201);
    const Json unknown{{"choices", {{{"place", place}, {"categories", {"everything"}}}}}};
    EXPECT_EQ(post(found, "shares", unknown).body["error"], "unknown_category");
    const Json choices{{"choices", {{{"place", place}, {"categories", {"labs", "visits"}}}}}};
    const Reply shared = post(found, "shares", choices);
    ASSERT_EQ(shared.status, 201) << shared.text;
    EXPECT_EQ(shared.body["receipt_url"].get<std::string>().rfind("https://localhost:", 0), 0U);
    EXPECT_EQ(post(found, "shares", choices).status, 409);
    const auto shares = services_->received().shares;
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(shares[0].places, 1);
    EXPECT_EQ(shares[0].categories, (std::vector<std::string>{"labs", "visits"}));
}

TEST_F(Records, ADroppedSearchIsGone) {
    const Found found = start("one@example.org");
    EXPECT_EQ(kiosk_.remove(Where::Relay, found.path, found.token).status, 204);
    EXPECT_EQ(kiosk_.get(Where::Relay, found.path, found.token).status, 404);
}

}  // namespace
}  // namespace vestibule::services
