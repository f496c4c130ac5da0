// profile - reads a provider's profile file; all errors at once.
#include "kiosk/identity/profile.hpp"

#include <fmt/format.h>

#include "kiosk/device/toml_reader.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {

using device::Need;
using device::TomlTable;

void read_oidc(TomlTable table, Profile& profile) {
    table.https("discovery_url", profile.discovery_url, Need::Required);
    table.https("issuer", profile.issuer, Need::Required);
    table.text("client_id", profile.client_id, Need::Required);
    table.text("audience", profile.audience);
    table.text("scope", profile.scope, Need::Required);
    table.choices("algorithms", profile.algorithms, {"RS256", "ES256"}, Need::Required);
    table.text("ial2_claim", profile.ial2_claim, Need::Required);
    table.text("ial2_value", profile.ial2_value, Need::Required);
    if (profile.audience.empty()) profile.audience = profile.client_id;
}

void read_phone(TomlTable table, Profile& profile) {
    table.flag("handoff", profile.phone_handoff);
    table.https("device_url", profile.device_url);
    table.https("token_url", profile.token_url);
    if (profile.device_url.empty() != profile.token_url.empty()) {
        table.problem(profile.device_url.empty() ? "token_url" : "device_url", "device_url and token_url go together");
    }
}

void read_capture(TomlTable table, Profile& profile) {
    table.https("url", profile.capture_url, Need::Required);
    table.texts("hosts", profile.capture_hosts, Need::Required);
    table.text("relay_name", profile.relay_name);
    for (const std::string& host : profile.capture_hosts) {
        const auto target = net::host_port("https://" + host);
        const bool plain = target && host.find_first_of("/?#@ ") == std::string::npos;
        if (!plain) table.problem("hosts", fmt::format("expected \"host\" or \"host:port\", not '{}'", host));
    }
    if (!profile.capture_url.empty() && !profile.capture_hosts.empty() &&
        !net::host_allowed(profile.capture_url, profile.capture_hosts)) {
        table.problem("url", fmt::format("its host '{}' is not among 'hosts'",
                                         net::host_port(profile.capture_url).value_or("?")));
    }
}

void read_asks(TomlTable table, Profile& profile) {
    table.flag("email_code", profile.asks_email_code);
    table.flag("phone_code", profile.asks_phone_code);
    table.flag("password", profile.asks_password);
    table.flag("address", profile.asks_address);
    table.integer("password_minimum", profile.password_minimum, 0, 64);
    if (profile.asks_password && profile.password_minimum < 8) {
        table.problem("password_minimum", "expected at least 8 where a password is asked for");
    }
    table.flag("license", profile.accepts_license);
    table.flag("passport", profile.accepts_passport);
    table.flag("state_id", profile.accepts_state_id);
    if (!profile.accepts_license && !profile.accepts_passport && !profile.accepts_state_id) {
        table.problem("license", "at least one of license, passport and state_id must be true");
    }
}

void read_tells(TomlTable table, Profile& profile) {
    table.range("first_minutes", profile.first_minutes_low, profile.first_minutes_high, 1, 60);
    table.integer("returning_seconds", profile.returning_seconds, 1, 3600);
    table.text("used_by", profile.used_by);
    table.texts("demands", profile.demands);
    table.texts("audits", profile.audits);
    table.text("consent_version", profile.consent_version, Need::Required);
    table.https("delete_account_url", profile.delete_account_url);
}

Result<Profile> read(device::TomlReader& reader) {
    Profile profile;
    TomlTable top = reader.root();
    top.text("id", profile.id, Need::Required);
    top.text("name", profile.name, Need::Required);
    top.color("color", profile.color_rgb, Need::Required);
    top.color("text", profile.text_rgb);
    read_oidc(top.table("oidc", Need::Required), profile);
    read_phone(top.table("phone"), profile);
    read_capture(top.table("capture", Need::Required), profile);
    read_asks(top.table("asks"), profile);
    read_tells(top.table("tells", Need::Required), profile);
    if (auto finished = reader.finish(ErrorCode::BadProfile); !finished) return std::move(finished).error();
    return profile;
}

}  // namespace

Result<Profile> read_profile(const std::filesystem::path& file) {
    device::TomlReader reader(file);
    return read(reader);
}

Result<Profile> read_profile(std::string_view text, std::string name) {
    device::TomlReader reader(text, std::move(name));
    return read(reader);
}

}  // namespace vestibule::identity
