// main - the stand-in services as one program: makes its certificates and profiles, serves until it is told to stop.
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

namespace fs = std::filesystem;

/// The control's socket: plain HTTP, for the same user only.
class Control {
public:
    Control(const fs::path& socket, World& world, std::function<void()> drop) : socket_(socket) {
        fs::remove(socket_);
        server_.set_address_family(AF_UNIX);
        add_control(server_, world, std::move(drop));
        const mode_t before = ::umask(0177);
        const bool bound = server_.bind_to_port(socket_.string(), 80);
        ::umask(before);
        if (!bound) throw std::runtime_error("cannot bind the control socket " + socket_.string());
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        wait_until_running(server_);
    }
    ~Control() {
        server_.stop();
        thread_.join();
        fs::remove(socket_);
    }
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

private:
    fs::path socket_;
    httplib::Server server_;
    std::thread thread_;
};

void describe(const World& world) {
    const fs::path& directory = world.options.directory;
    const Json facts{{"pid", ::getpid()},
                     {"ports",
                      {{"clear", world.clear_port}, {"idme", world.idme_port}, {"relay", world.relay_port},
                       {"portal", world.portal_port}}},
                     {"control", directory / "control.sock"},
                     {"ca", directory / "ca.pem"},
                     {"client_certificate", directory / "kiosk.pem"},
                     {"client_key", directory / "kiosk.key"},
                     {"profiles",
                      {{"clear", directory / "profiles/clear.toml"},
                       {"idme", directory / "profiles/idme.toml"},
                       {"records", directory / "profiles/records.toml"}}}};
    // Whoever waits for the file finds it whole.
    const fs::path unfinished = directory / "sandbox.json.new";
    std::ofstream out(unfinished);
    out << facts.dump(2) << "\n";
    out.close();
    if (!out) throw std::runtime_error("cannot write " + unfinished.string());
    fs::rename(unfinished, directory / "sandbox.json");
}

/// Returns when SIGTERM or SIGINT comes, or, if asked for, when standard input ends.
void wait_for_end(int signals, bool until_eof) {
    pollfd waited[2]{{signals, POLLIN, 0}, {until_eof ? STDIN_FILENO : -1, POLLIN, 0}};
    for (;;) {
        if (::poll(waited, 2, -1) < 0) continue;
        if (waited[0].revents != 0) return;
        char ignored[256];
        if (waited[1].revents != 0 && ::read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return;
    }
}

int block_end_signals() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ::signalfd(-1, &ends, SFD_CLOEXEC);
}

int serve(Options options) {
    const int signals = block_end_signals();
    fs::create_directories(options.directory);
    fs::permissions(options.directory, fs::perms::owner_all);
    options.directory = fs::canonical(options.directory);
    const Certificates certificates = make_certificates();
    write_certificates(certificates, options.directory);
    World world(std::move(options));
    Listener clear(certificates, world.faults, {Service::Clear}, false);
    Listener idme(certificates, world.faults, {Service::Idme}, false);
    Listener relay(certificates, world.faults, {Service::Relay, Service::Records}, true);
    Listener portal(certificates, world.faults, {Service::Portal}, false);
    const int base = world.options.port_base;
    const auto port = [&](int offset) { return base == 0 ? 0 : base + offset; };
    world.clear_port = clear.bind(port(0));
    world.idme_port = idme.bind(port(1));
    world.relay_port = relay.bind(port(2));
    world.portal_port = portal.bind(port(3));
    make_profiles(world);
    add_clear(clear, world);
    add_idme(idme, world);
    add_idme_relay(relay, world);
    add_capture(relay, world, world.clear);
    add_capture(relay, world, world.idme);
    add_records(relay, world);
    add_pages(portal, world);
    for (Listener* listener : {&clear, &idme, &relay, &portal}) listener->serve();
    {
        const Control control(world.options.directory / "control.sock", world, [&] {
            for (Listener* listener : {&clear, &idme, &relay, &portal}) listener->drop_connections();
        });
        describe(world);
        std::cout << "ready" << std::endl;
        wait_for_end(signals, world.options.until_eof);
        world.faults.clear();
    }
    return 0;
}

}  // namespace
}  // namespace vestibule::sandbox

int main(int argc, char** argv) {
    vestibule::sandbox::Options options;
    options.templates = VESTIBULE_SANDBOX_TEMPLATES;
    CLI::App app{"Stands in for CLEAR, ID.me, the facility's relay and the records network, for tests."};
    app.add_option("--directory", options.directory, "where certificates, profiles and sandbox.json go")->required();
    app.add_option("--templates", options.templates, "the folder that holds kiosk/identity/profiles and its like");
    app.add_option("--port-base", options.port_base, "four ports from here on; 0: any free ones");
    app.add_option("--seed", options.seed, "of the codes; 0: another one each time");
    app.add_option("--search-seconds", options.search_seconds, "how long a search runs");
    app.add_option("--processing-seconds", options.processing_seconds, "how long a provider thinks");
    app.add_option("--code-seconds", options.code_seconds, "life of a hand-off's code");
    app.add_option("--session-seconds", options.session_seconds, "life of a capture session");
    app.add_option("--interval-seconds", options.interval_seconds, "between two polls");
    app.add_flag("--until-eof", options.until_eof, "also stop when standard input ends");
    CLI11_PARSE(app, argc, argv);
    try {
        return vestibule::sandbox::serve(std::move(options));
    } catch (const std::exception& error) {
        std::cerr << "vestibule-sandbox: " << error.what() << "\n";
        return 1;
    }
}
