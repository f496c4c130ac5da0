// routes - the canary's ways through the kiosk, so that every state that a patient can stand in is reached.
#include "tests/erasure/routes.hpp"

#include <array>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {

namespace {

using flows::Document;
using flows::Persona;
using flows::Play;
using flows::Provider;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 28> kWhole{
    "Welcome",        "BeforeYouStart", "ChooseProvider", "ChooseHow",    "PictureConsent", "AccountKind",
    "Contact",        "EmailCode",      "PhoneCode",      "Name",         "BirthDate",      "Address",
    "ChooseDocument", "DocumentFront",  "FrontReview",    "DocumentBack", "BackReview",     "SelfieIntro",
    "Selfie",         "SelfieReview",   "CheckDetails",   "Verified",     "Places",         "ShareConsent",
    "Categories",     "Confirm",        "Done",           "Erasing"};
constexpr std::array<std::string_view, 3> kWaits{"Verifying", "Searching", "Sharing"};
constexpr std::array<std::string_view, 3> kAsides{"OtherWays", "HelpMeChoose", "AboutIal2"};
constexpr std::array<std::string_view, 1> kOnAPhone{"Phone"};
constexpr std::array<std::string_view, 2> kReturns{"SignIn", "SecondFactor"};
constexpr std::array<std::string_view, 1> kPortal{"PortalSignIn"};
constexpr std::array<std::string_view, 1> kRefused{"NotVerified"};
constexpr std::array<std::string_view, 1> kTrouble{"ServiceTrouble"};
constexpr std::array<std::string_view, 1> kNoPicture{"CaptureHelp"};
constexpr std::array<std::string_view, 4> kOverlays{"Help", "StartOver", "Stop", "AreYouThere"};

void wait_for_overlay(Play& play, const std::string& overlay) {
    play.kiosk().wait_until([&](const auto& now) { return now.value("overlay", "") == overlay; }, overlay);
    play.report(overlay);
}

/// To the step, which a slow answer holds there.
void wait_in(Play& play, const std::string& service, const std::string& step) {
    play.services().fault({.service = service, .kind = "slow", .seconds = 2});
    play.press("continue");
    play.kiosk().wait_until([&](const auto& now) { return now.value("step", "") == step; }, step);
    play.report(step);
    play.services().clear_faults();
}

void to_document(Play& play, const Persona& who) {
    play.begin(Provider::IdMe);
    play.choose_here();
    play.new_account(who, Provider::IdMe);
}

void whole(Play& play) {
    play_canary(play);
    play.press("continue");
    play.report("Erasing");
}

void waits(Play& play) {
    to_document(play, canary());
    play.take_pictures(Document::License);
    wait_in(play, "relay", "Verifying");
    play.arrive("Verified");
    wait_in(play, "records", "Searching");
    play.arrive("Places");
    play.press(play.kiosk().state().value("sign_ins_open", 0) > 0 ? "skip" : "continue");
    play.arrive("ShareConsent");
    play.press("allow");
    play.arrive("Categories");
    play.press("continue");
    play.arrive("Confirm");
    wait_in(play, "records", "Sharing");
}

void asides(Play& play) {
    play.arrive("Welcome");
    play.press("continue");
    play.arrive("BeforeYouStart");
    play.press("no");
    play.arrive("OtherWays");
    play.press("back");
    play.arrive("BeforeYouStart");
    play.press("yes");
    play.arrive("ChooseProvider");
    play.press("help-me-choose");
    play.arrive("HelpMeChoose");
    play.press("back");
    play.arrive("ChooseProvider");
    play.press("about-ial2");
    play.arrive("AboutIal2");
}

void on_a_phone(Play& play) {
    play.begin(Provider::Clear);
    play.press("phone");
    play.kiosk().wait_for_any({"Phone"});
    (void)play.code_on_screen();
    play.report("Phone");
}

void returns(Play& play) {
    play.begin(Provider::Clear);
    play.choose_here();
    play.sign_in(returning(), Provider::Clear);
}

void portal(Play& play) {
    play_to_places(play);
    play.sign_in_to_first_place(true);
}

void refused(Play& play) {
    Persona who = canary();
    who.email = "refused@example.org";
    to_document(play, who);
    play.take_pictures(Document::License);
    play.check_details();
    play.arrive("NotVerified");
}

void trouble(Play& play) {
    to_document(play, canary());
    play.take_pictures(Document::License);
    play.services().fault({.service = "relay", .kind = "cut"});
    play.press("continue");
    play.arrive("ServiceTrouble");
}

void no_picture(Play& play) {
    to_document(play, canary());
    play.kiosk().steer({{"show", "nothing"}});
    play.press("license");
    play.kiosk().wait_for_any({"DocumentFront"});
    for (int minute = 0; minute < 3; ++minute) {
        play.kiosk().advance(41s);
        play.kiosk().key("Tab");  // somebody is there
    }
    play.arrive("CaptureHelp");
}

void overlays(Play& play) {
    play.begin(Provider::IdMe);
    play.choose_here();
    play.press("new-account");
    play.arrive("Contact");
    play.kiosk().type("field-email", canary().email);
    play.kiosk().type("field-phone", canary().phone);
    play.kiosk().type("field-password", canary().password);
    constexpr std::pair<const char*, const char*> kAsked[]{
        {"help", "Help"}, {"start-over", "StartOver"}, {"stop", "Stop"}};
    for (const auto& [button, overlay] : kAsked) {
        play.press(button);
        wait_for_overlay(play, overlay);
        play.press("keep-going");
        wait_for_overlay(play, "None");
    }
    play.kiosk().advance(61s);
    wait_for_overlay(play, "AreYouThere");
}

constexpr std::array kRoutes{Route{"whole", kWhole, whole},
                             Route{"waits", kWaits, waits},
                             Route{"asides", kAsides, asides},
                             Route{"on a phone", kOnAPhone, on_a_phone},
                             Route{"returns", kReturns, returns},
                             Route{"portal", kPortal, portal},
                             Route{"refused", kRefused, refused},
                             Route{"trouble", kTrouble, trouble},
                             Route{"no picture", kNoPicture, no_picture},
                             Route{"overlays", kOverlays, overlays}};

}  // namespace

std::span<const Route> routes() {
    return kRoutes;
}

}  // namespace vestibule::erasure
