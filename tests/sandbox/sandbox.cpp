// sandbox - starts the stand-in services as a child, speaks with its control socket, and ends it by its pid.
#include "tests/sandbox/sandbox.hpp"

#include <httplib.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace vestibule::sandbox {
namespace {

using Json = nlohmann::json;

std::filesystem::path make_directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-sandbox-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a temporary directory");
    return pattern;
}

/// One exchange with the control socket.
httplib::Result ask(const std::string& socket, const std::string& method, const std::string& path,
                    const Json& body = nullptr) {
    httplib::Client client(socket, 80);
    client.set_address_family(AF_UNIX);
    client.set_read_timeout(20);
    httplib::Result answer = method == "GET"      ? client.Get(path)
                             : method == "DELETE" ? client.Delete(path)
                                                  : client.Post(path, body.dump(), "application/json");
    if (!answer) throw std::runtime_error("the sandbox's control does not answer: " + method + " " + path);
    return answer;
}

std::string read_line(int from) {
    std::string line;
    char letter = 0;
    while (::read(from, &letter, 1) == 1 && letter != '\n') line += letter;
    return line;
}

}  // namespace

Sandbox::Sandbox(const Launch& launch) : directory_(make_directory()) {
    start(launch);
    std::ifstream file(directory_ / "sandbox.json");
    const Json facts = Json::parse(file);
    clear_port_ = facts["ports"]["clear"];
    idme_port_ = facts["ports"]["idme"];
    relay_port_ = facts["ports"]["relay"];
    portal_port_ = facts["ports"]["portal"];
}

void Sandbox::start(const Launch& launch) {
    std::vector<std::string> words{VESTIBULE_SANDBOX_PROGRAM, "--directory", directory_.string(), "--until-eof"};
    const auto option = [&](const char* name, const std::string& value) {
        words.emplace_back(name);
        words.push_back(value);
    };
    option("--search-seconds", std::to_string(launch.search_seconds));
    option("--processing-seconds", std::to_string(launch.processing_seconds));
    option("--code-seconds", std::to_string(launch.code_seconds));
    option("--session-seconds", std::to_string(launch.session_seconds));
    option("--interval-seconds", std::to_string(launch.interval_seconds));
    option("--seed", std::to_string(launch.seed));
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    // Its standard input is ours: should this test die, the program sees the end of it and goes too.
    int to_child[2], from_child[2];
    if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
    const int failed = ::posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(to_child[0]);
    ::close(from_child[1]);
    stdin_ = to_child[1];
    const std::string line = failed == 0 ? read_line(from_child[0]) : std::string();
    ::close(from_child[0]);
    if (failed != 0) pid_ = -1;
    if (line != "ready") {
        stop();
        throw std::runtime_error("the sandbox did not start: " + words[0]);
    }
}

int Sandbox::stop() {
    if (stdin_ >= 0) ::close(stdin_);
    stdin_ = -1;
    if (pid_ <= 0) return -1;
    ::kill(pid_, SIGTERM);
    int status = 0;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        // One that does not end is ended: a test must fail, not hang.
        if (std::chrono::steady_clock::now() > until) ::kill(pid_, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Sandbox::~Sandbox() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

std::vector<Sandbox::Message> Sandbox::outbox() const {
    std::vector<Message> messages;
    for (const Json& message : Json::parse(ask(control_socket(), "GET", "/outbox")->body))
        messages.push_back({message["channel"], message["to"], message["code"]});
    return messages;
}

std::vector<std::string> Sandbox::tokens() const {
    return Json::parse(ask(control_socket(), "GET", "/tokens")->body).get<std::vector<std::string>>();
}

std::string Sandbox::code(const std::string& channel, const std::string& to, std::chrono::seconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::size_t& taken = codes_taken_[channel + " " + to];
    do {
        std::vector<std::string> codes;
        for (const Message& message : outbox())
            if (message.channel == channel && message.to == to) codes.push_back(message.code);
        if (codes.size() > taken) {
            taken = codes.size();
            return codes.back();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    } while (std::chrono::steady_clock::now() < until);
    throw std::runtime_error("no code arrived by " + channel);
}

void Sandbox::fault(const FaultOrder& order) {
    const Json body{{"service", order.service}, {"kind", order.kind},     {"path", order.path},
                    {"seconds", order.seconds}, {"status", order.status}, {"times", order.times}};
    if (ask(control_socket(), "POST", "/faults", body)->status != 204)
        throw std::runtime_error("the sandbox does not know this fault");
}

void Sandbox::clear_faults() { ask(control_socket(), "DELETE", "/faults"); }

bool Sandbox::phone(const std::string& user_code, bool verify, const std::string& email) {
    const Json body{{"user_code", user_code}, {"decision", verify ? "verify" : "decline"}, {"email", email}};
    return ask(control_socket(), "POST", "/phone", body)->status == 204;
}

bool Sandbox::portal(const std::string& user_code, bool allow) {
    const Json body{{"user_code", user_code}, {"decision", allow ? "allow" : "decline"}};
    return ask(control_socket(), "POST", "/portal", body)->status == 204;
}

Arrivals Sandbox::received() const {
    const Json facts = Json::parse(ask(control_socket(), "GET", "/received")->body);
    Arrivals arrivals;
    for (const Json& session : facts["sessions"]) {
        Arrivals::Session made{session["provider"], session["status"], session["consent_before_media"], {}, {}};
        for (const auto& [kind, picture] : session["media"].items())
            made.media[kind] = {picture["bytes"], picture["verdict"]};
        for (const auto& [sign, one] : session["signals"].items())
            made.signals[sign] = {one["strength"], one["confidence"]};
        arrivals.sessions.push_back(std::move(made));
    }
    for (const Json& share : facts["shares"])
        arrivals.shares.push_back({share["places"], share["categories"].get<std::vector<std::string>>()});
    for (const Json& consent : facts["consents"])
        arrivals.consents.push_back({consent["places"], consent["decision"]});
    arrivals.deleted = facts["deleted"];
    arrivals.revoked = facts["revoked"];
    return arrivals;
}

}  // namespace vestibule::sandbox
