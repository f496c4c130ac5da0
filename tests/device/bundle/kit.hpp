// kit - a facility's signing key and a good bundle, for the tests to spoil.
#pragma once

#include <fmt/format.h>

#include <set>
#include <sstream>

#include "kiosk/device/bundle/site.hpp"
#include "kiosk/device/config.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "tests/net/certificates.hpp"

namespace vestibule::device::testing {

using net::testing::Authority;
using net::testing::pem_of;
using net::testing::Signed;

struct Facility {
    Authority ca;
    Signed signer = ca.sign("DNS:signer.example", -3600, 3600, "codeSigning");

    [[nodiscard]] std::string anchors() const { return pem_of(ca.own().certificate); }
    [[nodiscard]] std::string sign(std::string_view content) const { return sign(content, signer); }
    [[nodiscard]] static std::string sign(std::string_view content, const Signed& with) {
        return sign_cms(content, pem_of(with.certificate), pem_of(with.key)).value();
    }
};

inline drivers::WallTime a_day() {
    return *read_time("2026-11-24T15:00:00Z");
}

inline Manifest a_manifest(int serial = 7) {
    Manifest manifest;
    manifest.site = "northside";
    manifest.serial = serial;
    manifest.created = a_day();
    return manifest;
}

inline std::string shipped(const std::string& file) {
    return read_text(std::filesystem::path(VESTIBULE_SOURCE_DIR) / file).value();
}

/// A configuration with profiles and a CA of its own; `name` tells bundles apart.
inline Files good_files(const std::string& name, const std::string& ca_pem) {
    return {{"vestibule.toml", fmt::format("[facility]\nname = \"{}\"\n[services]\nprofiles = \"profiles\"\n"
                                           "providers = [\"clear\"]\nca_file = \"ca/site.pem\"\n",
                                           name)},
            {"profiles/clear.toml", shipped("kiosk/identity/profiles/clear.toml")},
            {"profiles/records.toml", shipped("kiosk/records/profiles/records.toml")},
            {"network.toml",
             "[wired.login]\nmethod = \"tls\"\nidentity = \"kiosk\"\nca = \"ca/site.pem\"\n"
             "server = \"radius.example\"\n[[wifi]]\nname = \"Clinic\"\nkey = \"a key of a clinic\"\n"},
            {"ca/site.pem", ca_pem}};
}

inline std::string good_bundle(const Facility& facility, int serial, const std::string& name = "Northside") {
    return facility.sign(make_bundle(a_manifest(serial), good_files(name, facility.anchors())).value());
}

/// "7 Northside", from what a kiosk would really start with; every file of it is whole.
inline std::string in_use(const std::filesystem::path& state) {
    const auto site = current_site(state);
    if (!site) return site.error().sentence();
    if (!*site) return "none";
    for (const BundleFile& file : (*site)->manifest.files) {
        const auto bytes = read_text((*site)->config.parent_path() / file.path);
        if (!bytes || sha256_hex(*bytes) != file.sha256) return file.path + " is not whole";
    }
    const auto config = read_config((*site)->config);
    if (!config) return config.error().context;
    return fmt::format("{} {}", (*site)->manifest.serial, config->facility_name);
}

/// What a cut at one step leaves: bytes that were not synced are gone, as a disk may lose them.
inline void lose_unsynced(const std::string& steps) {
    std::set<std::string> unsynced;
    std::istringstream lines(steps);
    for (std::string what, where; lines >> what >> where;) {
        if (what == "write") unsynced.insert(where);
        if (what == "sync") unsynced.erase(where);
        if (what == "rename") {  // a folder that is renamed takes its files along
            const std::string from = where + ".new/";
            std::set<std::string> moved;
            for (const std::string& file : unsynced) {
                moved.insert(file.starts_with(from) ? where + "/" + file.substr(from.size()) : file);
            }
            unsynced.swap(moved);
        }
    }
    std::error_code gone;
    for (const std::string& file : unsynced) std::filesystem::resize_file(file, 0, gone);
}

}  // namespace vestibule::device::testing
