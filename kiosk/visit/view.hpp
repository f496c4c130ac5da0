// view - what the screens may see of a visit: read-only, and references to the patient's values, never copies.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/compare.hpp"
#include "kiosk/device/brand/logo.hpp"
#include "kiosk/device/brand/texts.hpp"
#include "kiosk/identity/profile.hpp"
#include "kiosk/identity/provider.hpp"
#include "kiosk/journey/state.hpp"
#include "kiosk/records/network.hpp"
#include "kiosk/visit/intent.hpp"

namespace vestibule::visit {

/// What is wrong with a field; the screens find the words.
enum class FieldError : std::uint8_t { None, Missing, NotAnEmail, NotAPhone, NotADate, TooShort, WrongCode, NotInUse };

struct FieldView {
    const privacy::SecretText* value = nullptr;
    FieldError error = FieldError::None;
};

struct PlaceView {
    const records::Place* place = nullptr;
    bool connected = false;  ///< by the search, or signed in to in this visit
    bool consented = false;
    bool denied = false;
    std::uint32_t categories = 0;  ///< bit i: category i is to be shared
};

/// How the visit before ended, as its successor may tell it.
struct LastVisit {
    bool any = false;
    journey::Ending ending = journey::Ending::None;
    std::vector<std::string> erased;  ///< catalog keys of the kinds: "erased.pictures", ...
    bool still_to_deliver = false;
};

/// What was found out about the document: results, no values.
struct DocumentFindings {
    bool read = false, certain = false;
    capture::ReadFrom from = capture::ReadFrom::Barcode;
    capture::Findings compared;  ///< with what the patient had typed before
    capture::Validity validity = capture::Validity::Unknown;
};

struct VisitView {
    std::string language;  ///< "en", "es"
    int text_size = 0;     ///< 0 normal, 1 large, 2 larger
    int theme = 0;         ///< 0 light, 1 dark, 2 high contrast
    bool wide = false;     ///< the display is wider than high: words and answers stand beside each other
    bool test_kiosk = false;  ///< every screen says that this is not for patients
    const std::vector<identity::Profile>* providers = nullptr;
    const records::Profile* network = nullptr;
    std::string facility_name;  ///< from the configuration
    const device::Logo* logo = nullptr;        ///< of the facility; null: none
    const device::SiteTexts* texts = nullptr;  ///< the facility's own sentences; null: none
    std::string desk;           ///< where the desk is, from the configuration, in the facility's words
    std::array<FieldView, static_cast<std::size_t>(FieldId::Count)> fields{};
    bool form_tried = false;                      ///< errors are shown only after Continue
    const identity::PhoneCode* phone = nullptr;   ///< while on the phone
    const identity::PhoneCode* portal = nullptr;  ///< during a portal sign-in
    bool clock_trusted = true;  ///< false: no service can be spoken to until a time server was heard
    // capture
    capture::Verdict verdict;
    bool camera_starting = false;
    bool document_tray = false;
    bool colours_offered = false;  ///< the site wants the screen's colours shown to a face ...
    bool no_colours = false;       ///< ... and the patient does not
    capture::PicturePtr front, back, face;
    bool details_read = false;  ///< the barcode or the zone filled the details
    DocumentFindings document;
    // waiting
    double part = -1;  ///< of Verifying: 0..1, negative where not reported
    records::SearchProgress search;
    // places
    std::vector<PlaceView> places;
    bool names_shown = false;
    std::size_t places_page = 0;  ///< of a long list; past the last page it begins again
    const records::ShareReceipt* receipt = nullptr;
    std::vector<std::string> kinds;  ///< catalog keys of what there is to erase: what *Erased* will name, too
    LastVisit last;
    int out_of_service_code = 0;
    int overlay_seconds_left = 0;  ///< of an overlay with a deadline

    [[nodiscard]] const FieldView& field(FieldId id) const { return fields[static_cast<std::size_t>(id)]; }
};

}  // namespace vestibule::visit
