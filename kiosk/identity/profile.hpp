// profile - what is known of an identity provider: addresses, what it asks for and what the screens say; from TOML.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::identity {

/// A profile file, shipped as /usr/share/vestibule/profiles/ID.toml. A provider's change is a change of this file.
struct Profile {
    std::string id;               ///< "clear", "idme"
    std::string name;             ///< "CLEAR", "ID.me"
    std::uint32_t color_rgb = 0;  ///< only for its own button and header
    std::uint32_t text_rgb = 0xFFFFFF;
    // [oidc]
    std::string discovery_url, issuer, client_id, audience, scope;
    std::vector<std::string> algorithms;  ///< pinned: RS256, ES256
    std::string ial2_claim, ial2_value;   ///< the claim that carries the assurance level, and what it must be
    // [phone]
    bool phone_handoff = true;
    std::string device_url, token_url;  ///< in place of the discovery document's, when not empty
    // [capture]: the facility's relay acting for the provider
    std::string capture_url;
    std::vector<std::string> capture_hosts;  ///< host[:port]; pictures go nowhere else
    std::string relay_name;                  ///< empty: no relay
    // [asks]
    bool asks_email_code = true, asks_phone_code = true, asks_password = false, asks_address = true;
    int password_minimum = 12;
    bool accepts_license = true, accepts_passport = true, accepts_state_id = true;
    // [tells]: facts for the screens
    int first_minutes_low = 3, first_minutes_high = 5, returning_seconds = 90;
    std::string used_by;               ///< catalog key of the plain line: "provider.clear.used_by"
    std::vector<std::string> demands;  ///< catalog keys: documents, countries, phone or address it demands
    std::vector<std::string> audits;   ///< catalog keys: "audit.hipaa", "audit.soc2", ...
    std::string consent_version;       ///< version of the picture consent text
    std::string delete_account_url;    ///< shown at the end
};

/// Reads a profile; all errors at once, each "FILE:LINE:COLUMN: ..." in the error's context, one a line.
/// Errors: FileUnreadable, BadProfile.
Result<Profile> read_profile(const std::filesystem::path& file);
/// The same for a text that is in memory; `name` stands for the file in the errors.
Result<Profile> read_profile(std::string_view text, std::string name);

}  // namespace vestibule::identity
