// enclosure_test - an opened case is noticed, kept over restarts and power cuts, told once, and signed off only closed.
#include "kiosk/device/enclosure/enclosure.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Place;
using Fault = drivers::SimulatedSwitch::Fault;

class EnclosureTest : public ::testing::Test {
protected:
    EnclosureTest() { restart(); }
    /// Another process: everything but the folder and the real switch is new.
    void restart() {
        const bool stood = cover_ == nullptr || cover_->stands;
        enclosure_.reset();
        ledger_.reset();
        ledger_ = std::make_unique<Ledger>(LedgerSetup{.state_folder = place_ / "state",
                                                       .runtime_folder = place_.path(),
                                                       .clock = &clock_,
                                                       .delivery_key = {},
                                                       .complain = [](const Error&) {},
                                                       .found_due = {}});
        auto cover = std::make_unique<drivers::SimulatedSwitch>();
        cover_ = cover.get();
        cover_->stands = stood;
        enclosure_ =
            std::make_unique<Enclosure>(place_ / "state", std::move(cover), *ledger_, clock_, [](const Error&) {});
    }
    std::vector<std::string> said() {
        std::vector<std::string> words;
        EXPECT_TRUE(ledger_->at_once([&](Store& store) {
            return store.each([&](const journal::Entry& one) {
                if (one.event == static_cast<std::int64_t>(journal::Event::CaseOpened)) words.emplace_back("opened");
                if (one.event == static_cast<std::int64_t>(journal::Event::CaseSignedOff))
                    words.push_back(journal::in_words(one));
            });
        }));
        return words;
    }
    const Place place_;
    const drivers::SystemClock clock_;
    std::unique_ptr<Ledger> ledger_;
    drivers::SimulatedSwitch* cover_ = nullptr;
    std::unique_ptr<Enclosure> enclosure_;
};

TEST_F(EnclosureTest, ClosesTheKioskUntilSomebodySignsItOff) {
    EXPECT_EQ(enclosure_->look(), CaseStands::Closed);
    EXPECT_FALSE(enclosure_->closes_kiosk());
    cover_->stands = false;
    EXPECT_EQ(enclosure_->look(), CaseStands::Open);
    EXPECT_TRUE(enclosure_->closes_kiosk());
    EXPECT_FALSE(case_opened_at(place_ / "state").empty());
    cover_->stands = true;
    EXPECT_EQ(enclosure_->look(), CaseStands::Closed);
    EXPECT_TRUE(enclosure_->closes_kiosk()) << "closing it again undoes nothing";
    restart();
    EXPECT_EQ(enclosure_->look(), CaseStands::Closed);
    EXPECT_TRUE(enclosure_->closes_kiosk()) << "a restart undoes nothing";
    ASSERT_TRUE(enclosure_->sign_off(journal::SealReason::Maintenance, 17).ok());
    EXPECT_FALSE(enclosure_->closes_kiosk());
    restart();
    EXPECT_FALSE(enclosure_->closes_kiosk());
    EXPECT_THAT(said(),
                ElementsAre("opened", ::testing::AllOf(HasSubstr("reason=maintenance"), HasSubstr("person=17"))));
}

TEST_F(EnclosureTest, IsNotSignedOffWhileItIsOpenOrCannotBeAsked) {
    cover_->stands = false;
    (void)enclosure_->look();
    EXPECT_EQ(enclosure_->sign_off(journal::SealReason::FalseAlarm, 17).error().code, ErrorCode::CaseOpened);
    cover_->fault = Fault::Broken;
    EXPECT_EQ(enclosure_->sign_off(journal::SealReason::FalseAlarm, 17).error().code, ErrorCode::SealUnreadable);
    EXPECT_TRUE(enclosure_->closes_kiosk());
    EXPECT_THAT(said(), ElementsAre("opened"));
}

TEST_F(EnclosureTest, ASwitchThatDoesNotAnswerIsTroubleAndNoOpenCase) {
    cover_->fault = Fault::Missing;
    EXPECT_EQ(enclosure_->look(), CaseStands::Unreadable);
    ASSERT_TRUE(enclosure_->trouble());
    EXPECT_EQ(enclosure_->trouble()->code, ErrorCode::SealUnreadable);
    EXPECT_FALSE(enclosure_->closes_kiosk());
}

TEST_F(EnclosureTest, AfterAPowerCutTheJournalHearsOfItAndABrokenMarkStillCounts) {
    std::filesystem::create_directories(place_ / "state");
    place_.write("state/case-opened.json", "{\"since\":\"2026-11-30T12:00:00Z\",\"told\":false}");
    restart();
    EXPECT_TRUE(enclosure_->closes_kiosk());
    (void)enclosure_->look();
    EXPECT_THAT(said(), ElementsAre("opened"));
    restart();
    (void)enclosure_->look();
    EXPECT_THAT(said(), ElementsAre("opened")) << "told once";
    EXPECT_EQ(case_opened_at(place_ / "state"), "2026-11-30T12:00:00Z");
    place_.write("state/case-opened.json", "\xFF{");
    restart();
    EXPECT_TRUE(enclosure_->closes_kiosk());
    (void)enclosure_->look();
    ASSERT_TRUE(enclosure_->sign_off(journal::SealReason::Forced, 17).ok());
    EXPECT_FALSE(case_was_opened(place_ / "state"));
}

}  // namespace
}  // namespace vestibule::device
