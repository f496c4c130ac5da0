// verbs - what a test may ask of the kiosk, carried out on the main thread.
#include <SDL2/SDL.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <set>
#include <span>

#include "kiosk/capture/jpeg.hpp"
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

/// A finger on a touch screen; places are parts of the window.
void push_finger(float x, float y, bool up) {
    SDL_Event event{};
    event.type = SDL_FINGERDOWN;
    event.tfinger.touchId = 1;
    event.tfinger.x = x;
    event.tfinger.y = y;
    SDL_PushEvent(&event);
    if (!up) return;
    event.type = SDL_FINGERUP;
    SDL_PushEvent(&event);
}

}  // namespace

json Automation::state_of(ui::Stage& stage) const {
    if (stage.serving() == nullptr) {
        return {{"ok", true},
                {"step", stage.step()},
                {"pending", stage.waits()},
                {"pid", static_cast<int>(getpid())},
                {"presented", stage.view().window().presented()}};
    }
    ui::App& app = *stage.serving();
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

json Automation::press(ui::Stage& app, const json& request) {
    app.refresh();
    const auto text = [&request](const char* key) { return request.value(key, std::string()); };
    const auto found = app.view().press(text("role"), text(request.contains("id") ? "id" : "label"));
    if (!found) return wrong("no such node that acts");
    for (const ui::Happening& happening : *found) app.happen(happening);
    return fine();
}

json Automation::type(ui::Stage& app, const json& request) {
    app.refresh();
    const auto edited = app.view().press("field", request.value("id", std::string()));
    if (!edited) return wrong("no such field");
    for (const ui::Happening& happening : *edited) app.happen(happening);
    if (app.view().edited() == visit::FieldId::None) return wrong("the field takes no text");
    if (request.value("clear", true)) app.clear_field(app.view().edited());
    for (const ui::Happening& happening : app.view().type(request.value("text", std::string()))) app.happen(happening);
    return fine();
}

json Automation::key(ui::Stage&, const json& request) {
    const std::string name = request.value("key", std::string());
    const SDL_Keycode code = SDL_GetKeyFromName(name.c_str());
    if (code == SDLK_UNKNOWN) return wrong("no such key");
    push_key(code, request.value("shift", false) ? KMOD_LSHIFT : KMOD_NONE);
    return fine();
}

json Automation::steer(const json& request) {
    auto steer = drivers::load_camera_steering(places_.modules + "/vestibule-camera-simulated.so");
    if (!steer) return wrong(steer.error().sentence());
    if (request.contains("reflects")) reflects_ = request["reflects"].get<bool>();
    return (*steer)(request.at("camera").dump().c_str()) ? fine() : wrong("the camera does not know that");
}

/// A display lights whoever stands before it: what this one shows falls on the simulated face.
void Automation::reflect(ui::Stage& stage) {
    ui::App* app = stage.serving();
    if (app == nullptr) return;
    const std::optional<capture::Tint> shown = app->visit().view().verdict.tint;
    if (shown == reflected_) return;
    reflected_ = shown;
    if (!reflects_) return;
    auto steer = drivers::load_camera_steering(places_.modules + "/vestibule-camera-simulated.so");
    const capture::Tint light = shown.value_or(capture::Tint{1, 1, 1});
    if (steer) (*steer)(json{{"screen", {light.red, light.green, light.blue}}}.dump().c_str());
}

namespace {

constexpr std::size_t kSample_bytes = 32, kSamples = 24;
constexpr std::uint8_t kVeil = 0x5A;  // so that the answer itself is not what it tells about

bool rich(std::span<const std::uint8_t> bytes) {
    return std::set<std::uint8_t>(bytes.begin(), bytes.end()).size() >= kSample_bytes / 3;
}

/// Places in `bytes` that are like no others, veiled and in hexadecimal digits.
void sample(std::span<const std::uint8_t> bytes, json& into) {
    static constexpr char kDigits[] = "0123456789abcdef";
    for (std::size_t s = 1; s <= kSamples && bytes.size() > kSample_bytes * kSamples; ++s) {
        const auto window = bytes.subspan(bytes.size() / (kSamples + 1) * s / 4 * 4, kSample_bytes);
        if (!rich(window)) continue;
        std::string hidden;
        for (const std::uint8_t byte : window) {
            hidden += kDigits[(byte ^ kVeil) >> 4];
            hidden += kDigits[(byte ^ kVeil) & 15];
        }
        into.push_back(std::move(hidden));
    }
}

/// As whoever looks at a frame unpacks it; of a raw one its brightness.
privacy::WipedBytes pixels_of(const drivers::Frame& frame, capture::Layout layout) {
    privacy::WipedBytes pixels;
    const auto& bytes = frame.bytes.reveal();
    const std::size_t depth = layout == capture::Layout::Grey ? 1 : 3;
    if (frame.format == drivers::PixelFormat::Mjpeg) {
        const auto rows = [&](capture::PictureSize size) {
            pixels.resize(depth * static_cast<std::size_t>(size.width_px) * static_cast<std::size_t>(size.height_px));
            return pixels.data();
        };
        if (!capture::decode_jpeg(bytes, layout, {1 << 20, 1 << 20}, rows)) pixels.clear();
    } else if (depth == 1) {
        for (std::size_t i = 0; i < bytes.size(); i += 2) pixels.push_back(bytes[i]);
    }
    return pixels;
}

const ui::Laid* find_picture(const ui::Laid& laid) {
    if (laid.node->role == ui::Role::Picture) return &laid;
    for (const ui::Laid& child : laid.children) {
        if (const ui::Laid* found = find_picture(child)) return found;
    }
    return nullptr;
}

}  // namespace

/// What to look for of the pictures: of their bytes, of the newest camera frame and of what the window shows.
json Automation::samples(ui::App& app) const {
    json picture = json::array(), frame = json::array(), shown = json::array();
    const visit::VisitView& seen = app.visit().view();
    for (const auto& one : {seen.front, seen.back, seen.face}) {
        if (one) sample(one->jpeg.reveal(), picture);
    }
    json grey = json::array(), bgr = json::array();
    if (const drivers::FramePtr newest = app.visit().newest_frame()) {
        sample(newest->bytes.reveal(), frame);
        sample(pixels_of(*newest, capture::Layout::Grey), grey);
        sample(pixels_of(*newest, capture::Layout::Bgr), bgr);
    }
    const ui::Window& window = app.view().window();
    const ui::Laid* place = find_picture(app.view().layout().top());
    std::vector<std::uint8_t> row;
    for (int y = 0; place != nullptr && y < static_cast<int>(place->rect.h); y += 8) {
        row.clear();
        for (int x = 0; x < static_cast<int>(place->rect.w); ++x) {
            const std::uint32_t pixel =
                window.pixel(static_cast<int>(place->rect.x) + x, static_cast<int>(place->rect.y) + y);
            for (const int shift : {0, 8, 16}) row.push_back(static_cast<std::uint8_t>(pixel >> shift));
            row.push_back(0xFF);
        }
        sample(row, shown);
    }
    privacy::wipe(row.data(), row.size());
    return {{"ok", true}, {"picture", picture}, {"frame", frame}, {"grey", grey}, {"bgr", bgr}, {"shown", shown}};
}

/// The picture of the screen as one number: equal pictures, equal numbers; in a file, too, where one is named.
json Automation::look(ui::Stage& app, const json& request) const {
    app.refresh();
    const ui::Window& window = app.view().window();
    if (request.contains("file")) window.write_png(request.value("file", std::string()));
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (int y = 0; y < window.height_px(); ++y) {
        for (int x = 0; x < window.width_px(); ++x) hash = (hash ^ window.pixel(x, y)) * 0x100000001B3U;
    }
    return {{"ok", true}, {"hash", hash}};
}

/// Hangs a thread for good, as a driver or a library would.
json Automation::freeze(ui::App& app, const json& request) {
    const auto for_good = [] {
        for (;;) pause();
    };
    const std::string organ = request.value("organ", std::string());
    if (organ == "journey") for_good();
    if (organ != "network" || app.client() == nullptr) return wrong("cannot freeze that");
    app.client()->after(std::chrono::milliseconds(0), [for_good](bool) { for_good(); });
    return fine();
}

/// Does what the kiosk must never do, so that a test can see that the proof of erasure notices.
json Automation::break_guard(const json& request) {
    const std::string guard = request.value("guard", std::string()), text = request.value("text", std::string());
    if (guard == "copy") {
        static std::string kept;
        kept = text;
    } else if (guard == "log") {
        std::fprintf(stderr, "vestibule-dev: the patient is %s\n", text.c_str());
    } else if (guard == "file") {
        std::ofstream(request.value("file", std::string())) << text;
    } else {
        return wrong("no such guard");
    }
    return fine();
}

/// What there is only while a patient is served.
json Automation::in_visit(ui::App& app, const json& request) {
    const std::string verb = request.value("do", std::string());
    if (verb == "samples") return samples(app);
    return freeze(app, request);
}

json Automation::carry_out(ui::Stage& app, const json& request) {
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
    if (verb == "press" || verb == "type") return verb == "press" ? press(app, request) : type(app, request);
    if (verb == "samples" || verb == "freeze")
        return app.serving() != nullptr ? in_visit(*app.serving(), request) : wrong("nobody is served");
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
    if (verb == "hold-exit") {
        hold_exit_ = true;
        return fine();
    }
    if (verb == "note-exit") {
        exit_note_ = request.value("file", std::string());
        return fine();
    }
    if (verb == "break") return break_guard(request);
    if (verb == "look") return look(app, request);
    if (verb == "keep-erasing") {
        erasing_picture_ = request.value("file", std::string());
        return fine();
    }
    if (verb == "steer" && request.contains("camera")) return steer(request);
    if (verb == "tap") {
        push_taps(request.value("x", 0), request.value("y", 0), request.value("times", 1));
        return fine();
    }
    if (verb == "finger") {
        push_finger(request.value("x", 0.5F), request.value("y", 0.5F), request.value("up", true));
        return fine();
    }
    if (verb == "set-clock") {
        request.value("lost", false) ? clock_.lose_wall() : clock_.set_wall();
        return fine();
    }
    if (verb == "advance") {
        clock_.push(std::chrono::milliseconds(request.value("ms", 0)));
        return fine();
    }
    return wrong("no such verb");
}

}  // namespace vestibule::automation
