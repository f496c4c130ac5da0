// words - fills the places of a form, and writes it down so that another process can say it again.
#include "kiosk/diagnostics/words.hpp"

#include <nlohmann/json.hpp>

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr int kDeepest = 4;

std::string filled(const std::string& form, const std::vector<Words>& with) {
    std::string text;
    for (std::size_t at = 0; at < form.size();) {
        const bool place = at + 2 < form.size() && form[at] == '{' && form[at + 2] == '}';
        const auto index = place ? static_cast<std::size_t>(form[at + 1] - '0') : with.size();
        if (index < with.size()) {
            text += with[index];
            at += 3;
        } else {
            text += form[at++];
        }
    }
    return text;
}

}  // namespace

Words::Words(std::string form, std::vector<Words> with)
    : std::string(filled(form, with)), form_(std::move(form)), with_(std::move(with)) {}

json words_json(const Words& words) {
    if (words.form().empty()) return static_cast<const std::string&>(words);
    json array = json::array({words.form()});
    for (const Words& one : words.with()) array.push_back(words_json(one));
    return array;
}

Words words_from(const json& object, int depth) {
    if (object.is_string()) return Words(object.get<std::string>());
    if (!object.is_array() || object.empty() || !object.front().is_string() || depth > kDeepest) return {};
    std::vector<Words> with;
    for (std::size_t i = 1; i < object.size(); ++i) with.push_back(words_from(object[i], depth + 1));
    return {object.front().get<std::string>(), std::move(with)};
}

}  // namespace vestibule::diagnostics
