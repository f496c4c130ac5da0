// visit_test - a visit on a simulated clock and a scripted network: idle times, languages, stale touches, and the end.
#include "kiosk/visit/visit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/identity/tokens.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::visit {
namespace {

using namespace std::chrono_literals;
using journey::Choice;
using journey::Overlay;
using journey::Step;
using net::Request;
using net::testing::answer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

identity::Profile provider(const std::string& id) {
    identity::Profile profile;
    profile.id = profile.name = id;
    profile.issuer = "https://" + id + ".example";
    profile.discovery_url = profile.issuer + "/discovery";
    profile.client_id = profile.audience = "kiosk";
    profile.scope = "openid";
    profile.algorithms = {"ES256"};
    profile.capture_url = "https://relay.example/capture";
    profile.capture_hosts = {"relay.example"};
    return profile;
}

std::string discovery(const std::string& id) {
    const std::string at = "https://" + id + ".example";
    return nlohmann::json{{"issuer", at},
                          {"token_endpoint", at + "/token"},
                          {"jwks_uri", at + "/jwks"},
                          {"device_authorization_endpoint", at + "/device"}}
        .dump();
}

class VisitTest : public ::testing::Test {
protected:
    VisitTest() {
        for (const std::string id : {"one", "two"}) {
            client_.on(id + ".example/discovery", [id](const Request&) { return answer(200, discovery(id)); });
        }
        client_.on("/jwks", [](const Request&) {
            static const auto key = identity::testing::SigningKey::p256("k1");
            return answer(200, key.jwks());
        });
        client_.on("/capture/sessions",
                   [](const Request&) { return answer(201, R"({"id":"s","token":"t","expires_in":600})"); });
        client_.on("/consent", [](const Request&) { return answer(201, "{}"); });
    }

    Visit& visit() {
        if (!visit_) {
            visit::Setup setup;  // googletest has a Setup of its own
            setup.providers = {provider("one"), provider("two")};
            setup.network.categories = {"category.a", "category.b"};
            setup.languages = {"en", "es"};
            setup.last = last_;
            setup.clock = &clock_;
            setup.wake = [this] { ++wakes_; };
            setup.moved = [this](const journey::State& state) { steps_.push_back(state.step); };
            visit_ = std::make_unique<Visit>(std::move(setup));
            visit_->services_ready(client_);
        }
        return *visit_;
    }
    void wait(drivers::Duration time) {
        clock_.advance(time);
        visit().pump();
    }
    void press(IntentKind kind) { visit().handle({.kind = kind}); }
    void choose(Choice choice) { visit().handle({.kind = IntentKind::Choose, .choice = choice}); }
    void serve() {
        client_.run();
        visit().pump();
    }
    [[nodiscard]] Step step() { return visit().state().step; }
    [[nodiscard]] Overlay overlay() { return visit().state().overlay; }

    void go_to_contact() {
        press(IntentKind::Continue);
        choose(Choice::Yes);
        serve();
        choose(Choice::Provider1);
        choose(Choice::Here);
        choose(Choice::Yes);
        serve();
        choose(Choice::NewAccount);
        ASSERT_EQ(step(), Step::Contact);
    }

