// bundle - makes, opens and judges a bundle.
#include "kiosk/device/bundle/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace vestibule::device {

namespace {

Error content(std::string_view what) {
    return {ErrorCode::BundleContent, std::string(what)};
}

/// Every file is in the list with its hash, and the other way round.
Result<void> compare(const Manifest& manifest, const Files& files) {
    if (manifest.files.size() != files.size()) return content("the manifest names other files than there are");
    std::set<std::string> seen;
    for (const BundleFile& listed : manifest.files) {
        if (!seen.insert(listed.path).second) return content(listed.path + ": the manifest names it twice");
        const auto found = files.find(listed.path);
        if (found == files.end()) return content("the manifest names a file that is not there");
        if (found->second.size() != static_cast<std::size_t>(listed.size_bytes) ||
            sha256_hex(found->second) != listed.sha256) {
            return content(listed.path + ": not the file that the manifest names");
        }
    }
    return {};
}

Result<void> judge(const Manifest& manifest, const Wanted& wanted) {
    if (!wanted.site.empty() && manifest.site != wanted.site) {
        return Error{ErrorCode::BundleWrongSite,
                     fmt::format("it is for '{}', this kiosk stands in '{}'", manifest.site, wanted.site)};
    }
    const auto& devices = manifest.devices;
    if (!wanted.device.empty() && !devices.empty() &&
        std::find(devices.begin(), devices.end(), wanted.device) == devices.end()) {
        return Error{ErrorCode::BundleWrongDevice,
                     fmt::format("'{}' is not among its {} devices", wanted.device, devices.size())};
    }
    if (manifest.serial <= wanted.above_serial) {
        return Error{ErrorCode::BundleNotNewer,
                     fmt::format("its serial is {}, the one in use has {}", manifest.serial, wanted.above_serial)};
    }
    if (wanted.now && manifest.expires && *wanted.now >= *manifest.expires) {
        return Error{ErrorCode::BundleExpired, "it expired at " + write_time(*manifest.expires)};
    }
    return {};
}

}  // namespace

Result<std::string> make_bundle(Manifest manifest, const Files& files) {
    if (Result<void> good = check_content(files); !good) return std::move(good).error();
    manifest.files.clear();
    for (const auto& [path, bytes] : files) {
        manifest.files.push_back({path, sha256_hex(bytes), static_cast<int>(bytes.size())});
    }
    Files all = files;
    all[kManifestName] = write_manifest(manifest);
    if (Result<Manifest> again = read_manifest(all[kManifestName]); !again) return std::move(again).error();
    return pack(all);
}

Result<Bundle> open_bundle(std::string_view bytes, const Wanted& wanted) {
    if (bytes.size() > kBundleMaxBytes) {
        return Error{ErrorCode::BundleTooLarge, fmt::format("{} bytes; at most {}", bytes.size(), kBundleMaxBytes)};
    }
    // The signature first: nobody else's bytes reach the parsers behind it.
    Result<Opened> opened = open_cms(bytes, wanted.anchors_pem, wanted.now);
    if (!opened) return std::move(opened).error();
    Result<Files> files = unpack(opened->content);
    if (!files) return std::move(files).error();
    const auto listed = files->find(kManifestName);
    if (listed == files->end()) return content("there is no manifest");
    Result<Manifest> manifest = read_manifest(listed->second);
    if (!manifest) return std::move(manifest).error();
    files->erase(listed);
    if (Result<void> fits = judge(*manifest, wanted); !fits) return std::move(fits).error();
    if (Result<void> same = compare(*manifest, *files); !same) return std::move(same).error();
    if (Result<void> good = check_content(*files); !good) return std::move(good).error();
    return Bundle{std::move(manifest).value(), std::move(files).value(), opened->signer, opened->signer_sha256};
}

}  // namespace vestibule::device
