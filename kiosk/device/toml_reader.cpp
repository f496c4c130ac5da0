// toml_reader - reads a TOML file strictly, with toml++; nothing is taken silently and nothing is overlooked.
#include "kiosk/device/toml_reader.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace vestibule::device {

namespace {

struct Problem {
    toml::source_position at;
    std::string sentence;
};

std::string listed(std::initializer_list<std::string_view> choices) {
    std::string all;
    for (const std::string_view choice : choices)
        fmt::format_to(std::back_inserter(all), "{}'{}'", all.empty() ? "" : ", ", choice);
    return all;
}

bool among(std::string_view word, std::initializer_list<std::string_view> choices) {
    return std::find(choices.begin(), choices.end(), word) != choices.end();
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string>& candidates) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

struct TomlReader::Document {
    std::string name;
    toml::table root;
    bool parsed = false;
    std::optional<Error> unreadable;
    std::vector<Problem> problems;
    std::vector<std::shared_ptr<TomlTable::State>> tables;
};

struct TomlTable::State {
    TomlReader::Document* document = nullptr;  // the reader outlives its tables
    const toml::table* table = nullptr;        // null when absent
    std::string name;                          // "" for the file's top
    std::vector<std::string> known;

    [[nodiscard]] std::string place() const { return name.empty() ? "the file's top" : "[" + name + "]"; }

    void say(toml::source_position at, std::string sentence) {
        document->problems.push_back({at, std::move(sentence)});
    }

    /// The value of a key that is asked for; null when it is absent, which is an error if it is required.
    const toml::node* find(std::string_view key, Need need) {
        known.emplace_back(key);
        if (table == nullptr) return nullptr;
        const toml::node* node = table->get(key);
        if (node == nullptr && need == Need::Required) {
            say(table->source().begin, fmt::format("missing key '{}' in {}", key, place()));
        }
        return node;
    }

    void expected(const toml::node& node, std::string_view key, std::string_view what) {
        say(node.source().begin, fmt::format("'{}': expected {}", key, what));
    }

    std::optional<std::string> text(std::string_view key, Need need) {
        const toml::node* node = find(key, need);
        if (node == nullptr) return std::nullopt;
        auto value = node->value_exact<std::string>();
        if (!value || (value->empty() && need == Need::Required)) {
            expected(*node, key, value ? "a text that is not empty" : "a text");
            return std::nullopt;
        }
        return value;
    }

    void report_unknown() {
        if (table == nullptr) return;
        for (const auto& [key, value] : *table) {
            if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
            std::string sentence = value.is_table() ? fmt::format("unknown table '{}' in {}", key.str(), place())
                                                    : fmt::format("unknown key '{}' in {}", key.str(), place());
            if (const std::string_view near = nearest(key.str(), known); !near.empty()) {
                sentence += fmt::format("; did you mean '{}'?", near);
            }
            say(key.source().begin, std::move(sentence));
        }
    }
};

bool TomlTable::present() const {
    return state_->table != nullptr;
}

void TomlTable::text(std::string_view key, std::string& out, Need need) {
    if (auto value = state_->text(key, need)) out = std::move(*value);
}

void TomlTable::choice(std::string_view key, std::string& out, std::initializer_list<std::string_view> choices,
                       Need need) {
    auto value = state_->text(key, need);
    if (!value) return;
    if (among(*value, choices)) {
        out = std::move(*value);
    } else {
        problem(key, fmt::format("expected one of {}", listed(choices)));
    }
}

void TomlTable::https(std::string_view key, std::string& out, Need need) {
    auto value = state_->text(key, need);
    if (!value) return;
    if (value->starts_with("https://") && value->size() > 8) {
        out = std::move(*value);
    } else {
        problem(key, "expected an https:// address");
    }
}

void TomlTable::color(std::string_view key, std::uint32_t& rgb, Need need) {
    const auto value = state_->text(key, need);
    if (!value) return;
    const bool digits = value->size() == 7 && value->front() == '#' &&
                        value->find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
    if (digits) {
        rgb = static_cast<std::uint32_t>(std::stoul(value->substr(1), nullptr, 16));
    } else {
        problem(key, "expected a colour as \"#RRGGBB\"");
    }
}

void TomlTable::integer(std::string_view key, int& out, int lowest, int highest, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= lowest && *value <= highest) {
        out = static_cast<int>(*value);
    } else {
        state_->expected(*node, key, fmt::format("an integer from {} to {}", lowest, highest));
    }
}

void TomlTable::number(std::string_view key, double& out, double lowest, double highest, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return;
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && *value >= lowest && *value <= highest) {
        out = *value;
    } else {
        state_->expected(*node, key, fmt::format("a number from {} to {}", lowest, highest));
    }
}

void TomlTable::flag(std::string_view key, bool& out, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return;
    if (const auto value = node->value_exact<bool>()) {
        out = *value;
    } else {
        state_->expected(*node, key, "true or false");
    }
}

void TomlTable::texts(std::string_view key, std::vector<std::string>& out, Need need) {
    choices(key, out, {}, need);
}

