// pass_door_test - a code opens once a kiosk, a forged pass counts as a wrong try, and the journal names who came how.
#include "kiosk/device/access/pass_door.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/access/access.hpp"
#include "tests/device/access/pass_kit.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using journal::PassRefusal;
using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::PassSigner;
using testing::Place;

Pass a_pass(PassWay way = PassWay::Key) {
    Pass pass = testing::a_pass(way);
    pass.not_before = drivers::SystemClock().wall();
    pass.expires = pass.not_before + 24h;
    return pass;
}

class PassDoor : public ::testing::Test {
protected:
    PassDoor() { clock_.set_wall(drivers::SystemClock().wall() + 1h); }
    /// Each time with a store that was closed in between, as by a restart.
    PassJudgement show(const std::string& der, PassWay way = PassWay::Key, bool trusted = true) {
        const PassWanted wanted{.site = "northside",
                                .device = "k1",
                                .way = way,
                                .medium = "0781:5581:4C53",
                                .now = trusted ? std::optional(clock_.wall()) : std::nullopt,
                                .revoked = {13},
                                .revoked_persons = {66}};
        auto store = journal::Store::open(place_ / "state", clock_);
        EXPECT_TRUE(store.ok());
        PassJudgement judged;
        EXPECT_TRUE(store->transaction([&] { return let_in(*store, der, anchors_, wanted, judged); }).ok());
        return judged;
    }
    PassJudgement code(int person, const std::string& digits) {
        auto store = journal::Store::open(place_ / "state", clock_);
        Judgement judged;
        EXPECT_TRUE(store->transaction([&] { return judge(*store, site_, person, digits, {}, judged); }).ok());
        return {.role = judged.role, .person = person, .serial = 0, .refusal = {}, .wait = judged.wait};
    }
    std::vector<std::string> entries() {
        std::vector<std::string> lines;
        auto store = journal::Store::open(place_ / "state", clock_);
        EXPECT_TRUE(store->each([&](const journal::Entry& one) { lines.push_back(journal::in_words(one)); }).ok());
        return lines;
    }

    const Place place_;
    const PassSigner facility_, stranger_;
    std::string anchors_ = net::testing::pem_of(facility_.signer.certificate);
    drivers::SimulatedClock clock_;
    SiteSecret site_{privacy::WipedBytes(32, 7)};
};

TEST_F(PassDoor, OpensForAKeyAgainAndAgainAndSaysWhoAndHow) {
    for (int i = 0; i < 2; ++i) {
        const PassJudgement judged = show(facility_.sign(a_pass()));
        EXPECT_EQ(judged.role, StaffRole::Technician);
        EXPECT_EQ(judged.person, 17);
    }
    EXPECT_THAT(entries(), Contains(AllOf(HasSubstr("pass_granted"), HasSubstr("way=key"), HasSubstr("person=17"),
                                          HasSubstr("role=technician"), HasSubstr("pass=4711")))
                               .Times(2));
}

TEST_F(PassDoor, TakesACodeOnceEvenAfterARestartAndForgetsItWhenItHasExpired) {
    const Pass pass = a_pass(PassWay::Code);
    const std::string once = facility_.sign(pass);
    EXPECT_TRUE(show(once, PassWay::Code).role);
    const PassJudgement again = show(once, PassWay::Code);
    EXPECT_FALSE(again.role);
    EXPECT_EQ(again.refusal, PassRefusal::Used);
    EXPECT_EQ(show(facility_.sign(pass), PassWay::Code).refusal, PassRefusal::Used)
        << "signed again, it is the same one";
    clock_.advance(24h);
    EXPECT_EQ(show(once, PassWay::Code).refusal, PassRefusal::Expired);
    Pass next = a_pass(PassWay::Code);
    next.not_before = clock_.wall(), next.expires = clock_.wall() + 24h, next.serial = 4712;
    EXPECT_TRUE(show(facility_.sign(next), PassWay::Code).role);
    auto store = journal::Store::open(place_ / "state", clock_);
    EXPECT_EQ(*store->database().number("SELECT count(*) FROM access_passes"), 1) << "kept longer than it is of use";
}

TEST_F(PassDoor, ACodeThatWasRefusedForTheClockIsNotUsedUp) {
    const std::string once = facility_.sign(a_pass(PassWay::Code));
    EXPECT_EQ(show(once, PassWay::Code, false).refusal, PassRefusal::ClockNotSet);
    EXPECT_TRUE(show(once, PassWay::Code).role);
}

TEST_F(PassDoor, NamesEachReasonAndWhoseItWas) {
    Pass revoked = a_pass();
    revoked.serial = 13;
    EXPECT_EQ(show(facility_.sign(revoked)).refusal, PassRefusal::Revoked);
    Pass gone = a_pass();
    gone.person = 66;
    EXPECT_EQ(show(facility_.sign(gone)).refusal, PassRefusal::Revoked);
    Pass other = a_pass();
    other.site = "southside";
    EXPECT_EQ(show(facility_.sign(other)).refusal, PassRefusal::WrongSite);
    EXPECT_THAT(entries(), Contains(AllOf(HasSubstr("pass_refused"), HasSubstr("wrong_site"), HasSubstr("person=17"),
                                          HasSubstr("pass=4711"))));
    anchors_.clear();
    EXPECT_EQ(show(facility_.sign(a_pass())).refusal, PassRefusal::NobodyTrusted);
}

TEST_F(PassDoor, CountsWhatNobodyHasSignedAsAWrongTryAndLocks) {
    const std::string forged = stranger_.sign(a_pass());
    for (int i = 0; i < kFreeTries; ++i) EXPECT_EQ(show(forged).refusal, PassRefusal::NotSigned);
    const PassJudgement shut = show(forged);
    EXPECT_EQ(shut.refusal, PassRefusal::Locked);
    EXPECT_EQ(shut.wait, kFirstLock);
    EXPECT_EQ(shut.person, 0) << "nobody has signed for the number that it names";
    const std::string digits(code_for(site_, {StaffRole::Technician, 17}, clock_.wall()));
    EXPECT_FALSE(code(17, digits).role) << "one lock for all ways in";
    EXPECT_TRUE(show(facility_.sign(a_pass())).role) << "what cannot be guessed is not locked out";
    clock_.advance(kFirstLock);
    EXPECT_EQ(show("rubbish").refusal, PassRefusal::Unreadable);
    EXPECT_EQ(show("rubbish").wait, 2 * kFirstLock);
}

}  // namespace
}  // namespace vestibule::device
