// access - who of the staff may come in: a person's number and the code of their own authenticator app, judged offline.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/device/access/totp.hpp"
#include "kiosk/device/access/tries.hpp"
#include "kiosk/device/journal/store.hpp"

namespace vestibule::device {

using StaffRole = journal::StaffRole;

/// The numbers that a site gives its people.
inline constexpr int kPersonLowest = 1, kPersonHighest = 9999;

inline constexpr int kSkewSteps = 1;                       // clocks differ: the step before and the one after count

/// What the codes of a site are made of; every person's own secret is derived from it, so a kiosk needs no list.
struct SiteSecret {
    privacy::WipedBytes bytes;
};
/// Errors: KeyUnusable.
[[nodiscard]] Result<SiteSecret> make_site_secret();
/// A file with base32, of mode 0600. Errors: FileUnreadable, KeyUnusable.
[[nodiscard]] Result<SiteSecret> read_site_secret(const std::filesystem::path& file);
[[nodiscard]] Result<void> write_site_secret(const SiteSecret& secret, const std::filesystem::path& file);

/// Who wants to come in. The role is a part of what the secret is derived from.
struct Person {
    StaffRole role = StaffRole::Technician;
    int number = 0;
};
[[nodiscard]] privacy::WipedBytes person_secret(const SiteSecret& site, Person person);
/// "otpauth://totp/..." as authenticator apps read it from a QR code.
[[nodiscard]] privacy::WipedString otpauth(const SiteSecret& site, Person person, std::string_view site_name);
/// Six digits for a time.
[[nodiscard]] privacy::WipedString code_for(const SiteSecret& site, Person person, drivers::WallTime when);

struct Judgement {
    std::optional<StaffRole> role;     ///< let in, as this
    journal::AccessRefusal refusal{};  ///< why not
    std::chrono::seconds wait{};       ///< locked for so long
};

/// Judges a code and writes what came of it into the journal. To be called within a transaction of the store: then a
/// code counts once, whatever happens to the machine. `revoked`: persons' numbers that are refused. Errors:
/// StoreFailed.
[[nodiscard]] Result<void> judge(journal::Store& store, const SiteSecret& site, int person, std::string_view code,
                                 const std::vector<int>& revoked, Judgement& out);

}  // namespace vestibule::device
