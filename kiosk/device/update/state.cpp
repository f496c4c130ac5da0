// state - the state file as JSON.
#include "kiosk/device/update/state.hpp"

#include <nlohmann/json.hpp>

#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kFolder = "update";
constexpr const char* kStateFile = "state.json";
constexpr const char* kBundleFile = "bundle.raucb";

struct Text {
    const char* name;
    std::string UpdateState::*member;
};
constexpr std::array kTexts{
    Text{"action", &UpdateState::action}, Text{"version", &UpdateState::version},
    Text{"sha256", &UpdateState::sha256}, Text{"feedback", &UpdateState::feedback},
    Text{"boot", &UpdateState::boot},     Text{"slot", &UpdateState::slot},
    Text{"detail", &UpdateState::detail},
};

}  // namespace

UpdateState read_update_state(const std::filesystem::path& state_folder) {
    UpdateState state;
    const Result<std::string> text = read_text(state_folder / kFolder / kStateFile);
    if (!text) return state;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return state;
    const auto text_of = [&json](const char* name) {
        const auto found = json.find(name);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto phase = update_phase(text_of("phase"));
    if (!phase) return state;
    state.phase = *phase;
    for (const Text& each : kTexts) state.*each.member = text_of(each.name);
    if (const auto size = json.find("size"); size != json.end() && size->is_number_integer()) {
        state.size_bytes = size->get<std::int64_t>();
    }
    if (const auto tries = json.find("tries"); tries != json.end() && tries->is_number_integer()) {
        state.tries = tries->get<int>();
    }
    if (const auto good = json.find("good"); good != json.end() && good->is_boolean()) state.good = good->get<bool>();
    return state;
}

Result<void> write_update_state(const std::filesystem::path& state_folder, const UpdateState& state) {
    std::error_code error;
    std::filesystem::create_directories(state_folder / kFolder, error);
    nlohmann::json json{
        {"phase", word_of(state.phase)}, {"size", state.size_bytes}, {"tries", state.tries}, {"good", state.good}};
    for (const Text& each : kTexts) json[each.name] = state.*each.member;
    return replace_file(state_folder / kFolder / kStateFile,
                        json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

std::filesystem::path update_file(const std::filesystem::path& state_folder) {
    return state_folder / kFolder / kBundleFile;
}

}  // namespace vestibule::device
