// camera_test - what a visit asks of the camera at each picture, and what it tells of a camera that mirrors by itself.
#include <gtest/gtest.h>

#include "kiosk/visit/visit.hpp"
#include "tests/identity/tokens.hpp"
#include "tests/net/scripted_client.hpp"

namespace vestibule::visit {
namespace {

using journey::Choice;
using journey::Step;
using net::Request;
using net::testing::answer;

/// A session that takes what it is told to, and calls its camera mirrored where it is.
class FakeSession final : public capture::Session {
public:
    explicit FakeSession(const bool& mirrors) : mirrors_(mirrors) {}
    capture::Verdict look(const capture::PictureView& frame, std::chrono::nanoseconds /*taken*/) override {
        capture::Verdict verdict;
        verdict.take = frame.width_px == kGood;
        verdict.mirrored = mirrors_;
        return verdict;
    }
    bool take_now() override { return true; }
    [[nodiscard]] capture::PicturePtr picture() const override { return std::make_shared<capture::Picture>(); }

    static constexpr int kGood = 7;

private:
    const bool& mirrors_;
};

class FakeEngine final : public capture::Engine {
public:
    explicit FakeEngine(const bool& mirrors) : mirrors_(mirrors) {}
    std::unique_ptr<capture::Session> start(capture::Target /*target*/) override {
        return std::make_unique<FakeSession>(mirrors_);
    }
    Result<capture::Reading> read(const capture::Picture& /*picture*/, capture::Target /*target*/) override {
        return Error{ErrorCode::NothingFound, "nothing is read here"};
    }

private:
    const bool& mirrors_;
};

class FakeFeed final : public drivers::Feed {
public:
    FakeFeed(drivers::CameraFeedWiring wiring, std::vector<drivers::CameraRequest>& asked, FakeFeed*& open)
        : wiring_(std::move(wiring)), asked_(asked), open_(open) {
        open_ = this;
    }
    ~FakeFeed() override { open_ = nullptr; }
    FakeFeed(const FakeFeed&) = delete;
    FakeFeed& operator=(const FakeFeed&) = delete;
    void start(const drivers::CameraRequest& request) override { asked_.push_back(request); }
    void stop() override {}
    [[nodiscard]] drivers::FramePtr newest() const override { return nullptr; }
    [[nodiscard]] drivers::CameraHealth health() const override { return drivers::CameraHealth::Alive; }
    void show(int width_px) const {
        auto frame = std::make_shared<drivers::Frame>();
        frame->width_px = width_px;
        wiring_.analyse(frame);
    }

private:
    drivers::CameraFeedWiring wiring_;
    std::vector<drivers::CameraRequest>& asked_;
    FakeFeed*& open_;
};

class CameraTest : public testing::Test {
protected:
    CameraTest() {
        client_.on("one.example/discovery", [](const Request&) {
            return answer(200, nlohmann::json{{"issuer", "https://one.example"},
                                              {"token_endpoint", "https://one.example/token"},
                                              {"jwks_uri", "https://one.example/jwks"},
                                              {"device_authorization_endpoint", "https://one.example/device"}}
                                   .dump());
        });
        client_.on("/jwks", [](const Request&) {
            static const auto key = identity::testing::SigningKey::p256("k1");
            return answer(200, key.jwks());
        });
        client_.on("/capture/sessions",
                   [](const Request&) { return answer(201, R"({"id":"s","token":"t","expires_in":600})"); });
        client_.on("/consent", [](const Request&) { return answer(201, "{}"); });
        client_.on("/account", [](const Request&) { return answer(202); });
        identity::Profile profile;
        profile.id = profile.name = "one";
        profile.issuer = "https://one.example";
        profile.discovery_url = profile.issuer + "/discovery";
        profile.client_id = profile.audience = "kiosk";
        profile.scope = "openid";
        profile.algorithms = {"ES256"};
        profile.capture_url = "https://relay.example/capture";
        profile.capture_hosts = {"relay.example"};
        profile.asks_email_code = profile.asks_phone_code = profile.asks_address = false;
        visit::Setup setup;
        setup.providers = {profile};
        setup.languages = {"en"};
        setup.document_tray = true;
        setup.mains_hz = 50;
        setup.clock = &clock_;
        setup.wake = [] {};
        setup.fault = [this](ErrorCode code) { faults_.push_back(code); };
        visit_ = std::make_unique<Visit>(std::move(setup));
        visit_->services_ready(client_);
        Eyes eyes;
        eyes.engine = std::make_shared<FakeEngine>(mirrors_);
        eyes.make_feed = [this](drivers::CameraFeedWiring wiring) {
            return std::make_unique<FakeFeed>(std::move(wiring), asked_, open_);
        };
        eyes.aside = [](const std::function<void()>& job) { job(); };
        visit_->eyes_opened(std::move(eyes));
    }

