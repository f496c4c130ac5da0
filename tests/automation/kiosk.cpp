// kiosk - the test's side of the automation socket.
#include "tests/automation/kiosk.hpp"

#include "tests/automation/made_up_machine.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>

namespace vestibule::automation {

using nlohmann::json;

namespace {

constexpr std::chrono::seconds kStartPatience{30};
constexpr std::chrono::seconds kAnswerPatience{30};
constexpr std::chrono::milliseconds kLookAgain{10};

std::filesystem::path fresh_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-kiosk-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw Unexpected("no temporary folder");
    return pattern;
}

void become(const std::string& program, const std::vector<std::string>& arguments, const KioskLaunch& launch) {
    for (const auto& [name, value] : launch.environment) setenv(name.c_str(), value.c_str(), 1);
    if (!launch.says.empty()) {
        const int file = open(launch.says.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0) _exit(127);
    }
    std::vector<char*> argv;
    for (const std::string& word : launch.under) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(const_cast<char*>(program.c_str()));
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    execvp(argv[0], argv.data());
    _exit(127);
}

}  // namespace

Kiosk::Kiosk(const sandbox::Sandbox& services, const KioskLaunch& launch)
    : folder_(fresh_folder()),
      state_folder_(launch.state.empty() ? fresh_folder() : launch.state),
      machine_(launch.machine),
      owns_state_(launch.state.empty()) {
    socket_path_ = folder_ / "automation.sock";
    const std::string program = std::string(VESTIBULE_BIN) + "/" + launch.program;
    std::vector<std::string> arguments{"--runtime-dir",
                                       launch.runtime.empty() ? folder_ : launch.runtime,
                                       "--state-dir",
                                       state_folder_,
                                       "--camera",
                                       launch.camera,
                                       "--profiles",
                                       services.profiles(),
                                       "--ca-file",
                                       services.ca_file(),
                                       "--client-certificate",
                                       services.client_certificate(),
                                       "--client-key",
                                       services.client_key()};
    if (!launch.window.empty()) arguments.insert(arguments.end(), {"--window", launch.window});
    if (launch.program == "vestibule-dev") arguments.insert(arguments.end(), {"--automation", socket_path_});
    if (!launch.delivery_key.empty()) arguments.insert(arguments.end(), {"--delivery-key", launch.delivery_key});
    if (launch.forever) arguments.emplace_back("--forever");
    if (!machine_.empty())
        arguments.insert(arguments.end(), {"--machine-root", machine_, "--case-file", machine_ / kCaseFile,
                                           "--hand-socket", folder_ / "no-hand.sock"});
    arguments.insert(arguments.end(), launch.more.begin(), launch.more.end());
    pid_ = fork();
    if (pid_ < 0) throw Unexpected("cannot start the kiosk");
    if (pid_ == 0) become(program, arguments, launch);
    if (launch.program == "vestibule-dev") {
        patiently([this] { return ask({{"do", "state"}}).value("ok", false); }, "the kiosk to start", kStartPatience);
    }
}

Kiosk::~Kiosk() {
    stop();
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
    if (owns_state_) std::filesystem::remove_all(state_folder_, error);
}

int Kiosk::stop() {
    disconnect();
    if (pid_ <= 0) return -1;
    kill(pid_, SIGTERM);
    int status = 0;
    for (int i = 0; i < 500; ++i) {
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        std::this_thread::sleep_for(kLookAgain);
    }
    kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return -1;
}

void Kiosk::disconnect() {
    if (socket_ >= 0) close(socket_);
    socket_ = -1;
    received_.clear();
}

void Kiosk::connect() {
    disconnect();
    socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_path_.c_str(), sizeof address.sun_path - 1);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) disconnect();
}

json Kiosk::ask(const json& request) {
    if (socket_ < 0) connect();
    if (socket_ < 0) return {{"ok", false}, {"error", "not connected"}, {"lost", true}};
    const std::string line = request.dump() + "\n";
    if (send(socket_, line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size())) {
        disconnect();
        return {{"ok", false}, {"error", "the connection ended"}, {"lost", true}};
    }
    const auto until = std::chrono::steady_clock::now() + kAnswerPatience;
    while (received_.find('\n') == std::string::npos) {
        pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
        char chunk[16384];
        const bool came = poll(&waiting, 1, 200) > 0;
        const ssize_t count = came ? recv(socket_, chunk, sizeof chunk, 0) : 0;
        if ((came && count <= 0) || std::chrono::steady_clock::now() > until) {
            disconnect();
            return {{"ok", false}, {"error", "the connection ended"}, {"lost", true}};
        }
        received_.append(chunk, static_cast<std::size_t>(count));
    }
    const std::size_t end = received_.find('\n');
    json answer = json::parse(received_.substr(0, end), nullptr, false);
    received_.erase(0, end + 1);
    return answer.is_object() ? answer : json{{"ok", false}, {"error", "no JSON"}};
}

