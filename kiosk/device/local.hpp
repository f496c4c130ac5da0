// local - what a person set at this very kiosk: its name and place, its cameras, its first language, its proxy.
#pragma once

#include "kiosk/device/config.hpp"

namespace vestibule::device {

/// Empty: as the site's settings have it.
struct LocalSettings {
    std::string name, place;  ///< what people call this kiosk, and where it stands
    std::string language;     ///< in which the welcome screen begins
    std::string document_camera, face_camera;
    std::string proxy;
    std::string touch{},
        printer{};  ///< what a technician has put in: drivers::binding_of(TouchScreen), a device's path
    int document_focal_percent = 0;  ///< of the camera that a technician has put in; 0: as the site's settings have it
};

inline constexpr const char* kLocalName = "local.toml";
inline constexpr std::size_t kLabelLongest = 64;

/// Empty where nothing was ever set here. Errors: BadConfiguration, FileUnreadable.
Result<LocalSettings> read_local(const std::filesystem::path& state);
/// Whole or not at all. Errors: BadConfiguration (a value that could not be read again), FileUnreadable.
Result<void> keep_local(const std::filesystem::path& state, const LocalSettings& local);

/// The site's settings with what was set here laid over them: a site knows no kiosk's cameras.
[[nodiscard]] Config with_local(Config config, const LocalSettings& local);

/// Set-up is over once this file is there; its unit and the kiosk's look for it.
inline constexpr const char* kSetupDone = "setup-done";
/// While it is there the kiosk forgets what it is, whatever else it was started for.
inline constexpr const char* kDecommissionNote = "decommission.json";

}  // namespace vestibule::device
