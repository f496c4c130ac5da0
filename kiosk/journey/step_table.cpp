// step_table - the steps of a visit on one page: what each does with every event.
#include "kiosk/journey/handlers.hpp"
#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

using C = Cell<Event>;

consteval C does(void (*act)(Next&, const Event&), std::string_view what) { return {Fate::Handled, what, act}; }
consteval C ignored(std::string_view why) { return {Fate::Ignored, why, nullptr}; }
consteval C impossible(std::string_view why) { return {Fate::Impossible, why, nullptr}; }

// The reasons, once each.
constexpr C xBtn = impossible("the screen has no such button");
constexpr C xAns = impossible("nothing is asked of a service here; a late answer is dropped as stale");
constexpr C xDl = impossible("no deadline is armed here");
constexpr C xWip = impossible("nothing is being wiped here");
constexpr C iCam = ignored("the camera is closed here; its last word was already under way");
constexpr C iTak = ignored("the camera is closed here; its last picture is dropped");
constexpr C iEnd = ignored("the visit is over; nothing can bring it back");
constexpr C iOut = ignored("the kiosk is out of service until it restarts");

constexpr C dBack = does(back, "one step back");
constexpr C dLost = does(camera_lost, "the preview blanks and the screen says so");
constexpr C dFind = does(camera_found, "the preview comes back");
constexpr C dTake = does(taken, "shows the picture");
constexpr C dCapT = does(capture_timed_out, "other ways are offered");
constexpr C dCapC = does(capture_choice, "another way, or what happens with pictures");
constexpr C dRevw = does(review, "uses the picture, or takes it again");

constexpr Waiting kNothing = Waiting::Nothing, kInput = Waiting::Input, kReading = Waiting::Reading;
constexpr Waiting kCapture = Waiting::Capture, kService = Waiting::Service, kPhone = Waiting::Phone;

