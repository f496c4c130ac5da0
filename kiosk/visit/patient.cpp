// patient - names the kinds of data held, and forgets all of it.
#include "kiosk/visit/patient.hpp"

namespace vestibule::visit {

std::vector<std::string> Patient::kinds() const {
    std::vector<std::string> held;
    const auto typed = [this](FieldId id) { return !field(id).value.reveal().empty(); };
    if (front || back || face) held.emplace_back("erased.pictures");
    if (typed(FieldId::GivenNames) || typed(FieldId::FamilyName) || was_verified) held.emplace_back("erased.name");
    if (typed(FieldId::Email) || typed(FieldId::Phone)) held.emplace_back("erased.contact");
    if (front || back || details_read) held.emplace_back("erased.document");
    if (!places.empty()) held.emplace_back("erased.places");
    return held;
}

void Patient::forget() {
    *this = Patient{};
}

}  // namespace vestibule::visit
