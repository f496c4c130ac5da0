// judge_test - the judging of pictures and names by themselves, without the program around them.
#include "tests/sandbox/judge.hpp"

#include <gtest/gtest.h>

#include "tests/sandbox/patients.hpp"
#include "tests/services/drawings.hpp"

namespace vestibule::services {
namespace {

using drivers::simulated::Scene;
using sandbox::judge;

TEST(Judge, TakesGoodPictures) {
    EXPECT_EQ(judge("document-front", photograph(Scene::Show::LicenseFront)).reason, "good");
    const auto page = judge("document-front", photograph(Scene::Show::PassportPage));
    EXPECT_EQ(page.reason, "good");
    ASSERT_TRUE(page.printed) << "its zone is read";
    EXPECT_EQ(page.printed->family_name, "SAMPLE");
    EXPECT_EQ(page.printed->birth_date, "1958-03-14");
    EXPECT_EQ(page.expiry, "2031-03-14");
    EXPECT_EQ(judge("face", photograph(Scene::Show::Face)).reason, "good");
    const auto back = judge("document-back", photograph(Scene::Show::LicenseBack));
    EXPECT_EQ(back.reason, "good");
    ASSERT_TRUE(back.printed);
    EXPECT_EQ(back.printed->given_names, "ALEX QUILL");
    EXPECT_EQ(back.printed->family_name, "SAMPLE");
    EXPECT_EQ(back.printed->birth_date, "1958-03-14");
}

TEST(Judge, ReadsABarcodeThatLiesSlightlyTurned) {
    const std::string text = card_text("ANA", "MARIA", "MUSTER", "12311999");
    for (const double degrees : {-10.0, -7.0, -3.0, 0.0, 4.0, 8.0, 10.0}) {
        const auto verdict = judge("document-back", draw_back(text, degrees));
        EXPECT_EQ(verdict.reason, "good") << degrees;
        ASSERT_TRUE(verdict.printed) << degrees;
        EXPECT_EQ(verdict.printed->birth_date, "1999-12-31");
        EXPECT_EQ(verdict.expiry, "2035-01-31");
    }
}

TEST(Judge, SaysWhatIsWrong) {
    Scene scene{.show = Scene::Show::LicenseFront, .blur = true};
    EXPECT_EQ(judge("document-front", photograph(scene)).reason, "blurred_photo");
    scene = {.show = Scene::Show::LicenseBack, .blur = true};
    EXPECT_EQ(judge("document-back", photograph(scene)).reason, "blurred_photo");
    scene = {.show = Scene::Show::LicenseFront, .dark = true};
    EXPECT_EQ(judge("document-front", photograph(scene)).reason, "dark_photo");
    scene = {.show = Scene::Show::Face, .dark = true};
    EXPECT_EQ(judge("face", photograph(scene)).reason, "dark_photo");
    EXPECT_EQ(judge("document-front", photograph(Scene::Show::Nothing)).reason, "no_document");
    EXPECT_EQ(judge("document-back", draw_back("not a card's text at all", 0)).reason, "unreadable_barcode");
    EXPECT_EQ(judge("face", photograph(Scene::Show::LicenseFront)).reason, "no_face")
        << "the portrait on a card is not a face before the camera";
    EXPECT_EQ(judge("document-back", "no JPEG").reason, "blank_photo");
    std::string half = photograph(Scene::Show::LicenseFront);
    half.resize(half.size() / 2);
    EXPECT_EQ(judge("document-front", half).reason, "blank_photo") << "half a picture is none";
}

TEST(Names, AreComparedAsAClerkWould) {
    const sandbox::Person card{"JOSE MARIA", "NUNEZ ALVAREZ", "1980-02-29"};
    EXPECT_TRUE(same_person({"José María", "Núñez-Álvarez", "1980-02-29"}, card));
    EXPECT_TRUE(same_person({"Jose", "Nunez Alvarez", "1980-02-29"}, card)) << "the middle name may be left out";
    EXPECT_TRUE(same_person({"jose m.", "nunez alvarez", "1980-02-29"}, card)) << "or shortened";
    EXPECT_FALSE(same_person({"Maria", "Nunez Alvarez", "1980-02-29"}, card));
    EXPECT_FALSE(same_person({"Jose Luis", "Nunez Alvarez", "1980-02-29"}, card));
    EXPECT_FALSE(same_person({"Jose", "Nunez", "1980-02-29"}, card));
    EXPECT_FALSE(same_person({"Jose", "Nunez Alvarez", "1980-02-28"}, card));
    EXPECT_FALSE(same_person({"", "Nunez Alvarez", "1980-02-29"}, card));
    EXPECT_EQ(sandbox::folded("Łukasz  O’Brien-Weiß"), sandbox::folded("ŁUKASZ O’BRIEN WEIS"));
}

}  // namespace
}  // namespace vestibule::services
