// film - writes the simulated camera's pictures to video files, for the visits whose camera is a file.
#pragma once

#include <filesystem>

namespace vestibule::flows {

/// Writes document.avi (a passport's data page) and face.avi, two and four seconds; throws std::runtime_error.
void write_films(const std::filesystem::path& folder);

/// Writes one picture as a camera that stands before it sees it, with a sensor's noise, for two seconds; throws.
void write_still_film(const std::filesystem::path& picture, const std::filesystem::path& film);

}  // namespace vestibule::flows
