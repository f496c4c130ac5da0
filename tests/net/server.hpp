// server - a small TLS server whose every byte the test decides: what it answers, when it stops, when it cuts.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/net/certificates.hpp"

namespace vestibule::net::testing {

struct Seen {
    std::string head;  ///< request line and headers
    std::string body;
};

/// What to do about a request. One with the header "X-Cut: head" is cut before its body is read.
struct Act {
    std::string bytes;  ///< what to send, as it stands
    bool close = true;  ///< cut the connection afterwards; else wait for the next request
    bool hold = false;  ///< send nothing more, and keep the connection until the server ends
};

[[nodiscard]] std::string http(int status, const std::string& body, const std::string& headers = {});

class Server {
public:
    using Handler = std::function<Act(const Seen&)>;
    struct Options {
        std::string client_ca{};  ///< PEM; a certificate of this CA is then required
        int highest_tls = 0;      ///< TLS1_1_VERSION and so on; 0: the newest
    };
    Server(const Signed& pair, Handler handler) : Server(pair, std::move(handler), Options{}) {}
    Server(const Signed& pair, Handler handler, const Options& options);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string url(const std::string& path = "/") const;
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] int requests() const { return requests_; }
    [[nodiscard]] int connections() const { return connections_; }

private:
    void accept_all();
    void serve(int socket);
    bool serve_one(SSL* tls);

    Handler handler_;
    std::shared_ptr<SSL_CTX> context_;
    int listener_ = -1, port_ = 0;
    std::atomic<int> requests_{0}, connections_{0};
    std::mutex mutex_;
    std::condition_variable ended_;
    bool ending_ = false;
    std::vector<int> sockets_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace vestibule::net::testing
