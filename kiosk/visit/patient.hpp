// patient - everything that a visit knows of one patient, in one place, so that one call forgets it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "kiosk/capture/capture.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/records/network.hpp"
#include "kiosk/visit/intent.hpp"
#include "kiosk/visit/view.hpp"

namespace vestibule::visit {

struct Field {
    privacy::SecretText value;
    FieldError error = FieldError::None;
};

struct KnownPlace {
    records::Place place;
    bool connected = false;
    bool consented = false;
    bool denied = false;
    std::uint32_t categories = 0;
};

struct Patient {
    std::array<Field, static_cast<std::size_t>(FieldId::Count)> fields;
    capture::PicturePtr front, back, face;
    identity::PhoneCode phone, portal;
    bool phone_shown = false, portal_shown = false;
    capture::ReadingPtr reading;  ///< what live pictures of the document said, until the details are filled with it
    DocumentFindings document;
    capture::DocumentData said;  ///< by the document, for the comparison with what the patient confirms
    std::vector<capture::Signal> signals;
    bool details_read = false;
    std::vector<KnownPlace> places;
    bool names_shown = false;
    bool no_colours = false;  ///< the screen is to show none to the face
    bool was_verified = false;

    [[nodiscard]] Field& field(FieldId id) { return fields[static_cast<std::size_t>(id)]; }
    [[nodiscard]] const Field& field(FieldId id) const { return fields[static_cast<std::size_t>(id)]; }

    /// Catalog keys of the kinds of data that are here now: what *Erased* will name.
    [[nodiscard]] std::vector<std::string> kinds() const;
    void forget();
};

}  // namespace vestibule::visit
