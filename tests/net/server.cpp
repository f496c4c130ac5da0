// server - a small TLS server whose every byte the test decides.
#include "tests/net/server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace vestibule::net::testing {

namespace {

void must(bool fine) {
    if (!fine) throw std::runtime_error("the test's server cannot start");
}

std::size_t length_of(const std::string& head) {
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

}  // namespace

std::string http(int status, const std::string& body, const std::string& headers) {
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Server::Server(const Signed& pair, Handler handler, const Options& options)
    : handler_(std::move(handler)), context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
    std::signal(SIGPIPE, SIG_IGN);
    must(SSL_CTX_use_certificate(context_.get(), pair.certificate.get()) == 1);
    must(SSL_CTX_use_PrivateKey(context_.get(), pair.key.get()) == 1);
    if (options.highest_tls != 0) {
        SSL_CTX_set_security_level(context_.get(), 0);
        SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
        SSL_CTX_set_max_proto_version(context_.get(), options.highest_tls);
    }
    if (!options.client_ca.empty()) {
        must(SSL_CTX_load_verify_locations(context_.get(), options.client_ca.c_str(), nullptr) == 1);
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && listen(listener_, 16) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

Server::~Server() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
        ended_.notify_all();
        shutdown(listener_, SHUT_RDWR);
        for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
    }
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    close(listener_);
}

std::string Server::url(const std::string& path) const {
    return "https://localhost:" + std::to_string(port_) + path;
}

void Server::accept_all() {
    for (;;) {
        const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (socket < 0 || ending_) {
            if (socket >= 0) close(socket);
            return;
        }
        ++connections_;
        sockets_.push_back(socket);
        threads_.emplace_back([this, socket] { serve(socket); });
    }
}

void Server::serve(int socket) {
    const std::shared_ptr<SSL> tls(SSL_new(context_.get()), SSL_free);
    SSL_set_fd(tls.get(), socket);
    if (SSL_accept(tls.get()) == 1) {
        while (serve_one(tls.get())) {
        }
    } else {
        // What the client has sent already is read first, or the system would answer it with a reset that overtakes our
        // alert.
        shutdown(socket, SHUT_WR);
        char ignored[1024];
        while (recv(socket, ignored, sizeof ignored, 0) > 0) {
        }
    }
    const std::lock_guard lock(mutex_);
    shutdown(socket, SHUT_RDWR);
    std::erase(sockets_, socket);
    close(socket);
}

/// False when the connection is to end.
bool Server::serve_one(SSL* tls) {
    Seen seen;
    std::string all;
    std::size_t end = std::string::npos;
    char buffer[16384];
    const auto more = [&] {
        const int got = SSL_read(tls, buffer, sizeof buffer);
        if (got > 0) all.append(buffer, static_cast<std::size_t>(got));
        return got > 0;
    };
    while ((end = all.find("\r\n\r\n")) == std::string::npos) {
        if (!more()) return false;
    }
    seen.head = all.substr(0, end + 2);
    ++requests_;
    const std::size_t length = length_of(seen.head);
    if (seen.head.find("X-Cut: head") != std::string::npos) return false;
    while (all.size() < end + 4 + length) {
        if (!more()) return false;
    }
    seen.body = all.substr(end + 4);
    const Act act = handler_(seen);
    if (!act.bytes.empty()) SSL_write(tls, act.bytes.data(), static_cast<int>(act.bytes.size()));
    if (act.hold) {
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [&] { return ending_; });
    }
    return !act.close && !act.hold;
}

}  // namespace vestibule::net::testing
