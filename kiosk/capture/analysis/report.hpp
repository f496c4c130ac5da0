// report - the JSON of an analysis, made of what the finders and judges say.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "kiosk/capture/analysis/still_faces.hpp"
#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/find.hpp"
#include "kiosk/capture/judge.hpp"
#include "kiosk/capture/mrz/mrz.hpp"

namespace vestibule::capture {

using Json = nlohmann::ordered_json;

[[nodiscard]] double rounded(double value, int digits);
[[nodiscard]] Json document_json(const std::optional<FoundDocument>& document);
[[nodiscard]] Json exposure_json(const cv::Mat& part, const Quality& quality);
[[nodiscard]] Json barcode_json(const Pdf417& code);
[[nodiscard]] Json mrz_json(const std::optional<Mrz>& mrz);
[[nodiscard]] Json faces_json(const std::vector<StillFace>& faces, const cv::Mat& grey);

}  // namespace vestibule::capture
