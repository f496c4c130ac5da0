// pass_kit - a good key and a good code of a facility, for the tests to spoil.
#pragma once

#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/bundle/cms.hpp"
#include "kiosk/device/bundle/manifest.hpp"
#include "tests/net/certificates.hpp"

namespace vestibule::device::testing {

inline drivers::WallTime noon() {
    return *read_time("2026-11-30T12:00:00Z");
}

inline Pass a_pass(PassWay way = PassWay::Key) {
    return {.way = way,
            .site = "northside",
            .devices = {},
            .person = 17,
            .role = StaffRole::Technician,
            .serial = 4711,
            .not_before = noon(),
            .expires = noon() + std::chrono::hours(24),
            .medium = way == PassWay::Key ? "0781:5581:4C53" : ""};
}

/// Its certificate lives round now; a clock that is trusted judges that, too.
struct PassSigner {
    net::testing::Authority ca;
    net::testing::Signed signer = ca.sign("DNS:signer.example", -864'000, 864'000, "codeSigning");

    [[nodiscard]] std::string anchors() const { return net::testing::pem_of(ca.own().certificate); }
    [[nodiscard]] Signature signature() const {
        return {.certificate_pem = net::testing::pem_of(signer.certificate),
                .key_pem = net::testing::pem_of(signer.key),
                .known_signer = false};
    }
    [[nodiscard]] std::string sign(const Pass& pass) const { return sign_pass(pass, signature()).value(); }
};

}  // namespace vestibule::device::testing
