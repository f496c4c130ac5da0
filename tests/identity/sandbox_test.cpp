// sandbox_test - whole dealings with both providers against the real stand-in services, over real TLS.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "kiosk/net/client.hpp"
#include "tests/capture/scenes.hpp"
#include "tests/identity/people.hpp"
#include "tests/net/waiting.hpp"
#include "tests/sandbox/sandbox.hpp"

namespace vestibule::identity {
namespace {

using net::testing::Inbox;
using privacy::secret;
using privacy::view;

constexpr const char* kEmail = "alex.sample@example.org";
constexpr const char* kPhone = "+14155550114";

class WithSandbox : public ::testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        client_ = net::make_client({.ca_file = services_.ca_file(),
                                    .client_certificate = services_.client_certificate(),
                                    .client_key = services_.client_key()});
        auto read = read_profile(services_.profile(GetParam()));
        ASSERT_TRUE(read.ok()) << read.error().sentence();
        profile_ = std::move(*read);
        session_ = make_session(*client_, profile_, clock_, "en-US");
    }
    Reply done() { return replies_.take(); }
    void expect_ok() {
        const Reply reply = done();
        EXPECT_EQ(reply.outcome, Outcome::Ok) << reply.error;
    }
    std::string password() const { return profile_.asks_password ? "correct horse battery 7" : ""; }
    void open_account(const char* email = kEmail, const char* phone = kPhone) {
        session_->send_consent(testing::consent(), replies_.callback());
        expect_ok();
        session_->create_account(testing::contact(email, phone, password()), replies_.callback());
        expect_ok();
        session_->check_code(Channel::Email, secret(services_.code("email", email)), replies_.callback());
        expect_ok();
        session_->check_code(Channel::Phone, secret(services_.code("phone", phone)), replies_.callback());
        expect_ok();
    }

    sandbox::Sandbox services_;
    drivers::SystemClock clock_;
    std::unique_ptr<net::Client> client_;
    Profile profile_;
    Inbox<Reply> replies_;
    std::unique_ptr<Session> session_;
};

TEST_P(WithSandbox, ConnectionIsGood) {
    check_connection(*client_, profile_, replies_.callback());
    expect_ok();
}

TEST_P(WithSandbox, FirstVisitWithPicturesIsVerified) {
    open_account();
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
    EXPECT_EQ(session_->identity(), nullptr);
    std::mutex mutex;
    std::vector<double> parts;
    session_->verify(
        testing::licence_evidence(),
        [&](double part) {
            const std::lock_guard lock(mutex);
            parts.push_back(part);
        },
        replies_.callback());
    expect_ok();
    ASSERT_NE(session_->identity(), nullptr);
    EXPECT_EQ(view(session_->identity()->family_name), "Sample");
    EXPECT_FALSE(view(session_->identity()->id_token).empty());
    const std::lock_guard lock(mutex);
    ASSERT_FALSE(parts.empty());
    EXPECT_NE(std::find(parts.begin(), parts.end(), 1.0), parts.end()) << "every byte is told as sent";
    const auto arrived = services_.received();
    ASSERT_EQ(arrived.sessions.size(), 1U);
    EXPECT_TRUE(arrived.sessions[0].consent_before_media);
    EXPECT_EQ(arrived.sessions[0].media.size(), 3U);
}

TEST_P(WithSandbox, PhoneHandOffIsVerified) {
    Inbox<PhoneCode> codes;
    session_->start_phone([&](Result<PhoneCode> code) { codes.put(std::move(*code)); }, replies_.callback());
    const PhoneCode code = codes.take();
    EXPECT_TRUE(view(code.verification_uri_complete).starts_with("https://"));
    ASSERT_TRUE(services_.phone(std::string(view(code.user_code)), true, kEmail));
    expect_ok();
    ASSERT_NE(session_->identity(), nullptr);
    EXPECT_FALSE(view(session_->identity()->given_name).empty());
}

TEST_P(WithSandbox, PhoneHandOffCanBeDeclined) {
    Inbox<PhoneCode> codes;
    session_->start_phone([&](Result<PhoneCode> code) { codes.put(std::move(*code)); }, replies_.callback());
    ASSERT_TRUE(services_.phone(std::string(view(codes.take().user_code)), false));
    EXPECT_EQ(done().outcome, Outcome::Declined);
    EXPECT_EQ(session_->identity(), nullptr);
}

TEST_P(WithSandbox, ReturningPatientSignsInWithOneCode) {
    const std::string word = profile_.asks_password ? "correct horse 42" : "";
    session_->sign_in(testing::contact("returning@example.org", "", word), replies_.callback());
    expect_ok();
    session_->check_second_factor(secret("000000"), replies_.callback());
    EXPECT_EQ(done().outcome, Outcome::Wrong);
    session_->check_second_factor(secret(services_.code("phone", "+14155550123")), replies_.callback());
    expect_ok();
    ASSERT_NE(session_->identity(), nullptr);
    EXPECT_EQ(view(session_->identity()->family_name), "Returning");
}

TEST_P(WithSandbox, AnUnknownAccountIsNoAccount) {
    session_->sign_in(testing::contact("nobody@example.org", "", password()), replies_.callback());
    EXPECT_EQ(done().outcome, Outcome::NoAccount);
}

TEST_P(WithSandbox, TooManyWrongCodesAreExhausted) {
    session_->create_account(testing::contact(kEmail, kPhone, password()), replies_.callback());
    expect_ok();
    Outcome last = Outcome::Wrong;
    for (int i = 0; i < 20 && last == Outcome::Wrong; ++i) {
        session_->check_code(Channel::Email, secret("abcdef"), replies_.callback());
        last = done().outcome;
    }
    EXPECT_EQ(last, Outcome::Exhausted);
}

