// json - parses with nlohmann's parser and a guard against members that are named twice and against deep nesting.
#include "kiosk/net/json.hpp"

#include <cmath>
#include <set>
#include <string>

namespace vestibule::net {

namespace {

constexpr int kDeepest = 16;  // no service nests deeper; a deeper answer is an attack or an error

/// Follows the parser's events and refuses a member name that an object has already had.
class Guard {
public:
    bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > kDeepest) refused_ = true;
        if (event == Event::object_start) names_.emplace_back();
        if (event == Event::object_end && !names_.empty()) names_.pop_back();
        if (event == Event::key && !names_.empty() &&
            !names_.back().insert(parsed.get_ref<const privacy::WipedString&>()).second) {
            refused_ = true;
        }
        return true;
    }
    [[nodiscard]] bool refused() const { return refused_; }

private:
    std::vector<std::set<privacy::WipedString>> names_;
    bool refused_ = false;
};

}  // namespace

Result<Json> parse_object(std::string_view text, std::string_view where) {
    Guard guard;
    Json json = Json::parse(
        text.begin(), text.end(),
        [&guard](int depth, Json::parse_event_t event, Json& parsed) { return guard(depth, event, parsed); },
        /*allow_exceptions=*/false);
    if (json.is_discarded() || !json.is_object() || guard.refused()) {
        return Error{ErrorCode::Nonsense,
                     std::string(where) + ": " + std::to_string(text.size()) + " bytes that are not one JSON object"};
    }
    return json;
}

Result<Json> parse_object(const privacy::SecretBytes& body, std::string_view where) {
    return parse_object({reinterpret_cast<const char*>(body.reveal().data()), body.reveal().size()}, where);
}

privacy::SecretBytes write(const Json& json) {
    const privacy::WipedString text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return privacy::SecretBytes(privacy::WipedBytes(text.begin(), text.end()));
}

const Json* member(const Json& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(privacy::WipedString(key));
    return found == object.end() ? nullptr : &*found;
}

std::optional<std::string_view> text_of(const Json& object, std::string_view key) {
    const Json* value = member(object, key);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return std::string_view(value->get_ref<const privacy::WipedString&>());
}

std::optional<std::int64_t> integer_of(const Json& object, std::string_view key) {
    const auto number = number_of(object, key);
    constexpr double kExact = 9007199254740992.0;  // 2^53: beyond it a JSON number is not an exact integer everywhere
    if (!number || std::abs(*number) > kExact) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::optional<double> number_of(const Json& object, std::string_view key) {
    const Json* value = member(object, key);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const double number = value->get<double>();
    if (!std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace vestibule::net
