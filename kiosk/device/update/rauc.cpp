// rauc - runs `rauc info`, `rauc install` and `rauc status`, and reads what they say.
#include "kiosk/device/update/rauc.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "kiosk/device/os/child.hpp"

namespace vestibule::device {

namespace {

constexpr std::chrono::seconds kLook{60}, kInstall{3600};  // a slow card takes its time; what hangs is ended
constexpr std::size_t kComplaintLongest = 160;

/// RAUC writes remarks before its JSON.
nlohmann::json object_in(const std::string& text) {
    const std::size_t begin = text.find('{');
    const std::size_t end = text.rfind('}');
    if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
    return nlohmann::json::parse(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                 text.begin() + static_cast<std::ptrdiff_t>(end) + 1, nullptr, false);
}

std::string text_in(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::string> spoken(const std::vector<std::string>& words, ErrorCode code) {
    const auto end = run_child(words, kLook);
    if (!end) return end.error();
    if (end->code != 0) return Error{code, "rauc: " + complaint(end->text)};
    return end->text;
}

}  // namespace

std::string complaint(const std::string& text) {
    std::string last, wrong;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string line = text.substr(at, end - at);
        if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
        if (line.find("LastError: ") != std::string::npos) wrong = line;
        at = end + 1;
    }
    if (!wrong.empty()) last = wrong;
    if (last.size() > kComplaintLongest) last.resize(kComplaintLongest);
    for (char& c : last) {
        if (c < ' ' || c > '~') c = '?';
    }
    return last.empty() ? "it does not say why" : last;
}

std::optional<int> read_percent(std::string_view line) {
    const std::size_t first = line.find_first_not_of(' ');
    const std::size_t sign = line.find('%');
    if (first == std::string_view::npos || sign == std::string_view::npos || sign <= first) return std::nullopt;
    int percent = 0;
    const auto [end, error] = std::from_chars(line.data() + first, line.data() + sign, percent);
    if (error != std::errc() || end != line.data() + sign || percent < 0 || percent > 100) return std::nullopt;
    return percent;
}

Result<BundleInfo> read_info(const std::string& text) {
    const auto json = object_in(text);
    if (!json.is_object()) return Error{ErrorCode::BundleNotSigned, "rauc: no description of the bundle"};
    return BundleInfo{text_in(json, "compatible"), text_in(json, "version")};
}

Result<SlotInfo> read_status(const std::string& text) {
    const auto json = object_in(text);
    const Error unknown{ErrorCode::BundleNotApplied, "rauc: it does not say which slot runs"};
    if (!json.is_object()) return unknown;
    const auto slots = json.find("slots");
    if (slots == json.end() || !slots->is_array()) return unknown;
    for (const auto& each : *slots) {
        if (!each.is_object()) continue;
        for (const auto& slot : each) {  // one member, named as the slot
            if (!slot.is_object() || text_in(slot, "state") != "booted") continue;
            return SlotInfo{text_in(slot, "bootname"), text_in(slot, "boot_status") == "good"};
        }
    }
    return unknown;
}

std::vector<std::string> Rauc::words(std::initializer_list<std::string> more) const {
    std::vector<std::string> all = command_;
    all.insert(all.end(), more);
    return all;
}

Result<BundleInfo> Rauc::inspect(const std::filesystem::path& bundle) {
    const auto text = spoken(words({"info", "--output-format=json", bundle.string()}), ErrorCode::BundleNotSigned);
    if (!text) return text.error();
    return read_info(*text);
}

Result<void> Rauc::install(const std::filesystem::path& bundle, const std::function<void(int percent)>& told) {
    const auto end = run_child(words({"install", bundle.string()}), kInstall, [&told](std::string_view line) {
        if (const auto percent = read_percent(line); percent && told) told(*percent);
    });
    if (!end) return end.error();
    if (end->code != 0) return Error{ErrorCode::BundleNotApplied, "rauc: " + complaint(end->text)};
    return {};
}

Result<SlotInfo> Rauc::running() {
    const auto text = spoken(words({"status", "--output-format=json"}), ErrorCode::BundleNotApplied);
    if (!text) return text.error();
    return read_status(*text);
}

}  // namespace vestibule::device
