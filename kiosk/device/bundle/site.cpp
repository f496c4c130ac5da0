// site - the folder STATE/site: one folder a bundle, and the link to the one in use.
#include "kiosk/device/bundle/site.hpp"

#include <fmt/format.h>

#include "kiosk/device/last_good.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kSiteFolder = "site";
constexpr std::string_view kPrefix = "bundle-";
constexpr std::chrono::milliseconds kLockPatience{5'000};  // another import is done by then, or hangs

Result<Wanted> wanted_by(const std::optional<Site>& site, const ApplyOptions& options) {
    Wanted wanted;
    wanted.device = options.device;
    wanted.now = options.now;
    if (site) {
        wanted.anchors_pem = site->anchors_pem;
        wanted.site = site->manifest.site;
        wanted.above_serial = site->manifest.serial;
    } else if (options.first) {
        wanted.anchors_pem = options.first->anchors_pem;
        wanted.site = options.first->site;
    } else {
        return Error{ErrorCode::KeyUnusable,
                     "this kiosk has no site yet, and nobody was named whom to believe: enrol it first"};
    }
    return wanted;
}

}  // namespace

Result<std::optional<Site>> current_site(const std::filesystem::path& state) {
    const std::filesystem::path folder = state / kSiteFolder / kCurrent;
    std::error_code error;
    if (!std::filesystem::is_symlink(folder, error)) return std::optional<Site>{};
    Result<std::string> manifest_text = read_text(folder / kManifestName);
    if (!manifest_text) return std::move(manifest_text).error();
    Result<Manifest> manifest = read_manifest(*manifest_text);
    if (!manifest) return std::move(manifest).error();
    Result<std::string> anchors = read_text(folder / kSignerName);
    if (!anchors) return std::move(anchors).error();
    return std::optional<Site>(Site{std::move(manifest).value(), std::move(anchors).value(), site_config(state)});
}

Result<Bundle> apply_bundle(std::string_view bytes, const std::filesystem::path& state, const ApplyOptions& options) {
    const std::filesystem::path root = state / kSiteFolder;
    const Result<StateFolder> lock = StateFolder::open(root, kLockPatience);
    if (!lock) return lock.error();
    Result<std::optional<Site>> site = current_site(state);
    if (!site) return std::move(site).error();
    Result<Wanted> wanted = wanted_by(*site, options);
    if (!wanted) return std::move(wanted).error();
    Result<Bundle> bundle = open_bundle(bytes, *wanted);
    if (!bundle) return bundle;
    Files files = bundle->files;
    files[kManifestName] = write_manifest(bundle->manifest);
    files[kBundleHashName] = sha256_hex(bytes);
    files.try_emplace(kSignerName, wanted->anchors_pem);
    const std::string name = fmt::format("{}{}", kPrefix, bundle->manifest.serial);
    if (Result<void> swapped = swap_folder(root, kPrefix, name, files, options.on_step); !swapped) {
        return std::move(swapped).error();
    }
    return bundle;
}

}  // namespace vestibule::device
