// machine - small text files and folders of the kernel.
#include "drivers/machine/machine.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace vestibule::drivers {

namespace {

constexpr std::size_t kLongest_bytes = 256 * 1024;

std::string trimmed(std::string text) {
    const auto blank = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\0'; };
    while (!text.empty() && blank(text.back())) text.pop_back();
    std::size_t first = 0;
    while (first < text.size() && blank(text[first])) ++first;
    return text.substr(first);
}

}  // namespace

bool Mount::read_only() const {
    return options == "ro" || options.starts_with("ro,");
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t\n", at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(" \t\n", at), line.size());
        words.emplace_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

std::filesystem::path Machine::at(std::string_view path) const {
    while (path.starts_with('/')) path.remove_prefix(1);
    return root_ / path;
}

std::optional<std::vector<std::uint8_t>> Machine::bytes(std::string_view path) const {
    std::ifstream stream(at(path), std::ios::binary);
    std::error_code error;
    if (!stream || std::filesystem::is_directory(at(path), error)) return std::nullopt;
    std::vector<std::uint8_t> content(kLongest_bytes);
    stream.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (stream.bad()) return std::nullopt;
    content.resize(static_cast<std::size_t>(stream.gcount()));
    return content;
}

std::optional<std::string> Machine::text(std::string_view path) const {
    const auto content = bytes(path);
    if (!content) return std::nullopt;
    return trimmed(std::string(content->begin(), content->end()));
}

std::optional<std::int64_t> Machine::number(std::string_view path) const {
    const auto content = text(path);
    if (!content) return std::nullopt;
    const bool hex = content->starts_with("0x");
    const char* first = content->data() + (hex ? 2 : 0);
    const char* last = content->data() + content->size();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(first, last, value, hex ? 16 : 10);
    if (error != std::errc{} || end != last) return std::nullopt;
    return value;
}

std::vector<std::string> Machine::lines(std::string_view path) const {
    std::vector<std::string> all;
    const std::string content = text(path).value_or("");
    for (std::size_t at = 0; at < content.size();) {
        const std::size_t end = std::min(content.find('\n', at), content.size());
        all.push_back(content.substr(at, end - at));
        at = end + 1;
    }
    return all;
}

std::vector<std::string> Machine::names(std::string_view folder) const {
    std::vector<std::string> all;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(at(folder), error)) {
        all.push_back(entry.path().filename());
    }
    std::sort(all.begin(), all.end());
    return all;
}

bool Machine::has(std::string_view path) const {
    std::error_code error;
    return std::filesystem::exists(at(path), error);
}

std::string Machine::link(std::string_view path) const {
    std::error_code error;
    return std::filesystem::read_symlink(at(path), error).filename();
}

std::filesystem::path Machine::real(std::string_view path) const {
    std::error_code error;
    std::filesystem::path found = std::filesystem::canonical(at(path), error);
    return error ? std::filesystem::path() : found;
}

std::vector<Mount> Machine::mounts() const {
    std::vector<Mount> all;
    for (const std::string& line : lines("proc/self/mounts")) {
        const std::vector<std::string> words = words_of(line);
        if (words.size() >= 4) all.push_back({words[0], words[1], words[2], words[3]});
    }
    return all;
}

std::optional<std::string> Machine::kernel_option(std::string_view name) const {
    for (const std::string& word : words_of(text("proc/cmdline").value_or(""))) {
        if (word == name) return "";
        if (word.size() > name.size() && word.starts_with(name) && word[name.size()] == '=') {
            return word.substr(name.size() + 1);
        }
    }
    return std::nullopt;
}

}  // namespace vestibule::drivers
