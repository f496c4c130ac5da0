// kit - a facility's signing key and a good bundle, for the tests to spoil.
#pragma once

#include <fmt/format.h>

#include "kiosk/device/bundle/site.hpp"
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
            {"ca/site.pem", ca_pem}};
}

inline std::string good_bundle(const Facility& facility, int serial, const std::string& name = "Northside") {
    return facility.sign(make_bundle(a_manifest(serial), good_files(name, facility.anchors())).value());
}

}  // namespace vestibule::device::testing
