// server - one HTTPS port: routes to handlers that return values, strikes with the faults, shows the certificates.
#pragma once

#include <httplib.h>

#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/sandbox/certificates.hpp"
#include "tests/sandbox/faults.hpp"

namespace vestibule::sandbox {

using Json = nlohmann::json;

/// What a handler answers; a body is JSON unless `type` says otherwise.
struct Answer {
    int status = 200;
    std::string body;
    std::string type = "application/json";
};
Answer json_answer(int status, const Json& body);
Answer error_answer(int status, const std::string& error);
Answer empty_answer(int status);
Answer page_answer(int status, std::string html);

/// Thrown by a handler that was asked nonsense: 400, or what `answer` says.
struct Refused {
    Answer answer;
};

/// A handler is given the request; `part(n)` is the n-th group of its route's pattern.
struct Call {
    const httplib::Request& request;
    [[nodiscard]] std::string part(std::size_t n) const { return request.matches[n].str(); }
    [[nodiscard]] Json json() const;                                ///< the body as an object, or Refused
    [[nodiscard]] std::string field(const std::string& name) const; ///< of a form or the query; empty if absent
    [[nodiscard]] std::string bearer() const;
};
using Handler = std::function<Answer(const Call&)>;

/// Waits until the server listens: a stop() before that would be lost, and its thread would listen for ever.
void wait_until_running(const httplib::Server& server);

/// A text member of an object, or Refused with 400.
std::string text_of(const Json& object, const std::string& name);

/// One port on 127.0.0.1.
class Listener {
public:
    /// `services`: those whose expired certificate shows here. `kiosk_only`: a certificate of the CA is demanded.
    Listener(const Certificates& certificates, Faults& faults, std::vector<Service> services, bool kiosk_only);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    void get(Service service, const std::string& pattern, Handler handler);
    void post(Service service, const std::string& pattern, Handler handler);
    void put(Service service, const std::string& pattern, Handler handler);
    void remove(Service service, const std::string& pattern, Handler handler);

    /// Binds to `port`, or to any free one if 0; returns the port.
    int bind(int port);
    void serve();
    /// Closes what is open, so that the next request is a new connection.
    void drop_connections();

private:
    httplib::Server::Handler wrap(Service service, Handler handler);
    bool set_up(SSL_CTX& context, bool kiosk_only);
    static int choose_certificate(SSL* connection, void* self);
    static void note_connection(const SSL* connection, int where, int result);
    static void forget_connection(void* parent, void* self, CRYPTO_EX_DATA* data, int index, long length,
                                  void* pointer);
    static int listener_index();

    const Certificates& certificates_;
    Faults& faults_;
    std::vector<Service> services_;
    std::mutex mutex_;
    std::set<int> connections_;
    std::unique_ptr<httplib::SSLServer> server_;
    std::thread thread_;
};

}  // namespace vestibule::sandbox
