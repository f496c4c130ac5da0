// est - a facility's enrolment server (RFC 7030) for tests: its own CA, claims good once, approval, revocation,
// bundles.
#pragma once

#include <httplib.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "tests/sandbox/certificates.hpp"

namespace vestibule::sandbox {

/// What a busy server asks for.
inline constexpr long kBusy_s = 120;
/// Below this path every server is busy: a kiosk that is told so by its address.
inline constexpr const char* kBusyPath = "/busy";

/// What goes wrong at the server, once it is told to.
enum class EstFault {
    None,
    ServerError,     ///< 500 to everything
    Forbidden,       ///< 403 to everything
    Rubbish,         ///< 200 with something else
    OtherKey,        ///< a certificate for another key
    OtherAuthority,  ///< one that another CA issued
    MakesAuthority,  ///< a certificate that makes the kiosk a CA
    OtherCacerts,    ///< cacerts that lack the CA of the claim
    WantsRsa,        ///< csrattrs that ask for RSA
    Busy,            ///< 503 to everything, and when to come again
};

class EstServer {
public:
    /// `serve_authority`: the chain in TLS ends with the CA, as a pin needs it. `by_network`: that CA is not the
    /// facility's but its network's.
    explicit EstServer(bool serve_authority = true, bool by_network = false);
    ~EstServer();
    EstServer(const EstServer&) = delete;
    EstServer& operator=(const EstServer&) = delete;

    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::string url() const { return "https://localhost:" + std::to_string(port_); }
    [[nodiscard]] std::string authority_pem() const;
    /// Of the CA that is not the facility's.
    [[nodiscard]] std::string other_pem() const;
    /// Certificate and key of somebody whom the facility lets sign bundles.
    [[nodiscard]] std::pair<std::string, std::string> signer() const;

    void add_claim(const std::string& code);
    void answer_202_first(int times) { pending_ = times; }
    void issue_for_seconds(long life_s) { life_s_ = again_life_s_ = life_s; }
    void renew_for_seconds(long life_s) { again_life_s_ = life_s; }
    /// Every certificate is refused in the handshake, by its alert; and every machine that has one, by its mark and
    /// with 403, whatever claim it shows.
    void revoke_all();
    void fail(EstFault fault) { fault_ = fault; }
    void serve_bundle(std::string bytes, std::string etag);

    [[nodiscard]] int enrolled() const { return enrolled_; }
    [[nodiscard]] int renewed() const { return renewed_; }
    [[nodiscard]] int bundles_sent() const { return bundles_sent_; }
    [[nodiscard]] std::string last_subject() const;

private:
    bool set_up(SSL_CTX& context, X509* sent_along);
    void add_routes();
    void enrol(const httplib::Request& request, httplib::Response& response, bool again);
    void send_bundle(const httplib::Request& request, httplib::Response& response);
    bool spoiled(httplib::Response& response) const;

    Key authority_key_, server_key_, other_key_;
    Certificate authority_, server_, other_;
    std::atomic<int> pending_{0}, enrolled_{0}, renewed_{0}, bundles_sent_{0};
    std::atomic<long> life_s_{90L * 86400}, again_life_s_{90L * 86400};
    SSL_CTX* context_ = nullptr;
    std::atomic<bool> revoked_{false};
    std::atomic<EstFault> fault_{EstFault::None};
    mutable std::mutex mutex_;
    std::set<std::string> claims_, marks_, marks_revoked_;
    std::string subject_, bundle_, etag_;
    std::unique_ptr<httplib::SSLServer> https_;
    std::thread thread_;
    int port_ = 0;
};

}  // namespace vestibule::sandbox
