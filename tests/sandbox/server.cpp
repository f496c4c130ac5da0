// server - the HTTPS port: its TLS settings, the handlers' wrapping, the faults' striking.
#include "tests/sandbox/server.hpp"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <ctime>
#include <stdexcept>
#include <utility>

namespace vestibule::sandbox {
namespace {

/// RFC 9110, 5.6.7, as real servers say it: a kiosk may look at its own clock by it.
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[64];
    return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

constexpr std::size_t body_limit_bytes = 12U * 1024U * 1024U;
constexpr std::size_t workers = 24;  // a kept-alive connection holds one

Answer run(const Handler& handler, const httplib::Request& request) {
    try {
        return handler(Call{request});
    } catch (const Refused& refused) {
        return refused.answer;
    } catch (const Json::exception&) {
        return error_answer(400, "invalid_request");
    }
}

/// Promises more than it sends, and closes.
void cut(Answer answer, httplib::Response& response) {
    response.status = answer.status;
    const std::string half = answer.body.substr(0, answer.body.size() / 2) + (answer.body.empty() ? "{" : "");
    response.set_content_provider(answer.body.size() + 64, answer.type,
                                  [half](std::size_t offset, std::size_t, httplib::DataSink& sink) {
                                      if (offset == 0) sink.write(half.data(), half.size());
                                      return false;
                                  });
}

}  // namespace

Answer json_answer(int status, const Json& body) {
    return {status, body.dump(-1, ' ', false, Json::error_handler_t::replace), "application/json"};
}
Answer error_answer(int status, const std::string& error) { return json_answer(status, {{"error", error}}); }
Answer empty_answer(int status) { return {status, "", ""}; }
Answer page_answer(int status, std::string html) { return {status, std::move(html), "text/html; charset=utf-8"}; }

Json Call::json() const {
    Json body = Json::parse(request.body, nullptr, false);
    if (!body.is_object()) throw Refused{error_answer(400, "invalid_request")};
    return body;
}

std::string Call::field(const std::string& name) const {
    return request.has_param(name.c_str()) ? request.get_param_value(name.c_str()) : std::string();
}

std::string Call::bearer() const {
    const std::string value = request.get_header_value("Authorization");
    return value.rfind("Bearer ", 0) == 0 ? value.substr(7) : std::string();
}

void wait_until_running(const httplib::Server& server) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!server.is_running()) {
        if (std::chrono::steady_clock::now() > until) throw std::runtime_error("a port does not listen");
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

std::string text_of(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) throw Refused{error_answer(400, "invalid_request")};
    return found->get<std::string>();
}

Listener::Listener(const Certificates& certificates, Faults& faults, std::vector<Service> services, bool kiosk_only)
    : certificates_(certificates), faults_(faults), services_(std::move(services)) {
    server_ = std::make_unique<httplib::SSLServer>([&](SSL_CTX& context) { return set_up(context, kiosk_only); });
    if (!server_->is_valid()) throw std::runtime_error("cannot set up TLS");
    server_->set_payload_max_length(body_limit_bytes);
    server_->set_keep_alive_max_count(10'000);
    server_->set_keep_alive_timeout(30);
    server_->set_tcp_nodelay(true);
    server_->new_task_queue = [] { return new httplib::ThreadPool(workers); };
    server_->set_error_handler([](const httplib::Request&, httplib::Response& response) {
        if (response.body.empty() && !response.content_provider_) {
            const auto known = response.status == 404 ? "not_found" : "refused";
            if (response.status >= 400) response.set_content(Json{{"error", known}}.dump(), "application/json");
        }
    });
}

Listener::~Listener() {
    server_->stop();
    drop_connections();
    if (thread_.joinable()) thread_.join();
}

bool Listener::set_up(SSL_CTX& context, bool kiosk_only) {
    SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
    // Every connection is a whole handshake: a resumed one would not see the certificate of the day.
    SSL_CTX_set_options(&context, SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_num_tickets(&context, 0);
    SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_app_data(&context, this);
    SSL_CTX_set_cert_cb(&context, choose_certificate, this);
    SSL_CTX_set_info_callback(&context, note_connection);
    if (kiosk_only) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), certificates_.ca.get());
        SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return SSL_CTX_use_certificate(&context, certificates_.server.get()) == 1 &&
           SSL_CTX_use_PrivateKey(&context, certificates_.server_key.get()) == 1;
}