    void press(IntentKind kind) { visit_->handle({.kind = kind}); }
    void choose(Choice choice) { visit_->handle({.kind = IntentKind::Choose, .choice = choice}); }
    void serve() {
        client_.run();
        visit_->pump();
    }
    [[nodiscard]] Step step() const { return visit_->state().step; }
    void go_to_document() {
        press(IntentKind::Continue);
        choose(Choice::Yes);
        serve();
        choose(Choice::Provider0);
        choose(Choice::Here);
        choose(Choice::Yes);
        serve();
        choose(Choice::NewAccount);
        visit_->type_into(FieldId::Email, "ada@example.com");
        visit_->type_into(FieldId::Phone, "2125550123");
        press(IntentKind::Continue);
        serve();
        visit_->type_into(FieldId::GivenNames, "Ada");
        visit_->type_into(FieldId::FamilyName, "Sample");
        press(IntentKind::Continue);
        visit_->type_into(FieldId::BirthDate, "03/14/1958");
        press(IntentKind::Continue);
        serve();
        ASSERT_EQ(step(), Step::ChooseDocument);
        choose(Choice::License);
        ASSERT_EQ(step(), Step::DocumentFront);
    }
    void show(int width_px) {
        ASSERT_NE(open_, nullptr);
        open_->show(width_px);
        visit_->pump();
    }

    drivers::SimulatedClock clock_;
    net::testing::ScriptedClient client_{clock_};
    bool mirrors_ = false;
    std::vector<drivers::CameraRequest> asked_;
    FakeFeed* open_ = nullptr;
    std::vector<ErrorCode> faults_;
    std::unique_ptr<Visit> visit_;
};

TEST_F(CameraTest, ABackIsAskedForAt1080pAndAFrontAt720p) {
    go_to_document();
    show(FakeSession::kGood);
    ASSERT_EQ(step(), Step::FrontReview);
    choose(Choice::UsePhoto);
    ASSERT_EQ(step(), Step::DocumentBack);
    ASSERT_EQ(asked_.size(), 2U);
    EXPECT_EQ(std::pair(asked_[0].width_px, asked_[0].height_px), std::pair(1280, 720));
    EXPECT_EQ(std::pair(asked_[1].width_px, asked_[1].height_px), std::pair(1920, 1080));
    for (const drivers::CameraRequest& request : asked_) {
        EXPECT_EQ(request.role, drivers::CameraRole::Document);
        EXPECT_TRUE(request.tray);
        EXPECT_EQ(request.mains_hz, 50);
    }
}

TEST_F(CameraTest, ACameraThatMirrorsByItselfIsAFaultAndAnotherIsNone) {
    go_to_document();
    show(1);
    EXPECT_TRUE(faults_.empty());
    mirrors_ = true;
    show(1);
    ASSERT_FALSE(faults_.empty());
    EXPECT_EQ(faults_.front(), ErrorCode::CameraFormat);
    EXPECT_EQ(step(), Step::DocumentFront) << "the patient can do nothing about it";
}

}  // namespace
}  // namespace vestibule::visit
