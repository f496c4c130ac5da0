// checks_test - every check goes red for what it is there for: visits that break one rule each.
#include "tests/simulation/checks.hpp"

#include <gtest/gtest.h>

#include "kiosk/journey/journey.hpp"
#include "tests/simulation/hands.hpp"
#include "tests/simulation/trace.hpp"

namespace vestibule::simulation {
namespace {

using journey::CommandKind;
using journey::Event;
using journey::EventKind;
using journey::State;
using journey::Step;

class ChecksTest : public ::testing::Test {
protected:
    ChecksTest() {
        visit::Setup setup;
        setup.providers = providers_;
        setup.network = simulated_network();
        setup.languages = {"en"};
        setup.clock = &clock_;
        setup.wake = [] {};
        visit_ = std::make_unique<visit::Visit>(std::move(setup));
        scene_ = {visit_.get(), &network_, &services_, &cameras_, &providers_};
    }
    /// An event that leads from one step to another, whatever the tables say.
    void leads(Step from, Step to, Event event = {.kind = EventKind::Continue}) {
        State before, after;
        before.step = from;
        after.step = to;
        before.pending = event.request;
        before.pending_kind = CommandKind::Share;
        checks_.stepped({.before = before, .event = event, .next = {.state = after}});
    }
    net::Request request(net::Method method, std::string url, std::string_view body = {}) {
        net::Request made;
        made.method = method;
        made.url = std::move(url);
        made.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
        return made;
    }

    VirtualClock clock_;
    Services services_{clock_};
    Network network_{clock_, services_};
    Cameras cameras_{clock_};
    std::vector<identity::Profile> providers_ = simulated_providers(0b10111);
    std::unique_ptr<visit::Visit> visit_;
    Scene scene_;
    Checks checks_{scene_};
};

TEST_F(ChecksTest, DoneWithoutAnAnswer) {
    leads(Step::Sharing, Step::Done, {.kind = EventKind::Answer, .outcome = journey::Outcome::Unknown, .request = 4});
    EXPECT_EQ(checks_.violation(), "Done is shown, but no service acknowledged the share");
}

TEST_F(ChecksTest, OkWithoutAnAnswer) {
    leads(Step::Sharing, Step::Sharing, {.kind = EventKind::Answer, .request = 4});
    EXPECT_EQ(checks_.violation(), "Share is called done, but the service's last word was none");
}

TEST_F(ChecksTest, VerifiedWithoutAToken) {
    leads(Step::Phone, Step::Verified);
    EXPECT_EQ(checks_.violation(), "Verified is shown, but no provider's token says so");
}

TEST_F(ChecksTest, BackFromErasing) {
    leads(Step::Erasing, Step::Welcome);
    EXPECT_EQ(checks_.violation(), "a visit came back from Erasing");
}

TEST_F(ChecksTest, AStaleAnswerThatCounts) {
    State before, after;
    before.step = after.step = Step::Verifying;
    before.pending = 9;
    after.consented = true;
    checks_.stepped({.before = before, .event = Event{.kind = EventKind::Answer, .request = 8}, .next = {after}});
    EXPECT_EQ(checks_.violation(), "a stale event changed something");
}

TEST_F(ChecksTest, APictureWithoutConsentOrForSomebodyElse) {
    visit_->handle({.kind = visit::IntentKind::Continue});
    checks_.sent(request(net::Method::Post, "https://one.example/token", "Qanary-picture"));
    EXPECT_EQ(checks_.violation(), "a picture is sent where no picture belongs");
}

TEST_F(ChecksTest, APersonInAnAddress) {
    checks_.sent(request(net::Method::Get, "https://one.example/discovery?who=Qanary"));
    EXPECT_NE(checks_.violation(), "");
}

TEST_F(ChecksTest, AShareThatNobodyAllowed) {
    checks_.sent(request(net::Method::Post, "https://records.example/v1/searches/q1/shares",
                         R"({"choices":[{"place":"p1","categories":["a"]}]})"));
    EXPECT_EQ(checks_.violation(), "shares a place whose consent was not acknowledged");
}

TEST_F(ChecksTest, WhatIsLeftAfterErasing) {
    visit_->handle({.kind = visit::IntentKind::Continue});
    visit_->type_into(visit::FieldId::Email, "Qanary");
    checks_.inherits(false);
    EXPECT_NE(checks_.violation().find("successor"), std::string::npos);
    Checks later(scene_);
    visit_->handle({.kind = visit::IntentKind::EraseNow});
    visit_->erase();
    visit_->type_into(visit::FieldId::Email, "Qanary");
    later.erased({}, false);
    EXPECT_EQ(later.violation(), "field 1 still holds something");
}

TEST(Play, TheSameMovesEndInTheSameWay) {
    Hands hands(seed_of(1, 3));
    Coverage coverage;
    Moves moves{hands.begin()};
    SimulatedVisit visit(moves[0], coverage);
    for (int m = 0; m < 200 && !visit.over(); ++m) {
        const Move move = hands.next(visit);
        if (visit.apply(move)) moves.push_back(move);
    }
    std::string one, two;
    Coverage first, second;
    EXPECT_EQ(play(moves, first, [&](const std::string& line) { one += line; }), "");
    EXPECT_EQ(play(*read_moves(text_of(moves)), second, [&](const std::string& line) { two += line; }), "");
    EXPECT_EQ(one, two);
    EXPECT_GT(std::count(one.begin(), one.end(), '\n'), 5);
}

}  // namespace
}  // namespace vestibule::simulation
