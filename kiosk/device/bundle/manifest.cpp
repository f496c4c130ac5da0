// manifest - reads and writes manifest.toml.
#include "kiosk/device/bundle/manifest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr std::size_t kNameLongest = 64;

bool digit(char c) {
    return c >= '0' && c <= '9';
}

void read_when(TomlTable& table, std::string_view key, std::optional<drivers::WallTime>& out, Need need) {
    std::string text;
    table.text(key, text, need);
    if (text.empty()) return;
    out = read_time(text);
    if (!out) table.problem(key, "expected a time as \"2026-11-24T15:00:00Z\"");
}

BundleFile read_file(TomlTable& table) {
    BundleFile file;
    table.text("path", file.path, Need::Required);
    table.text("sha256", file.sha256, Need::Required);
    table.integer("size", file.size_bytes, 0, std::numeric_limits<int>::max(), Need::Required);
    const bool hash =
        file.sha256.size() == 64 && file.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!file.sha256.empty() && !hash) table.problem("sha256", "expected 64 hexadecimal digits");
    return file;
}

}  // namespace

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kNameLongest && std::all_of(text.begin(), text.end(), [](char c) {
        return digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.';
    });
}

Result<Manifest> read_manifest(std::string_view text) {
    TomlReader reader(text, "manifest.toml");
    TomlTable top = reader.root();
    Manifest manifest;
    std::optional<drivers::WallTime> created;
    top.text("site", manifest.site, Need::Required);
    top.texts("devices", manifest.devices);
    top.integer("serial", manifest.serial, 1, std::numeric_limits<int>::max(), Need::Required);
    read_when(top, "created", created, Need::Required);
    read_when(top, "expires", manifest.expires, Need::Optional);
    if (!manifest.site.empty() && !is_name(manifest.site)) top.problem("site", "expected a site's name");
    if (!std::all_of(manifest.devices.begin(), manifest.devices.end(), is_name)) {
        top.problem("devices", "expected devices' names");
    }
    for (TomlTable& table : top.tables("files", Need::Required)) manifest.files.push_back(read_file(table));
    if (Result<void> good = reader.finish(ErrorCode::BundleContent); !good) return std::move(good).error();
    manifest.created = *created;
    return manifest;
}

std::string write_manifest(const Manifest& manifest) {
    std::string devices;
    for (const std::string& device : manifest.devices) {
        fmt::format_to(std::back_inserter(devices), "{}\"{}\"", devices.empty() ? "" : ", ", device);
    }
    std::string text = fmt::format("site = \"{}\"\nserial = {}\ncreated = \"{}\"\n", manifest.site, manifest.serial,
                                   write_time(manifest.created));
    if (manifest.expires) text += fmt::format("expires = \"{}\"\n", write_time(*manifest.expires));
    if (!devices.empty()) text += fmt::format("devices = [{}]\n", devices);
    for (const BundleFile& file : manifest.files) {
        fmt::format_to(std::back_inserter(text), "\n[[files]]\npath = \"{}\"\nsize = {}\nsha256 = \"{}\"\n", file.path,
                       file.size_bytes, file.sha256);
    }
    return text;
}

std::string write_time(drivers::WallTime time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

std::optional<drivers::WallTime> read_time(std::string_view text) {
    constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
    if (text.size() != kShape.size()) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kShape[i] == 'd' ? !digit(text[i]) : text[i] != kShape[i]) return std::nullopt;
    }
    const auto number = [text](std::size_t at, std::size_t count) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + count, value);
        return value;
    };
    const std::chrono::year_month_day date(std::chrono::year(number(0, 4)),
                                           std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                           std::chrono::day(static_cast<unsigned>(number(8, 2))));
    const int hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, 32> hash{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
    std::string hex;
    for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(hex), "{:02x}", byte);
    return hex;
}

}  // namespace vestibule::device
