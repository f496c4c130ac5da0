// scene - holds the one scene of the process and reads changes to it.
#include "drivers/camera/simulated/scene.hpp"

#include <mutex>
#include <nlohmann/json.hpp>

namespace vestibule::drivers::simulated {
namespace {

std::mutex mutex;
Scene shared_scene;

template <typename Value, std::size_t size>
bool choose(const nlohmann::json& value, const std::pair<std::string_view, Value> (&choices)[size], Value& out) {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    for (const auto& [name, choice] : choices) {
        if (text == name) return out = choice, true;
    }
    return false;
}

bool light_of(const nlohmann::json& value, std::array<float, 3>& out) {
    if (!value.is_array() || value.size() != out.size()) return false;
    for (std::size_t at = 0; at < out.size(); ++at) {
        if (!value[at].is_number()) return false;
        out[at] = value[at].get<float>();
        if (!(out[at] >= 0 && out[at] <= 1)) return false;
    }
    return true;
}

bool apply(const std::string& key, const nlohmann::json& value, Scene& scene) {
    using Show = Scene::Show;
    using Fault = Scene::Fault;
    constexpr std::pair<std::string_view, Show> shows[] = {{"auto", Show::Auto},
                                                           {"nothing", Show::Nothing},
                                                           {"license-front", Show::LicenseFront},
                                                           {"license-back", Show::LicenseBack},
                                                           {"passport-page", Show::PassportPage},
                                                           {"face", Show::Face},
                                                           {"two-faces", Show::TwoFaces}};
    constexpr std::pair<std::string_view, Fault> faults[] = {{"none", Fault::None},
                                                             {"missing", Fault::Missing},
                                                             {"frozen", Fault::Frozen},
                                                             {"stopped", Fault::Stopped},
                                                             {"garbage", Fault::Garbage},
                                                             {"hung", Fault::Hung}};
    constexpr std::pair<std::string_view, Scene::Lamp> lamps[] = {{"none", Scene::Lamp::None},
                                                                  {"above", Scene::Lamp::Above},
                                                                  {"behind", Scene::Lamp::Behind},
                                                                  {"beside", Scene::Lamp::Beside}};
    constexpr std::pair<std::string_view, Scene::Head> heads[] = {
        {"straight", Scene::Head::Straight}, {"away", Scene::Head::Away}, {"shut", Scene::Head::Shut}};
    constexpr std::pair<std::string_view, bool Scene::*> switches[] = {
        {"blur", &Scene::blur}, {"glare", &Scene::glare}, {"dark", &Scene::dark},   {"moving", &Scene::moving},
        {"far", &Scene::far},   {"near", &Scene::near},   {"aside", &Scene::aside}, {"tilted", &Scene::tilted}};
    if (key == "show") return choose(value, shows, scene.show);
    if (key == "fault") return choose(value, faults, scene.fault);
    if (key == "lamp") return choose(value, lamps, scene.lamp);
    if (key == "head") return choose(value, heads, scene.head);
    if (key == "screen") return light_of(value, scene.screen);
    for (const auto& [name, member] : switches) {
        if (key == name) return value.is_boolean() && (scene.*member = value.get<bool>(), true);
    }
    return false;
}

}  // namespace

Scene current_scene() {
    const std::lock_guard lock(mutex);
    return shared_scene;
}

void set_scene(const Scene& scene) {
    const std::lock_guard lock(mutex);
    shared_scene = scene;
}

bool steer(std::string_view json) {
    const auto wanted = nlohmann::json::parse(json, nullptr, false);
    if (!wanted.is_object()) return false;
    const std::lock_guard lock(mutex);
    Scene scene = shared_scene;
    if (const auto reset = wanted.find("reset"); reset != wanted.end() && *reset == true) scene = Scene{};
    for (const auto& [key, value] : wanted.items()) {
        if (key == "reset" && value.is_boolean()) continue;
        if (!apply(key, value, scene)) return false;
    }
    shared_scene = scene;
    return true;
}

}  // namespace vestibule::drivers::simulated
