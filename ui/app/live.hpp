// live - a window that shows a technician what capture sees in a camera or a film: no visit, nothing kept or sent.
#pragma once

#include <filesystem>
#include <string>

#include "kiosk/capture/capture.hpp"

namespace vestibule::ui {

struct LiveOptions {
    std::string source;  ///< as in the settings: v4l2:, file:, folder:
    capture::Target target = capture::Target::LicenseFront;
    std::filesystem::path module_folder;
    bool repeat = false;  ///< go on after a picture was taken
    double seconds = 0;   ///< then it ends; 0: when the window is closed or the film is over
};

/// Draws each frame, what was found and how steady it is; prints a JSON object for each change of the hint, and for
/// what was taken and read: how much, never what. The program's exit code.
int show_live(const LiveOptions& options);

}  // namespace vestibule::ui
