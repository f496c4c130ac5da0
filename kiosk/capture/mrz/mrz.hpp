// mrz - reads the machine-readable zone of passports, identity cards and visas (ICAO 9303) in a picture.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/capture/capture.hpp"

namespace vestibule::capture {

struct Mrz {
    std::string_view type;  ///< TD1, TD2, TD3, MRV-A, MRV-B, FRA-ID
    std::vector<privacy::SecretText> lines;
    /// All check digits and dates are right, and no character that they do not cover is in doubt.
    bool valid = false;
    std::string_view doubt;  ///< why it is not valid: the name of a check, never a value
    float confidence = 0;    ///< 0..1, the geometric mean of the characters' probabilities
    DocumentData data;
    privacy::SecretText sex, nationality, issuer, optional_data;
};

enum class MrzEffort : std::uint8_t {
    Quick,     // one glance at a page that fills the picture, upright or on its head: for live frames
    Thorough,  // other sizes and page directions, and at last every line there is: for stored pictures
};

/// A picture in which the zone's lines run within 40 degrees of level, or of upright.
/// Empty where no such zone is seen. A zone that is seen and not valid is returned as it was read.
[[nodiscard]] std::optional<Mrz> read_mrz(const cv::Mat& grey, MrzEffort effort = MrzEffort::Thorough);

/// The doubt of a zone whose checks are all right, but not every letter that they do not cover was seen clearly.
inline constexpr std::string_view unsure_character = "unsure character";

/// The fields and checks of lines that were read elsewhere. Errors: NothingFound (no known layout).
Result<Mrz> parse_mrz(const std::vector<std::string_view>& lines);

}  // namespace vestibule::capture
