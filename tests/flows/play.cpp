// play - each passage as a patient would do it: read, answer, go on.
#include "tests/flows/play.hpp"

#include <regex>

namespace vestibule::flows {

using automation::Unexpected;

void Play::arrive(const std::string& step, std::chrono::seconds patience) {
    kiosk_.wait_for(step, patience);
    seen_(step);
}

void Play::begin(Provider provider) {
    arrive("Welcome");
    press("continue");
    arrive("BeforeYouStart");
    press("yes");
    arrive("ChooseProvider");
    press(provider == Provider::IdMe ? "provider-0" : "provider-1");
    arrive("ChooseHow");
}

void Play::choose_here() {
    press("here");
    arrive("PictureConsent");
    press("yes");
    arrive("AccountKind");
}

void Play::new_account(const Persona& who, Provider provider) {
    press("new-account");
    arrive("Contact");
    kiosk_.type("field-email", who.email);
    kiosk_.type("field-phone", who.phone);
    if (provider == Provider::IdMe) kiosk_.type("field-password", who.password);
    press("continue");
    arrive("EmailCode");
    kiosk_.type("field-email-code", services_.code("email", who.email));
    press("continue");
    arrive("PhoneCode");
    kiosk_.type("field-phone-code", services_.code("phone", who.phone_e164));
    press("continue");
    arrive("Name");
    kiosk_.type("field-given-names", who.given);
    kiosk_.type("field-family-name", who.family);
    press("continue");
    arrive("BirthDate");
    kiosk_.type("field-birth-date", who.birth);
    press("continue");
    arrive("Address");
    kiosk_.type("field-street", who.street);
    kiosk_.type("field-city", who.city);
    kiosk_.type("field-region", "CA");
    kiosk_.type("field-postal-code", "90223");
    press("continue");
    arrive("ChooseDocument");
}

void Play::sign_in(const Persona& who, Provider provider) {
    press("returning");
    arrive("SignIn");
    kiosk_.type("field-email", who.email);
    if (provider == Provider::IdMe) kiosk_.type("field-password", who.password);
    press("continue");
    arrive("SecondFactor");
    kiosk_.type("field-second-factor", services_.code("phone", who.phone_e164));
    press("continue");
    verified();
}

void Play::to_the_camera() {
    begin(Provider::Clear);
    choose_here();
    new_account({}, Provider::Clear);
    press("license");
    kiosk_.wait_until([](const auto& now) { return now.value("camera_seen", false); }, "a picture");
}

void Play::take(const std::string& step, const std::string& review) {
    // A hand that waves about at first: the preview and its hint are seen before the shutter goes.
    if (simulated_) kiosk_.steer({{"moving", true}});
    kiosk_.wait_until([&](const auto& now) { return now.value("step", "") == step && now.value("camera_seen", false); },
                      "the camera's picture in " + step);
    // A camera that has just been opened is dark for a moment; then the coach asks for stillness, in words. Where the
    // hand turned back it may have been still for long enough.
    if (simulated_ && step != "Selfie") {
        kiosk_.wait_until(
            [&](const auto& now) {
                return now.value("step", "") == review || kiosk_.said("hint", "label") == "Hold still";
            },
            "the coach's \"Hold still\" in " + step);
    }
    seen_(step);
    if (simulated_) kiosk_.steer({{"moving", false}});
    arrive(review);
}

void Play::take_pictures(Document document) {
    if (simulated_) kiosk_.steer({{"reset", true}});
    if (document == Document::Passport) {
        if (simulated_) kiosk_.steer({{"show", "passport-page"}});
        press("passport");
        take("DocumentFront", "FrontReview");
        press("use-photo");
    } else {
        press("license");
        take("DocumentFront", "FrontReview");
        kiosk_.steer({{"show", "license-back"}});
        press("use-photo");
        take("DocumentBack", "BackReview");
        press("use-photo");
    }
    arrive("SelfieIntro");
    if (simulated_) kiosk_.steer({{"show", "auto"}});
    press("continue");
    take("Selfie", "SelfieReview");
    press("use-photo");
    arrive("CheckDetails");
    // Both kinds of document are read here, before any service looks at them.
    kiosk_.wait_until([&](const auto&) { return kiosk_.said("where-from", "label").starts_with("We read these"); },
                      "the details that the document told");
}

void Play::check_details() {
    press("continue");
    seen_(kiosk_.wait_for_any({"Verifying", "Verified", "NotVerified", "ServiceTrouble", "DocumentFront"}));
}

void Play::verified() {
    arrive("Verified");
}

void Play::search() {
    press("continue");
    seen_(kiosk_.wait_for_any({"Searching", "Places"}));
    arrive("Places");
}

std::string Play::code_on_screen() {
    static const std::regex kCode("[A-Z0-9]{4}-[A-Z0-9]{4}");
    std::string found;
    const auto look = [&found](const nlohmann::json& node, const auto& again) -> void {
        std::smatch match;
        const std::string label = node.value("label", "");
        if (std::regex_search(label, match, kCode)) found = match.str();
        if (node.contains("children")) {
            for (const auto& child : node["children"]) again(child, again);
        }
    };
    for (int tries = 0; tries < 1000 && found.empty(); ++tries) look(kiosk_.tree(true), look);
    if (found.empty()) throw Unexpected("no code for the phone is on the screen");
    return found;
}

void Play::sign_in_to_first_place(bool allow_sharing) {
    const auto places = kiosk_.state();
    for (int place = 0; place < places.value("places", 0); ++place) {
        const std::string id = "sign-in-" + std::to_string(place);
        if (kiosk_.node(id).is_null()) continue;
        press(id);
        kiosk_.wait_for_any({"PortalSignIn"});
        const std::string code = code_on_screen();
        seen_("PortalSignIn");
        services_.portal(code, true);
        arrive("ShareConsent");
        press(allow_sharing ? "allow" : "deny");
        arrive("Places");
        return;
    }
    throw Unexpected("no place asks for a sign-in");
}

void Play::share() {
    press(kiosk_.state().value("sign_ins_open", 0) > 0 ? "skip" : "continue");
    arrive("ShareConsent");
    press("allow");
    arrive("Categories");
    press("continue");
    arrive("Confirm");
    press("continue");
    arrive("Done");
}

void Play::finish() {
    seen_("Erasing");  // is coming: whoever wants its picture says so now
    press("continue");
    wait_for_erased();
}

void Play::wait_for_erased() {
    kiosk_.wait_for_any({"Erased"});
    seen_("Erased");
}

}  // namespace vestibule::flows
