// analysis - what capture sees in one stored picture, as a JSON object: for technicians and for tests, never in a
// visit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/capture/capture.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::capture {

/// What the picture is said to show; Anything looks for all of it.
enum class AnalysisTarget : std::uint8_t { Anything, LicenseFront, LicenseBack, PassportPage, Face };

class Analyst {
public:
    virtual ~Analyst() = default;
    /// One JSON object without a line break. `bytes` is a JPEG, PNG or WebP as it stands in the file that is named.
    /// Errors: BadPicture.
    virtual Result<std::string> analyze(std::string_view file, std::span<const std::uint8_t> bytes,
                                        AnalysisTarget target) = 0;
    /// One more view for `calibrate()`; false where there is no document in it, or it is held as it was before.
    /// Errors: BadPicture.
    virtual Result<bool> add_view(const PictureView& frame, AnalysisTarget target) = 0;
    /// The focal length that the views tell, as one JSON object with the setting to write.
    /// Errors: NothingFound, with what is missing.
    virtual Result<std::string> calibrate(AnalysisTarget target) = 0;
};

}  // namespace vestibule::capture
