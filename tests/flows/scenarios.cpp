// scenarios - every kind of visit from Welcome to Erased, with what must be true on the way.
#include "tests/flows/scenarios.hpp"

#include <array>
#include <regex>

#include "tests/flows/faults.hpp"

namespace vestibule::flows {

namespace {

using automation::Unexpected;
using namespace std::chrono_literals;

void must(bool true_here, const std::string& what) {
    if (!true_here) throw Unexpected("expected: " + what);
}

Persona with_email(const char* email) {
    Persona who;
    who.email = email;
    return who;
}

const Persona kReturning{.email = "returning@example.org",
                         .phone = "(415) 555-0123",
                         .phone_e164 = "+14155550123",
                         .password = "correct horse 42"};

void to_places(Play& p, const Persona& who, Provider provider, Document document) {
    p.begin(provider);
    p.choose_here();
    p.new_account(who, provider);
    p.take_pictures(document);
    p.check_details();
    p.verified();
    p.search();
}

void new_patient(Play& p, Provider provider, Document document = Document::License) {
    to_places(p, {}, provider, document);
    p.share();
    const auto arrived = p.services().received();
    must(!arrived.sessions.empty() && arrived.sessions.back().consent_before_media,
         "the consent was told before any picture");
    must(arrived.shares.size() == 1 && arrived.shares.front().places == 9, "nine places were shared");
    p.finish();
}

void returning(Play& p, Provider provider) {
    p.begin(provider);
    p.choose_here();
    p.sign_in(kReturning, provider);
    p.search();
    p.share();
    must(p.services().received().sessions.back().media.empty(), "no picture left the kiosk");
    p.finish();
}

void phone(Play& p) {
    p.begin(Provider::Clear);
    p.press("phone");
    p.kiosk().wait_for_any({"Phone"});
    const std::string code = p.code_on_screen();
    p.report("Phone");
    p.services().phone(code, true, "returning@example.org");
    p.verified();
    p.search();
    p.share();
    p.finish();
}

void declined(Play& p) {
    p.begin(Provider::Clear);
    p.choose_here();
    p.new_account(with_email("refused@example.org"), Provider::Clear);
    p.take_pictures(Document::License);
    p.check_details();
    p.arrive("NotVerified");
    p.press("desk");
    p.kiosk().wait_until([](const auto& now) { return now.value("overlay", "") == "Help"; }, "the way to the desk");
    p.report("Help");
    p.report("Erasing");
    p.press("erase-now");
    p.wait_for_erased();
}

void retake(Play& p) {
    p.begin(Provider::Clear);
    p.choose_here();
    p.new_account({}, Provider::Clear);
    p.press("license");
    p.take("DocumentFront", "FrontReview");
    p.press("take-again");
    p.arrive("DocumentFront");
    p.kiosk().press("back");
    p.arrive("ChooseDocument");
    p.take_pictures(Document::License);
    p.check_details();
    p.verified();
    p.search();
    p.share();
    p.finish();
}

void no_records(Play& p) {
    to_places(p, with_email("none@example.org"), Provider::Clear, Document::License);
    must(p.kiosk().state().value("places", -1) == 0, "no place was found");
    p.press("continue");
    p.arrive("Done");
    p.finish();
}

void many_facilities(Play& p) {
    to_places(p, with_email("many@example.org"), Provider::Clear, Document::License);
    must(p.kiosk().state().value("places", 0) == 3000, "3,000 places were found");
    // Each of the hundred that ask for a sign-in can be reached, page by page, first of all.
    std::ptrdiff_t sign_ins = 0;
    for (int page = 0; page < 3; ++page) {
        static const std::regex kSignIn("\"sign-in-[0-9]+\"");
        const std::string screen = p.kiosk().tree().dump();
        sign_ins += std::distance(std::sregex_iterator(screen.begin(), screen.end(), kSignIn), std::sregex_iterator());
        p.press("next-places");
    }
    must(sign_ins == 100, "every sign-in can be reached, not " + std::to_string(sign_ins));
    p.share();
    p.finish();
}

void portal_sign_in(Play& p) {
    to_places(p, {}, Provider::Clear, Document::License);
    p.sign_in_to_first_place(true);
    p.share();
    must(p.services().received().shares.front().places == 10, "ten places were shared");
    p.finish();
}

void deny_consent(Play& p) {
    to_places(p, {}, Provider::Clear, Document::License);
    p.press("skip");
    p.arrive("ShareConsent");
    p.press("deny");
    p.arrive("Done");
    must(p.services().received().shares.empty(), "nothing was shared");
    p.finish();
}

void walk_away(Play& p) {
    p.begin(Provider::Clear);
    p.choose_here();
    p.press("new-account");
    p.arrive("Contact");
    p.kiosk().type("field-email", Persona{}.email);
    p.kiosk().advance(61s);
    p.kiosk().wait_until([](const auto& now) { return now.value("overlay", "") == "AreYouThere"; }, "the question");
    p.report("AreYouThere");
    p.kiosk().advance(46s);
    p.wait_for_erased();
}

/// As somebody at the panel does.
void press(Play& p, std::string_view fault) {
    must(press_fault(fault, p.services(), p.kiosk()).rfind("now: ", 0) == 0, "there is such a fault");
}

void camera_lost(Play& p) {
    p.begin(Provider::Clear);
    p.choose_here();
    p.new_account({}, Provider::Clear);
    p.kiosk().steer({{"reset", true}});
    press(p, "camera-frozen");
    p.press("license");
    p.kiosk().wait_until([](const auto& now) { return now.value("camera_lost", false); }, "the loss to be noticed");
    p.report("DocumentFront-lost");
    press(p, "none");
    p.arrive("FrontReview");
    p.press("take-again");
    p.arrive("DocumentFront");
    p.press("back");
    p.arrive("ChooseDocument");
    p.take_pictures(Document::License);
    p.check_details();
    p.verified();
    p.press("stop");
    p.kiosk().wait_until([](const auto& now) { return now.value("overlay", "") == "Stop"; }, "the question");
    p.report("Stop");
    p.report("Erasing");
    p.press("erase-now");
    p.wait_for_erased();
}

void network_lost(Play& p) {
    p.begin(Provider::Clear);
    p.choose_here();
    p.new_account({}, Provider::Clear);
    p.take_pictures(Document::License);
    press(p, "relay-cut");
    p.press("continue");
    p.arrive("ServiceTrouble");
    press(p, "none");
    p.press("try-again");
    // Where it was cut decides what is asked again: the details, or only the pictures.
    if (p.kiosk().wait_for_any({"CheckDetails", "Verifying", "Verified"}) == "CheckDetails") p.check_details();
    p.verified();
    press(p, "records-down");
    p.press("continue");
    p.arrive("ServiceTrouble");
    press(p, "none");
    p.press("try-again");
    p.arrive("Places");
    p.share();
    p.finish();
}

const std::array kScenarios{
    Scenario{"new-clear", "a new CLEAR patient with a driver's license, to the end",
             [](Play& p) { new_patient(p, Provider::Clear); }},
    Scenario{"new-idme", "a new ID.me patient, with a password", [](Play& p) { new_patient(p, Provider::IdMe); }},
    Scenario{"returning-clear", "verified with CLEAR before: no pictures",
             [](Play& p) { returning(p, Provider::Clear); }},
    Scenario{"returning-idme", "verified with ID.me before: no pictures",
             [](Play& p) { returning(p, Provider::IdMe); }},
    Scenario{"passport", "a passport instead of a license",
             [](Play& p) { new_patient(p, Provider::Clear, Document::Passport); }},
    Scenario{"phone", "the patient verifies on their own phone", phone},
    Scenario{"declined", "the provider says no; the desk helps", declined},
    Scenario{"retake", "a picture is taken again", retake},
    Scenario{"no-records", "verified, but no records anywhere", no_records},
    Scenario{"many-facilities", "3,000 places", many_facilities},
    Scenario{"portal-sign-in", "one place needs its own portal", portal_sign_in},
    Scenario{"deny-consent", "the patient does not want to share", deny_consent},
    Scenario{"walk-away", "the patient leaves in the middle", walk_away},
    Scenario{"camera-lost", "the camera freezes and comes back", camera_lost},
    Scenario{"network-lost", "the network goes twice and comes back", network_lost},
    Scenario{"from-video", "pictures from video files that OpenCV decodes",
             [](Play& p) { new_patient(p, Provider::Clear, Document::Passport); }, "file:"},
};

}  // namespace

std::span<const Scenario> scenarios() {
    return kScenarios;
}

const Scenario* scenario(std::string_view name) {
    for (const Scenario& one : kScenarios) {
        if (one.name == name) return &one;
    }
    return nullptr;
}

}  // namespace vestibule::flows
