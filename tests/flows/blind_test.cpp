// blind_test - a whole visit from the spoken texts and the keyboard alone: what is not said or not reached is not used.
#include <gtest/gtest.h>

#include "tests/flows/play.hpp"

namespace vestibule::flows {
namespace {

using automation::Kiosk;
using automation::Unexpected;

/// Hears what has the focus, moves it, acts, types. Never asks for an id, a place or a picture.
class Listener {
public:
    Listener(Kiosk& kiosk, sandbox::Sandbox& services) : kiosk_(kiosk), services_(services) {}

    /// Moves on with Tab until what is heard begins with the words.
    void find(const std::string& words) {
        std::string all;
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (std::chrono::steady_clock::now() < until) {
            kiosk_.key("Tab");
            const std::string heard = kiosk_.heard();
            if (heard.rfind(words, 0) == 0) return;
            if (all.size() < 2000) all += heard + " | ";
        }
        throw Unexpected("never heard '" + words + "', only " + all);
    }
    void act(const std::string& words) {
        find(words);
        kiosk_.key("Return");
    }
    void type(const std::string& field, const std::string& text) {
        find(field);
        kiosk_.key("Return");
        kiosk_.must({{"do", "text"}, {"text", text}});
        kiosk_.key("Escape");  // puts the keyboard away
    }
    /// Waits until the screen says this anywhere.
    void hear(const std::string& words, std::chrono::seconds patience = std::chrono::seconds(60)) {
        const auto until = std::chrono::steady_clock::now() + patience;
        while (std::chrono::steady_clock::now() < until) {
            const nlohmann::json said = kiosk_.ask({{"do", "speech"}});
            for (const auto& line : said.value("speech", nlohmann::json::array())) {
                if (line.get<std::string>().find(words) != std::string::npos) return;
            }
        }
        throw Unexpected("the screen never said '" + words + "'");
    }
    std::string code(const std::string& channel, const std::string& to) { return services_.code(channel, to); }
    Kiosk& kiosk() { return kiosk_; }

private:
    Kiosk& kiosk_;
    sandbox::Sandbox& services_;
};

void identify(Listener& p) {
    p.hear("Welcome");
    p.act("Touch to begin");
    p.hear("Before you start");
    p.act("Yes, I can");
    p.hear("Who should check your ID?");
    p.act("Use CLEAR");
    p.hear("Where do you want to do it?");
    p.act("Here, with this camera");
    p.hear("May we take your pictures?");
    p.act("I agree, take my pictures");
    p.hear("Do you have a CLEAR account?");
    p.act("No, I am new");
    p.hear("How can CLEAR reach you?");
    p.type("E-mail address", "alex.sample@example.org");
    p.type("Phone number", "4155550114");
    p.act("Continue");
    p.hear("Enter the code from your e-mail");
    p.type("Code from your e-mail", p.code("email", "alex.sample@example.org"));
    p.act("Continue");
    p.hear("Enter the code from your phone");
    p.type("Code from your phone", p.code("phone", "+14155550114"));
    p.act("Continue");
    p.hear("What is your name?");
    p.type("First name", "Alex Quill");
    p.type("Last name", "Sample");
    p.act("Continue");
    p.hear("When were you born?");
    p.type("Date of birth", "03/14/1958");
    p.act("Continue");
    p.hear("Where do you live?");
    p.type("Street and number", "789 E Oak St");
    p.type("City", "Anytown");
    p.type("State", "CA");
    p.type("ZIP code", "90223");
    p.act("Continue");
}

void show_document_and_face(Listener& p) {
    p.hear("Which ID do you have with you?");
    p.act("Driver's license");
    p.hear("Is this picture good?");
    p.kiosk().steer({{"show", "license-back"}});  // the hand turns the card over
    p.act("Use this photo");
    p.hear("Now show the back");
    p.hear("Is this picture good?");
    p.act("Use this photo");
    p.hear("Next: a picture of your face");
    p.kiosk().steer({{"show", "auto"}});
    p.act("I am ready");
    p.hear("Is this picture good?");
    p.act("Use this photo");
    p.hear("Check your details");
    p.act("Send to CLEAR");
}

void share_and_finish(Listener& p) {
    p.hear("You are verified");
    p.act("Find my records");
    p.hear("We found 12 places");
    p.act("Skip and continue");
    p.hear("Share with Flexpa?");
    p.act("Continue");
    p.hear("Choose what to share");
    p.act("Continue");
    p.hear("Is this right?");
    p.act("Confirm and share");
    p.hear("You are not checked in yet");
    p.act("Erase and finish");
    p.hear("This kiosk has forgotten you");
}

TEST(Blind, AWholeVisitByEarAndKeyboard) {
    sandbox::Sandbox services;
    automation::KioskLaunch launch;
    launch.environment = {{"SDL_VIDEODRIVER", "dummy"}};
    Kiosk kiosk(services, launch);
    Listener patient(kiosk, services);
    try {
        identify(patient);
        show_document_and_face(patient);
        share_and_finish(patient);
    } catch (const std::exception& error) {
        FAIL() << error.what() << " in " << kiosk.step();
    }
    EXPECT_EQ(services.received().shares.size(), 1U);
    EXPECT_EQ(kiosk.stop(), 0);
}

}  // namespace
}  // namespace vestibule::flows
