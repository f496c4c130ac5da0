// compare_test - names as people type them and as documents print them; dates with and without a century.
#include "kiosk/capture/compare.hpp"

#include <gtest/gtest.h>

namespace vestibule::capture {
namespace {

constexpr std::string_view today = "2026-07-14";

DocumentData person(std::string_view family, std::string_view given, std::string_view birth = "1958-03-14") {
    DocumentData data;
    data.family_name = privacy::secret(family);
    data.given_names = privacy::secret(given);
    data.birth_date = privacy::secret(birth);
    return data;
}

TEST(Compare, CapitalsDiacriticsAndPunctuationDoNotCount) {
    constexpr std::pair<const char*, const char*> equal[] = {{"SAMPLE", "Sample"},
                                                             {"OBRIEN", "O'Brien"},
                                                             {"NUNEZ", "Núñez"},
                                                             {"MUELLER", "Müller"},
                                                             {"MULLER", "Müller"},
                                                             {"GROSS", "Groß"},
                                                             {"SMITH JONES", "Smith-Jones"},
                                                             {"VAN DER BERG", "van der Berg"}};
    for (const auto& [printed, typed] : equal) {
        EXPECT_EQ(compare(person(printed, "ALEX"), person(typed, "Alex")).family_name, Agreement::Same) << typed;
    }
    EXPECT_EQ(compare(person("SAMPLE", "ALEX"), person("Simple", "Alex")).family_name, Agreement::Differs);
    EXPECT_EQ(compare(person("SAMPLE", "ALEX"), person("", "Alex")).family_name, Agreement::Unknown);
}

TEST(Compare, MiddleNamesMayBeMissingButNotOthers) {
    const auto given = [](const char* printed, const char* typed) {
        return compare(person("SAMPLE", printed), person("Sample", typed)).given_names;
    };
    EXPECT_EQ(given("ALEX QUILL", "Alex"), Agreement::Same);
    EXPECT_EQ(given("ALEX", "Alex Quill"), Agreement::Same);
    EXPECT_EQ(given("ALEX QUILL", "Alex Quill"), Agreement::Same);
    EXPECT_EQ(given("ALEX QUILL", "Alex Robin"), Agreement::Differs);
    EXPECT_EQ(given("ALEX QUILL", "Quill"), Agreement::Differs);
    DocumentData cut = person("SAMPLE", "ALEXAND");
    EXPECT_EQ(compare(cut, person("Sample", "Alexander")).given_names, Agreement::Differs);
    cut.given_cut = true;
    EXPECT_EQ(compare(cut, person("Sample", "Alexander")).given_names, Agreement::Same);
}

TEST(Compare, BirthDatesAreEqualOrNot) {
    EXPECT_EQ(compare(person("A", "B"), person("A", "B")).birth_date, Agreement::Same);
    EXPECT_EQ(compare(person("A", "B"), person("A", "B", "1958-03-15")).birth_date, Agreement::Differs);
    EXPECT_TRUE(compare(person("A", "B"), person("A", "B", "1958-03-15")).differs());
    EXPECT_EQ(compare(person("A", "B"), person("A", "B", "")).birth_date, Agreement::Unknown);
}

TEST(Compare, AZonesDatesGetTheirCentury) {
    const auto settled = [](const char* birth, const char* expiry) {
        DocumentData data;
        data.birth_date = privacy::secret(birth);
        data.expiry_date = privacy::secret(expiry);
        settle_dates(data, today);
        return std::string(privacy::view(data.birth_date)) + " " + std::string(privacy::view(data.expiry_date));
    };
    EXPECT_EQ(settled("580314", "310314"), "1958-03-14 2031-03-14");
    EXPECT_EQ(settled("260714", "990101"), "2026-07-14 1999-01-01") << "born today; run out long ago";
    EXPECT_EQ(settled("260715", "760101"), "1926-07-15 2076-01-01") << "not born tomorrow";
    EXPECT_EQ(settled("58<<<<", "310399"), " ") << "a date that is not known is none";
    EXPECT_EQ(settled("1958-03-14", "2031-03-14"), "1958-03-14 2031-03-14");
}

TEST(Compare, ADocumentRunsOutAfterItsLastDay) {
    EXPECT_EQ(validity("2026-07-14", today), Validity::Valid);
    EXPECT_EQ(validity("2026-07-13", today), Validity::Expired);
    EXPECT_EQ(validity("", today), Validity::Unknown);
}

}  // namespace
}  // namespace vestibule::capture
