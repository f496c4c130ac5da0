// names - the words of the enums, for the tables' print-outs, the journal and the automation.
#include <array>

#include "kiosk/journey/tables.hpp"

namespace vestibule::journey {

namespace {

template <typename Enum, std::size_t N>
constexpr std::string_view at(const std::array<std::string_view, N>& names, Enum value) {
    static_assert(N == static_cast<std::size_t>(Enum::Count), "every value has its name");
    return names[static_cast<std::size_t>(value)];
}

constexpr std::array<std::string_view, 9> kEvents{"Continue",   "Back",        "Choose",   "Answer", "Taken",
                                                  "CameraLost", "CameraFound", "Deadline", "Wiped"};
constexpr std::array<std::string_view, 9> kOverlayEvents{"AskHelp", "AskStartOver", "AskStop", "KeepGoing", "EraseNow",
                                                         "Human",   "Idle",         "Cover",   "Deadline"};
constexpr std::array<std::string_view, 22> kChoices{
    "Yes",       "No",         "Provider0",     "Provider1",       "HelpMeChoose", "AboutIal2", "Here",     "Phone",
    "Desk",      "NewAccount", "Returning",     "License",         "Passport",     "StateId",   "UsePhoto", "TakeAgain",
    "CodeAgain", "TryAgain",   "OtherProvider", "AnotherDocument", "SignIn",       "Skip"};
constexpr std::array<std::string_view, 12> kOutcomes{"Ok",         "Wrong",       "Exhausted",   "Declined",
                                                     "Expired",    "NotVerified", "RetakeFront", "RetakeBack",
                                                     "RetakeFace", "NoAccount",   "Unreachable", "Unknown"};
constexpr std::array<std::string_view, 7> kEndings{"none",         "done",      "declined",    "stopped",
                                                   "started-over", "timed-out", "device-fault"};
constexpr std::array<std::string_view, 24> kCommands{"CheckProviders",
                                                     "StartPhone",
                                                     "CancelRequest",
                                                     "SendConsent",
                                                     "CreateAccount",
                                                     "CheckEmailCode",
                                                     "CheckPhoneCode",
                                                     "SendEmailCodeAgain",
                                                     "SendPhoneCodeAgain",
                                                     "StartSignIn",
                                                     "CheckSecondFactor",
                                                     "SendPerson",
                                                     "OpenCamera",
                                                     "CloseCamera",
                                                     "DropPicture",
                                                     "DropPictures",
                                                     "ReadDocument",
                                                     "Verify",
                                                     "ForgetProvider",
                                                     "Search",
                                                     "StartPortal",
                                                     "SendShareConsent",
                                                     "Share",
                                                     "Erase"};

}  // namespace

std::string_view name(EventKind kind) {
    return at(kEvents, kind);
}
std::string_view name(OverlayEvent event) {
    return at(kOverlayEvents, event);
}
std::string_view name(Choice choice) {
    return at(kChoices, choice);
}
std::string_view name(Outcome outcome) {
    return at(kOutcomes, outcome);
}
std::string_view name(Ending ending) {
    return at(kEndings, ending);
}
std::string_view name(CommandKind kind) {
    return at(kCommands, kind);
}

}  // namespace vestibule::journey
