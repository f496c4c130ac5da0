// tls_channel - OpenSSL on a socket that gives up in time.
#include "kiosk/net/tls_channel.hpp"

#include <linux/sockios.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/ioctl.h>

#include "drivers/clock/floor.hpp"
#include "kiosk/device/key/private_key.hpp"
#include "kiosk/net/pinned.hpp"
#include "kiosk/net/quiet_pipe.hpp"

namespace vestibule::net {

namespace {

constexpr int kReadsAtEnd = 64;  // a server that answers our goodbye with a speech is not listened to for ever

struct End {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* tls) const { SSL_free(tls); }
};
using Context = std::unique_ptr<SSL_CTX, End>;

Result<Context> context_for(const Trust& trust) {
    Context context(SSL_CTX_new(TLS_client_method()));
    if (!context) throw std::bad_alloc();
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    const int loaded = trust.ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                             : SSL_CTX_load_verify_file(context.get(), trust.ca_file.c_str());
    if (loaded != 1) return Error{ErrorCode::NotTrusted, "the CA file cannot be read: " + trust.ca_file};
    if (trust.client_certificate.empty()) return context;
    if (Result<void> shown = device::show_in_tls(context.get(), trust.client_certificate, trust.client_key); !shown) {
        return std::move(shown).error();
    }
    return context;
}

/// The server must be the one that was asked for: by its address where the settings name one, else by its name.
bool expect_name(SSL* tls, const std::string& host) {
    X509_VERIFY_PARAM* expected = SSL_get0_param(tls);
    if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1) return true;
    ERR_clear_error();
    return SSL_set_tlsext_host_name(tls, host.c_str()) == 1 && SSL_set1_host(tls, host.c_str()) == 1;
}

bool knows_time(const Trust& trust) {
    static const drivers::SystemClock kSystem;
    return (trust.clock != nullptr ? trust.clock : &kSystem)->wall() >= drivers::time_floor();
}

}  // namespace

struct TlsChannel::Tls {
    std::string where;  // host:port
    PlainSocket socket;
    Context context;
    std::unique_ptr<SSL, End> tls;

    /// Why a step of TLS did not work.
    [[nodiscard]] Error failed() const {
        const long verdict = SSL_get_verify_result(tls.get());
        const unsigned long code = ERR_peek_last_error();
        ERR_clear_error();
        if (verdict != X509_V_OK) {
            std::string issuer = issuer_of(SSL_get0_peer_certificate(tls.get()));
            if (!issuer.empty()) issuer.insert(0, "; issued by ");
            return {ErrorCode::NotTrusted, where + ": " + X509_verify_cert_error_string(verdict) + issuer};
        }
        // Alerts of the other side stand above 1000 (SSL_AD_REASON_OFFSET).
        if (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) > 1000) {
            return {ErrorCode::NotTrusted, where + ": it ended TLS: " + ERR_reason_error_string(code)};
        }
        return {ErrorCode::NotReachable, where + ": the connection was cut"};
    }
    [[nodiscard]] bool all_acknowledged() const {
        int waiting = 1;
        return ioctl(socket.handle(), SIOCOUTQ, &waiting) == 0 && waiting == 0;
    }
};

TlsChannel::TlsChannel(std::unique_ptr<Tls> tls) : tls_(std::move(tls)) {}
TlsChannel::~TlsChannel() = default;

Result<TlsChannel> TlsChannel::connect(const HostPort& to, const Trust& trust, std::chrono::milliseconds patience) {
    if (!knows_time(trust)) return Error{ErrorCode::ClockNotSet, "no time server has been heard yet"};
    const QuietPipe quiet;
    auto context = context_for(trust);
    if (!context) return std::move(context).error();
    auto socket = trust.proxy.empty() ? PlainSocket::connect(to, patience)
                                      : PlainSocket::through_proxy(trust.proxy, to, patience);
    if (!socket) return std::move(socket).error();
    std::unique_ptr<SSL, End> tls(SSL_new(context->get()));
    if (!tls || !expect_name(tls.get(), to.host)) return Error{ErrorCode::NotTrusted, to.host + ": not a host's name"};
    SSL_set_fd(tls.get(), socket->handle());
    auto made = std::make_unique<Tls>(
        Tls{to.host + ":" + to.port, std::move(socket).value(), std::move(context).value(), std::move(tls)});
    ERR_clear_error();
    if (SSL_connect(made->tls.get()) != 1) return made->failed();
    return TlsChannel(std::move(made));
}

Result<void> TlsChannel::send(std::string_view bytes) {
    const QuietPipe quiet;
    ERR_clear_error();
    std::size_t written = 0;
    if (!bytes.empty() && SSL_write_ex(tls_->tls.get(), bytes.data(), bytes.size(), &written) != 1) {
        return tls_->failed();
    }
    return {};
}

Result<void> TlsChannel::finish() {
    const QuietPipe quiet;
    ERR_clear_error();
    SSL* tls = tls_->tls.get();
    int code = SSL_shutdown(tls);
    if (code == 1) return {};
    if (code < 0) return tls_->failed();
    char unasked[1024];
    for (int reads = 0; reads < kReadsAtEnd; ++reads) {
        code = SSL_read(tls, unasked, sizeof unasked);
        if (code > 0) continue;
        if (SSL_get_error(tls, code) == SSL_ERROR_ZERO_RETURN) return {};
        const bool ended = ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
        if (ended && tls_->all_acknowledged()) {
            ERR_clear_error();
            return {};
        }
        return tls_->failed();
    }
    return Error{ErrorCode::NotReachable, tls_->where + ": it does not end the connection"};
}

}  // namespace vestibule::net