// clang-format off
constexpr StepTable kSteps{{
//  step                  name               waits     help?  Continue                                     Back   Choose                                             Answer                                              Taken  CameraLost CameraFound Deadline                                   Wiped
{Step::Erased,         "Erased",          kNothing, false, {does(welcome, "a new welcome"),              xBtn,  xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       does(welcome, "a new welcome"),            xWip}},
{Step::Welcome,        "Welcome",         kNothing, true,  {does(begin, "a visit begins"),               xBtn,  xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::BeforeYouStart, "BeforeYouStart",  kReading, true,  {xBtn,                                        dBack, does(can_read_mail, "yes, or other ways"),         xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::OtherWays,      "OtherWays",       kReading, true,  {xBtn,                                        dBack, does(other_ways, "the phone or the desk"),         xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::ChooseProvider, "ChooseProvider",  kReading, true,  {xBtn,                                        dBack, does(choose_provider, "a provider, or help"),      does(providers_checked, "offers who answers"),      iTak,  iCam,      iCam,       does(ask_providers, "asks them again"),    xWip}},
{Step::HelpMeChoose,   "HelpMeChoose",    kReading, true,  {dBack,                                       dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::AboutIal2,      "AboutIal2",       kReading, true,  {dBack,                                       dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::ChooseHow,      "ChooseHow",       kReading, true,  {xBtn,                                        dBack, does(choose_how, "here or on the phone"),          xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Phone,          "Phone",           kPhone,   true,  {xBtn,                                        dBack, xBtn,                                              does(phone_answered, "verified, or what to do"),    iTak,  iCam,      iCam,       does(phone_expired, "the code ran out"),   xWip}},
{Step::PictureConsent, "PictureConsent",  kReading, true,  {xBtn,                                        dBack, does(picture_consent, "tells it, or other ways"),  does(consent_answered, "acknowledged, or trouble"), iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::AccountKind,    "AccountKind",     kInput,   true,  {xBtn,                                        dBack, does(account_kind, "new or returning"),            xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Contact,        "Contact",         kInput,   true,  {does(contact, "makes the account"),          dBack, xBtn,                                              does(contact, "codes are sent, or trouble"),        iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::EmailCode,      "EmailCode",       kReading, true,  {does(email_code, "checks the code"),         dBack, does(email_code, "sends it again"),                does(email_code, "right, wrong or trouble"),        iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::PhoneCode,      "PhoneCode",       kReading, true,  {does(phone_code, "checks the code"),         dBack, does(phone_code, "sends it again"),                does(phone_code, "right, wrong or trouble"),        iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Name,           "Name",            kInput,   true,  {does(name_given, "date of birth"),           dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::BirthDate,      "BirthDate",       kInput,   true,  {does(birth_date_given, "address"),           dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Address,        "Address",         kInput,   true,  {does(address_given, "document"),             dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::SignIn,         "SignIn",          kInput,   true,  {does(sign_in, "signs in"),                   dBack, xBtn,                                              does(sign_in, "a code is sent, or trouble"),        iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::SecondFactor,   "SecondFactor",    kReading, true,  {does(second_factor, "checks the code"),      dBack, does(second_factor, "sends it again"),             does(second_factor, "verified before, or not"),     iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::ChooseDocument, "ChooseDocument",  kInput,   true,  {xBtn,                                        dBack, does(choose_document, "opens the camera"),         xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::DocumentFront,  "DocumentFront",   kCapture, true,  {xBtn,                                        dBack, dCapC,                                             xAns,                                               dTake, dLost,     dFind,      dCapT,                                     xWip}},
{Step::FrontReview,    "FrontReview",     kInput,   true,  {xBtn,                                        xBtn,  dRevw,                                             xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::DocumentBack,   "DocumentBack",    kCapture, true,  {xBtn,                                        dBack, dCapC,                                             xAns,                                               dTake, dLost,     dFind,      dCapT,                                     xWip}},
{Step::BackReview,     "BackReview",      kInput,   true,  {xBtn,                                        xBtn,  dRevw,                                             xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::CaptureHelp,    "CaptureHelp",     kReading, true,  {xBtn,                                        dBack, does(capture_help, "another way"),                 xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::SelfieIntro,    "SelfieIntro",     kReading, true,  {does(selfie_ready, "opens the camera"),      dBack, dCapC,                                             xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Selfie,         "Selfie",          kCapture, true,  {xBtn,                                        dBack, dCapC,                                             xAns,                                               dTake, dLost,     dFind,      dCapT,                                     xWip}},
{Step::SelfieReview,   "SelfieReview",    kInput,   true,  {xBtn,                                        xBtn,  dRevw,                                             xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::CheckDetails,   "CheckDetails",    kReading, true,  {does(details, "tells the provider"),         dBack, xBtn,                                              does(details, "verifies, or trouble"),              iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Verifying,      "Verifying",       kService, true,  {xBtn,                                        dBack, xBtn,                                              does(verify_answered, "the provider's answer"),     iTak,  iCam,      iCam,       does(verify_timed_out, "trouble"),         xWip}},
{Step::Verified,       "Verified",        kReading, true,  {does(verified, "searches"),                  xBtn,  xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::NotVerified,    "NotVerified",     kReading, true,  {xBtn,                                        xBtn,  does(not_verified, "again, or another way"),       xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::ServiceTrouble, "ServiceTrouble",  kReading, true,  {xBtn,                                        dBack, does(service_trouble, "again, or another way"),    xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Searching,      "Searching",       kService, true,  {xBtn,                                        dBack, xBtn,                                              does(search_answered, "the places, or trouble"),    iTak,  iCam,      iCam,       does(search_timed_out, "trouble"),         xWip}},
{Step::Places,         "Places",          kReading, true,  {does(places, "consent, or the end"),         xBtn,  does(places, "a sign-in, or skips them"),          xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::PortalSignIn,   "PortalSignIn",    kPhone,   true,  {xBtn,                                        dBack, xBtn,                                              does(portal_answered, "consent, or the places"),    iTak,  iCam,      iCam,       does(portal_expired, "the places again"),  xWip}},
{Step::ShareConsent,   "ShareConsent",    kReading, true,  {xBtn,                                        dBack, does(share_consent, "tells yes or no"),            does(share_consent, "acknowledged, or trouble"),    iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Categories,     "Categories",      kReading, true,  {does(categories, "confirm"),                 dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Confirm,        "Confirm",         kReading, true,  {does(confirm, "shares"),                     dBack, xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Sharing,        "Sharing",         kService, true,  {xBtn,                                        xBtn,  xBtn,                                              does(share_answered, "shared, or not known"),       iTak,  iCam,      iCam,       does(share_timed_out, "not known"),        xWip}},
{Step::Done,           "Done",            kReading, true,  {does(finish, "erases"),                      xBtn,  xBtn,                                              xAns,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
{Step::Erasing,        "Erasing",         kNothing, false, {iEnd,                                        iEnd,  iEnd,                                              iEnd,                                               iTak,  iCam,      iCam,       xDl,                                       does(wiped, "the process ends")}},
{Step::OutOfService,   "OutOfService",    kNothing, false, {iOut,                                        iOut,  iOut,                                              iOut,                                               iTak,  iCam,      iCam,       xDl,                                       xWip}},
}};
// clang-format on

consteval bool in_order() {
    for (std::size_t i = 0; i < kSteps.size(); ++i) {
        if (static_cast<std::size_t>(kSteps[i].step) != i) return false;
    }
    return true;
}
static_assert(in_order(), "one row a step, in the order of the enum");

}  // namespace

const StepTable& step_table() { return kSteps; }
const StepRow& row(Step step) { return kSteps[static_cast<std::size_t>(step)]; }
Waiting waiting(Step step) { return row(step).waiting; }
std::string_view name(Step step) { return row(step).name; }
bool may_be_covered(Step step) { return row(step).overlays && step != Step::Welcome; }

}  // namespace vestibule::journey
