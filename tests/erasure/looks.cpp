// looks - what each screen of a visit looks like, to the pixel, as one number a screen.
#include "tests/erasure/looks.hpp"

#include <set>

namespace vestibule::erasure {

namespace {

using flows::Play;
using flows::Provider;

/// States whose picture lives: the camera's, a photograph of that moment, a turning mark, a receipt's own code.
bool lives(const std::string& step) {
    static const std::set<std::string> kLiving{"DocumentFront", "FrontReview", "DocumentBack", "BackReview", "Selfie",
                                               "SelfieReview",  "Verifying",   "Searching",    "Done"};
    return kLiving.contains(step);
}

Looks looks_of(sandbox::Sandbox& services, automation::Kiosk& kiosk, void (*visit)(Play&)) {
    Looks looks;
    Play play(services, kiosk, true, [&](const std::string& step) {
        if (!lives(step)) looks[step] = kiosk.must({{"do", "look"}})["hash"].get<std::uint64_t>();
    });
    visit(play);
    return looks;
}

}  // namespace

Looks looks_of_a_beginning(sandbox::Sandbox& services, automation::Kiosk& kiosk) {
    return looks_of(services, kiosk, [](Play& play) {
        play.begin(Provider::Clear);
        play.choose_here();
        play.press("new-account");
        play.arrive("Contact");
    });
}

Looks looks_of_a_visit(sandbox::Sandbox& services, automation::Kiosk& kiosk) {
    return looks_of(services, kiosk, [](Play& play) {
        play.begin(Provider::Clear);
        play.choose_here();
        play.new_account({}, Provider::Clear);
        play.take_pictures(flows::Document::License);
        play.check_details();
        play.verified();
        play.search();
        play.share();
    });
}

}  // namespace vestibule::erasure
