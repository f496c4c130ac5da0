// bundle - a stick from anybody: the signed form, the tar inside it, and its manifest.
#include "kiosk/device/bundle/bundle.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/net/certificates.hpp"

namespace {

using namespace vestibule;
using namespace vestibule::device;

// A key of this run alone: who signed is the last thing that a message is asked.
const net::testing::Authority& authority() {
    static const net::testing::Authority kAuthority;
    return kAuthority;
}

}  // namespace

std::vector<std::string> seeds() {
    Manifest manifest;
    manifest.site = "northside";
    manifest.serial = 3;
    manifest.devices = {"k1"};
    manifest.expires = read_time("2027-01-31T00:00:00Z");
    const Files files{{"vestibule.toml", "[facility]\nname = \"Northside\"\n"}};
    const std::string tar = make_bundle(manifest, files).value();
    const auto signer = authority().sign("DNS:signer.example", -3600, 3600, "codeSigning");
    return {tar, write_manifest(manifest),
            sign_cms(tar, net::testing::pem_of(signer.certificate), net::testing::pem_of(signer.key)).value()};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto files = unpack(bytes); files.ok()) {
        if (files->size() > kBundleFilesMax) std::abort();
        for (const auto& [path, content] : *files) {
            if (!is_bundle_path(path) || content.size() > kBundleFileMaxBytes) std::abort();
        }
        (void)check_content(*files).ok();
    }
    if (const auto manifest = read_manifest(bytes); manifest.ok()) {
        if (!is_name(manifest->site) || manifest->serial < 1) std::abort();
        if (!read_manifest(write_manifest(*manifest)).ok()) std::abort();
    }
    static const std::string kAnchors = net::testing::pem_of(authority().own().certificate);
    (void)open_bundle(bytes, {.anchors_pem = kAnchors, .site = {}, .device = {}, .above_serial = 0, .now = {}}).ok();
    return 0;
}
