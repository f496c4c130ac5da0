// patients - the synthetic people, how a name is compared, and the places their records are at.
#include "tests/sandbox/patients.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <sstream>

namespace vestibule::sandbox {
namespace {

/// The plain letters of U+00C0 to U+017F; a space where there is none.
constexpr std::string_view latin =
    "AAAAAAACEEEEIIIIDNOOOOO OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO OUUUUYTY"
    "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUU"
    "UUUUWWYYYZZZZZZS";
static_assert(latin.size() == 0x180 - 0xC0);

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> made;
    for (std::string word; stream >> word;) made.push_back(word);
    return made;
}

std::string lower(std::string_view text) {
    std::string made(text);
    std::transform(made.begin(), made.end(), made.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return made;
}

}  // namespace

const std::vector<Patient>& patients() {
    static const std::vector<Patient> known{
        {.person = {"Alex Quill", "Sample", "1958-03-14"}, .email = "alex.sample@example.org", .phone = "+14155550114",
         .connected = 9, .sign_in = 3},
        {.person = {"Robin", "Returning", "1971-06-02"}, .email = "returning@example.org", .phone = "+14155550123",
         .password = "correct horse 42", .has_account = true, .verified_before = true, .connected = 5, .sign_in = 1},
        {.person = {"Uma", "Unverified", "1990-01-20"}, .email = "unverified@example.org", .phone = "+14155550124",
         .password = "correct horse 43", .has_account = true},
        {.person = {"Noor", "Nobody", "1965-11-30"}, .email = "none@example.org", .phone = "+14155550125"},
        {.person = {"Morgan", "Many", "1949-09-09"}, .email = "many@example.org", .phone = "+14155550126",
         .connected = 2900, .sign_in = 100},
        {.person = {"Olu", "Once", "2001-04-01"}, .email = "one@example.org", .phone = "+14155550127", .connected = 1},
        {.person = {"Remy", "Refused", "1983-12-24"}, .email = "refused@example.org", .phone = "+14155550128",
         .refused = true},
    };
    return known;
}

const Patient* patient_with_email(std::string_view email) {
    const auto& all = patients();
    const auto found = std::find_if(
        all.begin(), all.end(), [wanted = lower(email)](const Patient& patient) { return patient.email == wanted; });
    return found == all.end() ? nullptr : &*found;
}

const Patient* patient_matching(std::string_view email, const Person& person) {
    if (folded(person.family_name) == "NOBODY") return nullptr;
    if (const Patient* patient = patient_with_email(email)) return patient;
    const auto& all = patients();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Patient& patient) { return same_person(person, patient.person); });
    return found == all.end() ? nullptr : &*found;
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[16];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &parts)};
}

std::vector<Place> places_of(const Patient* patient) {
    static constexpr std::array<const char*, 12> names{
        "Riverside Family Medicine", "St. Brigid Medical Center", "Lakeview Cardiology", "Northgate Imaging",
        "Harbor Community Clinic", "Cedar Street Pharmacy", "Valley Orthopedics", "Union Laboratory",
        "Prairie Eye Associates", "Summit Urgent Care", "Meadowbrook Hospital", "Oak Hill Dermatology"};
    static constexpr std::array<const char*, 8> towns{"Springfield, IL", "Madison, WI", "Dayton, OH", "Salem, OR",
                                                      "Albany, NY",      "Fresno, CA",  "Austin, TX", "Portland, ME"};
    std::vector<Place> places;
    if (patient == nullptr) return places;
    const int count = patient->connected + patient->sign_in;
    int portals = 0;
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        Place place;
        place.id = "place-" + std::to_string(i + 1);
        place.name = names[at % names.size()];
        if (at >= names.size()) place.name += " " + std::to_string(at / names.size() + 1);
        place.town = towns[(at * 5 + at / names.size()) % towns.size()];
        // Spread those with a portal evenly among the others.
        const int due = static_cast<int>(static_cast<std::int64_t>(i + 1) * patient->sign_in / count);
        if (due > portals) {
            portals = due;
            place.portal = i % 2 == 0 ? "MyHealth Portal" : "MyChart";
        }
        place.records = 8 + (i * 37) % 140;
        places.push_back(std::move(place));
    }
    return places;
}

std::string folded(std::string_view name) {
    std::string made;
    bool gap = false;
    const auto add = [&](char letter) {
        if (gap && !made.empty()) made += ' ';
        gap = false;
        made += letter;
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte < 0x80) {
            if (std::isalnum(byte) != 0) add(static_cast<char>(std::toupper(byte)));
            else if (byte != '\'' && byte != '.') gap = true;
        } else if (byte >= 0xC3 && byte <= 0xC5 && i + 1 < name.size()) {
            const unsigned letter = ((byte & 0x1FU) << 6U) | (static_cast<unsigned char>(name[++i]) & 0x3FU);
            if (letter >= 0xC0 && latin[letter - 0xC0] != ' ') add(latin[letter - 0xC0]);
        } else if (byte == 0xCC || byte == 0xCD) {
            ++i;  // a combining mark
        }
    }
    return made;
}

bool same_person(const Person& given, const Person& on_document) {
    if (folded(given.family_name) != folded(on_document.family_name)) return false;
    if (given.birth_date != on_document.birth_date) return false;
    const auto said = words(folded(given.given_names));
    const auto printed = words(folded(on_document.given_names));
    if (said.empty() || printed.empty() || said[0] != printed[0] || said.size() > printed.size()) return false;
    for (std::size_t i = 1; i < said.size(); ++i)
        if (printed[i].rfind(said[i], 0) != 0) return false;
    return true;
}

}  // namespace vestibule::sandbox
