// film - writes the simulated camera's pictures to video files, for the visits whose camera is a file.
#pragma once

#include <filesystem>

namespace vestibule::flows {

/// Writes document.avi (a passport's data page) and face.avi, two and four seconds; throws std::runtime_error.
void write_films(const std::filesystem::path& folder);

}  // namespace vestibule::flows
