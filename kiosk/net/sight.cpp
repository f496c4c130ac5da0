// sight - one look at a server's certificate through OpenSSL; the verdict is kept, and an untrusted server hears
// nothing.
#include "kiosk/net/sight.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "kiosk/device/key/private_key.hpp"
#include "kiosk/net/pinned.hpp"
#include "kiosk/net/plain_socket.hpp"
#include "kiosk/net/quiet_pipe.hpp"

namespace vestibule::net {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

struct End {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* tls) const { SSL_free(tls); }
    void operator()(X509_STORE* store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX* context) const { X509_STORE_CTX_free(context); }
};

milliseconds since(SteadyClock::time_point began) {
    return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - began);
}

std::string name_of(const X509_NAME* name) {
    std::string text;
    for (const int part : {NID_commonName, NID_organizationName}) {
        char buffer[128];
        if (X509_NAME_get_text_by_NID(name, part, buffer, sizeof buffer) <= 0) continue;
        text += (text.empty() ? "" : ", ") + std::string(buffer);
    }
    return text.empty() ? "(no name)" : text;
}

/// The server's issuer, and the last one that the server names.
std::string issuer_of(SSL* tls) {
    const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(tls);
    if (chain == nullptr || sk_X509_num(chain) == 0) return {};
    std::string text = name_of(X509_get_issuer_name(sk_X509_value(chain, 0)));
    const std::string last = name_of(X509_get_issuer_name(sk_X509_value(chain, sk_X509_num(chain) - 1)));
    if (last != text) text += "; " + last;
    return text;
}

std::chrono::sys_seconds end_of(const X509* certificate) {
    std::tm parts{};
    if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) != 1) return {};
    return std::chrono::sys_seconds(std::chrono::seconds(timegm(&parts)));
}

/// Would the computer's own authorities trust this chain for this host?
bool publicly_trusted(SSL* tls, const std::string& host) {
    STACK_OF(X509)* chain = SSL_get_peer_cert_chain(tls);
    if (chain == nullptr || sk_X509_num(chain) == 0) return false;
    const std::unique_ptr<X509_STORE, End> store(X509_STORE_new());
    const std::unique_ptr<X509_STORE_CTX, End> context(X509_STORE_CTX_new());
    if (!store || !context || X509_STORE_set_default_paths(store.get()) != 1) return false;
    if (X509_STORE_CTX_init(context.get(), store.get(), sk_X509_value(chain, 0), chain) != 1) return false;
    X509_VERIFY_PARAM_set1_host(X509_STORE_CTX_get0_param(context.get()), host.c_str(), 0);
    return X509_verify_cert(context.get()) == 1;
}

/// As the client believes a pin; here, too, the handshake goes on, and the verdict stays in the chain.
int look_for_pin(X509_STORE_CTX* chain, void* trusted) {
    const auto& trust = *static_cast<const Trust*>(trusted);
    verify_pinned(chain, trust.ca_pin, !trust.ca_file.empty());
    return 1;
}

/// `trust` outlives it.
std::unique_ptr<SSL_CTX, End> context_for(const Trust& trust) {
    std::unique_ptr<SSL_CTX, End> context(SSL_CTX_new(TLS_client_method()));
    if (!context) return nullptr;
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    const int loaded = trust.ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                             : SSL_CTX_load_verify_file(context.get(), trust.ca_file.c_str());
    if (loaded != 1) return nullptr;
    // The handshake goes on so that the certificate can be told about; nothing is sent unless the verdict is good.
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, [](int, X509_STORE_CTX*) { return 1; });
    if (!trust.ca_pin.empty())
        SSL_CTX_set_cert_verify_callback(context.get(), look_for_pin, const_cast<Trust*>(&trust));
    if (!trust.client_certificate.empty()) {
        (void)device::show_in_tls(context.get(), trust.client_certificate, trust.client_key);  // a server may need none
    }
    return context;
}

void ask_for_headers(SSL* tls, const std::string& host, ServerSight& sight) {
    const std::string request = "HEAD / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    if (SSL_write(tls, request.data(), static_cast<int>(request.size())) <= 0) return;
    std::string head;
    char part[2048];
    while (head.size() < 16 * 1024 && head.find("\r\n\r\n") == std::string::npos) {
        const int count = SSL_read(tls, part, sizeof part);
        if (count <= 0) break;
        head.append(part, static_cast<std::size_t>(count));
    }
    sight.status = http_status(head);
    if (const auto date = http_header(head, "date")) sight.date = read_http_date(*date);
}

}  // namespace

Result<ServerSight> look_at(const std::string& host_port, const Trust& trust, milliseconds patience, Ask ask) {
    const auto parts = split_host_port(host_port);
    if (!parts) return Error{ErrorCode::BadOption, host_port};
    const QuietPipe quiet;
    ServerSight sight;
    auto began = SteadyClock::now();
    auto socket = trust.proxy.empty() ? PlainSocket::connect(*parts, patience)
                                      : PlainSocket::through_proxy(trust.proxy, *parts, patience);
    if (!socket) return std::move(socket).error();
    sight.connected = since(began);
    const auto context = context_for(trust);
    if (!context) return Error{ErrorCode::FileUnreadable, trust.ca_file.empty() ? "the system's CAs" : trust.ca_file};
    const std::unique_ptr<SSL, End> tls(SSL_new(context.get()));
    if (!tls) return Error{ErrorCode::NotReachable, host_port};
    SSL_set_fd(tls.get(), socket->handle());
    SSL_set_tlsext_host_name(tls.get(), parts->host.c_str());
    SSL_set1_host(tls.get(), parts->host.c_str());
    began = SteadyClock::now();
    if (SSL_connect(tls.get()) != 1) return Error{ErrorCode::NotTrusted, host_port + ": no TLS 1.2 or newer"};
    sight.greeted = since(began);
    const long verdict = SSL_get_verify_result(tls.get());
    sight.trusted = verdict == X509_V_OK;
    if (!sight.trusted) sight.problem = X509_verify_cert_error_string(verdict);
    sight.issuer = issuer_of(tls.get());
    sight.good_until = end_of(SSL_get0_peer_certificate(tls.get()));
    sight.protocol = SSL_get_version(tls.get());
    sight.public_root = publicly_trusted(tls.get(), parts->host);
    if (sight.trusted && ask == Ask::Headers) ask_for_headers(tls.get(), parts->host, sight);
    return sight;
}

}  // namespace vestibule::net
