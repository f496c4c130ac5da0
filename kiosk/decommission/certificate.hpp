// certificate - what a kiosk says of its own end: who, when, which, what was erased, how far the journal reached;
// signed with the key that goes last.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::decommission {

inline constexpr const char* kCertificateKind = "vestibule-decommission-certificate 1";
inline constexpr const char* kCodeTitle = "VESTIBULE-GONE 1";

struct Certificate {
    nlohmann::json document;  ///< signed
    std::string code;         ///< for a phone: date, person, device, digest, key, and a signature of its own
    std::string page;         ///< HTML, made to be printed
};

/// `facts`: see decommission.cpp. Errors: KeyUnusable.
Result<Certificate> make_certificate(nlohmann::json facts, const journal::Key& key);
/// Of a document that was signed before. Errors: ExportInvalid.
Result<Certificate> certificate_from(const nlohmann::json& kept);
/// As it is kept for the process after this one.
[[nodiscard]] nlohmann::json kept_form(const Certificate& certificate);

/// For a receipt printer of 42 characters.
[[nodiscard]] std::vector<std::string> certificate_lines(const nlohmann::json& document);
/// The files for a stick, by name.
[[nodiscard]] std::map<std::string, std::string> certificate_files(const Certificate& certificate);

}  // namespace vestibule::decommission
