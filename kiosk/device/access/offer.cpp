// offer - one small file in the runtime folder; passes are signed and secret from nobody, but good for whoever has
// them.
#include "kiosk/device/access/offer.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "kiosk/device/access/pass.hpp"
#include "kiosk/device/access/totp.hpp"
#include "kiosk/device/bundle/stick.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

using nlohmann::json;

Result<std::vector<std::string>> passes_on(const std::filesystem::path& folder) {
    const auto files = files_on_stick(folder, kPassEnding);
    if (!files) return files.error();
    if (files->size() > kPassesOnAStick)
        return Error{ErrorCode::PassUnreadable,
                     fmt::format("the stick: {} passes, at most {}", files->size(), kPassesOnAStick)};
    std::vector<std::string> passes;
    for (const std::filesystem::path& file : *files) {
        std::error_code error;
        const auto size = std::filesystem::file_size(file, error);
        if (!error && size > kPassMaxBytes)
            return Error{ErrorCode::PassUnreadable,
                         fmt::format("the stick: a pass of {} bytes, at most {}", size, kPassMaxBytes)};
        auto bytes = read_text(file);
        if (!bytes) return std::move(bytes).error();
        passes.push_back(std::move(bytes).value());
    }
    return passes;
}

Result<void> leave_offer(const std::filesystem::path& runtime, const PassOffer& offer) {
    json passes = json::array();
    for (const std::string& pass : offer.passes)
        passes.push_back(std::string(base32(privacy::WipedBytes(pass.begin(), pass.end()))));
    return replace_file(runtime / kPassOffer, json{{"passes", passes}, {"medium", offer.medium}}.dump());
}

std::optional<PassOffer> take_offer(const std::filesystem::path& runtime) {
    if (!is_offered(runtime)) return std::nullopt;
    const auto text = read_text(runtime / kPassOffer);
    std::error_code error;
    std::filesystem::remove(runtime / kPassOffer, error);
    const json object = json::parse(text ? *text : std::string(), nullptr, false);
    if (!object.is_object() || !object.contains("passes") || !object["passes"].is_array()) return std::nullopt;
    PassOffer offer;
    for (const json& one : object["passes"]) {
        const auto bytes = one.is_string() ? from_base32(one.get<std::string>()) : std::nullopt;
        if (bytes) offer.passes.emplace_back(bytes->begin(), bytes->end());
    }
    const auto medium = object.find("medium");
    if (medium != object.end() && medium->is_string()) offer.medium = medium->get<std::string>();
    if (offer.passes.empty()) return std::nullopt;
    return offer;
}

}  // namespace vestibule::device
