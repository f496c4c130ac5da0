// source - walks the repository, and blanks what is not code.
#include "tests/tidy/source.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace vestibule::tidy {

namespace {

bool is_kept_folder(const std::string& name) {
    return name == ".ci" || (!name.starts_with('.') && name != "build");
}

bool is_text(const std::filesystem::path& file) {
    static const std::set<std::string> kPictures{".png", ".jpg", ".jpeg", ".bin", ".mo", ".pdf", ".webm", ".avi"};
    return !kPictures.contains(file.extension().string());
}

std::string content(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Where a comment or literal that begins at `at` ends (one past); `at` itself where none begins.
std::size_t end_of_quiet(std::string_view text, std::size_t at) {
    const auto upto = [&](std::string_view end, std::size_t from) {
        const std::size_t found = text.find(end, from);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
    if (text.substr(at, 2) == "/*") return upto("*/", at + 2);
    if (text.substr(at, 2) == "R\"") {
        const std::size_t bracket = text.find('(', at);
        if (bracket == std::string_view::npos) return text.size();
        return upto(")" + std::string(text.substr(at + 2, bracket - at - 2)) + "\"", bracket);
    }
    const char quote = text[at];
    const bool separator =
        quote == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;  // 1'000
    if ((quote != '"' && quote != '\'') || separator) return at;
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != quote && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
    return std::min(end + 1, text.size());
}

}  // namespace

std::filesystem::path root() {
    return VESTIBULE_SOURCE_DIR;
}

File read(const std::string& path) {
    return {path, content(root() / path)};
}

std::vector<File> tree() {
    std::vector<File> files;
    for (std::filesystem::recursive_directory_iterator it(root()), end; it != end; ++it) {
        const std::string name = it->path().filename().string();
        if (it->is_directory() && !is_kept_folder(name)) it.disable_recursion_pending();
        if (!it->is_regular_file() || name.starts_with('.') || !is_text(it->path())) continue;
        files.push_back(read(std::filesystem::relative(it->path(), root()).generic_string()));
    }
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string code_of(std::string_view text) {
    std::string code(text);
    for (std::size_t at = 0; at < code.size();) {
        const std::size_t end = end_of_quiet(text, at);
        const bool comment = text[at] == '/';
        // The quotes of a literal stay, so that a rule still sees that something stands there.
        for (std::size_t i = at; i < end; ++i) {
            const bool edge = !comment && (i == at || i + 1 == end);
            if (code[i] != '\n' && !edge) code[i] = ' ';
        }
        at = std::max(end, at + 1);
    }
    return code;
}

std::size_t line_at(std::string_view text, std::size_t position) {
    return 1 + static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
}

}  // namespace vestibule::tidy
