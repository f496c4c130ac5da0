// access - the site's secret, what is derived from it, and the table of codes that were used and tries that were wrong.
#include "kiosk/device/access/access.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "kiosk/device/os/state_folder.hpp"

namespace vestibule::device {

namespace {

using journal::AccessRefusal;
using journal::Say;
using journal::Statement;
using journal::Store;
using std::chrono::seconds;

constexpr std::size_t kSiteSecret_bytes = 32;
constexpr std::size_t kPersonSecret_bytes = 20;  // what RFC 4226 recommends, and every app takes
constexpr std::array kRoles{StaffRole::FacilityIt, StaffRole::Technician};
constexpr const char* kSchema =
    "CREATE TABLE IF NOT EXISTS access_used (role INTEGER NOT NULL, person INTEGER NOT NULL, step INTEGER NOT NULL,"
    " PRIMARY KEY (role, person, step)) STRICT;";

std::string_view name_of(StaffRole role) {
    return role == StaffRole::FacilityIt ? "facility-it" : "technician";
}

Result<void> done(Statement& statement) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    return {};
}

/// True when the step of this person was not used before, and is from now on.
Result<bool> use(Store& store, Person person, std::uint64_t step) {
    Statement inserting =
        store.database().prepare("INSERT OR IGNORE INTO access_used (role, person, step) VALUES (?, ?, ?)");
    inserting.bind(1, static_cast<std::int64_t>(person.role))
        .bind(2, static_cast<std::int64_t>(person.number))
        .bind(3, static_cast<std::int64_t>(step));
    if (auto inserted = done(inserting); !inserted) return std::move(inserted).error();
    return store.database().changes() == 1;
}

std::uint64_t step_at(drivers::WallTime when) {
    const auto since = std::max(when.time_since_epoch(), drivers::WallTime::duration(0));
    return static_cast<std::uint64_t>(since / std::chrono::duration_cast<drivers::WallTime::duration>(kTotpStep));
}

privacy::WipedString digits_of(std::uint32_t number) {
    privacy::WipedString text(kTotpDigits, '0');
    for (std::size_t i = text.size(); i-- > 0; number /= 10) text[i] = static_cast<char>('0' + number % 10);
    return text;
}

/// Whose code it is, and of which step; every candidate is compared, so that the time tells nothing.
struct Match {
    Person person;
    std::uint64_t step = 0;
};
std::vector<Match> matches(const SiteSecret& site, int number, std::string_view code, std::uint64_t now) {
    std::vector<Match> found;
    for (const StaffRole role : kRoles) {
        const privacy::WipedBytes secret = person_secret(site, {role, number});
        for (int skew = -kSkewSteps; skew <= kSkewSteps; ++skew) {
            const std::uint64_t step = now + static_cast<std::uint64_t>(static_cast<std::int64_t>(skew));
            const privacy::WipedString right = digits_of(totp(secret, step));
            if (code.size() == right.size() && CRYPTO_memcmp(code.data(), right.data(), right.size()) == 0)
                found.push_back({{role, number}, step});
        }
    }
    return found;
}

class Judge {
public:
    Judge(Store& store, const SiteSecret& site, int person, std::string_view code, const std::vector<int>& revoked)
        : store_(store), site_(site), person_(person), code_(code), revoked_(revoked) {}

    Result<void> run(Judgement& out) {
        if (auto made = store_.database().run(kSchema); !made) return made;
        auto tries = Tries::of(store_);
        if (!tries) return std::move(tries).error();
        out.wait = tries->left();
        if (out.wait > seconds(0)) return refuse(out, AccessRefusal::Locked);
        return look(out, *tries);
    }

private:
    Result<void> look(Judgement& out, Tries& tries) {
        const bool revoked = std::find(revoked_.begin(), revoked_.end(), person_) != revoked_.end();
        const std::vector<Match> found = matches(site_, person_, code_, step_at(store_.clock().wall()));
        for (const Match& match : found) {
            if (revoked) return wrong(out, AccessRefusal::Revoked, tries);
            auto first = use(store_, match.person, match.step);
            if (!first) return std::move(first).error();
            if (!*first) continue;
            out.role = match.person.role;
            if (auto kept = tries.right(); !kept) return kept;
            return store_.append(Say::access_granted(match.person.role, person_));
        }
        return wrong(out, found.empty() ? AccessRefusal::WrongCode : AccessRefusal::UsedCode, tries);
    }
    Result<void> wrong(Judgement& out, AccessRefusal why, Tries& tries) {
        if (auto kept = tries.wrong(); !kept) return kept;
        out.wait = tries.left();
        return refuse(out, why);
    }
    Result<void> refuse(Judgement& out, AccessRefusal why) {
        out.refusal = why;
        return store_.append(Say::access_refused(why, person_));
    }

    Store& store_;
    const SiteSecret& site_;
    int person_;
    std::string_view code_;
    const std::vector<int>& revoked_;
};

}  // namespace

Result<SiteSecret> make_site_secret() {
    SiteSecret secret{privacy::WipedBytes(kSiteSecret_bytes)};
    if (RAND_bytes(secret.bytes.data(), static_cast<int>(secret.bytes.size())) != 1)
        return Error{ErrorCode::KeyUnusable, "no randomness for a site's secret"};
    return secret;
}

Result<SiteSecret> read_site_secret(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) return Error{ErrorCode::FileUnreadable, file.string() + ": the site's access secret"};
    privacy::WipedString text;
    for (char c = 0; stream.get(c) && text.size() < 1024;) text += c;
    auto bytes = from_base32(text);
    if (!bytes || bytes->size() < kSiteSecret_bytes)
        return Error{ErrorCode::KeyUnusable,
                     fmt::format("{}: expected {} bytes in base32; `vestibulectl access secret` makes one",
                                 file.string(), kSiteSecret_bytes)};
    return SiteSecret{std::move(*bytes)};
}

Result<void> write_site_secret(const SiteSecret& secret, const std::filesystem::path& file) {
    privacy::WipedString text = base32(secret.bytes);
    text += '\n';
    return write_private_file(file, text);
}

privacy::WipedBytes person_secret(const SiteSecret& site, Person person) {
    privacy::WipedBytes secret =
        derived(site.bytes, fmt::format("vestibule access 1 {} {}", name_of(person.role), person.number));
    secret.resize(kPersonSecret_bytes);
    return secret;
}

privacy::WipedString otpauth(const SiteSecret& site, Person person, std::string_view site_name) {
    std::string issuer = "Vestibule";
    for (const char c : site_name) {
        if (issuer.size() == std::string_view("Vestibule").size()) issuer += "%20";
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        issuer += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    privacy::WipedString uri;
    uri += fmt::format("otpauth://totp/{0}:{1}%20{2}?issuer={0}&algorithm=SHA1&digits={3}&period={4}&secret=", issuer,
                       name_of(person.role), person.number, kTotpDigits, kTotpStep.count());
    uri += base32(person_secret(site, person));
    return uri;
}

privacy::WipedString code_for(const SiteSecret& site, Person person, drivers::WallTime when) {
    return digits_of(totp(person_secret(site, person), step_at(when)));
}

Result<void> judge(Store& store, const SiteSecret& site, int person, std::string_view code,
                   const std::vector<int>& revoked, Judgement& out) {
    return Judge(store, site, person, code, revoked).run(out);
}

}  // namespace vestibule::device
