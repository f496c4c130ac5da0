// film - writes the simulated camera's pictures to video files, for the visits whose camera is a file.
#pragma once

#include <filesystem>
#include <vector>

namespace vestibule::flows {

/// Writes document.avi (a passport's data page) and face.avi, two and four seconds, of 16:9; throws std::runtime_error.
void write_films(const std::filesystem::path& folder, int width_px = 1280);

/// Writes one picture as a camera that stands before it sees it, with a sensor's noise, for two seconds; throws.
void write_still_film(const std::filesystem::path& picture, const std::filesystem::path& film);

/// Writes pictures of one size one after the other, ten of them a second; throws.
void write_film_of(const std::vector<std::filesystem::path>& pictures, const std::filesystem::path& film);

}  // namespace vestibule::flows
