// errand - the longer jobs of technician mode, each a walk of its own: a device in another's place, the case signed
// off, the kiosk inspected, a stick written, the kiosk taken out of use. Pure, as the mode is.
#pragma once

#include <cstdint>
#include <string_view>

namespace vestibule::staff {

enum class Role : std::uint8_t;
struct Event;
struct Next;

enum class Job : std::uint8_t {
    None,  // which of the devices below?
    DocumentCamera,
    FaceCamera,
    BothCameras,  // one camera for both roles
    TouchScreen,
    Printer,
    Seal,          // the case was opened
    Inspection,    // somebody looks at the kiosk as the checklist asks
    Decommission,  // the kiosk forgets what it is
    Stick,         // what was made is taken away
    Update,        // a system from a stick
    Count
};

/// Where in its job somebody is.
enum class Part : std::uint8_t {
    Which,      // what shall be replaced
    Pick,       // which of those that are there; a camera is looked through
    Calibrate,  // a card is tilted before the camera
    Chart,      // the chart is held before the camera
    Glass,      // a square for every place of the new touch screen
    Page,       // whether the test page came out well
    Tried,      // the tests of the new device; nothing is bound yet
    Bound,      // it is
    Reason,     // why the case was open
    SignedOff,
    Question,  // of the checklist, one after the other
    Seals,     // their numbers, as they are left
    Recorded,
    Warning,  // what is going to be erased
    Word,     // the word that says that it is meant
    Plug,     // a stick is awaited
    Pull,     // it is written, and can be pulled out
    Found,    // Update: what the stick brought, or why it is refused
    Install,  // it is written into the other slot; nothing leads away from there
    Restart,  // it is installed
    Count
};

struct Errand {
    Job job = Job::None;
    Part part = Part::Which;
    bool good = false;       ///< Calibrate, Chart, Tried: what was asked for last came out well
    bool ran = false;        ///< and it has ended
    std::uint8_t question = 0;  ///< Question: which of them
    Job before = Job::None;  ///< Stick: the errand that it leads back to
};

/// What a stick is to be written with.
enum class Cargo : std::uint8_t { Report, Support, Journal, Count };

/// Why the case was open, as a technician says it; in the order of the journal's words.
enum class SealReason : std::uint8_t { Maintenance, DeviceReplaced, Cleaning, FalseAlarm, Forced, Count };

/// How many questions the checklist has, and what can be said to each; in the order of the record's words.
inline constexpr std::uint8_t kQuestions = 8;
enum class Answer : std::uint8_t { Ok, Bad, NotApplicable, Count };

/// What the desk has done for it.
enum class Task : std::uint8_t {
    Look,       // what devices are there; a camera is opened
    NextOne,    // of the cameras
    Rest,       // the camera is closed
    Calibrate,  // by the workshop
    SeeChart,   // by the workshop
    BeginGlass,
    PrintPage,     // by the workshop
    TryOut,        // by the workshop: the device's tests, nothing is kept
    Bind,          // by the workshop: from now on it is the one
    SignOff,       // `option`: the reason
    LookBack,      // at the record before
    Note,          // `option`: the question, and what was said: question * Answer::Count + answer
    Inspect,       // by the workshop: the record is signed and kept
    Count,         // what services are still to be told
    Decommission,  // the note that begins it
    LoadStick,     // what is to be written stands ready
    DropStick,     // and not any more; nor is one looked at
    AwaitUpdate,   // a stick is looked at for a system
    LookAt,        // by the workshop: whose it is, and which version
    Install,       // by the workshop; it asks for the restart, too
};

[[nodiscard]] bool may_begin(Role role, Job job);
[[nodiscard]] constexpr bool of_camera(Job job) {
    return job == Job::DocumentCamera || job == Job::FaceCamera || job == Job::BothCameras;
}
[[nodiscard]] constexpr bool sees_documents(Job job) {
    return job == Job::DocumentCamera || job == Job::BothCameras;
}

/// Open: `event.job`.
void begin_errand(Next& next, const Event& event);
/// Everything else that happens on the way.
void go_on(Next& next, const Event& event);
/// One step back; leads out of the errand from its first part.
void go_back(Next& next, const Event& event);

[[nodiscard]] std::string_view name(Part part);

}  // namespace vestibule::staff
