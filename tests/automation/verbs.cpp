// verbs - what a test may ask of the kiosk, carried out on the main thread.
#include <SDL2/SDL.h>
#include <unistd.h>

#include "kiosk/journey/tables.hpp"
#include "tests/automation/automation.hpp"
#include "ui/screens/screens.hpp"
#include "ui/toolkit/speech.hpp"

namespace vestibule::automation {

using nlohmann::json;

namespace {

json fine() {
    return {{"ok", true}};
}
json wrong(std::string why) {
    return {{"ok", false}, {"error", std::move(why)}};
}

void push_key(SDL_Keycode code, std::uint16_t modifiers) {
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.keysym.sym = code;
    event.key.keysym.mod = modifiers;
    event.key.state = SDL_PRESSED;
    SDL_PushEvent(&event);
    event.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    SDL_PushEvent(&event);
}

/// A finger that comes down and goes up again, `times` times in the same moment.
void push_taps(int x, int y, int times) {
    for (int tap = 0; tap < times; ++tap) {
        SDL_Event event{};
        event.type = SDL_MOUSEBUTTONDOWN;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.state = SDL_PRESSED;
        event.button.x = x;
        event.button.y = y;
        SDL_PushEvent(&event);
        event.type = SDL_MOUSEBUTTONUP;
        event.button.state = SDL_RELEASED;
        SDL_PushEvent(&event);
    }
}

}  // namespace

json Automation::state_of(ui::App& app) const {
    const journey::State& s = app.visit().state();
    const drivers::FramePtr frame = app.visit().newest_frame();
    return {{"ok", true},
            {"step", journey::name(s.step)},
            {"overlay", journey::name(s.overlay)},
            {"pid", static_cast<int>(getpid())},
            {"pending", s.pending != 0},
            {"camera_lost", s.camera_lost},
            {"camera_seen", frame != nullptr},
            {"camera_frame", frame ? frame->sequence : 0},
            {"presented", app.view().window().presented()},
            {"places", s.places},
            {"connected", s.connected},
            {"sign_ins_open", s.sign_ins_open},
            {"shareable", s.shareable},
            {"language", app.visit().view().language}};
}

json Automation::press(ui::App& app, const json& request) {
    app.refresh();
    const auto text = [&request](const char* key) { return request.value(key, std::string()); };
    const auto found = app.view().press(text("role"), text(request.contains("id") ? "id" : "label"));
    if (!found) return wrong("no such node that acts");
    for (const ui::Happening& happening : *found) app.happen(happening);
    return fine();
}

json Automation::type(ui::App& app, const json& request) {
    app.refresh();
    const auto edited = app.view().press("field", request.value("id", std::string()));
    if (!edited) return wrong("no such field");
    for (const ui::Happening& happening : *edited) app.happen(happening);
    if (app.view().edited() == visit::FieldId::None) return wrong("the field takes no text");
    if (request.value("clear", true)) app.visit().clear_field(app.view().edited());
    for (const ui::Happening& happening : app.view().type(request.value("text", std::string()))) app.happen(happening);
    return fine();
}

json Automation::key(ui::App&, const json& request) {
    const std::string name = request.value("key", std::string());
    const SDL_Keycode code = SDL_GetKeyFromName(name.c_str());
    if (code == SDLK_UNKNOWN) return wrong("no such key");
    push_key(code, request.value("shift", false) ? KMOD_LSHIFT : KMOD_NONE);
    return fine();
}

json Automation::steer(const json& request) {
    auto steer = drivers::load_camera_steering(module_folder_ + "/vestibule-camera-simulated.so");
    if (!steer) return wrong(steer.error().sentence());
    return (*steer)(request.at("camera").dump().c_str()) ? fine() : wrong("the camera does not know that");
}

json Automation::carry_out(ui::App& app, const json& request) {
    const std::string verb = request.value("do", std::string());
    if (verb == "state") return state_of(app);
    if (verb == "tree") {
        app.refresh();
        return {{"ok", true}, {"screen", app.view().describe(request.value("secrets", false))}};
    }
    if (verb == "speech") {
        app.refresh();
        json lines = json::array();
        for (const auto& line : ui::spoken_sequence(app.shown(), app.view().catalog()))
            lines.push_back(std::string(line));
        return {{"ok", true}, {"speech", std::move(lines)}};
    }
    if (verb == "heard") {
        app.refresh();
        for (const ui::Stop& stop : app.view().stops()) {
            if (stop.name != app.view().focused()) continue;
            return {{"ok", true}, {"heard", std::string(ui::spoken(*stop.laid->node, app.view().catalog()))}};
        }
        return {{"ok", true}, {"heard", ""}};
    }
    if (verb == "press") return press(app, request);
    if (verb == "type") return type(app, request);
    if (verb == "key") return key(app, request);
    if (verb == "text") {
        SDL_Event event{};
        event.type = SDL_TEXTINPUT;
        const std::string text = request.value("text", std::string());
        if (text.size() >= sizeof event.text.text) return wrong("too long for one key");
        text.copy(event.text.text, text.size());
        SDL_PushEvent(&event);
        return fine();
    }
    if (verb == "keep-erasing") {
        erasing_picture_ = request.value("file", std::string());
        return fine();
    }
    if (verb == "steer" && request.contains("camera")) return steer(request);
    if (verb == "tap") {
        push_taps(request.value("x", 0), request.value("y", 0), request.value("times", 1));
        return fine();
    }
    if (verb == "advance") {
        clock_.push(std::chrono::milliseconds(request.value("ms", 0)));
        return fine();
    }
    return wrong("no such verb");
}

}  // namespace vestibule::automation
