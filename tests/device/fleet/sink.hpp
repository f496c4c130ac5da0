// sink - a log server over TLS that takes what comes, and cuts the connection where a test says.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "tests/net/certificates.hpp"

namespace vestibule::device::testing {

class Sink {
public:
    Sink(const net::testing::Signed& pair, const std::string& client_ca)
        : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
        std::signal(SIGPIPE, SIG_IGN);
        SSL_CTX_use_certificate(context_.get(), pair.certificate.get());
        SSL_CTX_use_PrivateKey(context_.get(), pair.key.get());
        SSL_CTX_load_verify_locations(context_.get(), client_ca.c_str(), nullptr);
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        listen(listener_, 8);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { accept_all(); });
    }
    ~Sink() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;

    [[nodiscard]] std::string port() const { return std::to_string(port_); }
    [[nodiscard]] std::string taken() {
        const std::lock_guard lock(mutex_);
        return taken_;
    }
    /// The next connections are cut after so many bytes; -1: none is.
    void cut_after(long bytes) { cut_after_ = bytes; }
    /// Ends each connection without TLS' goodbye, after everything was read.
    void leave_rudely(bool rudely) { rudely_ = rudely; }
    [[nodiscard]] int connections() const { return connections_; }

private:
    void accept_all() {
        for (int client = 0; (client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
            ++connections_;
            serve(client);
            close(client);
        }
    }
    void serve(int client) {
        const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context_.get()), SSL_free);
        SSL_set_fd(tls.get(), client);
        if (SSL_accept(tls.get()) != 1) return;
        long left = cut_after_;
        char part[512];
        while (true) {
            const int count = SSL_read(tls.get(), part, left >= 0 ? std::min<int>(static_cast<int>(left), 512) : 512);
            if (count <= 0) break;
            const std::lock_guard lock(mutex_);
            taken_.append(part, static_cast<std::size_t>(count));
            if (left >= 0 && (left -= count) == 0) return;
        }
        if (!rudely_) SSL_shutdown(tls.get());
    }

    std::shared_ptr<SSL_CTX> context_;
    int listener_ = -1, port_ = 0;
    std::atomic<long> cut_after_{-1};
    std::atomic<bool> rudely_{false};
    std::atomic<int> connections_{0};
    std::mutex mutex_;
    std::string taken_;
    std::thread thread_;
};

}  // namespace vestibule::device::testing
