// live - one thread: a frame, a look, a drawing; the window's title is the hint.
#include "ui/app/live.hpp"

#include <SDL2/SDL.h>
#include <fmt/format.h>

#include <cstdio>

#include "drivers/camera/module.hpp"
#include "kiosk/device/os/capture_module.hpp"
#include "kiosk/visit/frame_view.hpp"

namespace vestibule::ui {
namespace {

using namespace std::chrono_literals;

constexpr int kGood = 0, kTrouble = 1;
constexpr int kWindowWidth_px = 1280, kWindowHeight_px = 720;
constexpr drivers::Duration kFrameWait = 200ms;
constexpr drivers::Duration kFilmOver = 3s;  // no frame for so long: a film that is over, or a camera that is lost
constexpr const char* kCascadeFolder = "/usr/share/opencv4";

int failed(const std::string& sentence) {
    std::fputs(("vestibulectl: " + sentence + "\n").c_str(), stderr);
    return kTrouble;
}

/// The window; it goes with this object.
class Window {
public:
    Window() {
        if (SDL_Init(SDL_INIT_VIDEO) != 0) return;
        window_ = SDL_CreateWindow("capture live", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, kWindowWidth_px,
                                   kWindowHeight_px, SDL_WINDOW_RESIZABLE);
        if (window_ != nullptr) renderer_ = SDL_CreateRenderer(window_, -1, 0);
    }
    ~Window() {
        if (texture_ != nullptr) SDL_DestroyTexture(texture_);
        if (renderer_ != nullptr) SDL_DestroyRenderer(renderer_);
        if (window_ != nullptr) SDL_DestroyWindow(window_);
        SDL_Quit();
    }
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    [[nodiscard]] bool open() const { return renderer_ != nullptr; }
    [[nodiscard]] static bool closed() {
        SDL_Event event;
        bool closed = false;
        while (SDL_PollEvent(&event) != 0) {
            closed =
                closed || event.type == SDL_QUIT || (event.type == SDL_KEYDOWN && event.key.keysym.sym == SDLK_ESCAPE);
        }
        return closed;
    }

