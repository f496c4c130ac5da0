// archive - a bundle's files as a tar in memory, with limits on names, number and size; libarchive does the format.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// Paths and bytes.
using Files = std::map<std::string, std::string>;

inline constexpr const char* kManifestName = "manifest.toml";
inline constexpr const char* kConfigName = "vestibule.toml";
inline constexpr const char* kSignerName = "signer.pem";
inline constexpr std::size_t kBundleFilesMax = 64;
inline constexpr std::size_t kBundleFileMaxBytes = 1024 * 1024;
inline constexpr std::size_t kBundleMaxBytes = 8 * 1024 * 1024;  ///< of the signed file as it is carried

/// Only these can be in a bundle: the manifest, vestibule.toml, network.toml, signer.pem, profiles/NAME.toml,
/// ca/NAME.pem, branding/NAME.png and branding/NAME.toml.
[[nodiscard]] bool is_bundle_path(std::string_view path);

/// The same files make the same bytes. Errors: BundleContent, BundleTooLarge.
Result<std::string> pack(const Files& files);
/// Plain files only: no links, no devices, no path twice. Errors: BundleContent, BundleTooLarge.
Result<Files> unpack(std::string_view tar);

}  // namespace vestibule::device
