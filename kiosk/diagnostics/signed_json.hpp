// signed_json - a JSON document that carries the kiosk's own signature, so that it can be believed away from the kiosk.
#pragma once

#include <nlohmann/json.hpp>

#include "kiosk/device/journal/keys.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::diagnostics {

/// The kiosk's key in the state folder, the one that signs the journal too. Errors: KeyUnusable, FileUnreadable.
Result<journal::Key> kiosk_key(const std::filesystem::path& state_folder);
/// Where there is none yet, one is made: a technician at the screen must not need a console for it.
Result<journal::Key> kiosk_key_or_new(const std::filesystem::path& state_folder);

/// Adds the member "signature" {algorithm, key, value}. It covers the document without that member, with sorted keys
/// and no white space (RFC 8785); so it holds no floating-point number. Errors: KeyUnusable.
Result<nlohmann::json> sign(nlohmann::json document, const journal::Key& key);

/// The document without its signature, when that holds and, if `trusted` is given, is of that key. Errors:
/// ExportInvalid.
Result<nlohmann::json> verified(const nlohmann::json& document, const std::optional<journal::PublicKey>& trusted);

/// Reads a file and verifies it; its "kind" must be `kind`. Errors: FileUnreadable, ExportInvalid.
Result<nlohmann::json> read_verified(const std::filesystem::path& file, std::string_view kind,
                                     const std::optional<journal::PublicKey>& trusted);

[[nodiscard]] std::string sha256_hex(std::string_view text);
/// The first digits of a public key: what a person compares.
[[nodiscard]] std::string fingerprint(const journal::Key& key);

}  // namespace vestibule::diagnostics
