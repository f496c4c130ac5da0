// entry - the form of an entry, its place in the catalog, its hash and its words.
#include "kiosk/device/journal/entry.hpp"

#include <fmt/chrono.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

namespace vestibule::journal {

namespace {

Hash sha256(std::initializer_list<std::string_view> parts) {
    Hash hash{};
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    bool good = context != nullptr && EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1;
    for (const std::string_view part : parts) {
        good = good && EVP_DigestUpdate(context, part.data(), part.size()) == 1;
    }
    good = good && EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1;
    EVP_MD_CTX_free(context);
    if (!good) std::abort();  // without memory for a digest there is nothing to go on with
    return hash;
}

std::string_view bytes_of(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

bool fits(const Kind& kind, std::int64_t value) {
    if (!kind.only.empty()) return std::find(kind.only.begin(), kind.only.end(), value) != kind.only.end();
    return value >= kind.lowest && value <= kind.highest;
}

}  // namespace

std::string word_of(const Kind& kind, std::int64_t value) {
    if (!fits(kind, value)) return fmt::format("{}?", value);
    if (!kind.words.empty()) return std::string(kind.words[static_cast<std::size_t>(value)]);
    for (std::size_t i = 0; i < kind.only.size(); ++i) {
        if (kind.only[i] == value) return fmt::format("E{}_{}", value, kind.only_names[i]);
    }
    return std::to_string(value);
}

NewEntry::NewEntry(int event, std::initializer_list<std::int64_t> fields) : event_(event), count_(fields.size()) {
    std::copy(fields.begin(), fields.end(), fields_.begin());
}

const EventInfo* event_info(std::int64_t id) {
    const auto all = catalog();
    const auto found = std::find_if(all.begin(), all.end(), [id](const EventInfo& event) { return event.id == id; });
    return found == all.end() ? nullptr : &*found;
}

bool in_catalog(const Entry& entry) {
    const EventInfo* event = event_info(entry.event);
    if (event == nullptr || entry.fields.size() > event->fields.size()) return false;
    if (entry.fields.size() < event->fields.size() && !event->fields[entry.fields.size()].later) return false;
    for (std::size_t f = 0; f < entry.fields.size(); ++f) {
        if (!fits(*event->fields[f].kind, entry.fields[f])) return false;
    }
    return entry.hour >= 0 && entry.hour <= kHourMax && entry.version >= 0 && entry.version <= kVersionMax &&
           entry.build >= 0 && entry.build <= kBuildMax;
}

std::string canonical(const Entry& entry) {
    std::string text = fmt::format("{} {} {} {} {}", entry.seq, entry.hour, entry.event, entry.version, entry.build);
    for (const std::int64_t field : entry.fields) text += fmt::format(" {}", field);
    return text;
}

Hash hash_of(const Hash& before, const Entry& entry) {
    return sha256({bytes_of(before), canonical(entry)});
}

Hash genesis(std::string_view store_id) {
    return sha256({"vestibule journal 1\n", store_id});
}

std::string in_words(const Entry& entry) {
    const std::int64_t hour = std::clamp<std::int64_t>(entry.hour, 0, kHourMax);
    std::string text =
        fmt::format("{:6} {:%Y-%m-%d %H}h ", entry.seq, fmt::gmtime(static_cast<std::time_t>(hour * 3600)));
    const EventInfo* event = event_info(entry.event);
    if (event == nullptr) {
        text += fmt::format("event {}, which this program does not know", entry.event);
    } else {
        text += fmt::format("{} ({})", event->name, event->disposition);
        for (std::size_t f = 0; f < entry.fields.size() && f < event->fields.size(); ++f) {
            text += fmt::format(" {}={}", event->fields[f].name, word_of(*event->fields[f].kind, entry.fields[f]));
        }
    }
    return text + fmt::format(" by {}.{}.{}+{:012x}", entry.version / 1'000'000, entry.version / 1'000 % 1'000,
                              entry.version % 1'000, entry.build);
}

std::string hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text, std::size_t size) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (text.size() != 2 * size) return std::nullopt;
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = kDigits.find(text[i]), low = kDigits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high << 4U | low));
    }
    return bytes;
}

}  // namespace vestibule::journal