    void draw(const drivers::Frame& frame, const capture::Verdict& verdict) {
        if (!capture::decode_for_drawing(visit::view_of(frame), kWindowWidth_px, kWindowHeight_px, false, pixels_))
            return;
        if (texture_ == nullptr || size_.x != pixels_.width_px || size_.y != pixels_.height_px) {
            if (texture_ != nullptr) SDL_DestroyTexture(texture_);
            size_ = {pixels_.width_px, pixels_.height_px};
            texture_ =
                SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, size_.x, size_.y);
            SDL_RenderSetLogicalSize(renderer_, size_.x, size_.y);
        }
        if (texture_ == nullptr) return;
        SDL_UpdateTexture(texture_, nullptr, pixels_.argb.data(), size_.x * 4);
        SDL_RenderClear(renderer_);
        SDL_RenderCopy(renderer_, texture_, nullptr, nullptr);
        mark(verdict, static_cast<float>(size_.x) / static_cast<float>(frame.width_px));
        SDL_RenderPresent(renderer_);
        SDL_SetWindowTitle(window_, std::string(capture::name(verdict.hint)).c_str());
    }

private:
    void mark(const capture::Verdict& verdict, float scale) const {
        const bool good = verdict.hint == capture::Hint::Good;
        SDL_SetRenderDrawColor(renderer_, good ? 40 : 255, good ? 220 : 180, 40, 255);
        for (std::size_t at = 0; verdict.found && at < 4; ++at) {
            const auto &from = verdict.corners[at], &to = verdict.corners[(at + 1) % 4];
            for (float off = -1; off <= 1; ++off)
                SDL_RenderDrawLineF(renderer_, from.x * scale + off, from.y * scale + off, to.x * scale + off,
                                    to.y * scale + off);
        }
        const SDL_FRect bar{0, static_cast<float>(size_.y) - 12, static_cast<float>(size_.x) * verdict.steadiness, 12};
        SDL_RenderFillRectF(renderer_, &bar);
        SDL_SetRenderDrawColor(renderer_, 0, 0, 0, 255);
    }
    SDL_Window* window_ = nullptr;
    SDL_Renderer* renderer_ = nullptr;
    SDL_Texture* texture_ = nullptr;
    SDL_Point size_{};
    capture::Pixels pixels_;
};

void tell(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

/// Of what was read only how it went: what stands on somebody's document is not for a terminal.
void tell_taken(const capture::Session& session, double seconds) {
    const auto picture = session.picture();
    const auto reading = session.reading();
    std::string signs;
    for (const capture::Signal& signal : session.signals()) {
        fmt::format_to(std::back_inserter(signs), "{}{{\"sign\":\"{}\",\"strength\":{:.2f},\"confidence\":{:.2f}}}",
                       signs.empty() ? "" : ",", capture::name(signal.sign), signal.strength, signal.confidence);
    }
    tell(fmt::format(R"({{"seconds":{:.2f},"taken":true,"bytes":{},"read":"{}","certain":{},"signs":[{}]}})", seconds,
                     picture ? picture->jpeg.reveal().size() : 0,
                     !reading                                      ? "nothing"
                     : reading->from == capture::ReadFrom::Barcode ? "barcode"
                                                                   : "zone",
                     reading && reading->certain, signs));
}

class Live {
public:
    Live(const LiveOptions& options, drivers::Camera& camera, capture::Engine& engine)
        : options_(options), camera_(camera), engine_(engine), session_(engine.start(options.target)) {}

    void run(Window& window) {
        const auto begun = std::chrono::steady_clock::now();
        auto last_frame = begun;
        while (!Window::closed()) {
            const auto now = std::chrono::steady_clock::now();
            const double seconds = std::chrono::duration<double>(now - begun).count();
            if (options_.seconds > 0 && seconds >= options_.seconds) break;
            const auto frame = camera_.next(kFrameWait);
            if (!frame) {
                if (now - last_frame >= kFilmOver) break;
                continue;
            }
            last_frame = now;
            if (!look(window, **frame, seconds)) break;
        }
        session_.reset();
        engine_.drain();
    }

private:
    /// False when a picture was taken and that was all that was wanted.
    bool look(Window& window, const drivers::Frame& frame, double seconds) {
        const capture::Verdict verdict = session_->look(visit::view_of(frame), frame.taken.time_since_epoch());
        window.draw(frame, verdict);
        if (verdict.hint != told_) {
            told_ = verdict.hint;
            tell(fmt::format(R"({{"seconds":{:.2f},"hint":"{}","found":{},"mirrored":{}}})", seconds,
                             capture::name(verdict.hint), verdict.found, verdict.mirrored));
        }
        if (!verdict.take) return true;
        tell_taken(*session_, seconds);
        if (!options_.repeat) return false;
        session_ = engine_.start(options_.target);
        return true;
    }

    const LiveOptions& options_;
    drivers::Camera& camera_;
    capture::Engine& engine_;
    std::unique_ptr<capture::Session> session_;
    std::optional<capture::Hint> told_;
};

}  // namespace

int show_live(const LiveOptions& options) {
    auto factory = drivers::load_camera_module(options.module_folder / "vestibule-camera.so", {options.source});
    if (!factory) return failed(factory.error().sentence());
    auto engine = device::load_capture_module(options.module_folder / "vestibule-capture.so", kCascadeFolder, "");
    if (!engine) return failed(engine.error().sentence());
    const auto camera = (*factory)();
    if (camera == nullptr) return failed("the source cannot be understood");
    drivers::CameraRequest request;
    request.role = options.target == capture::Target::Face ? drivers::CameraRole::Face : drivers::CameraRole::Document;
    if (auto opened = camera->open(request); !opened) return failed(opened.error().sentence());
    Window window;
    if (!window.open()) return failed(std::string("no window can be opened: ") + SDL_GetError());
    Live(options, *camera, **engine).run(window);
    camera->close();
    return kGood;
}

}  // namespace vestibule::ui
