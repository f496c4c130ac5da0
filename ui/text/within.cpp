// within - the key and its arguments one after the other, each behind its length.
#include "ui/text/within.hpp"

#include <charconv>

namespace vestibule::ui {

namespace {

constexpr char kMark = '\x1f';  // the unit separator: nothing that a person reads begins with it

void write(std::string& out, std::string_view part) {
    out += std::to_string(part.size()) + ':';
    out += part;
}

std::optional<std::string_view> read(std::string_view& from) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(from.data(), from.data() + from.size(), length);
    const auto begins = static_cast<std::size_t>(end - from.data()) + 1;
    if (error != std::errc() || begins > from.size() || *end != ':' || length > from.size() - begins)
        return std::nullopt;
    const std::string_view part = from.substr(begins, length);
    from.remove_prefix(begins + length);
    return part;
}

}  // namespace

std::string within(const Text& text) {
    std::string out(1, kMark);
    write(out, text.key);
    for (const Text::Argument& argument : text.arguments) {
        if (const auto* number = std::get_if<std::int64_t>(&argument)) write(out, std::to_string(*number));
        if (const auto* words = std::get_if<std::string>(&argument)) write(out, *words);
    }
    return out;
}

std::optional<Text> read_within(std::string_view argument) {
    if (argument.empty() || argument.front() != kMark) return std::nullopt;
    argument.remove_prefix(1);
    const auto key = read(argument);
    if (!key) return std::nullopt;
    Text text{std::string(*key), {}};
    while (!argument.empty()) {
        const auto part = read(argument);
        if (!part) return std::nullopt;
        text.arguments.emplace_back(std::string(*part));
    }
    return text;
}

}  // namespace vestibule::ui
