// document_test - what a document says goes into the fields, and what was typed is compared with it.
#include <gtest/gtest.h>

#include "kiosk/visit/fields.hpp"

namespace vestibule::visit {
namespace {

using capture::Agreement;
using capture::ReadFrom;
using capture::Validity;

constexpr std::string_view now = "2026-07-14T09:00:00Z";

capture::Reading reading(ReadFrom from, bool certain = true) {
    capture::Reading read;
    read.from = from;
    read.certain = certain;
    read.data.family_name = privacy::secret("NUNEZ");
    read.data.given_names = privacy::secret("ALEX QUILL");
    const bool zone = from == ReadFrom::Zone;
    read.data.birth_date = privacy::secret(zone ? "580314" : "1958-03-14");
    read.data.expiry_date = privacy::secret(zone ? "310314" : "2031-03-14");
    return read;
}

Patient typed(std::string_view family, std::string_view given, std::string_view birth) {
    Patient patient;
    type(patient, FieldId::FamilyName, family);
    type(patient, FieldId::GivenNames, given);
    type(patient, FieldId::BirthDate, birth);
    return patient;
}

std::string field(const Patient& patient, FieldId id) {
    return std::string(privacy::view(patient.field(id).value));
}

TEST(Document, AZoneFillsWhatIsEmptyAndItsDatesGetACentury) {
    Patient patient;
    const DocumentFindings found = fill_from_document(patient, reading(ReadFrom::Zone), now);
    EXPECT_TRUE(found.read && found.certain);
    EXPECT_EQ(found.validity, Validity::Valid);
    EXPECT_EQ(field(patient, FieldId::FamilyName), "NUNEZ");
    EXPECT_EQ(field(patient, FieldId::BirthDate), "03/14/1958");
    EXPECT_EQ(found.compared.family_name, Agreement::Unknown);
    EXPECT_EQ(compare_confirmed(patient).family_name, Agreement::Same);
}

TEST(Document, WhatWasTypedWithItsDiacriticsStaysWhereAZoneAgrees) {
    Patient patient = typed("Núñez", "Alex", "03/14/1958");
    const DocumentFindings found = fill_from_document(patient, reading(ReadFrom::Zone), now);
    EXPECT_FALSE(found.compared.differs());
    EXPECT_EQ(field(patient, FieldId::FamilyName), "Núñez");
    EXPECT_EQ(field(patient, FieldId::GivenNames), "Alex");
}

TEST(Document, AnotherNameOrBirthDateIsAResult) {
    Patient patient = typed("Sample", "Alex", "03/15/1958");
    const DocumentFindings found = fill_from_document(patient, reading(ReadFrom::Zone), now);
    EXPECT_EQ(found.compared.family_name, Agreement::Differs);
    EXPECT_EQ(found.compared.given_names, Agreement::Same);
    EXPECT_EQ(found.compared.birth_date, Agreement::Differs);
    EXPECT_EQ(field(patient, FieldId::FamilyName), "NUNEZ") << "the patient may correct it";
    patient.field(FieldId::FamilyName).value = privacy::secret("Sample");
    EXPECT_EQ(compare_confirmed(patient).family_name, Agreement::Differs) << "and the provider hears that they did";
}

TEST(Document, WhatHasRunOutIsAResult) {
    Patient patient;
    capture::Reading old = reading(ReadFrom::Barcode);
    old.data.expiry_date = privacy::secret("2026-07-13");
    EXPECT_EQ(fill_from_document(patient, old, now).validity, Validity::Expired);
}

TEST(Document, WhatIsNotCertainFillsNothing) {
    Patient patient = typed("Sample", "Alex", "03/14/1958");
    const DocumentFindings found = fill_from_document(patient, reading(ReadFrom::Zone, false), now);
    EXPECT_TRUE(found.read);
    EXPECT_FALSE(found.certain);
    EXPECT_EQ(found.compared.family_name, Agreement::Unknown);
    EXPECT_EQ(field(patient, FieldId::FamilyName), "Sample");
}

}  // namespace
}  // namespace vestibule::visit
