// export - writing and reading the text form: a head, a line an entry, and the signature over all of it.
#include "kiosk/device/journal/export.hpp"

#include <fmt/format.h>

#include <charconv>

namespace vestibule::journal {

namespace {

constexpr std::string_view kTitle = "vestibule-journal-export 1";

std::string reach_text(const Reach& reach) {
    return fmt::format("{} {}", reach.count, hex(reach.head));
}

/// Takes the text apart line by line and word by word; remembers where it is.
class Lines {
public:
    explicit Lines(std::string_view text) : text_(text) {}

    /// The words of the next line, which must begin with `first` and have a new line at its end.
    Result<std::vector<std::string_view>> next(std::string_view first, std::size_t at_least, std::size_t at_most) {
        begin_ = end_;
        ++line_;
        const std::size_t end = text_.find('\n', begin_);
        if (end == std::string_view::npos) return wrong("it ends here; the rest is missing");
        std::string_view line = text_.substr(begin_, end - begin_);
        end_ = end + 1;
        std::vector<std::string_view> words;
        while (true) {
            const std::size_t space = line.find(' ');
            words.push_back(line.substr(0, space));
            if (space == std::string_view::npos) break;
            line.remove_prefix(space + 1);
        }
        if (words[0] != first) return wrong(fmt::format("expected '{}'", first));
        words.erase(words.begin());
        if (words.size() < at_least || words.size() > at_most) return wrong("so many words are not expected here");
        return words;
    }
    [[nodiscard]] bool at(std::string_view first) const { return text_.substr(end_).starts_with(first); }
    [[nodiscard]] bool done() const { return end_ == text_.size(); }
    [[nodiscard]] std::string_view read() const { return text_.substr(0, end_); }
    [[nodiscard]] Error wrong(std::string_view what) const {
        return {ErrorCode::ExportInvalid, fmt::format("line {}: {}", line_, what)};
    }

private:
    std::string_view text_;
    std::size_t begin_ = 0, end_ = 0, line_ = 0;
};

/// A number in its one form: no sign, no leading zero.
bool read_number(std::string_view word, std::int64_t& number) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    return error == std::errc() && end == word.data() + word.size() && number >= 0 &&
           (word.size() == 1 || word[0] != '0');
}

template <std::size_t Size>
bool read_hex(std::string_view word, std::array<std::uint8_t, Size>& out) {
    const auto bytes = from_hex(word, Size);
    if (bytes) std::copy(bytes->begin(), bytes->end(), out.begin());
    return bytes.has_value();
}

Result<void> read_head(Lines& lines, Export& read) {
    auto title = lines.next("vestibule-journal-export", 1, 1);
    if (!title) return std::move(title).error();
    if ((*title)[0] != "1") return lines.wrong("this form is not known");
    auto store = lines.next("store", 1, 1);
    if (!store) return std::move(store).error();
    if (!from_hex((*store)[0], 16)) return lines.wrong("expected 32 hex digits");
    read.store = (*store)[0];
    auto key = lines.next("key", 1, 1);
    if (!key) return std::move(key).error();
    if (!read_hex((*key)[0], read.key)) return lines.wrong("expected 64 hex digits");
    auto hour = lines.next("hour", 1, 1);
    if (!hour) return std::move(hour).error();
    if (!read_number((*hour)[0], read.hour)) return lines.wrong("expected a number");
    auto head = lines.next("head", 2, 2);
    if (!head) return std::move(head).error();
    if (!read_number((*head)[0], read.reach.count) || !read_hex((*head)[1], read.reach.head))
        return lines.wrong("expected a count and a hash");
    auto previous = lines.next("previous", 1, 2);
    if (!previous) return std::move(previous).error();
    if (previous->size() == 1 && (*previous)[0] == "none") return {};
    Reach reach;
    if (previous->size() != 2 || !read_number((*previous)[0], reach.count) || !read_hex((*previous)[1], reach.head))
        return lines.wrong("expected a count and a hash, or 'none'");
    read.previous = reach;
    return {};
}

Result<Entry> read_entry(Lines& lines) {
    auto words = lines.next("entry", 6, 6 + kFieldsMax);
    if (!words) return std::move(words).error();
    Entry entry;
    std::vector<std::int64_t> numbers(words->size() - 1);
    for (std::size_t w = 0; w < numbers.size(); ++w) {
        if (!read_number((*words)[w], numbers[w])) return lines.wrong("expected numbers");
    }
    if (!read_hex(words->back(), entry.hash)) return lines.wrong("expected a hash at the end");
    entry.seq = numbers[0];
    entry.hour = numbers[1];
    entry.event = numbers[2];
    entry.version = numbers[3];
    entry.build = numbers[4];
    entry.fields.assign(numbers.begin() + 5, numbers.end());
    return entry;
}

Result<std::optional<Reach>> last_export(Store& store) {
    Statement row = store.database().prepare("SELECT count, head FROM exports ORDER BY rowid DESC LIMIT 1");
    auto found = row.step();
    if (!found) return std::move(found).error();
    if (!*found) return std::optional<Reach>();
    Reach reach{row.integer(0), {}};
    const auto head = row.bytes(1);
    if (head.size() == reach.head.size()) std::copy(head.begin(), head.end(), reach.head.begin());
    return std::optional(reach);
}

}  // namespace

Result<std::string> make_export(Store& store, const Key& key) {
    const auto previous = last_export(store);
    if (!previous) return previous.error();
    const auto hour = std::chrono::floor<std::chrono::hours>(store.clock().wall()).time_since_epoch().count();
    std::string text =
        fmt::format("{}\nstore {}\nkey {}\nhour {}\nhead {}\nprevious {}\n", kTitle, store.id(), hex(key.public_key()),
                    std::max<std::int64_t>(hour, 0), reach_text({store.count(), store.head()}),
                    *previous ? reach_text(**previous) : "none");
    const auto read = store.each(
        [&text](const Entry& entry) { text += fmt::format("entry {} {}\n", canonical(entry), hex(entry.hash)); });
    if (!read) return read.error();
    const auto signature = key.sign(text);
    if (!signature) return signature.error();
    return text + fmt::format("signature {}\n", hex(*signature));
}

Result<void> note_export(Store& store) {
    return store.transaction([&store]() -> Result<void> {
        auto row = store.database()
                       .prepare("INSERT INTO exports (count, head) VALUES (?, ?)")
                       .bind(1, store.count())
                       .bind(2, store.head())
                       .step();
        if (!row) return std::move(row).error();
        return store.append(Say::exported());
    });
}

Result<Export> read_export(std::string_view text) {
    Lines lines(text);
    Export read;
    if (auto head = read_head(lines, read); !head) return std::move(head).error();
    while (lines.at("entry ")) {
        auto entry = read_entry(lines);
        if (!entry) return std::move(entry).error();
        read.entries.push_back(std::move(entry).value());
    }
    read.signed_text = lines.read();
    auto signature = lines.next("signature", 1, 1);
    if (!signature) return std::move(signature).error();
    if (!read_hex((*signature)[0], read.signature)) return lines.wrong("expected 128 hex digits");
    if (!lines.done()) return lines.wrong("nothing may follow the signature");
    return read;
}

}  // namespace vestibule::journal
