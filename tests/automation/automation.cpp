// automation - the socket, and the hand-over of each request to the main thread.
#include "tests/automation/automation.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "kiosk/privacy/os/scrub.hpp"
#include "kiosk/privacy/wipe.hpp"
#include "tests/automation/made_up_machine.hpp"

namespace vestibule::automation {

using nlohmann::json;

namespace {

constexpr std::size_t kLineLongest_bytes = 1 << 20;

int listen_on(const std::string& path) {
    const int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (listener < 0 || path.size() >= sizeof address.sun_path) return -1;
    std::memcpy(address.sun_path, path.c_str(), path.size());
    unlink(path.c_str());
    const mode_t mask = umask(0177);
    const bool bound = bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    umask(mask);
    if (bound && listen(listener, 4) == 0) return listener;
    close(listener);
    return -1;
}

bool send_all(int client, std::string_view text) {
    while (!text.empty()) {
        const ssize_t sent = send(client, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

Automation::Automation(AutomationPlaces places, bool clock_lost) : places_(std::move(places)) {
    if (clock_lost) clock_.lose_wall();
}

Automation::~Automation() {
    ends_ = true;
    if (const int listener = listener_.exchange(-1); listener >= 0) {
        shutdown(listener, SHUT_RDWR);
        close(listener);
    }
    if (const int client = client_.load(); client >= 0) shutdown(client, SHUT_RDWR);
    {
        const std::scoped_lock lock(mutex_);
        answer_ = json{{"ok", false}, {"error", "the visit is over"}};
    }
    answered_.notify_all();
    if (thread_.joinable()) thread_.join();
    if (!places_.socket.empty()) unlink(places_.socket.c_str());
}

std::unique_ptr<drivers::Switch> Automation::cover() {
    class CaseFile final : public drivers::Switch {
    public:
        explicit CaseFile(std::string file) : file_(std::move(file)) {}
        Result<bool> on() override {
            std::ifstream stream(file_);
            std::string word;
            if (!(stream >> word)) return Error{ErrorCode::FileUnreadable, "no made-up case"};
            return word == "closed";
        }

    private:
        std::string file_;
    };
    return places_.cover.empty() ? nullptr : std::make_unique<CaseFile>(places_.cover);
}

std::unique_ptr<drivers::Printer> Automation::printer(const std::string& device) {
    /// Stands as its file says, each time it is asked.
    class SteeredPrinter final : public drivers::Printer {
    public:
        SteeredPrinter(std::string file, std::string paper) : file_(std::move(file)), paper_(std::move(paper)) {}
        Result<drivers::PrinterState> state() override { return look().state(); }
        Result<void> print(const std::vector<std::string>& lines) override {
            auto printed = look().print(lines);
            if (printed && !paper_.empty()) std::ofstream(paper_, std::ios::app) << printer_.printed.back();
            return printed;
        }

    private:
        drivers::Printer& look() {
            std::ifstream stream(file_);
            std::string word;
            printer_.missing = !(stream >> word);
            printer_.stands = word == "ready"      ? drivers::PrinterState::Ready
                              : word == "no-paper" ? drivers::PrinterState::NoPaper
                                                   : drivers::PrinterState::Trouble;
            return printer_;
        }
        std::string file_, paper_;
        drivers::SimulatedPrinter printer_;
    };
    const std::string says = places_.machine + "/" + kPrinterFile;
    if (device == kMadeUpPrinter) return std::make_unique<SteeredPrinter>(says, "");
    const bool made_up =
        !places_.machine.empty() && device.starts_with(places_.machine) && access(says.c_str(), R_OK) == 0;
    return made_up ? std::make_unique<SteeredPrinter>(says, device) : nullptr;
}

std::string Automation::camera_module(const std::string& source) {
    return source.rfind("simulated:", 0) == 0 ? places_.modules + "/vestibule-camera-simulated.so" : std::string();
}

void Automation::start(ui::Stage&) {
    if (places_.socket.empty()) return;
    listener_ = listen_on(places_.socket);
    if (listener_ < 0) {
        std::fprintf(stderr, "vestibule-dev: cannot listen on %s\n", places_.socket.c_str());
        return;
    }
    thread_ = std::thread([this] { serve(); });
}

void Automation::before_erasing(ui::App& app) {
    erasing_since_ = clock_.now();
    if (!erasing_picture_.empty()) app.view().window().write_png(erasing_picture_);
}

void Automation::before_exit() {
    if (!exit_note_.empty()) {
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(clock_.now() - erasing_since_);
        std::ofstream(exit_note_, std::ios::app) << took.count() << '\n';
    }
    if (hold_exit_) raise(SIGSTOP);
}

void Automation::serve() {
    while (!ends_) {
        const int client = accept(listener_, nullptr, nullptr);
        if (client < 0) return;
        client_ = client;
        serve_client(client);
        client_ = -1;
        close(client);
    }
}

void Automation::serve_client(int client) {
    std::string waiting;
    char chunk[4096];
    while (!ends_) {
        const ssize_t count = recv(client, chunk, sizeof chunk, 0);
        if (count <= 0 || waiting.size() > kLineLongest_bytes) return;
        waiting.append(chunk, static_cast<std::size_t>(count));
        for (std::size_t end; (end = waiting.find('\n')) != std::string::npos; waiting.erase(0, end + 1)) {
            json request = json::parse(waiting.substr(0, end), nullptr, false);
            json answer;
            {
                std::unique_lock lock(mutex_);
                request_ = std::move(request);
                answer_.reset();
                ui::App::wake();
                answered_.wait(lock, [this] { return answer_.has_value() || ends_.load(); });
                if (answer_) answer = *answer_;
            }
            const bool sent = send_all(client, answer.dump() + "\n");
            // What a test has typed is the patient's too: the proof of erasure is to find the kiosk's copies, not ours.
            request = answer = nullptr;
            privacy::wipe(chunk, sizeof chunk);
            privacy::scrub_stack();
            if (!sent) return;
        }
    }
}

void Automation::pump(ui::Stage& app) {
    reflect(app);
    std::optional<json> request;
    {
        const std::scoped_lock lock(mutex_);
        request.swap(request_);
    }
    if (!request) return;
    json answer = request->is_object() ? carry_out(app, *request) : json{{"ok", false}, {"error", "not a JSON object"}};
    {
        const std::scoped_lock lock(mutex_);
        answer_ = std::move(answer);
    }
    answered_.notify_all();
}

}  // namespace vestibule::automation
