// pass - a few lines of TOML with the facility's signature around them.
#include "kiosk/device/access/pass.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/device/access/access.hpp"
#include "kiosk/device/bundle/cms.hpp"
#include "kiosk/device/bundle/manifest.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr std::string_view kCodeBegin = "VESTIBULE:PASS:";
constexpr std::size_t kMediumLongest = 128;

Error wrong(ErrorCode code, std::string what) {
    return {code, std::move(what)};
}

void read_when(TomlTable& table, std::string_view key, drivers::WallTime& out) {
    std::string text;
    table.text(key, text, Need::Required);
    if (text.empty()) return;
    if (const auto when = read_time(text)) {
        out = *when;
    } else {
        table.problem(key, "expected a time as \"2026-11-24T15:00:00Z\"");
    }
}

bool is_medium(std::string_view text) {
    return text.size() <= kMediumLongest &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::chrono::hours longest(PassWay way) {
    return way == PassWay::Key ? kPassKeyLongest : kPassCodeLongest;
}

bool holds(const std::vector<int>& numbers, int one) {
    return std::find(numbers.begin(), numbers.end(), one) != numbers.end();
}

}  // namespace

Result<Pass> read_pass(std::string_view text) {
    TomlReader reader(text, "pass");
    TomlTable top = reader.root();
    Pass pass;
    int form = 0;
    std::string way, role;
    top.integer("pass", form, 1, 1, Need::Required);
    top.choice("way", way, {"key", "code"}, Need::Required);
    top.text("site", pass.site, Need::Required);
    top.texts("devices", pass.devices);
    top.integer("person", pass.person, kPersonLowest, kPersonHighest, Need::Required);
    top.choice("role", role, {"facility-it", "technician"}, Need::Required);
    top.integer("serial", pass.serial, 1, kPassSerialHighest, Need::Required);
    read_when(top, "not_before", pass.not_before);
    read_when(top, "expires", pass.expires);
    top.text("medium", pass.medium);
    pass.way = way == "code" ? PassWay::Code : PassWay::Key;
    pass.role = role == "facility-it" ? StaffRole::FacilityIt : StaffRole::Technician;
    if (!pass.site.empty() && !is_name(pass.site)) top.problem("site", "expected a site's name");
    if (!std::all_of(pass.devices.begin(), pass.devices.end(), is_name))
        top.problem("devices", "expected devices' names");
    if (!is_medium(pass.medium)) top.problem("medium", "expected a stick's name");
    if (pass.way == PassWay::Code && !pass.medium.empty()) top.problem("medium", "a code is on no stick");
    if (pass.expires <= pass.not_before || pass.expires - pass.not_before > longest(pass.way))
        top.problem("expires",
                    fmt::format("expected a time after not_before, at most {} days", longest(pass.way).count() / 24));
    if (Result<void> good = reader.finish(ErrorCode::PassUnreadable); !good) return std::move(good).error();
    return pass;
}

std::string write_pass(const Pass& pass) {
    std::string text = fmt::format(
        "pass = 1\nway = \"{}\"\nsite = \"{}\"\nperson = {}\nrole = \"{}\"\nserial = {}\nnot_before = \"{}\"\n"
        "expires = \"{}\"\n",
        pass.way == PassWay::Code ? "code" : "key", pass.site, pass.person,
        pass.role == StaffRole::FacilityIt ? "facility-it" : "technician", pass.serial, write_time(pass.not_before),
        write_time(pass.expires));
    std::string devices;
    for (const std::string& device : pass.devices) devices += (devices.empty() ? "\"" : ", \"") + device + "\"";
    if (!devices.empty()) text += "devices = [" + devices + "]\n";
    if (!pass.medium.empty()) text += "medium = \"" + pass.medium + "\"\n";
    return text;
}

Result<std::string> sign_pass(const Pass& pass, const Signature& by) {
    const std::string text = write_pass(pass);
    if (auto read = read_pass(text); !read) return std::move(read).error();
    // A code has no room for what only says when and how it was signed.
    const CmsForm form{.certificates = !by.known_signer, .attributes = pass.way == PassWay::Key};
    return sign_cms(text, by.certificate_pem, by.key_pem, form);
}

Result<OpenedPass> open_pass(std::string_view der, std::string_view anchors_pem, std::optional<drivers::WallTime> now) {
    if (der.size() > kPassMaxBytes)
        return wrong(ErrorCode::PassUnreadable, fmt::format("{} bytes, at most {}", der.size(), kPassMaxBytes));
    auto opened = open_cms(der, anchors_pem, now);
    if (!opened) {
        const Error& why = opened.error();
        if (why.code == ErrorCode::BundleUnreadable) return wrong(ErrorCode::PassUnreadable, why.context);
        if (why.code == ErrorCode::BundleNotSigned) return wrong(ErrorCode::PassNotSigned, why.context);
        return why;
    }
    auto pass = read_pass(opened->content);
    if (!pass) return std::move(pass).error();
    return OpenedPass{std::move(pass).value(), opened->signer, opened->signer_sha256, sha256_hex(opened->content)};
}

Result<void> judge_pass(const Pass& pass, const PassWanted& wanted) {
    if (pass.way != wanted.way)
        return wrong(ErrorCode::PassWrongWay,
                     pass.way == PassWay::Key ? "it is good on a stick alone" : "it is good before a camera alone");
    if (!wanted.site.empty() && pass.site != wanted.site)
        return wrong(ErrorCode::PassWrongSite, fmt::format("for '{}', and this is '{}'", pass.site, wanted.site));
    const auto& devices = pass.devices;
    if (!wanted.device.empty() && !devices.empty() &&
        std::find(devices.begin(), devices.end(), wanted.device) == devices.end())
        return wrong(ErrorCode::PassWrongDevice, fmt::format("it does not name '{}'", wanted.device));
    if (!pass.medium.empty() && pass.medium != wanted.medium)
        return wrong(ErrorCode::PassWrongStick, "it was made for another stick");
    if (holds(wanted.revoked, pass.serial)) return wrong(ErrorCode::PassRevoked, fmt::format("serial {}", pass.serial));
    if (holds(wanted.revoked_persons, pass.person))
        return wrong(ErrorCode::PassRevoked, fmt::format("staff number {}", pass.person));
    if (!wanted.now) return wrong(ErrorCode::ClockNotSet, "a pass has dates, and nothing says that they can be judged");
    if (*wanted.now < pass.not_before)
        return wrong(ErrorCode::PassNotYet, "from " + write_time(pass.not_before) + " on");
    if (*wanted.now >= pass.expires) return wrong(ErrorCode::PassExpired, "since " + write_time(pass.expires));
    return {};
}

Result<std::string> pass_code(std::string_view der) {
    const privacy::WipedBytes bytes(der.begin(), der.end());
    std::string text(kCodeBegin);
    text += base32(bytes);
    if (text.size() <= kCodeMaxLetters) return text;
    return wrong(ErrorCode::PassUnreadable,
                 fmt::format("{} letters, and a camera reads at most {} of them: sign with an EC key, or where the "
                             "kiosks' signer.pem holds the signer's own certificate leave it out (--known-signer)",
                             text.size(), kCodeMaxLetters));
}

std::optional<std::string> pass_of_code(std::string_view text) {
    if (!text.starts_with(kCodeBegin) || text.size() > kCodeMaxLetters) return std::nullopt;
    const auto bytes = from_base32(text.substr(kCodeBegin.size()));
    if (!bytes) return std::nullopt;
    return std::string(bytes->begin(), bytes->end());
}

}  // namespace vestibule::device
