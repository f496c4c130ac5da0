// paths_test - the ways through a visit that the patient guide promises, event by event.
#include "tests/journey/walker.hpp"

namespace vestibule::journey {
namespace {

TEST(Path, NewPatientWithLicenceSharesAndIsErased) {
    Walker w = at_places();
    w.choose(Choice::SignIn, 2).expect(Step::PortalSignIn).answer(Outcome::Ok).expect(Step::ShareConsent);
    w.choose(Choice::Yes).answer(Outcome::Ok).expect(Step::Places).choose(Choice::Skip).expect(Step::ShareConsent);
    w.choose(Choice::Yes).answer(Outcome::Ok).expect(Step::Categories).go_on().expect(Step::Confirm);
    EXPECT_EQ(w.state().shareable, 10);
    w.go_on().expect(Step::Sharing).answer(Outcome::Ok).expect(Step::Done).go_on().expect(Step::Erasing);
    EXPECT_EQ(w.state().ending, Ending::Done);
    EXPECT_TRUE(w.commanded(CommandKind::Erase));
}

TEST(Path, PassportHasNoBack) {
    Walker w = at_choose_document();
    w.choose(Choice::Passport).happen(EventKind::Taken).choose(Choice::UsePhoto).expect(Step::SelfieIntro);
}

TEST(Path, ReturningPatientShowsNoPicture) {
    Walker w = at_choose_how();
    w.choose(Choice::Here)
        .choose(Choice::Yes)
        .answer(Outcome::Ok)
        .choose(Choice::Returning)
        .go_on()
        .answer(Outcome::Ok);
    w.expect(Step::SecondFactor).go_on().answer(Outcome::Ok).expect(Step::Verified);
}

TEST(Path, AnAccountThatWasNeverVerifiedGoesOnAsNew) {
    Walker w = at_choose_how();
    w.choose(Choice::Here)
        .choose(Choice::Yes)
        .answer(Outcome::Ok)
        .choose(Choice::Returning)
        .go_on()
        .answer(Outcome::Ok);
    w.go_on().answer(Outcome::NoAccount).expect(Step::Name);
}

TEST(Path, PhoneReturnsByItself) {
    Walker w = at_choose_how();
    w.choose(Choice::Phone).expect(Step::Phone).answer(Outcome::Ok).expect(Step::Verified);
}

TEST(Path, PhoneDeclinedOrExpiredOffersMore) {
    Walker declined = at_choose_how();
    declined.choose(Choice::Phone).answer(Outcome::Declined).expect(Step::ServiceTrouble);
    declined.choose(Choice::TryAgain).expect(Step::ChooseHow);
    Walker expired = at_choose_how();
    expired.choose(Choice::Phone).happen(EventKind::Deadline).expect(Step::ServiceTrouble);
    EXPECT_EQ(expired.state().trouble, Trouble::Expired);
}

TEST(Path, NoToPicturesLeadsToThePhoneOrTheDesk) {
    Walker w = at_choose_how();
    w.choose(Choice::Here).choose(Choice::No).expect(Step::OtherWays);
    Walker desk = w;
    desk.choose(Choice::Desk).expect(Overlay::Help);
    w.choose(Choice::Phone).expect(Step::Phone);
}

TEST(Path, NoPictureLeavesBeforeTheConsentIsAcknowledged) {
    Walker w = at_choose_how();
    w.choose(Choice::Here).choose(Choice::Yes).expect(Step::PictureConsent);
    EXPECT_FALSE(w.state().consented);
    w.answer(Outcome::Unreachable).expect(Step::ServiceTrouble);
    EXPECT_FALSE(w.state().consented);
}

TEST(Path, TwoFailedCapturesOfferOtherWays) {
    Walker w = at_choose_document();
    w.choose(Choice::License).happen(EventKind::Taken).choose(Choice::TakeAgain).expect(Step::DocumentFront);
    w.happen(EventKind::Taken).choose(Choice::TakeAgain).expect(Step::CaptureHelp);
    Walker phone = w;
    phone.choose(Choice::Phone).expect(Step::Phone);
    EXPECT_TRUE(phone.commanded(CommandKind::DropPictures));
    w.choose(Choice::AnotherDocument).expect(Step::ChooseDocument);
}

TEST(Path, AProviderThatWantsOnePictureAgainGetsJustThat) {
    Walker w = at_verifying();
    w.answer(Outcome::RetakeBack).expect(Step::DocumentBack).happen(EventKind::Taken).choose(Choice::UsePhoto);
    w.expect(Step::Verifying);
}

TEST(Path, AnotherDocumentAfterTheProvidersWordIsTakenAsAWhole) {
    Walker w = at_verifying();
    w.answer(Outcome::Unreachable).expect(Step::ServiceTrouble).back().expect(Step::CheckDetails).back().back();
    w.expect(Step::ChooseDocument).choose(Choice::License).happen(EventKind::Taken).choose(Choice::UsePhoto);
    w.expect(Step::DocumentBack);
}

TEST(Path, ABackThatIsWantedAgainIsTakenEvenAfterALookAtTheFront) {
    Walker w = at_verifying();
    w.answer(Outcome::RetakeBack).expect(Step::DocumentBack).back().expect(Step::FrontReview);
    w.choose(Choice::UsePhoto).expect(Step::DocumentBack);
}

TEST(Path, RefusalsMayBeTriedAgainTwice) {
    Walker w = at_verifying();
    for (int again = 0; again < kTriesMax; ++again) {
        w.answer(Outcome::NotVerified).expect(Step::NotVerified).choose(Choice::TryAgain).expect(Step::PictureConsent);
        w.choose(Choice::Yes).answer(Outcome::Ok).choose(Choice::NewAccount).go_on().answer(Outcome::Ok).go_on();
        w.answer(Outcome::Ok).go_on().answer(Outcome::Ok).go_on().go_on().go_on().choose(Choice::License);
        w.happen(EventKind::Taken).choose(Choice::UsePhoto).happen(EventKind::Taken).choose(Choice::UsePhoto).go_on();
        w.happen(EventKind::Taken).choose(Choice::UsePhoto).go_on().answer(Outcome::Ok).expect(Step::Verifying);
    }
    w.answer(Outcome::NotVerified).choose(Choice::TryAgain).expect(Step::NotVerified);
    Walker other = w;
    other.choose(Choice::OtherProvider).expect(Step::ChooseProvider);
    w.choose(Choice::Desk).expect(Overlay::Help);
}

TEST(Path, AProviderThatDoesNotAnswerCannotBeChosen) {
    Walker w;
    w.go_on()
        .choose(Choice::Yes)
        .answer(Outcome::Ok, 2)
        .choose(Choice::Provider0, kAsksAll)
        .expect(Step::ChooseProvider);
    w.choose(Choice::Provider1, kAsksAll).expect(Step::ChooseHow);
}

TEST(Path, NoRecordsEndsKindly) {
    Walker w = at_places(0, 0);
    w.go_on().expect(Step::Done).go_on().expect(Step::Erasing);
}

TEST(Path, DenyingConsentSharesNothing) {
    Walker w = at_places(2, 2);
    w.go_on().choose(Choice::No);
    EXPECT_FALSE(w.commands().front().allow);
    w.answer(Outcome::Ok).expect(Step::Done);
    EXPECT_EQ(w.state().shareable, 0);
}

TEST(Path, AShareOfUnknownOutcomeIsNeverRepeated) {
    Walker w = at_places(2, 2);
    w.go_on()
        .choose(Choice::Yes)
        .answer(Outcome::Ok)
        .go_on()
        .go_on()
        .answer(Outcome::Unknown)
        .expect(Step::ServiceTrouble);
    w.choose(Choice::TryAgain).expect(Step::ServiceTrouble).back().expect(Step::ServiceTrouble);
}

TEST(Path, CameraIsOpenOnlyInCaptureSteps) {
    Walker w = at_choose_document();
    w.choose(Choice::License);
    EXPECT_TRUE(w.commanded(CommandKind::OpenCamera));
    w.overlay(OverlayEvent::AskHelp);
    EXPECT_TRUE(w.commanded(CommandKind::CloseCamera));
    w.overlay(OverlayEvent::KeepGoing);
    EXPECT_TRUE(w.commanded(CommandKind::OpenCamera));
    w.happen(EventKind::CameraLost);
    EXPECT_TRUE(w.state().camera_lost);
    w.happen(EventKind::CameraFound);
    EXPECT_FALSE(w.state().camera_lost);
    w.happen(EventKind::Taken);
    EXPECT_TRUE(w.commanded(CommandKind::CloseCamera));
}

TEST(Path, AboutIal2LeadsBackToWhereItWasAsked) {
    Walker w = at_choose_document();
    w.choose(Choice::License).choose(Choice::AboutIal2).expect(Step::AboutIal2).back().expect(Step::DocumentFront);
    EXPECT_TRUE(w.commanded(CommandKind::OpenCamera));
}

TEST(Path, StopIsUndoneByKeepGoingAndErasesByItself) {
    Walker w = at_places();
    w.overlay(OverlayEvent::AskStop).expect(Overlay::Stop);
    Walker kept = w;
    kept.overlay(OverlayEvent::KeepGoing).expect(Overlay::None).expect(Step::Places);
    w.overlay(OverlayEvent::Deadline).expect(Step::Erasing);
    EXPECT_EQ(w.state().ending, Ending::Stopped);
}

TEST(Path, WalkingAwayErases) {
    Walker w = at_places();
    w.overlay(OverlayEvent::Idle).expect(Overlay::AreYouThere).overlay(OverlayEvent::Human).expect(Overlay::None);
    w.overlay(OverlayEvent::Idle).overlay(OverlayEvent::Deadline).expect(Step::Erasing);
    EXPECT_EQ(w.state().ending, Ending::TimedOut);
}

}  // namespace
}  // namespace vestibule::journey
