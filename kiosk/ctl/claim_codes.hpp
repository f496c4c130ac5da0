// claim_codes - claims and passes as QR codes: for a terminal, as a picture; and forty claims on a sheet.
#pragma once

#include <array>
#include <functional>
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

/// A column of the sheet, as its heading names it.
struct SheetColumn {
    std::string_view name;
    std::string device::Claim::*part;
    std::string_view what;
};
inline constexpr std::array<SheetColumn, 8> kSheetColumns{{
    {"name", &device::Claim::name, "what people call the kiosk"},
    {"place", &device::Claim::place, "where it stands"},
    {"code", &device::Claim::code, "the one-time code; the one column that must be there"},
    {"proxy", &device::Claim::proxy, "http://host:port"},
    {"time", &device::Claim::time, "a time server"},
    {"wifi", &device::Claim::wifi, "the name of a Wi-Fi network"},
    {"wifi-key", &device::Claim::wifi_key, "its key"},
    {"infrastructure-ca", &device::Claim::infrastructure, "a file with that CA's certificate (PEM)"},
}};
/// All of them in words, for --help.
[[nodiscard]] std::string sheet_columns();

/// The pin of the certificate in a file.
using PinOf = std::function<Result<std::string>(const std::string& file)>;

/// A heading of these columns in any order, then a kiosk a line; what has no column, or an empty field, is `common`'s.
/// Errors: BadClaim, with the line; those of `pin_of`.
Result<std::vector<device::Claim>> read_sheet(std::string_view csv, const device::Claim& common, const PinOf& pin_of);

}  // namespace vestibule::ctl
