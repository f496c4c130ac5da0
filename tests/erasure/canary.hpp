// canary - a visit of a patient whose every value can be told from all else, ended in a chosen way and searched for.
#pragma once

#include <optional>

#include "kiosk/privacy/os/scan.hpp"
#include "tests/flows/display.hpp"
#include "tests/flows/play.hpp"

namespace vestibule::erasure {

using privacy::Finds;
using privacy::Scanner;

enum class Ending { Done, Denied, TimedOut, Stopped, Crashed, Killed };
[[nodiscard]] const char* name(Ending ending);
/// The kiosk has no moment to wipe anything: only the next process can show that nothing is left.
[[nodiscard]] bool is_sudden(Ending ending);

/// What the camera sends.
enum class Frames { Jpeg, Raw };

/// What was found of the patient, and when.
struct Evidence {
    Finds during;       ///< in the kiosk's memory while the patient was there: without these the rest proves nothing
    Finds glass_during; ///< in the display server's
    std::optional<Finds> before_exit;  ///< in the process, everything wiped, about to exit
    Finds after;        ///< in every process of the kiosk, once the next visit has begun
    Finds glass_after;
    Finds files;        ///< in every file and name of a file
    int processes = 0;
    double exit_to_erased_ms = 0;
};

/// The patient as they type; name and day of birth are those of the simulated licence, or they would not be verified.
[[nodiscard]] const flows::Persona& canary();
/// The one of the stand-in services' patients who was verified before.
[[nodiscard]] const flows::Persona& returning();
/// Looks for everything that the canary types.
void add_patient(Scanner& scanner);
/// And for what the services gave them: codes and tokens.
void add_answers(Scanner& scanner, const sandbox::Sandbox& services);
inline constexpr const char* kCameraModule = "vestibule-camera-simulated.so";  ///< has the licence's text printed in it

/// A visit of the canary, Welcome .. Places, and on to Done.
void play_to_places(flows::Play& play);
void play_canary(flows::Play& play);
/// Every file written since then in which something of a patient could stand, and the kiosk's own whenever written.
[[nodiscard]] Finds search_files(const Scanner& scanner, const automation::Kiosk& kiosk,
                                 const sandbox::Sandbox& services, std::filesystem::file_time_type since,
                                 const std::filesystem::path& says);

class CanaryVisit {
public:
    /// Throws automation::Unexpected, also when the kiosk did not start its next visit. `broken`: vestibule-dev breaks
    /// this guard on purpose, and the search must tell.
    [[nodiscard]] Evidence run(Ending ending, const std::string& broken = {}, Frames frames = Frames::Jpeg);
    [[nodiscard]] std::vector<std::string> kinds() const { return scanner_.kinds(); }

private:
    void play(flows::Play& play, Ending ending);
    void look(flows::Play& play, const std::string& step);
    void add_samples(const nlohmann::json& samples);
    void end(flows::Play& play, Ending ending);
    void search(automation::Kiosk& kiosk, const sandbox::Sandbox& services);

    Scanner scanner_;
    Evidence evidence_;
    int visit_pid_ = -1, glass_pid_ = -1;
    std::filesystem::path says_;
    std::filesystem::file_time_type began_;
};

}  // namespace vestibule::erasure
