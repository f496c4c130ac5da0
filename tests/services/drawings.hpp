// drawings - the pictures these tests send: the simulated camera's, and a card's back with any text in its barcode.
#pragma once

#include <string>

#include "drivers/camera/simulated/scene.hpp"

namespace vestibule::services {

/// One frame of the simulated camera, as a JPEG.
std::string photograph(const drivers::simulated::Scene& scene);
std::string photograph(drivers::simulated::Scene::Show show);

/// A card's back, turned by `degrees`, whose PDF417 says `text`.
std::string draw_back(const std::string& text, double degrees);
/// An AAMVA text for these facts; dates MMDDCCYY.
std::string card_text(const std::string& given, const std::string& middle, const std::string& family,
                      const std::string& birth, const std::string& expiry = "01312035");
/// One grey all over, of a size that a camera would send.
std::string draw_blank(int level);

}  // namespace vestibule::services
