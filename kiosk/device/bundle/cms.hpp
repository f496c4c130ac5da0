// cms - signs and opens CMS messages (RFC 5652) with the facility's key; OpenSSL does the format and the mathematics.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "drivers/clock/clock.hpp"
#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

struct Opened {
    std::string content;
    std::string signer;         ///< the subject of the certificate that signed
    std::string signer_sha256;  ///< of that certificate
};

/// What goes along with the signature; without both a message is small enough for a code to scan.
struct CmsForm {
    bool certificates = true;  ///< of the signer, and whatever stands behind it in its file
    bool attributes = true;    ///< when it was signed
};

/// The content with its signature around it (DER). Errors: KeyUnusable.
Result<std::string> sign_cms(std::string_view content, std::string_view certificate_pem, std::string_view key_pem,
                             const CmsForm& form = {});

/// Opens a message that one signer signed with SHA-256 or better. `anchors_pem` holds whom to believe: the signer's own
/// certificate, or a CA, whose signer must then be one for code signing. Dates of certificates are looked at only when
/// `now` is given, because a clock that nobody has set is no judge. Errors: BundleUnreadable, BundleNotSigned,
/// KeyUnusable for anchors that are none.
Result<Opened> open_cms(std::string_view der, std::string_view anchors_pem, std::optional<drivers::WallTime> now);

}  // namespace vestibule::device