void TomlTable::choices(std::string_view key, std::vector<std::string>& out,
                        std::initializer_list<std::string_view> choices, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr || (array->empty() && need == Need::Required)) {
        return state_->expected(*node, key, array == nullptr ? "an array of texts" : "at least one text");
    }
    std::vector<std::string> all;
    for (const toml::node& element : *array) {
        auto value = element.value_exact<std::string>();
        if (!value || value->empty()) {
            state_->expected(element, key, "an array of texts");
        } else if (choices.size() != 0 && !among(*value, choices)) {
            state_->expected(element, key, "one of " + listed(choices));
        } else {
            all.push_back(std::move(*value));
        }
    }
    if (all.size() == array->size()) out = std::move(all);
}

void TomlTable::range(std::string_view key, int& low, int& high, int lowest, int highest, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    std::optional<std::int64_t> first, second;
    if (array != nullptr && array->size() == 2) {
        first = (*array)[0].value_exact<std::int64_t>();
        second = (*array)[1].value_exact<std::int64_t>();
    }
    if (first && second && *first >= lowest && *second <= highest && *first <= *second) {
        low = static_cast<int>(*first);
        high = static_cast<int>(*second);
    } else {
        state_->expected(*node, key, fmt::format("two integers [low, high] from {} to {}", lowest, highest));
    }
}

TomlTable TomlTable::table(std::string_view key, Need need) {
    auto child = std::make_shared<State>();
    child->document = state_->document;
    child->name = state_->name.empty() ? std::string(key) : fmt::format("{}.{}", state_->name, key);
    state_->known.emplace_back(key);
    const toml::node* node = state_->table == nullptr ? nullptr : state_->table->get(key);
    if (node != nullptr) {
        child->table = node->as_table();
        if (child->table == nullptr) state_->expected(*node, key, fmt::format("a table [{}]", child->name));
    } else if (need == Need::Required && state_->table != nullptr) {
        state_->say(state_->table->source().begin, fmt::format("missing table [{}]", child->name));
    }
    state_->document->tables.push_back(child);
    return TomlTable(std::move(child));
}

std::vector<TomlTable> TomlTable::tables(std::string_view key, Need need) {
    const toml::node* node = state_->find(key, need);
    if (node == nullptr) return {};
    const std::string name = state_->name.empty() ? std::string(key) : fmt::format("{}.{}", state_->name, key);
    std::vector<TomlTable> all;
    const toml::array* array = node->as_array();
    const bool proper =
        array != nullptr && std::all_of(array->begin(), array->end(), [](const auto& e) { return e.is_table(); });
    if (!proper) {
        state_->expected(*node, key, fmt::format("tables [[{}]]", name));
        return all;
    }
    for (const toml::node& element : *array) {
        auto child = std::make_shared<State>();
        child->document = state_->document;
        child->name = name;
        child->table = element.as_table();
        state_->document->tables.push_back(child);
        all.push_back(TomlTable(std::move(child)));
    }
    return all;
}

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::string> all;
    if (state_->table == nullptr) return all;
    for (const auto& [key, value] : *state_->table) all.emplace_back(key.str());
    return all;
}

void TomlTable::problem(std::string_view key, std::string sentence) {
    const toml::node* node = state_->table == nullptr ? nullptr : state_->table->get(key);
    const toml::source_position table_at =
        state_->table == nullptr ? toml::source_position{} : state_->table->source().begin;
    state_->say(node == nullptr ? table_at : node->source().begin, fmt::format("'{}': {}", key, sentence));
}

Result<std::string> read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    char block[4096];
    do {  // read() tells a directory or a disk's fault by a flag; an iterator would throw
        stream.read(block, sizeof block);
        text.append(block, static_cast<std::size_t>(stream.gcount()));
    } while (stream);
    if (!stream.is_open() || stream.bad()) return Error{ErrorCode::FileUnreadable, file.string()};
    return text;
}

TomlReader::TomlReader(const std::filesystem::path& file) : document_(std::make_shared<Document>()) {
    document_->name = file.string();
    if (Result<std::string> text = read_text(file); text) {
        parse(*text);
    } else {
        document_->unreadable = std::move(text).error();
    }
}

TomlReader::TomlReader(std::string_view text, std::string name) : document_(std::make_shared<Document>()) {
    document_->name = std::move(name);
    parse(text);
}

void TomlReader::parse(std::string_view text) {
    try {
        document_->root = toml::parse(text);
        document_->parsed = true;
    } catch (const toml::parse_error& error) {  // the library's border: it throws
        document_->problems.push_back({error.source().begin, std::string(error.description())});
    }
}

TomlTable TomlReader::root() {
    auto state = std::make_shared<TomlTable::State>();
    state->document = document_.get();
    if (document_->parsed) state->table = &document_->root;
    document_->tables.push_back(state);
    return TomlTable(std::move(state));
}

Result<void> TomlReader::finish(ErrorCode code) {
    if (document_->unreadable) return *document_->unreadable;
    for (const auto& table : std::exchange(document_->tables, {})) table->report_unknown();
    auto& problems = document_->problems;
    if (problems.empty()) return {};
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.at.line, a.at.column) < std::tie(b.at.line, b.at.column);
    });
    std::string all;
    for (const Problem& problem : problems) {
        fmt::format_to(std::back_inserter(all), "{}{}:{}:{}: {}", all.empty() ? "" : "\n", document_->name,
                       problem.at.line, problem.at.column, problem.sentence);
    }
    return Error{code, std::move(all)};
}

}  // namespace vestibule::device