TEST_P(WithSandbox, AWrongPictureIsAskedForAgainAndTheGoodOneIsNotSentTwice) {
    open_account();
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
    Evidence wrong = testing::licence_evidence();
    wrong.back = wrong.front;
    session_->verify(wrong, {}, replies_.callback());
    const Reply reply = done();
    EXPECT_EQ(reply.outcome, Outcome::Retake) << reply.error;
    EXPECT_EQ(reply.retake, capture::Target::LicenseBack);
    session_->verify(testing::licence_evidence(), {}, replies_.callback());
    expect_ok();
}

/// A side as the kiosk itself takes it, from moving frames.
capture::PicturePtr taken(capture::Target target, drivers::simulated::Scene::Show show) {
    const auto engine = capture::make_engine({});
    if (!engine) return nullptr;
    capture::test::Stage stage({.show = show});
    const auto session = (*engine)->start(target);
    EXPECT_TRUE(capture::test::show(*session, stage, 60).take);
    return session->picture();
}

/// The same with another straightened picture.
capture::PicturePtr with_rectified(const capture::PicturePtr& picture, const cv::Mat& straight) {
    auto made = std::make_shared<capture::Picture>();
    made->jpeg = picture->jpeg.duplicate();
    made->width_px = picture->width_px, made->height_px = picture->height_px, made->corners = picture->corners;
    made->rectified = privacy::SecretBytes(drivers::simulated::pack_jpeg(straight, 92));
    return made;
}

TEST_P(WithSandbox, TheStraightenedDocumentIsJudgedToo) {
    using Show = drivers::simulated::Scene::Show;
    open_account();
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
    Evidence good = testing::licence_evidence();
    good.front = taken(capture::Target::LicenseFront, Show::LicenseFront);
    good.back = taken(capture::Target::LicenseBack, Show::LicenseBack);
    const auto& packed = good.front->rectified.reveal();
    capture::Pixels pixels;
    ASSERT_TRUE(
        capture::decode_for_drawing({.encoding = capture::Encoding::Jpeg, .bytes = packed}, 9999, 9999, false, pixels));
    cv::Mat straight, mirrored, small;
    cv::cvtColor(cv::Mat(pixels.height_px, pixels.width_px, CV_8UC4, pixels.argb.data()), straight, cv::COLOR_BGRA2BGR);
    cv::flip(straight, mirrored, 1);
    cv::resize(straight, small, {}, 0.5, 0.5);
    for (const cv::Mat& wrong : {mirrored, small}) {
        Evidence bad = good;
        bad.front = with_rectified(good.front, wrong);
        session_->verify(bad, {}, replies_.callback());
        const Reply reply = done();
        EXPECT_EQ(reply.outcome, Outcome::Retake) << reply.error;
        EXPECT_EQ(reply.retake, capture::Target::LicenseFront);
        EXPECT_EQ(reply.hint, capture::Hint::ShowDocument);
    }
    session_->verify(good, {}, replies_.callback());
    expect_ok();
    const auto arrived = services_.received().sessions.back().media;
    for (const auto& [side, picture] : {std::pair{"document-front", good.front}, {"document-back", good.back}}) {
        ASSERT_EQ(arrived.count(side), 1U);
        EXPECT_EQ(arrived.at(side).verdict, "good");
        EXPECT_EQ(arrived.at(side).bytes, picture->jpeg.reveal().size()) << "the camera's own bytes";
        const std::string straightened = std::string(side) + "/rectified";
        ASSERT_EQ(arrived.count(straightened), 1U);
        EXPECT_EQ(arrived.at(straightened).verdict, "good");
        EXPECT_EQ(arrived.at(straightened).bytes, picture->rectified.reveal().size());
    }
}

TEST_P(WithSandbox, ARefusalIsNotVerifiedWithoutSayingWhy) {
    open_account("refused@example.org", "+14155550128");
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
    session_->verify(testing::licence_evidence(), {}, replies_.callback());
    EXPECT_EQ(done().outcome, Outcome::NotVerified);
    EXPECT_EQ(session_->identity(), nullptr);
}

TEST_P(WithSandbox, ForgettingAnUnfinishedSessionDropsItAtTheProvider) {
    open_account();
    session_->forget();
    EXPECT_EQ(services_.received().deleted, 1);
    session_->forget();
    session_.reset();
    EXPECT_EQ(services_.received().deleted, 1);
}

TEST_P(WithSandbox, TroubleAtTheServiceLosesNothing) {
    open_account();
    services_.fault({.service = "relay", .kind = "status", .path = "/person", .seconds = 0, .status = 503, .times = 1});
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    const Reply reply = done();
    EXPECT_EQ(reply.outcome, Outcome::Unreachable);
    EXPECT_NE(reply.error.find("503"), std::string::npos);
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
}

TEST_P(WithSandbox, ACutSubmitIsLookedUpNotRepeated) {
    open_account();
    session_->send_person(testing::person("Alex Quill", "Sample", "1958-03-14"), replies_.callback());
    expect_ok();
    services_.fault({.service = "relay", .kind = "cut", .path = "/submit", .times = 1});
    session_->verify(testing::licence_evidence(), {}, replies_.callback());
    const Reply reply = done();
    // The cut may have come before or after the submit was taken: it was either found done, or told as not done.
    EXPECT_TRUE(reply.outcome == Outcome::Ok || reply.outcome == Outcome::Unreachable) << reply.error;
    if (reply.outcome == Outcome::Ok) return;
    session_->verify(testing::licence_evidence(), {}, replies_.callback());
    expect_ok();
}

INSTANTIATE_TEST_SUITE_P(Providers, WithSandbox, ::testing::Values("clear", "idme"),
                         [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace vestibule::identity
