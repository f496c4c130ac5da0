// sandbox_test - from a phone sign-in to a shared record, and what may go wrong between, against the real stand-in
// services.
#include <gtest/gtest.h>

#include <algorithm>

#include "kiosk/records/network.hpp"
#include "tests/net/waiting.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::records {
namespace {

using identity::Outcome;
using identity::PhoneCode;
using identity::Reply;
using net::testing::Inbox;
using privacy::view;

class WithSandbox : public ::testing::Test {
protected:
    WithSandbox() {
        client_ = net::make_client({.ca_file = services_.ca_file(),
                                    .client_certificate = services_.client_certificate(),
                                    .client_key = services_.client_key()});
        provider_ =
            identity::make_session(*client_, *identity::read_profile(services_.profile("clear")), clock_, "en-US");
        profile_ = *read_profile(services_.profile("records"));
        session_ = make_session(*client_, profile_);
    }
    void expect_ok() {
        const Reply reply = replies_.take();
        EXPECT_EQ(reply.outcome, Outcome::Ok) << reply.error;
    }
    void identify(const char* email) {
        Inbox<PhoneCode> codes;
        provider_->start_phone([&](Result<PhoneCode> code) { codes.put(std::move(*code)); }, replies_.callback());
        ASSERT_TRUE(services_.phone(std::string(view(codes.take().user_code)), true, email));
        expect_ok();
        ASSERT_NE(provider_->identity(), nullptr);
    }
    void search() {
        session_->search(
            *provider_->identity(), [this](std::vector<Place> more, SearchProgress) { batches_.put(std::move(more)); },
            replies_.callback());
        expect_ok();
        while (batches_.size() != 0) {
            for (Place& place : batches_.take()) places_.push_back(std::move(place));
        }
    }
    [[nodiscard]] const Place* first(PlaceState state) const {
        const auto found =
            std::find_if(places_.begin(), places_.end(), [&](const Place& place) { return place.state == state; });
        return found == places_.end() ? nullptr : &*found;
    }
    std::vector<ShareChoice> choose(const Place& place, std::uint32_t categories) {
        std::vector<ShareChoice> choices;
        choices.push_back({place.id.duplicate(), categories});
        return choices;
    }
    void consent_to(const Place& place) {
        std::vector<privacy::SecretText> ids;
        ids.push_back(place.id.duplicate());
        session_->send_consent(ids, true, {profile_.consent_version, "en-US", "sharing", "2026-01-15T12:00:00Z"},
                               replies_.callback());
        expect_ok();
    }

    sandbox::Sandbox services_;
    drivers::SystemClock clock_;
    std::unique_ptr<net::Client> client_;
    std::unique_ptr<identity::Session> provider_;
    Profile profile_;
    std::unique_ptr<Session> session_;
    Inbox<Reply> replies_;
    Inbox<std::vector<Place>> batches_;
    std::vector<Place> places_;
};

TEST_F(WithSandbox, FromTheSearchToTheReceipt) {
    identify("alex.sample@example.org");
    search();
    EXPECT_EQ(places_.size(), 12U);
    const Place* portal = first(PlaceState::NeedsSignIn);
    ASSERT_NE(portal, nullptr);
    Inbox<PhoneCode> codes;
    session_->start_portal(
        portal->id, [&](Result<PhoneCode> code) { codes.put(std::move(*code)); }, replies_.callback());
    ASSERT_TRUE(services_.portal(std::string(view(codes.take().user_code)), true));
    expect_ok();
    consent_to(*portal);
    session_->share(choose(*portal, 0b11), replies_.callback());
    expect_ok();
    ASSERT_NE(session_->receipt(), nullptr);
    EXPECT_TRUE(view(session_->receipt()->url).starts_with("https://"));
    const auto arrived = services_.received();
    ASSERT_EQ(arrived.shares.size(), 1U);
    EXPECT_EQ(arrived.shares[0].places, 1);
    EXPECT_EQ(arrived.shares[0].categories, (std::vector<std::string>{"allergies", "medications"}));
}

TEST_F(WithSandbox, ADeclinedPortal) {
    identify("alex.sample@example.org");
    search();
    Inbox<PhoneCode> codes;
    session_->start_portal(
        first(PlaceState::NeedsSignIn)->id, [&](Result<PhoneCode> code) { codes.put(std::move(*code)); },
        replies_.callback());
    ASSERT_TRUE(services_.portal(std::string(view(codes.take().user_code)), false));
    EXPECT_EQ(replies_.take().outcome, Outcome::Declined);
}

TEST_F(WithSandbox, ThousandsOfPlacesAndNone) {
    identify("many@example.org");
    search();
    EXPECT_EQ(places_.size(), 3000U);
}

TEST_F(WithSandbox, NoPlaceAtAll) {
    identify("none@example.org");
    search();
    EXPECT_TRUE(places_.empty());
}

TEST_F(WithSandbox, AShareThatIsCutIsUnknownAndReachesTheNetworkAtMostOnce) {
    identify("one@example.org");
    search();
    ASSERT_EQ(places_.size(), 1U);
    consent_to(places_[0]);
    services_.fault({.service = "records", .kind = "cut", .path = "/shares", .times = 1});
    session_->share(choose(places_[0], 1), replies_.callback());
    EXPECT_EQ(replies_.take().outcome, Outcome::Unknown);
    session_->share(choose(places_[0], 1), replies_.callback());
    EXPECT_EQ(replies_.take().outcome, Outcome::Unknown);
    EXPECT_LE(services_.received().shares.size(), 1U);
}

TEST_F(WithSandbox, ATroubledSearchGoesOn) {
    identify("alex.sample@example.org");
    services_.fault(
        {.service = "records", .kind = "status", .path = "/searches/", .seconds = 0, .status = 503, .times = 2});
    search();
    EXPECT_EQ(places_.size(), 12U);
}

TEST_F(WithSandbox, ForgettingDropsTheSearch) {
    identify("alex.sample@example.org");
    search();
    session_->forget();
    EXPECT_EQ(services_.received().deleted, 1);
}

}  // namespace
}  // namespace vestibule::records
