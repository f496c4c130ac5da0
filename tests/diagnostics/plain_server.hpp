// plain_server - an http server of one answer, as a captive portal or a proxy would give it.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

namespace vestibule::diagnostics::testing {

class PlainServer {
public:
    explicit PlainServer(std::string answer) : answer_(std::move(answer)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof here;
        if (bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 || listen(listener_, 4) != 0 ||
            getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0) {
            throw std::runtime_error("no port");
        }
        port_ = ntohs(here.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~PlainServer() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }
    PlainServer(const PlainServer&) = delete;
    PlainServer& operator=(const PlainServer&) = delete;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    /// Every request so far.
    [[nodiscard]] std::string heard() {
        const std::lock_guard lock(mutex_);
        return heard_;
    }

private:
    void serve() {
        for (;;) {
            const int client = accept(listener_, nullptr, nullptr);
            if (client < 0) return;
            char request[2048];
            const ssize_t count = recv(client, request, sizeof request, 0);
            if (count > 0) {
                const std::lock_guard lock(mutex_);
                heard_.append(request, static_cast<std::size_t>(count));
            }
            if (count > 0) send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            close(client);
        }
    }
    std::mutex mutex_;
    std::string answer_, heard_;
    int listener_, port_ = 0;
    std::thread thread_;
};

}  // namespace vestibule::diagnostics::testing