int Listener::choose_certificate(SSL* connection, void* self) {
    auto& listener = *static_cast<Listener*>(self);
    if (!listener.faults_.strike_connection(listener.services_)) return 1;
    return SSL_use_certificate(connection, listener.certificates_.expired.get()) == 1 &&
                   SSL_use_PrivateKey(connection, listener.certificates_.server_key.get()) == 1
               ? 1
               : 0;
}

int Listener::listener_index() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, forget_connection);
    return index;
}

void Listener::note_connection(const SSL* connection, int where, int /*result*/) {
    if ((where & SSL_CB_HANDSHAKE_DONE) == 0) return;
    auto* listener = static_cast<Listener*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    SSL_set_ex_data(const_cast<SSL*>(connection), listener_index(), listener);
    const std::lock_guard lock(listener->mutex_);
    listener->connections_.insert(SSL_get_fd(connection));
}

void Listener::forget_connection(void* parent, void* self, CRYPTO_EX_DATA*, int, long, void*) {
    if (self == nullptr) return;
    auto& listener = *static_cast<Listener*>(self);
    const std::lock_guard lock(listener.mutex_);
    listener.connections_.erase(SSL_get_fd(static_cast<SSL*>(parent)));
}

void Listener::drop_connections() {
    const std::lock_guard lock(mutex_);
    for (const int socket : connections_) ::shutdown(socket, SHUT_RDWR);
}

httplib::Server::Handler Listener::wrap(Service service, Handler handler) {
    return [this, service, handler = std::move(handler)](const httplib::Request& request, httplib::Response& response) {
        const auto fault = faults_.strike(service, request.path);
        const auto kind = fault ? fault->kind : FaultKind::None;
        if (kind == FaultKind::Slow) faults_.wait(fault->seconds);
        response.set_header("Cache-Control", "no-store");
        if (kind == FaultKind::Status) {
            response.status = fault->status;
            response.set_content(Json{{"error", "fault"}}.dump(), "application/json");
        } else if (kind == FaultKind::Garbage) {
            response.status = 200;
            response.set_content(std::string("\x7f<<%not json\0\xff\xfe{{{", 19), "application/json");
        } else {
            // A cut answer is to a request that was carried out: its sender cannot know.
            Answer answer = run(handler, request);
            if (kind == FaultKind::Cut) return cut(std::move(answer), response);
            response.status = answer.status;
            if (!answer.type.empty()) response.set_content(answer.body, answer.type);
        }
    };
}

void Listener::get(Service service, const std::string& pattern, Handler handler) {
    server_->Get(pattern, wrap(service, std::move(handler)));
}
void Listener::post(Service service, const std::string& pattern, Handler handler) {
    server_->Post(pattern, wrap(service, std::move(handler)));
}
void Listener::put(Service service, const std::string& pattern, Handler handler) {
    server_->Put(pattern, wrap(service, std::move(handler)));
}
void Listener::remove(Service service, const std::string& pattern, Handler handler) {
    server_->Delete(pattern, wrap(service, std::move(handler)));
}

int Listener::bind(int port) {
    if (port == 0) {
        const int free_port = server_->bind_to_any_port("127.0.0.1");
        if (free_port <= 0) throw std::runtime_error("no free port");
        return free_port;
    }
    if (!server_->bind_to_port("127.0.0.1", port)) throw std::runtime_error("port taken: " + std::to_string(port));
    return port;
}

void Listener::serve() {
    server_->set_post_routing_handler(
        [](const httplib::Request&, httplib::Response& response) { response.set_header("Date", http_date()); });
    thread_ = std::thread([this] { server_->listen_after_bind(); });
    wait_until_running(*server_);
}

}  // namespace vestibule::sandbox
