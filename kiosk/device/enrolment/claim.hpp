// claim - what a kiosk is told once, as a QR code: where to enrol, with which one-time code, and whom to believe there.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct NetworkPlan;

struct Claim {
    std::string url;    ///< https, of the facility's enrolment server
    std::string code;   ///< good once
    std::string pin;    ///< SHA-256 of the facility's CA's public key, hexadecimal
    std::string site;   ///< as bundles name it
    std::string name{};   ///< what people call this kiosk; may be empty, as all that follows
    std::string place{};  ///< where it stands
    std::string proxy{};  ///< "http://host:port"
    // The way there, where a site's network does not tell it: used before anybody is asked.
    std::string time{};      ///< a time server, its name or address
    std::string wifi{};      ///< the name of a network
    std::string wifi_key{};  ///< WPA; empty: an open one
    /// The pin of a CA that the facility's network signs TLS with: the enrolment server may be certified by it, too. A
    /// pin and no certificate, which would make the code three times as large; never for patients' services.
    std::string infrastructure{};
};

inline constexpr std::size_t kClaimLongest = 1024;

/// "vestibule:claim?url=...&code=...&pin=...&site=...": each key once, nothing else, escapes as in any address.
/// Errors: BadClaim; neither the code nor the key of a Wi-Fi is ever told.
Result<Claim> read_claim(std::string_view text);
[[nodiscard]] std::string write_claim(const Claim& claim);

/// What the claim says of the network and the time, before all that the plan says; a Wi-Fi of the same name is
/// replaced. True where something is different now.
bool add_to_plan(const Claim& claim, NetworkPlan& plan);

}  // namespace vestibule::device
