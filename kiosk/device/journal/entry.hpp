// entry - one entry of the journal: numbers only, chained to the one before by its hash.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::journal {

inline constexpr std::size_t kFieldsMax = 8;
using Hash = std::array<std::uint8_t, 32>;

/// A closed set of values, from the catalog. `words` is empty for numbers; `only` names the allowed ones, if not all.
struct Kind {
    std::string_view name, text;
    std::int64_t lowest = 0, highest = 0;
    std::span<const std::string_view> words, only_names;
    std::span<const std::int64_t> only;
};
struct Field {
    std::string_view name;
    const Kind* kind;
    bool later;  ///< entries of older programs end before it
};
struct EventInfo {
    int id;
    std::string_view name, disposition, text;
    std::span<const Field> fields;
};

/// The catalog, in the order of its file.
[[nodiscard]] std::span<const EventInfo> catalog();
/// Null when the catalog does not know it.
[[nodiscard]] const EventInfo* event_info(std::int64_t id);

/// What is to be written. Only the functions of `Say`, which the catalog makes, can make one.
class NewEntry {
public:
    [[nodiscard]] int event() const { return event_; }
    [[nodiscard]] std::span<const std::int64_t> fields() const { return {fields_.data(), count_}; }

private:
    friend struct Say;
    NewEntry(int event, std::initializer_list<std::int64_t> fields);
    int event_;
    std::array<std::int64_t, kFieldsMax> fields_{};
    std::size_t count_ = 0;
};

/// What was written. Times are coarse on purpose: the hour does not tell who was here.
struct Entry {
    std::int64_t seq = 0;
    std::int64_t hour = 0;  ///< since 1970, UTC
    std::int64_t event = 0;
    std::int64_t version = 0;  ///< of the program that wrote it: major * 1'000'000 + minor * 1'000 + patch
    std::int64_t build = 0;    ///< the first 48 bits of its build id
    std::vector<std::int64_t> fields;
    Hash hash{};
};

inline constexpr std::int64_t kHourMax = 9'999'999, kVersionMax = 999'999'999, kBuildMax = (std::int64_t{1} << 48) - 1;

/// Whether the catalog has such an event with such fields, and the rest is within its limits.
[[nodiscard]] bool in_catalog(const Entry& entry);
/// What its hash covers, besides the hash before it.
[[nodiscard]] std::string canonical(const Entry& entry);
[[nodiscard]] Hash hash_of(const Hash& before, const Entry& entry);
/// The hash that the first entry of a journal follows.
[[nodiscard]] Hash genesis(std::string_view store_id);

/// A field's value: the word of the catalog, or the number.
[[nodiscard]] std::string word_of(const Kind& kind, std::int64_t value);
/// In words, for people: "2026-11-24 15:00Z visit_erased (success) ending=done ...".
[[nodiscard]] std::string in_words(const Entry& entry);

[[nodiscard]] std::string hex(std::span<const std::uint8_t> bytes);
/// Nothing when it is not lower-case hex of exactly `size` bytes.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text, std::size_t size);

}  // namespace vestibule::journal
