// work - what technician mode has done by the workshop: tests, reports, bundles; and the words in which they talk.
#pragma once

#include "kiosk/device/os/workshop.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::staff {

// Requests are JSON objects {"do": WORD, ...} on one line:
inline constexpr const char *kDoList = "list",    ///< {"test": {id, title}} each, with "outcome" where one is kept
    *kDoPlay = "play",                            ///< "ear": left or right; a tone
        *kDoPrint = "print",                      ///< a test page
            *kDoRun = "run",                      ///< "tests": ids; {"outcome": ...} each; they are kept
                *kDoKeep = "keep",                ///< "outcome": of a test that a person made
                    *kDoReport = "report",        ///< {"report": {code, verdict, file}}
                        *kDoPreview = "preview",  ///< {"section": {name, what, state}} each
                            *kDoSave = "save";    ///< {"saved": file}
// What fails says {"failed": sentence}.

/// Where report and bundle are written, below the state folder.
inline constexpr const char *kReportFolder = "reports";

/// On the printer that the settings name. Errors: FileUnreadable.
Result<void> print_test_page(const diagnostics::Bench &bench);

/// The work that a bench is asked for. `bench` outlives the workshop.
[[nodiscard]] device::Workshop::Work work_at(const diagnostics::Bench &bench);

}  // namespace vestibule::staff
