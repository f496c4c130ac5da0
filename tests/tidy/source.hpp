// source - the repository's files as the rules of the house see them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vestibule::tidy {

struct File {
    std::string path;  ///< from the repository's root, with '/'
    std::string text;
    [[nodiscard]] bool is_code() const { return path.ends_with(".hpp") || path.ends_with(".cpp"); }
};

[[nodiscard]] std::filesystem::path root();
/// Every text file that is kept: neither build folders nor hidden ones, but .ci; no pictures.
[[nodiscard]] std::vector<File> tree();
[[nodiscard]] File read(const std::string& path);

[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
/// The text with comments and the characters of literals blanked; lines stay where they are.
[[nodiscard]] std::string code_of(std::string_view text);
/// The number of the line (from 1) that holds a position.
[[nodiscard]] std::size_t line_at(std::string_view text, std::size_t position);

}  // namespace vestibule::tidy
