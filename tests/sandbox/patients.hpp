// patients - the synthetic people that the stand-in services know, and where their records are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vestibule::sandbox {

struct Person {
    std::string given_names, family_name;
    std::string birth_date;  // CCYY-MM-DD
};

/// Somebody the services know from before, or will know when they come.
struct Patient {
    Person person;
    std::string email{}, phone{}, password{};
    bool has_account = false;
    bool verified_before = false;
    bool refused = false;  ///< everything is genuine, and the provider says no all the same
    int connected = 0;     ///< places that answer at once
    int sign_in = 0;       ///< places that want a portal sign-in
};

struct Place {
    std::string id, name, town;
    std::string portal;  ///< empty when connected
    int records = 0;
};

const std::vector<Patient>& patients();

/// Null when nobody has this e-mail.
const Patient* patient_with_email(std::string_view email);

/// Whom the records network finds: by e-mail first, then by name and birth date; null: nobody.
const Patient* patient_matching(std::string_view email, const Person& person);

/// The places of a patient, those that are connected mixed with the others; none for null.
std::vector<Place> places_of(const Patient* patient);

/// CCYY-MM-DD, in UTC.
std::string today();

/// Capital letters without diacritics and punctuation, single spaces: "Ana-María " -> "ANA MARIA".
std::string folded(std::string_view name);

/// Whether the names and birth date given are those on the document: the middle names may be left out or shortened.
bool same_person(const Person& given, const Person& on_document);

}  // namespace vestibule::sandbox
