// document - what a barcode or a zone says goes into the patient's fields, and is compared with what was typed.
#include "kiosk/visit/fields.hpp"

namespace vestibule::visit {
namespace {

capture::DocumentData copy_of(const capture::DocumentData& data) {
    capture::DocumentData copy;
    copy.family_name = data.family_name.duplicate();
    copy.given_names = data.given_names.duplicate();
    copy.middle_name = data.middle_name.duplicate();
    copy.birth_date = data.birth_date.duplicate();
    copy.expiry_date = data.expiry_date.duplicate();
    copy.street = data.street.duplicate();
    copy.city = data.city.duplicate();
    copy.region = data.region.duplicate();
    copy.postal_code = data.postal_code.duplicate();
    copy.country = data.country.duplicate();
    copy.family_cut = data.family_cut, copy.given_cut = data.given_cut, copy.middle_cut = data.middle_cut;
    return copy;
}

capture::DocumentData typed_by(const Patient& patient) {
    capture::DocumentData typed;
    typed.family_name = patient.field(FieldId::FamilyName).value.duplicate();
    typed.given_names = patient.field(FieldId::GivenNames).value.duplicate();
    typed.birth_date = iso_date(privacy::view(patient.field(FieldId::BirthDate).value));
    return typed;
}

}  // namespace

capture::Findings compare_confirmed(const Patient& patient) {
    return capture::compare(patient.said, typed_by(patient));
}

DocumentFindings fill_from_document(Patient& patient, const capture::Reading& reading, std::string_view now) {
    capture::DocumentData data = copy_of(reading.data);
    capture::settle_dates(data, now);
    DocumentFindings found{.read = true,
                           .certain = reading.certain,
                           .from = reading.from,
                           .compared = {},
                           .validity = capture::Validity::Unknown};
    if (!reading.certain) return found;
    patient.said = copy_of(data);
    found.compared = capture::compare(data, typed_by(patient));
    found.validity = capture::validity(privacy::view(data.expiry_date), now);
    const auto put = [&patient](FieldId id, privacy::SecretText& value) {
        if (!privacy::view(value).empty()) patient.field(id).value = std::move(value);
    };
    const auto fill = [&patient, &put](FieldId id, privacy::SecretText& value) {
        if (privacy::view(patient.field(id).value).empty()) put(id, value);
    };
    // A zone has no diacritics and may cut a name: what was typed is better where it is the same name.
    const bool zone = reading.from == capture::ReadFrom::Zone;
    const auto name = [&](FieldId id, privacy::SecretText& value, capture::Agreement agreement) {
        if (!zone || agreement != capture::Agreement::Same) put(id, value);
    };
    name(FieldId::GivenNames, data.given_names, found.compared.given_names);
    name(FieldId::FamilyName, data.family_name, found.compared.family_name);
    data.birth_date = as_typed(privacy::view(data.birth_date));
    put(FieldId::BirthDate, data.birth_date);
    // A document's address may be old: what was typed today stays.
    fill(FieldId::Street, data.street);
    fill(FieldId::City, data.city);
    fill(FieldId::Region, data.region);
    fill(FieldId::PostalCode, data.postal_code);
    fill(FieldId::Country, data.country);
    return found;
}

}  // namespace vestibule::visit
