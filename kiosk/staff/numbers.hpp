// numbers - the numbers of staff and of passes, as people type them and settings name them.
#pragma once

#include <charconv>
#include <string>
#include <vector>

namespace vestibule::staff {

/// -1 where the text is no number.
[[nodiscard]] inline int number_of(const std::string& text) {
    int value = -1;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() ? value : -1;
}

[[nodiscard]] inline std::vector<int> numbers_of(const std::vector<std::string>& texts) {
    std::vector<int> numbers;
    for (const std::string& text : texts) numbers.push_back(number_of(text));
    return numbers;
}

}  // namespace vestibule::staff
