// rules_form - the form of a file: its opening sentence and its lengths.
#include <algorithm>
#include <filesystem>
#include <regex>

#include "tests/tidy/rules.hpp"

namespace vestibule::tidy {

namespace {

constexpr std::size_t kFileLongest = 400, kLineWidest = 120, kFunctionLongest = 70;

std::size_t columns(std::string_view line) {
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Whether the words before a '{' begin a function's body, not a type, a namespace or a table.
bool begins_function(std::string_view words) {
    static const std::regex kOther(R"(^\s*(template\s*<[^{]*>\s*)?(namespace|class|struct|enum|union|extern)\b)");
    static const std::regex kTable(R"([^=!<>]=\s*[\w:<>, ]*$)");
    const std::string text(words);
    return text.find('(') != std::string::npos && !std::regex_search(text, kOther) && !std::regex_search(text, kTable);
}

struct Brace {
    std::size_t at;
    bool function;
};

void function_lengths(const File& file, Findings& found) {
    const std::string code = code_of(file.text);
    std::vector<Brace> open;
    std::size_t words_from = 0;
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '#' && code.find_first_not_of(" \t", code.rfind('\n', at) + 1) == at) {  // a preprocessor line
            at = std::min(code.find('\n', at), code.size());
            words_from = at;
            continue;
        }
        if (c == '{') {
            const bool inside =
                std::any_of(open.begin(), open.end(), [](const Brace& brace) { return brace.function; });
            open.push_back(
                {at, !inside && begins_function(std::string_view(code).substr(words_from, at - words_from))});
        }
        if (c == '}' && !open.empty()) {
            const std::size_t first = line_at(code, open.back().at), last = line_at(code, at);
            if (open.back().function && last - first + 1 > kFunctionLongest) {
                found.push_back(file.path + ":" + std::to_string(first) + ": a function of " +
                                std::to_string(last - first + 1) + " lines; at most " +
                                std::to_string(kFunctionLongest));
            }
            open.pop_back();
        }
        if (c == '{' || c == '}' || c == ';') words_from = at + 1;
    }
}

}  // namespace

Findings opening(const File& file) {
    const std::vector<std::string_view> lines = lines_of(file.text);
    const std::string name = std::filesystem::path(file.path).stem().string();
    std::string sentence;
    for (const std::string_view line : lines) {
        if (!line.starts_with("//")) break;
        sentence += line;
    }
    const std::string expected = "// " + name + " - ";
    if (!sentence.starts_with(expected) || sentence.size() < expected.size() + 10 ||
        !(sentence.ends_with('.') || sentence.ends_with('?'))) {
        return {file.path + ":1: the file does not begin with \"" + expected + "what it is for.\""};
    }
    return {};
}

Findings lengths(const File& file) {
    Findings found;
    const std::vector<std::string_view> lines = lines_of(file.text);
    if (lines.size() > kFileLongest) {
        found.push_back(file.path + ":1: " + std::to_string(lines.size()) + " lines; at most " +
                        std::to_string(kFileLongest));
    }
    bool drawn = false;  // a table whose columns are set by hand
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i] == "// clang-format off") drawn = true;
        if (lines[i] == "// clang-format on") drawn = false;
        if (const std::size_t wide = columns(lines[i]); !drawn && wide > kLineWidest) {
            found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + std::to_string(wide) +
                            " columns; at most " + std::to_string(kLineWidest));
        }
    }
    function_lengths(file, found);
    return found;
}

}  // namespace vestibule::tidy
