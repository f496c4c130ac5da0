// bundle - a site's configuration, profiles and CAs as one signed file: making it, opening it, judging it.
#pragma once

#include <optional>

#include "kiosk/device/bundle/archive.hpp"
#include "kiosk/device/bundle/cms.hpp"
#include "kiosk/device/bundle/manifest.hpp"

namespace vestibule::device {

struct Bundle {
    Manifest manifest;
    Files files;  ///< without the manifest
    std::string signer, signer_sha256;
};

/// What a bundle must be to be taken here.
struct Wanted {
    std::string anchors_pem;               ///< see `open_cms`
    std::string site;                      ///< empty: any; only before a kiosk has a site
    std::string device;                    ///< this kiosk's id; empty: not judged
    int above_serial = 0;                  ///< of the bundle in use
    std::optional<drivers::WallTime> now;  ///< only from a clock that can be trusted
};

/// Fills in the manifest's list of files and packs everything; not signed yet. Errors: BundleContent, BundleTooLarge.
Result<std::string> make_bundle(Manifest manifest, const Files& files);

/// Opens a signed bundle and judges all of it; nothing of it is written anywhere. Errors: BundleTooLarge,
/// BundleUnreadable, BundleNotSigned, BundleContent, BundleWrongSite, BundleWrongDevice, BundleNotNewer, BundleExpired.
Result<Bundle> open_bundle(std::string_view bytes, const Wanted& wanted);

/// The same checks of the content as `config check` and `profile check` make, and that no file is missing or idle.
/// Errors: BundleContent, every one at once.
Result<void> check_content(const Files& files);

}  // namespace vestibule::device