json Kiosk::must(const json& request) {
    json answer = ask(request);
    if (!answer.value("ok", false)) throw Unexpected(request.dump() + ": " + answer.value("error", "no answer"));
    return answer;
}

void Kiosk::patiently(const std::function<bool()>& done, const std::string& what, std::chrono::seconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!done()) {
        int status = 0;
        if (pid_ > 0 && waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            throw Unexpected("the kiosk ended while waiting for " + what);
        }
        if (std::chrono::steady_clock::now() > until) {
            const json now = ask({{"do", "state"}});
            throw Unexpected("waited in vain for " + what + "; the kiosk says " + now.dump());
        }
        std::this_thread::sleep_for(kLookAgain);
    }
}

json Kiosk::state() {
    json found;
    patiently(
        [&] {
            return (found = ask({{"do", "state"}})).value("ok", false);
        },
        "the kiosk's state", kAnswerPatience);
    return found;
}

std::string Kiosk::step() {
    return state().value("step", "");
}

void Kiosk::wait_until(const std::function<bool(const json&)>& state_is, const std::string& what,
                       std::chrono::seconds patience) {
    patiently(
        [&] {
            const json now = ask({{"do", "state"}});
            return now.value("ok", false) && state_is(now);
        },
        what, patience);
}

void Kiosk::wait_for(const std::string& step, std::chrono::seconds patience) {
    wait_until([&](const json& now) { return now.value("step", "") == step && !now.value("pending", true); }, step,
               patience);
}

std::string Kiosk::wait_for_any(const std::vector<std::string>& steps, std::chrono::seconds patience) {
    std::string found;
    std::string all;
    for (const std::string& step : steps) all += (all.empty() ? "" : " or ") + step;
    wait_until(
        [&](const json& now) {
            found = now.value("step", "");
            return std::find(steps.begin(), steps.end(), found) != steps.end();
        },
        all, patience);
    return found;
}

void Kiosk::press(const std::string& id) {
    patiently(
        [&] {
            return ask({{"do", "press"}, {"id", id}}).value("ok", false);
        },
        "a button with the id " + id, kAnswerPatience);
}

void Kiosk::press(const std::string& role, const std::string& label) {
    patiently(
        [&] {
            return ask({{"do", "press"}, {"role", role}, {"label", label}}).value("ok", false);
        },
        "a " + role + " labelled " + label, kAnswerPatience);
}

void Kiosk::type(const std::string& field, const std::string& text) {
    must({{"do", "type"}, {"id", field}, {"text", text}});
}

void Kiosk::key(const std::string& name, bool shift) {
    must({{"do", "key"}, {"key", name}, {"shift", shift}});
}

void Kiosk::steer(const json& camera) {
    must({{"do", "steer"}, {"camera", camera}});
}

void Kiosk::advance(std::chrono::milliseconds by) {
    must({{"do", "advance"}, {"ms", by.count()}});
}

json Kiosk::tree(bool secrets) {
    json all;
    // A process that has just started has nothing on the screen yet.
    patiently([&] { return (all = must({{"do", "tree"}, {"secrets", secrets}})["screen"]).contains("screen"); },
              "the first screen", kStartPatience);
    json root{{"id", "root"}, {"children", json::array({all["screen"]})}};
    if (all.contains("keyboard")) root["children"].push_back(all["keyboard"]);
    return root;
}

namespace {

const json* find(const json& node, const std::string& id) {
    if (node.value("id", "") == id) return &node;
    if (!node.contains("children")) return nullptr;
    for (const json& child : node["children"]) {
        if (const json* found = find(child, id)) return found;
    }
    return nullptr;
}

void collect(const json& node, std::vector<std::string>& words) {
    if (const std::string label = node.value("label", ""); !label.empty()) words.push_back(label);
    if (!node.contains("children")) return;
    for (const json& child : node["children"]) collect(child, words);
}

}  // namespace

json Kiosk::node(const std::string& id, bool secrets) {
    const json screen = tree(secrets);
    const json* found = find(screen, id);
    return found != nullptr ? *found : json();
}

std::string Kiosk::said(const std::string& id, const std::string& member) {
    const json found = node(id);
    return found.is_object() ? found.value(member, "") : "";
}

std::string Kiosk::heard() {
    return must({{"do", "heard"}}).value("heard", "");
}

std::vector<std::string> Kiosk::words() {
    std::vector<std::string> found;
    collect(tree(), found);
    return found;
}

}  // namespace vestibule::automation
