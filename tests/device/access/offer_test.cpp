// offer_test - a stick's passes on their way to the door, and which stick it is.
#include "kiosk/device/access/offer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/device/os/medium.hpp"
#include "kiosk/device/os/runtime.hpp"
#include "kiosk/device/os/visit_gate.hpp"
#include "tests/device/access/stick_kit.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Place;

TEST(PassesOnAStick, AreTheFilesAtItsTopAndNothingElse) {
    const Place place;
    fs::create_directories(place / "stick/folder");
    EXPECT_THAT(*passes_on(place / "stick"), IsEmpty());
    place.write("stick/b.pass", "second");
    place.write("stick/a.pass", "first");
    place.write("stick/._a.pass", "left by another system");
    place.write("stick/folder/c.pass", "deeper");
    fs::create_symlink("/etc/passwd", place / "stick/d.pass");
    EXPECT_THAT(*passes_on(place / "stick"), ElementsAre("first", "second"));
    place.write("stick/e.pass", std::string(20'000, 'x'));
    EXPECT_EQ(passes_on(place / "stick").error().code, ErrorCode::PassUnreadable);
    fs::remove(place / "stick/e.pass");
    for (std::size_t i = 0; i <= kPassesOnAStick; ++i) place.write("stick/" + std::to_string(i) + ".pass", "x");
    EXPECT_THAT(passes_on(place / "stick").error().context, HasSubstr("23 passes"));
    EXPECT_EQ(passes_on(place / "nowhere").error().code, ErrorCode::FileUnreadable);
}

TEST(Offer, IsTakenOnce) {
    const Place place;
    EXPECT_FALSE(take_offer(place.path()));
    ASSERT_TRUE(leave_offer(place.path(), {{std::string("\0\xFF one", 6), "two"}, "0781:5581:4C53"}).ok());
    EXPECT_TRUE(is_offered(place.path()));
    const auto offer = take_offer(place.path());
    ASSERT_TRUE(offer);
    EXPECT_THAT(offer->passes, ElementsAre(std::string("\0\xFF one", 6), "two"));
    EXPECT_EQ(offer->medium, "0781:5581:4C53");
    EXPECT_FALSE(take_offer(place.path()));
    for (const char* odd : {"", "{", "[]", "{\"passes\":3}", "{\"passes\":[\"!\", 4]}", "{\"passes\":[]}"}) {
        place.write(kPassOffer, odd);
        EXPECT_FALSE(take_offer(place.path())) << odd;
        EXPECT_FALSE(is_offered(place.path())) << odd;
    }
}

TEST(Offer, IsNoFileThatAVisitHasLeft) {
    const Place place;
    auto runtime = Runtime::open(place / "run");
    ASSERT_TRUE(leave_offer(place / "run", {{"one"}, ""}).ok());
    EXPECT_TRUE(runtime->check_forgotten({}).ok());
}

TEST(PatientIsHere, TellsAPatientFromWhoeverKeepsThemOut) {
    const Place place;
    EXPECT_FALSE(VisitGate::patient_is_here(place / "run"));
    {
        auto runtime = Runtime::open(place / "run");
        ASSERT_TRUE(runtime->lock_visit().ok());
        EXPECT_TRUE(VisitGate::patient_is_here(place / "run"));
    }
    EXPECT_FALSE(VisitGate::patient_is_here(place / "run"));
    const auto gate = VisitGate::close_for_patients(place / "run");
    ASSERT_TRUE(gate);
    EXPECT_FALSE(VisitGate::patient_is_here(place / "run"));
}

TEST(Medium, IsWhatTheSticksMakerHasBurntIn) {
    const Place place;
    const fs::path usb = place / "root/sys/devices/usb1/1-2";
    testing::make_stick(place / "root", place / "stick");
    const drivers::Machine machine(place / "root");
    EXPECT_EQ(medium_of(place / "stick", machine), testing::kStickMade);
    std::ofstream(usb / "serial") << "4C 53\"x\n";
    EXPECT_EQ(medium_of(place / "stick", machine), "0781:5581:4C_53_x");
    fs::remove(usb / "serial");
    EXPECT_EQ(medium_of(place / "stick", machine), "") << "one without a serial number";
    fs::remove(usb / "idVendor");
    EXPECT_EQ(medium_of(place / "stick", machine), "") << "no USB device above it";
    EXPECT_EQ(medium_of(place / "nowhere", machine), "");
    EXPECT_EQ(medium_of(place / "stick", drivers::Machine(place / "empty")), "");
}

}  // namespace
}  // namespace vestibule::device
