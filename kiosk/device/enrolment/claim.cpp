// claim - reads and writes the claim's text, strictly: a QR code on a wall may be anybody's.
#include "kiosk/device/enrolment/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "kiosk/device/bundle/manifest.hpp"
#include "kiosk/device/network/plan.hpp"
#include "kiosk/device/proxy.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device {

namespace {

constexpr std::string_view kBegin = "vestibule:claim?";
constexpr std::size_t kLabelLongest = 64, kCodeShortest = 8, kCodeLongest = 128;

struct Part {
    std::string_view key;
    std::string Claim::*member;
    bool required;
};
constexpr std::array kParts{
    Part{"url", &Claim::url, true},
    Part{"code", &Claim::code, true},
    Part{"pin", &Claim::pin, true},
    Part{"site", &Claim::site, true},
    Part{"name", &Claim::name, false},
    Part{"place", &Claim::place, false},
    Part{"proxy", &Claim::proxy, false},
    Part{"time", &Claim::time, false},
    Part{"wifi", &Claim::wifi, false},
    Part{"wifi-key", &Claim::wifi_key, false},
    Part{"infrastructure", &Claim::infrastructure, false},
};

Error bad(std::string_view what) {
    return {ErrorCode::BadClaim, std::string(what)};
}

bool plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~';
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return std::nullopt;
}

/// Nothing when an escape is broken, or a character had to be escaped, or is a control character.
std::optional<std::string> unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (plain(text[i])) {
            out += text[i];
            continue;
        }
        if (text[i] != '%' || i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        const auto byte = static_cast<unsigned char>(*high * 16 + *low);
        if (byte < 0x20 || byte == 0x7F) return std::nullopt;
        out += static_cast<char>(byte);
        i += 2;
    }
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (plain(c)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

/// By the reader of the plan that it will be part of; what that says of a key is told without it.
Result<void> judge_network(const Claim& claim) {
    if (claim.wifi.empty() && !claim.wifi_key.empty()) return bad("'wifi-key' without 'wifi'");
    NetworkPlan plan;
    if (!add_to_plan(claim, plan)) return {};
    const auto read = read_network(write_network(plan), "claim");
    if (read) return {};
    const auto names = [&read](std::string_view key) { return read.error().context.find(key) != std::string::npos; };
    if (names("'servers'")) return bad("'time': expected the name or address of a time server");
    if (names("'key'")) return bad("'wifi-key': expected 8 to 63 characters, or nothing for an open network");
    return bad("'wifi': expected the name of a network, at most 32 bytes");
}

bool is_pin(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<void> judge(const Claim& claim) {
    if (!net::host_port(claim.url)) return bad("'url': expected an https:// address");
    if (claim.code.size() < kCodeShortest || claim.code.size() > kCodeLongest ||
        !std::all_of(claim.code.begin(), claim.code.end(), plain)) {
        return bad(fmt::format("'code': expected {} to {} letters, digits, '-', '_', '.' or '~'", kCodeShortest,
                               kCodeLongest));
    }
    if (!is_pin(claim.pin)) return bad("'pin': expected 64 hexadecimal digits in lower case");
    if (!claim.infrastructure.empty() && !is_pin(claim.infrastructure))
        return bad("'infrastructure': expected 64 hexadecimal digits in lower case");
    if (!is_name(claim.site)) return bad("'site': expected a site's name");
    if (claim.name.size() > kLabelLongest || claim.place.size() > kLabelLongest) {
        return bad(fmt::format("'name' and 'place': at most {} bytes each", kLabelLongest));
    }
    if (!claim.proxy.empty() && !read_proxy(claim.proxy)) {
        return bad("'proxy': expected http://host:port");
    }
    return judge_network(claim);
}

Result<void> take_part(std::string_view text, Claim& claim, std::set<std::string_view>& seen) {
    const std::size_t equals = text.find('=');
    const std::string_view key = text.substr(0, equals);
    const auto* part = std::find_if(kParts.begin(), kParts.end(), [key](const Part& each) { return each.key == key; });
    if (equals == std::string_view::npos || part == kParts.end()) return bad("a key that no claim has");
    if (!seen.insert(key).second) return bad(fmt::format("'{}' stands twice", key));
    auto value = unescaped(text.substr(equals + 1));
    if (!value) return bad(fmt::format("'{}': not well escaped", key));
    claim.*(part->member) = std::move(*value);
    return {};
}

}  // namespace

Result<Claim> read_claim(std::string_view text) {
    if (text.size() > kClaimLongest) return bad(fmt::format("{} characters; at most {}", text.size(), kClaimLongest));
    if (!text.starts_with(kBegin)) return bad(fmt::format("it does not begin with '{}'", kBegin));
    text.remove_prefix(kBegin.size());
    Claim claim;
    std::set<std::string_view> seen;
    for (bool more = true; more;) {
        const std::size_t end = text.find('&');
        more = end != std::string_view::npos;
        if (Result<void> taken = take_part(text.substr(0, end), claim, seen); !taken) return std::move(taken).error();
        if (more) text.remove_prefix(end + 1);
    }
    for (const Part& part : kParts) {
        if (part.required && !seen.contains(part.key)) return bad(fmt::format("'{}' is missing", part.key));
    }
    if (Result<void> good = judge(claim); !good) return std::move(good).error();
    return claim;
}

bool add_to_plan(const Claim& claim, NetworkPlan& plan) {
    const NetworkPlan before = plan;
    if (!claim.wifi.empty()) {
        std::erase_if(plan.wifi, [&claim](const WifiPlan& one) { return one.name == claim.wifi; });
        // Hidden: a network that does not tell its name is found, too.
        plan.wifi.insert(plan.wifi.begin(), {.name = claim.wifi, .key = claim.wifi_key, .hidden = true, .login = {}});
    }
    if (!claim.time.empty()) plan.time_servers.assign(1, claim.time);
    return !(plan == before);
}

std::string write_claim(const Claim& claim) {
    std::string text(kBegin);
    for (const Part& part : kParts) {
        const std::string& value = claim.*(part.member);
        if (value.empty()) continue;
        if (text.back() != '?') text += '&';
        text += fmt::format("{}={}", part.key, escaped(value));
    }
    return text;
}

}  // namespace vestibule::device
