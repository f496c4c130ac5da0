// view - what the screens of set-up may see.
#pragma once

#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "kiosk/device/network/plan.hpp"
#include "kiosk/setup/state.hpp"
#include "kiosk/staff/view.hpp"

namespace vestibule::setup {

/// What a button of these screens says: `index` of an Intent of the kind Choose; `value` is what stands beside each.
enum class Press : std::uint16_t {
    Language,  // of those that are offered
    Open,      // the step
    Again,
    Wifi,        // the network's row
    NextCamera,  // of those that are there
    Sees,        // Eyes, bit by bit: what the camera that is shown looks at
    UseClaim,    // what was typed
};
inline constexpr std::uint16_t kSeesDocuments = 1, kSeesFaces = 2;

/// What can be typed.
enum class Field : std::uint8_t {
    Address,
    Gateway,
    Dns,
    Proxy,
    WifiName,
    WifiKey,
    TimeServer,
    ClaimUrl,
    ClaimCode,
    ClaimPin,
    ClaimSite,
    Name,
    Place,
    Count
};
inline constexpr std::size_t kFields = static_cast<std::size_t>(Field::Count);
/// Screens know fields by the number of a visit's; those of set-up come after all of them.
inline constexpr std::uint8_t kFirstField = 0x80;
[[nodiscard]] constexpr visit::FieldId id_of(Field field) {
    return static_cast<visit::FieldId>(kFirstField + static_cast<std::uint8_t>(field));
}

struct FieldState {
    privacy::SecretText value;
    std::string error;  ///< a catalog's key; empty: none
};

/// A test of the network, or of the quick tests, as it came.
struct SetupView {
    visit::VisitView common;  ///< language, sizes, names: what every screen's frame needs
    std::string clock;        ///< the kiosk's time
    std::array<FieldState, kFields> fields;
    std::vector<staff::TestRow> network;  ///< what the tests of the network have found
    std::vector<staff::TestRow> tests;    ///< all that ran, what needs somebody first
    std::vector<device::SeenWifi> wifi;
    std::string failure;                   ///< why something could not be done; a technician's words
    std::string detail;                    ///< of the enrolment: who is in between, what was answered
    std::int64_t ask_again_s = 0;          ///< Pending: until the server is asked again
    privacy::SecretText device;            ///< this kiosk's id, for a code that the facility scans
    int stick_code = 0, stick_serial = 0;  ///< of the error that it was refused with; of the bundle
    std::string stick_detail;
    std::vector<std::string> cameras;  ///< their sources
    std::size_t camera = 0;            ///< the one that is shown
    std::size_t document_camera = 0, face_camera = 0;
    bool camera_lost = false;
    std::bitset<staff::kTouchSquares> touched;

    [[nodiscard]] const FieldState& field(Field of) const { return fields[static_cast<std::size_t>(of)]; }
};

}  // namespace vestibule::setup
