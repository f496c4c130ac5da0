// toml_reader - reads a TOML file strictly: every key has a name, a type and limits, and all errors are told at once.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

enum class Need : std::uint8_t { Required, Optional };

/// One table of the file. Asking for a key makes it known; a key that nobody asked for is an error in `finish()`.
/// Every reading call leaves `out` alone when the key is absent or wrong.
class TomlTable {
public:
    /// False when the file has no such table; then nothing is required of it and defaults stay.
    [[nodiscard]] bool present() const;

    void text(std::string_view key, std::string& out, Need need = Need::Optional);
    /// The text must be one of `choices`.
    void choice(std::string_view key, std::string& out, std::initializer_list<std::string_view> choices,
                Need need = Need::Optional);
    /// The text must be an https:// address.
    void https(std::string_view key, std::string& out, Need need = Need::Optional);
    /// "#RRGGBB"
    void color(std::string_view key, std::uint32_t& rgb, Need need = Need::Optional);
    void integer(std::string_view key, int& out, int lowest, int highest, Need need = Need::Optional);
    void number(std::string_view key, double& out, double lowest, double highest, Need need = Need::Optional);
    void flag(std::string_view key, bool& out, Need need = Need::Optional);
    void texts(std::string_view key, std::vector<std::string>& out, Need need = Need::Optional);
    /// Every text must be one of `choices`.
    void choices(std::string_view key, std::vector<std::string>& out, std::initializer_list<std::string_view> choices,
                 Need need = Need::Optional);
    /// An array of exactly two integers, the first not above the second.
    void range(std::string_view key, int& low, int& high, int lowest, int highest, Need need = Need::Optional);

    [[nodiscard]] TomlTable table(std::string_view key, Need need = Need::Optional);
    /// The tables of an array of tables: [[cameras]].
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key, Need need = Need::Optional);
    /// The keys that stand in this table; for tables whose keys are names.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// Adds an error of the caller's own, at the key's value, or at the table when the key is absent.
    void problem(std::string_view key, std::string sentence);

private:
    friend class TomlReader;
    struct State;
    explicit TomlTable(std::shared_ptr<State> state) : state_(std::move(state)) {}
    std::shared_ptr<State> state_;
};

/// A whole file. It outlives the tables that it gives.
class TomlReader {
public:
    /// A file that cannot be read or parsed shows in `finish()` too; reading calls then do nothing.
    explicit TomlReader(const std::filesystem::path& file);
    /// The same for a text that is already in memory; `name` stands for the file in the errors.
    TomlReader(std::string_view text, std::string name);

    [[nodiscard]] TomlTable root();
    /// Ok, or every error, one a line, in the file's order: "FILE:LINE:COLUMN: ...". FileUnreadable, or `code`.
    [[nodiscard]] Result<void> finish(ErrorCode code);

private:
    friend class TomlTable;
    struct Document;
    void parse(std::string_view text);
    std::shared_ptr<Document> document_;
};

/// A whole file's bytes. Errors: FileUnreadable.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& file);

/// The candidate that is nearest to a misspelt word by edit distance; empty when none is near enough to be meant.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace vestibule::device
