// fields - what may be typed where, and whether a form is complete; values never leave the patient.
#pragma once

#include <span>
#include <string_view>

#include "kiosk/identity/profile.hpp"
#include "kiosk/journey/state.hpp"
#include "kiosk/visit/patient.hpp"

namespace vestibule::visit {

/// The fields of a step's form; empty for a step without one.
[[nodiscard]] std::span<const FieldId> form_of(journey::Step step);

/// Judges the form of a step and marks each field's error. True when it is complete.
bool complete(journey::Step step, const identity::Profile* profile, Patient& patient);

/// A date as people type it (MM/DD/YYYY, also with month names or CCYY-MM-DD) as CCYY-MM-DD; empty if it is none.
[[nodiscard]] privacy::SecretText iso_date(std::string_view typed);
/// CCYY-MM-DD as a patient types it: MM/DD/YYYY.
[[nodiscard]] privacy::SecretText as_typed(std::string_view iso);
/// Puts what a document says into the fields and tells how it compares with what stood there; `now` begins with today
/// as CCYY-MM-DD. What is not certain fills nothing.
DocumentFindings fill_from_document(Patient& patient, const capture::Reading& reading, std::string_view now);
/// What the document said beside what stands in the fields now.
[[nodiscard]] capture::Findings compare_confirmed(const Patient& patient);
/// A US phone number as people type it, in E.164; empty if it is none. Numbers with + keep their country.
[[nodiscard]] privacy::SecretText e164(std::string_view typed);

/// Types into a field, up to its longest sensible length in bytes.
inline constexpr std::size_t kFieldLongest_bytes = 160;
void type(Patient& patient, FieldId id, std::string_view characters);
/// Removes the last character (a whole UTF-8 sequence).
void erase_last(Patient& patient, FieldId id);

}  // namespace vestibule::visit
