// pass - a signed paper that lets one of the staff into technician mode: as a file on a stick, or as a code to scan.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/device/journal/events.hpp"

namespace vestibule::device {

using journal::PassWay, journal::StaffRole;

/// Whoever signs may make passes for at most so long: what was used must be remembered, and revoked by hand, until
/// then.
inline constexpr std::chrono::hours kPassKeyLongest{24 * 400}, kPassCodeLongest{24 * 7};
inline constexpr std::size_t kPassMaxBytes = 16'384;
/// More than that in a code no camera of a kiosk reads at an arm's length.
inline constexpr std::size_t kCodeMaxLetters = 1'800;
inline constexpr int kPassSerialHighest = 999'999'999;
/// A stick's passes: files with this ending, at its top.
inline constexpr const char* kPassEnding = ".pass";

struct Pass {
    PassWay way = PassWay::Key;        ///< a key opens again and again, a code once a kiosk
    std::string site;                  ///< as bundles name it
    std::vector<std::string> devices;  ///< empty: every kiosk of the site
    int person = 0;                    ///< the number that the site gave to them
    StaffRole role = StaffRole::Technician;
    int serial = 0;  ///< by which it can be revoked
    drivers::WallTime not_before{}, expires{};
    std::string medium;  ///< of the one stick that it is good on, as `medium_of` names it; empty: any
};

/// Errors: PassUnreadable, every one at once.
Result<Pass> read_pass(std::string_view text);
[[nodiscard]] std::string write_pass(const Pass& pass);

struct Signature {
    std::string certificate_pem, key_pem;
    bool known_signer = false;  ///< the kiosks have the certificate itself: it is left out
};
/// Errors: PassUnreadable (what a kiosk would not take), KeyUnusable.
Result<std::string> sign_pass(const Pass& pass, const Signature& by);

struct OpenedPass {
    Pass pass;
    std::string signer, signer_sha256;
    std::string id;  ///< of its content: what is signed again is the same pass
};
/// Whose signature it is and what it says; whether it is good here is `judge_pass`'s. `now` only from a clock that can
/// be trusted. Errors: PassUnreadable, PassNotSigned; KeyUnusable for anchors that are none.
Result<OpenedPass> open_pass(std::string_view der, std::string_view anchors_pem, std::optional<drivers::WallTime> now);

/// What a pass must be to be taken here.
struct PassWanted {
    std::string site;                      ///< empty: any; only before a kiosk has a site
    std::string device;                    ///< this kiosk's id; empty: not judged
    PassWay way = PassWay::Key;            ///< how it was shown
    std::string medium;                    ///< of the stick that it came on; empty: not known
    std::optional<drivers::WallTime> now;  ///< only from a clock that can be trusted
    std::vector<int> revoked;              ///< serials
    std::vector<int> revoked_persons;
};
/// Errors: PassWrongWay, PassWrongSite, PassWrongDevice, PassWrongStick, PassRevoked, ClockNotSet, PassNotYet,
/// PassExpired.
Result<void> judge_pass(const Pass& pass, const PassWanted& wanted);

/// As a QR code says it: capitals and digits alone, which take the least room there. Errors: PassUnreadable, too long.
Result<std::string> pass_code(std::string_view der);
/// Nothing when the text is no pass's.
[[nodiscard]] std::optional<std::string> pass_of_code(std::string_view text);

}  // namespace vestibule::device
