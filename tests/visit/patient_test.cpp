// patient_test - the kinds of data that *Erased* names, and that forgetting leaves none of them.
#include "kiosk/visit/patient.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/visit/fields.hpp"

namespace vestibule::visit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Kinds, AreNamedByWhatIsHeld) {
    Patient patient;
    EXPECT_THAT(patient.kinds(), IsEmpty());
    type(patient, FieldId::Email, "ada@example.com");
    EXPECT_THAT(patient.kinds(), ElementsAre("erased.contact"));
    type(patient, FieldId::GivenNames, "Ada");
    EXPECT_THAT(patient.kinds(), ElementsAre("erased.name", "erased.contact"));
    patient.face = std::make_shared<capture::Picture>();
    EXPECT_THAT(patient.kinds(), ElementsAre("erased.pictures", "erased.name", "erased.contact"));
    patient.front = std::make_shared<capture::Picture>();
    patient.places.emplace_back();
    EXPECT_THAT(patient.kinds(),
                ElementsAre("erased.pictures", "erased.name", "erased.contact", "erased.document", "erased.places"));
}

TEST(Kinds, NothingIsLeftAfterForgetting) {
    Patient patient;
    for (std::size_t f = 0; f < patient.fields.size(); ++f) type(patient, static_cast<FieldId>(f), "canary");
    patient.front = patient.back = patient.face = std::make_shared<capture::Picture>();
    patient.phone.user_code = privacy::secret("ABCD");
    patient.phone_shown = patient.portal_shown = patient.details_read = patient.names_shown = patient.was_verified =
        true;
    patient.places.emplace_back();
    const std::weak_ptr<const capture::Picture> picture = patient.front;
    patient.forget();
    EXPECT_THAT(patient.kinds(), IsEmpty());
    for (const Field& field : patient.fields) EXPECT_TRUE(field.value.reveal().empty());
    EXPECT_TRUE(picture.expired()) << "nobody else keeps the picture";
    EXPECT_TRUE(patient.phone.user_code.reveal().empty());
    EXPECT_FALSE(patient.phone_shown || patient.portal_shown || patient.details_read || patient.names_shown ||
                 patient.was_verified);
    EXPECT_TRUE(patient.places.empty());
}

}  // namespace
}  // namespace vestibule::visit
