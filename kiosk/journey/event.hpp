// event - what can happen to a visit, and what the journey asks for in return; neither carries patient data.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>

#include "kiosk/journey/state.hpp"

namespace vestibule::journey {

/// Events of the steps table.
enum class EventKind : std::uint8_t {
    Continue,  // the primary button; a form is complete and valid
    Back,
    Choose,  // one of the screen's answers; see Choice
    Answer,  // a service's reply to `request`
    Taken,   // the shutter has gone and the picture is there
    CameraLost,
    CameraFound,
    Deadline,  // the step's own deadline has passed
    Wiped,     // the patient's data is wiped
    Count
};

/// Events of the overlays table.
enum class OverlayEvent : std::uint8_t {
    AskHelp,  // "I'd rather talk to someone"
    AskStartOver,
    AskStop,
    KeepGoing,
    EraseNow,
    Human,     // a touch or key anywhere
    Idle,      // no sign of a human for as long as the step waits
    Cover,     // a wait without a touch: hide the content
    Deadline,  // the overlay's own deadline has passed
    Count
};

enum class Choice : std::uint8_t {
    Yes,
    No,
    Provider0,
    Provider1,
    HelpMeChoose,
    AboutIal2,
    Here,
    Phone,
    Desk,
    NewAccount,
    Returning,
    License,
    Passport,
    StateId,
    UsePhoto,
    TakeAgain,
    CodeAgain,  // send the code again
    TryAgain,
    OtherProvider,
    AnotherDocument,
    SignIn,  // to the place in `value`
    Skip,    // continue without the places that need a sign-in
    Count
};

/// A service's reply, as identity::Outcome tells it; repeated here because the core includes nothing else.
enum class Outcome : std::uint8_t {
    Ok,
    Wrong,
    Exhausted,
    Declined,
    Expired,
    NotVerified,
    RetakeFront,
    RetakeBack,
    RetakeFace,
    NoAccount,
    Unreachable,
    Unknown,
    Count
};

struct Event {
    EventKind kind = EventKind::Continue;
    Choice choice = Choice::Yes;
    Outcome outcome = Outcome::Ok;
    std::uint32_t request = 0;     ///< Answer: which request
    std::uint32_t generation = 0;  ///< Continue, Back, Choose: which screen was touched
    std::uint16_t value = 0;       ///< Choose SignIn: the place; Answer: see below
    std::uint16_t value2 = 0;      ///< Answer to Search: value = places, value2 = connected;
                                   ///< to CheckProviders: value = ready bits; Choose ProviderN: value = asks bits
};

enum class CommandKind : std::uint8_t {
    CheckProviders,
    StartPhone,
    CancelRequest,
    SendConsent,  // to pictures
    CreateAccount,
    CheckEmailCode,
    CheckPhoneCode,
    SendEmailCodeAgain,
    SendPhoneCodeAgain,
    StartSignIn,
    CheckSecondFactor,
    SendPerson,
    OpenCamera,  // for `step`
    CloseCamera,
    DropPicture,  // of `step`
    DropPictures,
    ReadDocument,  // what the kept back or passport page says fills the details
    Verify,
    ForgetProvider,  // the session with the provider; what was typed for it stays if `allow`
    Search,
    StartPortal,       // for `place`
    SendShareConsent,  // `place` or all connected; `allow`
    Share,
    Erase,
    Count
};

struct Command {
    CommandKind kind = CommandKind::Erase;
    std::uint32_t request = 0;  ///< 0: no answer is waited for
    Step step = Step::Welcome;
    std::uint16_t place = kNoPlace;
    bool allow = false;
};

/// What a step leads to: the next state, and what is to be done, in order.
struct Next {
    State state;
    std::array<Command, 6> commands{};
    std::uint8_t count = 0;

    [[nodiscard]] std::span<const Command> list() const { return {commands.data(), count}; }
};
static_assert(std::is_trivially_copyable_v<Event> && std::is_trivially_copyable_v<Command>);

}  // namespace vestibule::journey
