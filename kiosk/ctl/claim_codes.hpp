// claim_codes - claims and passes as QR codes: for a terminal, as a picture; and forty claims on a sheet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/device/enrolment/claim.hpp"

namespace vestibule::ctl {

inline constexpr std::size_t kClaimsASheet = 40;

/// What is printed, and the two lines below it.
struct Printed {
    std::string text, name, place;
};

/// Blocks and half-blocks, dark on light, for a terminal of any colour.
[[nodiscard]] std::string qr_text(const std::string& text);
/// One code with the kiosk's name and place under it; a picture if the file's name ends with .png, else an SVG drawing.
/// Errors: FileUnreadable.
Result<void> write_code(const Printed& printed, const std::string& file);
Result<void> write_code(const device::Claim& claim, const std::string& file);
/// A4, five by eight, in the same forms. Errors: FileUnreadable.
Result<void> write_sheet(const std::vector<device::Claim>& claims, const std::string& file);

/// "name,place,code" a line below this very heading; every other part of a claim is `common`'s. Errors: BadClaim, with
/// the line.
Result<std::vector<device::Claim>> read_sheet(std::string_view csv, const device::Claim& common);

}  // namespace vestibule::ctl