    drivers::SimulatedClock clock_;
    net::testing::ScriptedClient client_{clock_};
    LastVisit last_;
    int wakes_ = 0;
    std::vector<Step> steps_;
    std::unique_ptr<Visit> visit_;
};

TEST_F(VisitTest, WelcomeWaitsForever) {
    EXPECT_EQ(step(), Step::Welcome);
    EXPECT_FALSE(visit().due().has_value());
    wait(std::chrono::hours(1000));
    EXPECT_EQ(step(), Step::Welcome);
    EXPECT_FALSE(visit().wants_erasing());
}

TEST_F(VisitTest, ReadingIsAskedAfterThreeMinutesAndErasedAfter45Seconds) {
    press(IntentKind::Continue);
    ASSERT_EQ(step(), Step::BeforeYouStart);
    EXPECT_EQ(*visit().due() - clock_.now(), 180s);
    wait(179s);
    EXPECT_EQ(overlay(), Overlay::None);
    wait(1s);
    ASSERT_EQ(overlay(), Overlay::AreYouThere);
    EXPECT_EQ(visit().view().overlay_seconds_left, 45);
    wait(44s);
    EXPECT_EQ(visit().view().overlay_seconds_left, 1);
    EXPECT_FALSE(visit().wants_erasing());
    wait(1s);
    EXPECT_EQ(step(), Step::Erasing);
    EXPECT_TRUE(visit().wants_erasing());
    visit().erase();
    EXPECT_TRUE(visit().over());
}

TEST_F(VisitTest, ATouchKeepsTheVisitWithoutEnd) {
    press(IntentKind::Continue);
    for (int hour = 0; hour < 20; ++hour) {
        wait(179s);
        press(IntentKind::Human);
        EXPECT_EQ(overlay(), Overlay::None);
    }
    wait(180s);
    ASSERT_EQ(overlay(), Overlay::AreYouThere);
    press(IntentKind::Human);
    EXPECT_EQ(overlay(), Overlay::None);
    EXPECT_EQ(step(), Step::BeforeYouStart);
    wait(179s);
    EXPECT_EQ(overlay(), Overlay::None) << "the time begins afresh";
}

TEST_F(VisitTest, AFormIsAskedAfterAMinuteAndTypingCounts) {
    go_to_contact();
    wait(59s);
    visit().type_into(FieldId::Email, "a");
    wait(59s);
    visit().erase_last_of(FieldId::Email);
    wait(59s);
    EXPECT_EQ(overlay(), Overlay::None);
    wait(1s);
    EXPECT_EQ(overlay(), Overlay::AreYouThere);
}

TEST_F(VisitTest, StopIsCoveredForTwentySecondsAndCanBeUndone) {
    press(IntentKind::Continue);
    press(IntentKind::AskStop);
    ASSERT_EQ(overlay(), Overlay::Stop);
    wait(19s);
    press(IntentKind::KeepGoing);
    EXPECT_EQ(overlay(), Overlay::None);
    EXPECT_EQ(step(), Step::BeforeYouStart);
    press(IntentKind::AskStop);
    wait(20s);
    EXPECT_TRUE(visit().wants_erasing());
}

TEST_F(VisitTest, ALongSleepFiresEveryTimerInItsOrder) {
    press(IntentKind::Continue);
    wait(1h);
    EXPECT_EQ(overlay(), Overlay::AreYouThere) << "the question is asked, however late";
    wait(1h);
    EXPECT_TRUE(visit().wants_erasing());
}

TEST_F(VisitTest, ATouchOnAScreenThatIsGoneIsDropped) {
    press(IntentKind::Continue);
    const std::uint32_t shown = visit().state().generation;
    choose(Choice::Yes);
    ASSERT_EQ(step(), Step::ChooseProvider);
    visit().handle({.kind = IntentKind::Back}, shown);
    visit().handle({.kind = IntentKind::Choose, .choice = Choice::No}, shown);
    visit().handle({.kind = IntentKind::SetLanguage, .index = 1}, shown);
    EXPECT_EQ(step(), Step::ChooseProvider);
    EXPECT_EQ(visit().view().language, "en");
    visit().handle({.kind = IntentKind::AskStop}, shown);
    EXPECT_EQ(overlay(), Overlay::Stop) << "the way out is there whatever the screen";
}

TEST_F(VisitTest, LanguageChangesKeepWhatWasTyped) {
    go_to_contact();
    visit().type_into(FieldId::Email, "josé@example.com");
    const std::uint64_t before = visit().version();
    visit().handle({.kind = IntentKind::SetLanguage, .index = 1});
    EXPECT_GT(visit().version(), before);
    EXPECT_EQ(visit().view().language, "es");
    EXPECT_EQ(step(), Step::Contact);
    EXPECT_EQ(privacy::view(*visit().view().field(FieldId::Email).value), "josé@example.com");
    visit().handle({.kind = IntentKind::SetLanguage, .index = 7});
    EXPECT_EQ(visit().view().language, "es") << "there is no such language";
}

TEST_F(VisitTest, AnIncompleteFormStaysAndShowsItsErrors) {
    go_to_contact();
    EXPECT_FALSE(visit().view().form_tried);
    visit().type_into(FieldId::Email, "ada");
    press(IntentKind::Continue);
    EXPECT_EQ(step(), Step::Contact);
    EXPECT_TRUE(visit().view().form_tried);
    EXPECT_EQ(visit().view().field(FieldId::Email).error, FieldError::NotAnEmail);
    EXPECT_EQ(visit().view().field(FieldId::Phone).error, FieldError::Missing);
    EXPECT_EQ(client_.count("/account"), 0) << "nothing is sent";
}

TEST_F(VisitTest, NothingOfThePatientLeavesBeforeConsentIsAcknowledged) {
    press(IntentKind::Continue);
    choose(Choice::Yes);
    serve();
    choose(Choice::Provider0);
    choose(Choice::Here);
    EXPECT_EQ(step(), Step::PictureConsent);
    EXPECT_EQ(client_.count("relay.example"), 0);
    choose(Choice::Yes);
    EXPECT_EQ(step(), Step::PictureConsent) << "said, but not acknowledged";
    serve();
    EXPECT_EQ(step(), Step::AccountKind);
    EXPECT_EQ(client_.count("/consent"), 1);
}

TEST_F(VisitTest, AProviderThatDoesNotAnswerIsNotOffered) {
    client_.on("one.example/discovery", [](const Request&) { return answer(503); });
    press(IntentKind::Continue);
    choose(Choice::Yes);
    serve();
    EXPECT_EQ(visit().state().providers_ready, 2);
    choose(Choice::Provider0);
    EXPECT_EQ(step(), Step::ChooseProvider);
    choose(Choice::Provider1);
    EXPECT_EQ(step(), Step::ChooseHow);
}

TEST_F(VisitTest, ProvidersThatDoNotAnswerAreAskedAgainByThemselves) {
    bool down = true;
    for (const std::string id : {"one", "two"}) {
        client_.on(id + ".example/discovery",
                   [&down, id](const Request&) { return down ? answer(503) : answer(200, discovery(id)); });
    }
    press(IntentKind::Continue);
    choose(Choice::Yes);
    serve();
    EXPECT_EQ(visit().state().providers_ready, 0);
    wait(std::chrono::milliseconds(journey::kAskAgain_ms) - 1s);
    serve();
    EXPECT_EQ(visit().state().providers_ready, 0);
    down = false;
    wait(1s);
    serve();
    EXPECT_EQ(visit().state().providers_ready, 3);
    wait(2 * std::chrono::milliseconds(journey::kAskAgain_ms));
    EXPECT_EQ(visit().state().pending, 0U) << "who answers is not asked again";
}

TEST_F(VisitTest, ErasingLeavesNoFieldAndTellsTheKinds) {
    go_to_contact();
    visit().type_into(FieldId::Email, "canary@example.com");
    visit().type_into(FieldId::Phone, "2125550123");
    press(IntentKind::AskStop);
    press(IntentKind::EraseNow);
    ASSERT_TRUE(visit().wants_erasing());
    EXPECT_THAT(visit().view().kinds, ElementsAre("erased.contact")) << "*Erasing* names what *Erased* will";
    visit().erase();
    EXPECT_TRUE(visit().over());
    EXPECT_THAT(visit().erased(), ElementsAre("erased.contact"));
    EXPECT_THAT(visit().view().kinds, ElementsAre("erased.contact"));
    for (const FieldView& field : visit().view().fields) EXPECT_TRUE(field.value->reveal().empty());
    EXPECT_FALSE(visit().wants_erasing());
}

TEST_F(VisitTest, ErasingNamesNothingOfTheVisitBefore) {
    last_.any = true;
    last_.erased = {"erased.pictures", "erased.name"};
    press(IntentKind::DismissErased);
    press(IntentKind::Continue);
    press(IntentKind::AskStop);
    press(IntentKind::EraseNow);
    ASSERT_TRUE(visit().wants_erasing());
    EXPECT_THAT(visit().view().kinds, IsEmpty());
}

TEST_F(VisitTest, AnAnswerAfterTheEndChangesNothing) {
    press(IntentKind::Continue);
    choose(Choice::Yes);  // the providers are being asked
    press(IntentKind::AskStop);
    press(IntentKind::EraseNow);
    visit().erase();
    const std::uint64_t version = visit().version();
    serve();
    EXPECT_EQ(visit().version(), version);
    EXPECT_TRUE(visit().over());
}

TEST_F(VisitTest, ErasedIsShownForEightSecondsOrUntilTouched) {
    last_.any = true;
    last_.erased = {"erased.name"};
    ASSERT_EQ(step(), Step::Erased);
    EXPECT_EQ(*visit().due() - clock_.now(), 8s);
    wait(7999ms);
    EXPECT_EQ(step(), Step::Erased);
    wait(1ms);
    EXPECT_EQ(step(), Step::Welcome);
    visit_.reset();
    press(IntentKind::DismissErased);
    EXPECT_EQ(step(), Step::Welcome);
}

TEST_F(VisitTest, EveryChangeOfStepIsTold) {
    press(IntentKind::Continue);
    choose(Choice::Yes);
    EXPECT_THAT(steps_, ElementsAre(Step::BeforeYouStart, Step::ChooseProvider));
}

}  // namespace
}  // namespace vestibule::visit
