// intent - what the patient did on a screen, before the visit turns it into an event or a change of their own data.
#pragma once

#include <cstdint>

#include "kiosk/journey/event.hpp"

namespace vestibule::visit {

enum class FieldId : std::uint8_t {
    None,
    Email,
    Phone,
    Password,
    EmailCode,
    PhoneCode,
    SecondFactor,
    GivenNames,
    FamilyName,
    BirthDate,
    Street,
    City,
    Region,
    PostalCode,
    Country,
    Count
};

enum class IntentKind : std::uint8_t {
    Continue,
    Back,
    Choose,  // to the steps table
    AskHelp,
    AskStartOver,
    AskStop,
    KeepGoing,
    EraseNow,        // to the overlays table
    Human,           // a touch or key that did nothing else
    SetLanguage,     // index
    SetTextSize,     // index
    SetTheme,        // index
    ToggleNames,     // uncover or cover the names of places
    NextPlaces,      // the next page of a long list
    ToggleCategory,  // index = place (kAllPlaces: every place), value = category
    TogglePlace,     // share or leave out a whole place
    TakePicture,     // the manual shutter; while the screen shows its colours: go on without them
    ToggleColours,   // whether the screen may show its colours to the face
    EditField,       // puts the keyboard on a field
    DismissErased,
};
inline constexpr std::uint16_t kAllPlaces = 0xFFFF;

struct Intent {
    IntentKind kind = IntentKind::Human;
    journey::Choice choice = journey::Choice::Yes;
    std::uint16_t index = 0;
    std::uint16_t value = 0;
    FieldId field = FieldId::None;
};

}  // namespace vestibule::visit
