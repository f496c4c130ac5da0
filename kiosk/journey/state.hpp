// state - where a visit is, never who it is: a trivially copyable value without any of the patient's data.
#pragma once

#include <cstdint>
#include <type_traits>

namespace vestibule::journey {

/// The steps of the patient guide, in its order.
enum class Step : std::uint8_t {
    Erased,  // of the visit before: shown by its successor
    Welcome,
    BeforeYouStart,
    OtherWays,  // cannot read e-mail or texts here: the desk, or coming back
    ChooseProvider,
    HelpMeChoose,
    AboutIal2,
    ChooseHow,
    Phone,  // verifying on the patient's own phone
    PictureConsent,
    AccountKind,
    Contact,  // new: e-mail, phone, password where the profile asks for one
    EmailCode,
    PhoneCode,
    Name,
    BirthDate,
    Address,
    SignIn,  // returning
    SecondFactor,
    ChooseDocument,
    DocumentFront,  // of a passport: the data page
    FrontReview,
    DocumentBack,
    BackReview,
    CaptureHelp,  // after two failed captures: another document, the phone, the desk
    SelfieIntro,
    Selfie,
    SelfieReview,
    CheckDetails,
    Verifying,
    Verified,
    NotVerified,
    ServiceTrouble,  // network or service: try again, the other provider, the desk
    Searching,
    Places,
    PortalSignIn,
    ShareConsent,  // for one place after its sign-in, or for the connected places
    Categories,
    Confirm,
    Sharing,
    Done,
    Erasing,
    OutOfService,
    Count
};

/// What lies over a step.
enum class Overlay : std::uint8_t { None, Help, StartOver, Stop, AreYouThere, Covered, Count };

enum class Way : std::uint8_t { Unknown, Here, Phone };
enum class Account : std::uint8_t { Unknown, New, Returning };
enum class Document : std::uint8_t { None, License, Passport, StateId };

/// How the visit ends; the successor tells it to the journal.
enum class Ending : std::uint8_t { None, Done, Declined, Stopped, StartedOver, TimedOut, DeviceFault, Count };

/// What went wrong, for the screen ServiceTrouble and NotVerified.
enum class Trouble : std::uint8_t { None, Unreachable, Unknown, Expired, Declined, Exhausted };

/// What the chosen provider's profile asks for; bits of State::asks.
enum Asks : std::uint8_t {
    kAsksEmailCode = 1,
    kAsksPhoneCode = 2,
    kAsksAddress = 4,
    kAsksPassword = 8,
    kPhoneHandoff = 16
};

inline constexpr std::uint8_t kNoProvider = 0xFF;
inline constexpr std::uint16_t kNoPlace = 0xFFFF;
inline constexpr std::uint8_t kTriesMax = 2;  ///< after this many refusals "try again" is not offered any more
inline constexpr std::uint8_t kCapturesMax =
    2;  ///< after this many failed captures of one picture other ways are offered

enum class CommandKind : std::uint8_t;  // in event.hpp

struct State {
    Step step = Step::Welcome;
    Overlay overlay = Overlay::None;
    Step back_to = Step::Welcome;         ///< where AboutIal2, CaptureHelp and ServiceTrouble lead back to
    std::uint8_t provider = kNoProvider;  ///< index into the profiles
    std::uint8_t providers_ready = 0;     ///< bit i: the connection of provider i checks out
    std::uint8_t asks = 0;                ///< of the chosen provider
    Way way = Way::Unknown;
    Account account = Account::Unknown;
    Document document = Document::None;
    Trouble trouble = Trouble::None;
    Ending ending = Ending::None;
    bool consented = false;  ///< the service has acknowledged the consent to pictures
    bool told = false;       ///< the provider knows contact and person: a retake goes straight back to it
    bool camera_lost = false;
    bool connected_consented = false;  ///< the consent for the connected places was asked
    bool connected_allowed = false;
    std::uint8_t failed_captures = 0;  ///< of the present picture
    std::uint8_t refusals = 0;         ///< by the provider; at most kTriesMax
    std::uint16_t places = 0;
    std::uint16_t connected = 0;  ///< from the search; those signed in here are counted by the visit
    std::uint16_t sign_ins_open = 0;
    std::uint16_t shareable = 0;     ///< places that consent was given for
    std::uint16_t place = kNoPlace;  ///< the place being signed in to
    std::uint32_t pending = 0;       ///< the request that is waited for; 0: none
    CommandKind pending_kind{};      ///< what `pending` asked for
    bool pending_allow = false;      ///< SendShareConsent: what the patient said
    std::uint32_t last_request = 0;  ///< ids are never used twice
    std::uint32_t generation = 0;    ///< counts changes of step or overlay: an older touch is stale

    bool operator==(const State&) const = default;
};
static_assert(std::is_trivially_copyable_v<State>);

}  // namespace vestibule::journey
