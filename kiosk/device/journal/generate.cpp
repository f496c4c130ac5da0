// generate - makes of events.toml the enum and the writing functions, the checks of the database, and the manual page.
#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <set>
#include <sstream>

#include "kiosk/privacy/result.hpp"

namespace {

struct Kind {
    std::string name, text;
    std::vector<std::string> words;
    std::int64_t lowest = 0, highest = 0;
};
struct Field {
    std::string name, is;
    bool later = false;
};
struct Event {
    std::int64_t id = 0;
    std::string name, disposition, text;
    std::vector<Field> fields;
};
struct Catalog {
    std::vector<Kind> kinds;
    std::vector<Event> events;
    [[nodiscard]] const Kind& kind(const std::string& name) const {
        for (const Kind& kind : kinds) {
            if (kind.name == name) return kind;
        }
        throw std::runtime_error("no set is called " + name);
    }
};

constexpr std::size_t kFieldsMax = 8;
constexpr struct {
    const char* name;
    int number;
} kErrors[] = {
#define VESTIBULE_ERROR(name, number, title, action) {#name, number},
#include "kiosk/privacy/errors.def"
#undef VESTIBULE_ERROR
};

std::string pascal(std::string_view word) {
    std::string out;
    bool upper = true;
    for (const char c : word) {
        if (c == '_') {
            upper = true;
        } else {
            out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
            upper = false;
        }
    }
    return std::isdigit(static_cast<unsigned char>(out[0])) != 0 ? "In" + out : out;
}

std::string text_of(const toml::table& table, const char* key) {
    const auto value = table[key].value<std::string>();
    if (!value || value->empty()) throw std::runtime_error(std::string("a text is missing: ") + key);
    return *value;
}

template <typename Each>
void each_table(const toml::node_view<const toml::node>& list, Each each) {
    if (const toml::array* all = list.as_array()) {
        for (const toml::node& one : *all) each(*one.as_table());
    }
}

void check(const Catalog& catalog) {
    std::set<std::int64_t> ids;
    std::set<std::string> names;
    for (const Event& event : catalog.events) {
        const bool known_end =
            event.disposition == "note" || event.disposition == "success" || event.disposition == "failure";
        if (!ids.insert(event.id).second || !names.insert(event.name).second || event.id < 1 || !known_end ||
            event.fields.size() > kFieldsMax) {
            throw std::runtime_error("wrong or twice: " + event.name);
        }
        for (const Field& field : event.fields) (void)catalog.kind(field.is);
        // Older entries end where the later fields begin.
        const auto later = [](const Field& field) { return field.later; };
        if (!std::is_partitioned(event.fields.begin(), event.fields.end(), std::not_fn(later)))
            throw std::runtime_error("a later field before an older one: " + event.name);
    }
}

Catalog read(const char* path) {
    const toml::table file = toml::parse_file(path);
    const toml::table& root = file;
    Catalog catalog;
    each_table(root["words"], [&](const toml::table& one) {
        Kind kind{text_of(one, "name"), text_of(one, "text"), {}, 0, 0};
        for (const toml::node& word : *one["words"].as_array()) kind.words.push_back(word.ref<std::string>());
        kind.highest = static_cast<std::int64_t>(kind.words.size()) - 1;
        catalog.kinds.push_back(std::move(kind));
    });
    each_table(root["numbers"], [&](const toml::table& one) {
        catalog.kinds.push_back({text_of(one, "name"),
                                 text_of(one, "text"),
                                 {},
                                 one["lowest"].value_or<std::int64_t>(0),
                                 one["highest"].value<std::int64_t>().value()});
    });
    catalog.kinds.push_back({"error", "the number of an error in kiosk/privacy/errors.def", {}, 0, 0});
    each_table(root["events"], [&](const toml::table& one) {
        Event event{one["id"].value_or<std::int64_t>(0),
                    text_of(one, "name"),
                    text_of(one, "disposition"),
                    text_of(one, "text"),
                    {}};
        each_table(one["fields"], [&](const toml::table& field) {
            event.fields.push_back({text_of(field, "name"), text_of(field, "is"), field["later"].value_or(false)});
        });
        catalog.events.push_back(std::move(event));
    });
    check(catalog);
    return catalog;
}

std::string parameter_type(const Kind& kind) {
    if (kind.name == "error") return "ErrorCode";
    return kind.words.empty() ? "std::int64_t" : pascal(kind.name);
}

std::string parameters(const Catalog& catalog, const Event& event) {
    std::string out;
    for (const Field& field : event.fields) {
        out += (out.empty() ? "" : ", ") + parameter_type(catalog.kind(field.is)) + " " + field.name;
    }
    return out;
}

void write_header(const Catalog& catalog, std::ostream& out) {
    out << "// events - generated from events.toml: what can be written into the journal, and nothing else.\n"
           "#pragma once\n\n#include \"kiosk/device/journal/entry.hpp\"\n#include \"kiosk/privacy/result.hpp\"\n\n"
           "namespace vestibule::journal {\n\nenum class Event : std::uint16_t {\n";
    for (const Event& event : catalog.events) out << "    " << pascal(event.name) << " = " << event.id << ",\n";
    out << "};\n";
    for (const Kind& kind : catalog.kinds) {
        if (kind.words.empty()) continue;
        out << "\n/// " << kind.text << "\nenum class " << pascal(kind.name) << " : std::uint8_t {\n";
        for (const std::string& word : kind.words) out << "    " << pascal(word) << ",\n";
        out << "};\n[[nodiscard]] std::optional<" << pascal(kind.name) << "> " << kind.name
            << "_named(std::string_view word);\n";
    }
    out << "\n/// The only makers of entries.\nstruct Say {\n";
    for (const Event& event : catalog.events) {
        out << "    /// " << event.text << "\n    [[nodiscard]] static NewEntry " << event.name << "("
            << parameters(catalog, event) << ");\n";
    }
    out << "};\n\n/// The database's own check of an entry: SQL for the condition of a trigger.\n"
           "extern const char* const kCatalogSql;\n\n}  // namespace vestibule::journal\n";
}

void write_kind(const Kind& kind, std::ostream& out) {
    const std::string own = "k" + pascal(kind.name);
    if (!kind.words.empty()) {
        out << "constexpr std::string_view " << own << "Words[] = {";
        for (const std::string& word : kind.words) out << "\"" << word << "\", ";
        out << "};\nconstexpr Kind " << own << "{\"" << kind.name << "\", \"" << kind.text << "\", 0, " << kind.highest
            << ", " << own << "Words, {}, {}};\n";
    } else if (kind.name == "error") {
        out << "constexpr std::int64_t " << own << "Only[] = {";
        for (const auto& error : kErrors) out << error.number << ", ";
        out << "};\nconstexpr std::string_view " << own << "Names[] = {";
        for (const auto& error : kErrors) out << "\"" << error.name << "\", ";
        out << "};\nconstexpr Kind " << own << "{\"error\", \"" << kind.text << "\", 0, 0, {}, " << own << "Names, "
            << own << "Only};\n";
    } else {
        out << "constexpr Kind " << own << "{\"" << kind.name << "\", \"" << kind.text << "\", " << kind.lowest << ", "
            << kind.highest << ", {}, {}, {}};\n";
    }
}

std::string sql_of(const Catalog& catalog, const Event& event) {
    std::ostringstream out;
    out << "WHEN " << event.id << " THEN 1";
    for (std::size_t f = 0; f < kFieldsMax; ++f) {
        const std::string column = "NEW.f" + std::to_string(f + 1);
        if (f >= event.fields.size()) {
            out << " AND " << column << " IS NULL";
            continue;
        }
        const Field& field = event.fields[f];
        const bool second_later = field.later && f > 0 && event.fields[f - 1].later;
        out << " AND ";
        if (field.later) out << "(" << column << " IS NULL OR ";
        if (second_later) out << "NEW.f" << f << " IS NOT NULL AND ";
        out << column;
        const Kind& kind = catalog.kind(field.is);
        if (kind.name == "error") {
            out << " IN (";
            for (const auto& error : kErrors) out << (&error == kErrors ? "" : ",") << error.number;
            out << ")";
        } else {
            out << " BETWEEN " << kind.lowest << " AND " << kind.highest;
        }
        if (field.later) out << ")";
    }
    return out.str();
}

void write_maker(const Catalog& catalog, const Event& event, std::ostream& out) {
    out << "NewEntry Say::" << event.name << "(" << parameters(catalog, event) << ") {\n    return {" << event.id
        << ", {";
    for (const Field& field : event.fields) {
        const Kind& kind = catalog.kind(field.is);
        if (kind.words.empty() && kind.name != "error") {
            out << "std::clamp<std::int64_t>(" << field.name << ", " << kind.lowest << ", " << kind.highest << "), ";
        } else {
            out << "static_cast<std::int64_t>(" << field.name << "), ";
        }
    }
    out << "}};\n}\n";
}

void write_source(const Catalog& catalog, std::ostream& out) {
    out << "// events - generated from events.toml: the catalog as data.\n#include "
           "\"kiosk/device/journal/events.hpp\"\n\n"
           "#include <algorithm>\n\nnamespace vestibule::journal {\n\nnamespace {\n\n";
    for (const Kind& kind : catalog.kinds) write_kind(kind, out);
    for (const Event& event : catalog.events) {
        if (event.fields.empty()) continue;
        out << "constexpr Field kFieldsOf" << event.id << "[] = {";
        for (const Field& field : event.fields) {
            out << "{\"" << field.name << "\", &k" << pascal(field.is) << ", " << (field.later ? "true" : "false")
                << "}, ";
        }
        out << "};\n";
    }
    out << "constexpr EventInfo kEvents[] = {\n";
    for (const Event& event : catalog.events) {
        out << "    {" << event.id << ", \"" << event.name << "\", \"" << event.disposition << "\", \"" << event.text
            << "\", ";
        if (event.fields.empty()) {
            out << "{}";
        } else {
            out << "kFieldsOf" << event.id;
        }
        out << "},\n";
    }
    out << "};\n\n}  // namespace\n\nstd::span<const EventInfo> catalog() {\n    return kEvents;\n}\n\n";
    for (const Kind& kind : catalog.kinds) {
        if (kind.words.empty()) continue;
        out << "std::optional<" << pascal(kind.name) << "> " << kind.name << "_named(std::string_view word) {\n"
            << "    for (std::size_t i = 0; i < std::size(k" << pascal(kind.name) << "Words); ++i) {\n"
            << "        if (k" << pascal(kind.name) << "Words[i] == word) return static_cast<" << pascal(kind.name)
            << ">(i);\n    }\n    return std::nullopt;\n}\n";
    }
    for (const Event& event : catalog.events) write_maker(catalog, event, out);
    out << "\nconst char* const kCatalogSql =\n    \"CASE NEW.event\"\n";
    for (const Event& event : catalog.events) out << "    \" " << sql_of(catalog, event) << "\"\n";
    out << "    \" ELSE 0 END\";\n\n}  // namespace vestibule::journal\n";
}

void write_page(const Catalog& catalog, std::ostream& out) {
    out << "# Events of the journal\n\nGenerated from `kiosk/device/journal/events.toml`; a test holds it to that "
           "file.\n\n"
           "Every entry has a number, the hour (UTC), the event, the version and build id of the program that wrote "
           "it,\n"
           "the fields below, and the hash that chains it to the entry before. A field is one of a closed set; "
           "nothing\n"
           "in the journal is free text, and nothing is about a person. `vestibulectl journal show` prints it in "
           "words.\n\n"
           "## Events\n";
    for (const Event& event : catalog.events) {
        out << "\n### " << event.id << " `" << event.name << "` (" << event.disposition << ")\n\n"
            << event.text << "\n";
        if (!event.fields.empty()) out << "\n";
        for (const Field& field : event.fields)
            out << "- `" << field.name << "`: " << field.is << (field.later ? "; not in older entries" : "") << "\n";
    }
    out << "\n## Sets\n";
    for (const Kind& kind : catalog.kinds) {
        out << "\n### " << kind.name << "\n\n" << kind.text << ": ";
        if (kind.name == "error") {
            out << "see that file.\n";
        } else if (kind.words.empty()) {
            out << kind.lowest << " to " << kind.highest << ".\n";
        } else {
            for (std::size_t w = 0; w < kind.words.size(); ++w) out << (w == 0 ? "`" : ", `") << kind.words[w] << "`";
            out << ".\n";
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) {
        std::cerr << "generate: expected CATALOG HEADER SOURCE PAGE\n";
        return 64;
    }
    try {
        const Catalog catalog = read(argv[1]);
        std::ofstream header(argv[2]), source(argv[3]), page(argv[4]);
        write_header(catalog, header);
        write_source(catalog, source);
        write_page(catalog, page);
        return header.flush() && source.flush() && page.flush() ? 0 : 1;
    } catch (const toml::parse_error& error) {
        std::cerr << argv[1] << ":" << error.source().begin.line << ": " << error.description() << "\n";
    } catch (const std::exception& error) {
        std::cerr << argv[1] << ": " << error.what() << "\n";
    }
    return 1;
}
