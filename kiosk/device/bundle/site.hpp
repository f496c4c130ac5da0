// site - the site's bundle that this kiosk uses: which one it is, and taking a newer one in its place.
#pragma once

#include "kiosk/device/bundle/bundle.hpp"
#include "kiosk/device/bundle/device_id.hpp"
#include "kiosk/device/os/folder_swap.hpp"

namespace vestibule::device {

/// The bundle in use, from STATE/site/current.
struct Site {
    Manifest manifest;
    std::string anchors_pem;
    std::filesystem::path config;
};

/// Beside the bundle's files: the SHA-256 of the signed file that they came in.
inline constexpr const char* kBundleHashName = "bundle.sha256";

/// Nothing when no bundle was ever applied. Errors: FileUnreadable, BundleContent.
Result<std::optional<Site>> current_site(const std::filesystem::path& state);

/// What the first bundle of a kiosk is measured by; later ones are measured by the one in use.
struct FirstTrust {
    std::string anchors_pem;
    std::string site;
};

struct ApplyOptions {
    std::string device;
    std::optional<drivers::WallTime> now;  ///< only from a clock that can be trusted
    std::optional<FirstTrust> first;       ///< ignored once the kiosk has a site
    OnStep on_step;
};

/// Judges a bundle and puts it in the place of the one in use; a refused one changes nothing. A bundle may carry
/// signer.pem: from then on these are whom to believe. Errors: as `open_bundle`; KeyUnusable when nobody is trusted
/// yet; StoreFailed, BundleNotApplied.
Result<Bundle> apply_bundle(std::string_view bytes, const std::filesystem::path& state, const ApplyOptions& options);

}  // namespace vestibule::device
