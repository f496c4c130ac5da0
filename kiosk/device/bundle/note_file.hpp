// note_file - the small JSON notes that root's programs and the screens leave each other in the runtime folder.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

/// Nothing where there is no file, or no JSON object in it.
inline std::optional<nlohmann::json> read_note(const std::filesystem::path& file) {
    const auto text = read_text(file);
    if (!text) return std::nullopt;
    nlohmann::json object = nlohmann::json::parse(*text, nullptr, false);
    if (!object.is_object()) return std::nullopt;
    return object;
}

/// `otherwise` where it is missing or of another type.
template <class Value>
Value part_of(const nlohmann::json& object, const char* key, Value otherwise) {
    const auto at = object.find(key);
    if (at == object.end() || !(at->type() == nlohmann::json(otherwise).type() ||
                                (at->is_number_integer() && nlohmann::json(otherwise).is_number_integer())))
        return otherwise;
    return at->template get<Value>();
}

}  // namespace vestibule::device
