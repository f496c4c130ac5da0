// twins_test - a visit looks the same to the pixel whether or not somebody was there before.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/erasure/canary.hpp"

namespace vestibule::erasure {
namespace {

using automation::Kiosk;
using automation::KioskLaunch;
using flows::Play;

using Looks = std::map<std::string, std::uint64_t>;

/// States whose picture lives: the camera's, a photograph of that moment, a turning mark, a receipt's own code.
bool lives(const std::string& step) {
    static const std::set<std::string> kLiving{"DocumentFront", "FrontReview", "DocumentBack", "BackReview", "Selfie",
                                               "SelfieReview",  "Verifying",   "Searching",    "Done"};
    return kLiving.contains(step);
}

void visit(Play& play) {
    play.begin(flows::Provider::Clear);
    play.choose_here();
    play.new_account({}, flows::Provider::Clear);
    play.take_pictures(flows::Document::License);
    play.check_details();
    play.verified();
    play.search();
    play.share();
}

/// The looks of a visit, after another patient's if asked for.
Looks looks_of_a_visit(bool somebody_before) {
    sandbox::Sandbox services;
    KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    Kiosk kiosk(services, launch);
    if (somebody_before) {
        Play before(services, kiosk, true, [&kiosk](const std::string& step) {
            if (step == "Welcome") kiosk.press("language-es");
            if (step == "ChooseHow") kiosk.press("text-size");
        });
        before.begin(flows::Provider::IdMe);
        before.choose_here();
        before.new_account(canary(), flows::Provider::IdMe);
        kiosk.press("stop");
        kiosk.press("erase-now");
        before.wait_for_erased();
        kiosk.press("continue");
    }
    Looks looks;
    Play play(services, kiosk, true, [&](const std::string& step) {
        if (!lives(step)) looks[step] = kiosk.must({{"do", "look"}})["hash"].get<std::uint64_t>();
    });
    visit(play);
    return looks;
}

TEST(Twins, NobodyCanSeeThatSomebodyWasHere) {
    const Looks alone = looks_of_a_visit(false);
    const Looks after = looks_of_a_visit(true);
    EXPECT_GE(alone.size(), 17U);
    ASSERT_EQ(alone.size(), after.size());
    for (const auto& [step, look] : alone) EXPECT_EQ(after.at(step), look) << step << " differs after another patient";
}

}  // namespace
}  // namespace vestibule::erasure
