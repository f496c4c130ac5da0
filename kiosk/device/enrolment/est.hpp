// est - the messages of EST (RFC 7030): a request for a certificate, and the certificates that come back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

enum class Curve : std::uint8_t { P256, P384 };

/// What a kiosk asks to be called.
struct Subject {
    std::string device, site, name, place;
    std::string mark{};  ///< of its hardware, as serialNumber; empty: none is known
};

/// As OpenSSL calls it.
[[nodiscard]] const char* name_of(Curve curve);
/// Of the first certificate's key. Errors: KeyUnusable.
Result<Curve> curve_of(std::string_view certificate_pem);
/// A PKCS#10 request as EST sends it: DER in base64. Errors: KeyUnusable; BadClaim for a subject that cannot be
/// written.
Result<std::string> make_request(std::string_view key_pem, const Subject& subject);
/// The same with the subject that a certificate has, for its renewal.
Result<std::string> make_request_again(std::string_view key_pem, std::string_view certificate_pem);

/// The certificates of a certs-only PKCS#7 message in base64, each as PEM. Errors: Nonsense.
Result<std::vector<std::string>> read_certificates_only(std::string_view body);
/// What kind of key the facility's attributes (csrattrs) ask for. Errors: Nonsense, and Refused for one that no kiosk
/// makes.
Result<Curve> read_attributes(std::string_view body);

/// Finds, among what came back, the certificate of this key; it must be issued below one of the CAs and not be a CA
/// itself. The clock is not asked: whoever issued it knows the time. PEM, with the certificates between. Errors:
/// Nonsense.
Result<std::string> choose_certificate(const std::vector<std::string>& answer, std::string_view key_pem,
                                       const std::vector<std::string>& authorities);

struct Life {
    drivers::WallTime from{}, until{};
    /// Renewed from here on: two thirds of it are over.
    [[nodiscard]] drivers::WallTime renewal() const { return from + (until - from) * 2 / 3; }
};
/// Of the first certificate. Errors: KeyUnusable.
Result<Life> life_of(std::string_view certificate_pem);

/// The pin (see net::pin_of) of the first certificate. Errors: KeyUnusable.
Result<std::string> pin_of_pem(std::string_view certificate_pem);

}  // namespace vestibule::device
