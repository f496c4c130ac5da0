// fields_test - dates, phone numbers and addresses as people really type them, and which of them are none.
#include "kiosk/visit/fields.hpp"

#include <gtest/gtest.h>

namespace vestibule::visit {
namespace {

using privacy::secret;
using privacy::view;

struct Typed {
    const char* typed;
    const char* meant;  // empty: refused
};

class Dates : public testing::TestWithParam<Typed> {};
TEST_P(Dates, AreUnderstood) {
    EXPECT_EQ(view(iso_date(GetParam().typed)), GetParam().meant) << GetParam().typed;
}
INSTANTIATE_TEST_SUITE_P(
    Typed, Dates,
    testing::Values(
        Typed{"03/14/1958", "1958-03-14"}, Typed{"3/14/1958", "1958-03-14"}, Typed{"3/4/1958", "1958-03-04"},
        Typed{"03-14-1958", "1958-03-14"}, Typed{"03.14.1958", "1958-03-14"}, Typed{"03 14 1958", "1958-03-14"},
        Typed{" 03/14/1958 ", "1958-03-14"}, Typed{"03 / 14 / 1958", "1958-03-14"}, Typed{"03141958", "1958-03-14"},
        Typed{"1958-03-14", "1958-03-14"}, Typed{"1958/3/14", "1958-03-14"}, Typed{"1958 Mar 14", "1958-03-14"},
        Typed{"March 14, 1958", "1958-03-14"}, Typed{"MARCH 14 1958", "1958-03-14"}, Typed{"mar 14 1958", "1958-03-14"},
        Typed{"14 March 1958", "1958-03-14"}, Typed{"14-Mar-1958", "1958-03-14"}, Typed{"14mar1958", "1958-03-14"},
        Typed{"Sept 9, 2001", "2001-09-09"}, Typed{"December 31 1999", "1999-12-31"},
        Typed{"14 marzo 1958", "1958-03-14"}, Typed{"14 de marzo de 1958", "1958-03-14"},
        Typed{"1 enero 1970", "1970-01-01"}, Typed{"1 de enero del 1970", "1970-01-01"},
        Typed{"30 abril 1980", "1980-04-30"}, Typed{"15 agosto 1980", "1980-08-15"},
        Typed{"24 DICIEMBRE 1980", "1980-12-24"}, Typed{"March 14th, 1958", "1958-03-14"},
        Typed{"1st of May 1962", "1962-05-01"}, Typed{"2/29/2000", "2000-02-29"}));
INSTANTIATE_TEST_SUITE_P(
    Refused, Dates,
    testing::Values(Typed{"", ""}, Typed{"2/29/1900", ""}, Typed{"2/30/2000", ""}, Typed{"13/01/2000", ""},
                    Typed{"00/10/2000", ""}, Typed{"1/1/58", ""}, Typed{"1/1", ""}, Typed{"1958", ""},
                    Typed{"Foo 3 1958", ""}, Typed{"3/14/1958/2", ""}, Typed{"3/14/19580", ""}, Typed{"1/1/1899", ""},
                    Typed{"1/1/2101", ""}, Typed{"99999999", ""}, Typed{"3141958", ""}, Typed{"014/03/1958", ""},
                    Typed{"--//--", ""}, Typed{"enero", ""}, Typed{"1958-258-14", ""}, Typed{"1958-03-270", ""},
                    Typed{"1958-99999999999-14", ""}, Typed{"de de de", ""}, Typed{"marzo marzo 1958", ""}));

class Phones : public testing::TestWithParam<Typed> {};
TEST_P(Phones, AreUnderstood) {
    EXPECT_EQ(view(e164(GetParam().typed)), GetParam().meant) << GetParam().typed;
}
INSTANTIATE_TEST_SUITE_P(Typed, Phones,
                         testing::Values(Typed{"2125550123", "+12125550123"}, Typed{"(212) 555-0123", "+12125550123"},
                                         Typed{"212.555.0123", "+12125550123"}, Typed{"1 212 555 0123", "+12125550123"},
                                         Typed{"+1 (212) 555-0123", "+12125550123"},
                                         Typed{" 212-555-0123 ", "+12125550123"}, Typed{"+49 30 901820", "+4930901820"},
                                         Typed{"+52 55 1234 5678", "+525512345678"}, Typed{"", ""},
                                         Typed{"555-0123", ""}, Typed{"212555012", ""}, Typed{"22125550123", ""},
                                         Typed{"+123", ""}, Typed{"+1234567890123456", ""}, Typed{"call me", ""}));

class Emails : public testing::TestWithParam<std::pair<const char*, bool>> {};
TEST_P(Emails, AreJudged) {
    Patient patient;
    type(patient, FieldId::Email, GetParam().first);
    type(patient, FieldId::Phone, "2125550123");
    EXPECT_EQ(complete(journey::Step::Contact, nullptr, patient), GetParam().second) << GetParam().first;
    EXPECT_EQ(patient.field(FieldId::Email).error == FieldError::None, GetParam().second);
}
INSTANTIATE_TEST_SUITE_P(Typed, Emails,
                         testing::Values(std::pair{"ada@example.com", true}, std::pair{" ada@example.com ", true},
                                         std::pair{"a+b@x.example.org", true}, std::pair{"ADA@EXAMPLE.COM", true},
                                         std::pair{"o'neil@example.co", true}, std::pair{"josé@example.com", true},
                                         std::pair{"", false}, std::pair{"ada", false}, std::pair{"ada@", false},
                                         std::pair{"@example.com", false}, std::pair{"ada@example", false},
                                         std::pair{"ada@example.", false}, std::pair{"ada@.com", false},
                                         std::pair{"a@b@c.com", false}, std::pair{"ada lovelace@example.com", false}));

TEST(Dates, AreShownAsAPatientTypesThem) {
    EXPECT_EQ(view(as_typed("1958-03-14")), "03/14/1958");
    EXPECT_EQ(view(iso_date(view(as_typed("1958-03-14")))), "1958-03-14");
    EXPECT_EQ(view(as_typed("1958")), "");
}

TEST(Forms, SayWhatIsMissing) {
    Patient patient;
    EXPECT_FALSE(complete(journey::Step::Address, nullptr, patient));
    for (const FieldId id : form_of(journey::Step::Address)) EXPECT_EQ(patient.field(id).error, FieldError::Missing);
    for (const FieldId id : form_of(journey::Step::Address)) type(patient, id, "x");
    EXPECT_TRUE(complete(journey::Step::Address, nullptr, patient));
    EXPECT_TRUE(form_of(journey::Step::Welcome).empty());
    EXPECT_TRUE(complete(journey::Step::Welcome, nullptr, patient));
    type(patient, FieldId::GivenNames, "   ");
    type(patient, FieldId::FamilyName, "Nuñez");
    EXPECT_FALSE(complete(journey::Step::Name, nullptr, patient)) << "blanks are not a name";
}

TEST(Forms, CodesAndPasswordsHaveALength) {
    Patient patient;
    type(patient, FieldId::EmailCode, "12 34 5");
    EXPECT_FALSE(complete(journey::Step::EmailCode, nullptr, patient));
    EXPECT_EQ(patient.field(FieldId::EmailCode).error, FieldError::TooShort);
    type(patient, FieldId::EmailCode, "6");
    EXPECT_TRUE(complete(journey::Step::EmailCode, nullptr, patient));

    identity::Profile profile;
    profile.asks_password = true;
    profile.password_minimum = 12;
    type(patient, FieldId::Email, "ada@example.com");
    type(patient, FieldId::Phone, "2125550123");
    type(patient, FieldId::Password, "elevenchars");
    EXPECT_FALSE(complete(journey::Step::Contact, &profile, patient));
    type(patient, FieldId::Password, "!");
    EXPECT_TRUE(complete(journey::Step::Contact, &profile, patient));
    profile.asks_password = false;
    patient.field(FieldId::Password) = Field{};
    EXPECT_TRUE(complete(journey::Step::Contact, &profile, patient)) << "it is not asked for";
}

TEST(Typing, TakesAndRemovesWholeCharacters) {
    Patient patient;
    type(patient, FieldId::FamilyName, "Nu");
    type(patient, FieldId::FamilyName, "ñ");
    type(patient, FieldId::FamilyName, "€");
    type(patient, FieldId::FamilyName, "𝄞");
    const auto after = [&patient] {
        erase_last(patient, FieldId::FamilyName);
        return std::string(view(patient.field(FieldId::FamilyName).value));
    };
    EXPECT_EQ(after(), "Nuñ€");
    EXPECT_EQ(after(), "Nuñ");
    EXPECT_EQ(after(), "Nu");
    EXPECT_EQ(after(), "N");
    EXPECT_EQ(after(), "");
    EXPECT_EQ(after(), "") << "nothing is left to remove";
}

TEST(Typing, StopsAtTheLongestSensibleLength) {
    Patient patient;
    for (int i = 0; i < 1000; ++i) type(patient, FieldId::Street, "é");
    EXPECT_EQ(view(patient.field(FieldId::Street).value).size(), kFieldLongest_bytes);
    type(patient, FieldId::City, std::string(kFieldLongest_bytes + 1, 'x'));
    EXPECT_TRUE(view(patient.field(FieldId::City).value).empty()) << "all of it or nothing, never half a character";
}

TEST(Typing, TakesTheErrorAway) {
    Patient patient;
    EXPECT_FALSE(complete(journey::Step::BirthDate, nullptr, patient));
    type(patient, FieldId::BirthDate, "0");
    EXPECT_EQ(patient.field(FieldId::BirthDate).error, FieldError::None);
    EXPECT_FALSE(complete(journey::Step::BirthDate, nullptr, patient));
    EXPECT_EQ(patient.field(FieldId::BirthDate).error, FieldError::NotADate);
    erase_last(patient, FieldId::BirthDate);
    EXPECT_EQ(patient.field(FieldId::BirthDate).error, FieldError::None);
}

}  // namespace
}  // namespace vestibule::visit
