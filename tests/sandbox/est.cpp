// est - the enrolment server: TLS that asks for a client's certificate, and the five paths that a kiosk uses.
#include "tests/sandbox/est.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>
#include <vector>

namespace vestibule::sandbox {
namespace {

constexpr long kDay = 86400;

void must(bool fine) {
    if (!fine) throw std::runtime_error("the enrolment server cannot do it");
}

std::string drained(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free_all(memory);
    return text;
}

std::string base64(const std::string& bytes) {
    std::string out(bytes.size() * 2 + 8, '\0');
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                        reinterpret_cast<const unsigned char*>(bytes.data()),
                                                        static_cast<int>(bytes.size()))));
    // In lines, as most servers send it.
    for (std::size_t at = 64; at < out.size(); at += 65) out.insert(at, 1, '\n');
    return out;
}

std::string from_base64(std::string text) {
    std::string out(text.size(), '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    if (size < 0) return {};
    out.resize(static_cast<std::size_t>(size));
    return out;  // zeros in place of padding: what follows the request in DER is not looked at
}

void extend(X509* certificate, X509* issuer, int id, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
    must(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

X509_NAME* named(const char* name) {
    X509_NAME* made = X509_NAME_new();
    X509_NAME_add_entry_by_txt(made, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    return made;
}

/// `usage` null: a CA. `issuer` null: it signs itself.
Certificate issue(X509_NAME* name, EVP_PKEY* subject, const char* usage, X509* issuer, EVP_PKEY* issuer_key,
                  long from_s, long until_s) {
    static std::atomic<long> serial{1000};
    Certificate made(X509_new());
    X509* raw = made.get();
    X509_set_version(raw, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), serial++);
    X509_gmtime_adj(X509_getm_notBefore(raw), from_s);
    X509_gmtime_adj(X509_getm_notAfter(raw), until_s);
    X509_set_subject_name(raw, name);
    X509* parent = issuer != nullptr ? issuer : raw;
    X509_set_issuer_name(raw, X509_get_subject_name(parent));
    X509_set_pubkey(raw, subject);
    extend(raw, parent, NID_subject_key_identifier, "hash");
    extend(raw, parent, NID_basic_constraints, usage == nullptr ? "critical,CA:TRUE" : "critical,CA:FALSE");
    if (usage != nullptr) extend(raw, parent, NID_ext_key_usage, usage);
    if (usage != nullptr && std::string(usage) == "serverAuth")
        extend(raw, parent, NID_subject_alt_name, "DNS:localhost");
    must(X509_sign(raw, issuer_key, EVP_sha256()) != 0);
    return made;
}

std::string pem_of(X509* certificate) {
    BIO* out = BIO_new(BIO_s_mem());
    must(PEM_write_bio_X509(out, certificate) == 1);
    return drained(out);
}

std::string certificates_only(const std::vector<X509*>& certificates) {
    PKCS7* message = PKCS7_new();
    must(PKCS7_set_type(message, NID_pkcs7_signed) == 1 && PKCS7_content_new(message, NID_pkcs7_data) == 1);
    for (X509* each : certificates) must(PKCS7_add_certificate(message, each) == 1);
    BIO* out = BIO_new(BIO_s_mem());
    must(i2d_PKCS7_bio(out, message) == 1);
    PKCS7_free(message);
    return base64(drained(out));
}

void send_certificates(httplib::Response& response, const std::vector<X509*>& certificates) {
    response.set_header("Content-Transfer-Encoding", "base64");
    response.set_content(certificates_only(certificates), "application/pkcs7-mime; smime-type=certs-only");
}

void busy(httplib::Response& response) {
    response.status = 503;
    response.set_header("Retry-After", std::to_string(kBusy_s));
}

/// The subject's serialNumber: the machine, whatever it calls itself.
std::string mark_of(X509_REQ* request) {
    std::array<char, 65> text{};
    X509_NAME_get_text_by_NID(X509_REQ_get_subject_name(request), NID_serialNumber, text.data(), text.size());
    return text.data();
}

}  // namespace

EstServer::EstServer(bool serve_authority, bool by_network)
    : authority_key_(EVP_EC_gen("P-256")), server_key_(EVP_EC_gen("P-256")), other_key_(EVP_EC_gen("P-256")) {
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> ca(named("Northside Facility CA"), X509_NAME_free),
        host(named("localhost"), X509_NAME_free), other(named("Other CA"), X509_NAME_free);
    authority_ = issue(ca.get(), authority_key_.get(), nullptr, nullptr, authority_key_.get(), -kDay, kDay);
    other_ = issue(other.get(), other_key_.get(), nullptr, nullptr, other_key_.get(), -kDay, kDay);
    X509* issuer = by_network ? other_.get() : authority_.get();
    server_ = issue(host.get(), server_key_.get(), "serverAuth", issuer,
                    by_network ? other_key_.get() : authority_key_.get(), -kDay, kDay);
    https_ = std::make_unique<httplib::SSLServer>(
        [&](SSL_CTX& context) { return set_up(context, serve_authority ? issuer : nullptr); });
    must(https_->is_valid());
    https_->set_keep_alive_timeout(1);
    add_routes();
    port_ = https_->bind_to_any_port("127.0.0.1");
    must(port_ > 0);
    thread_ = std::thread([this] { https_->listen_after_bind(); });
    while (!https_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

EstServer::~EstServer() {
    https_->stop();
    thread_.join();
}

bool EstServer::set_up(SSL_CTX& context, X509* sent_along) {
    SSL_CTX_set_min_proto_version(&context, TLS1_2_VERSION);
    SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), authority_.get());
    SSL_CTX_set_app_data(&context, this);
    // Asked for, not demanded: the first request comes from a kiosk that has none.
    SSL_CTX_set_verify(&context, SSL_VERIFY_PEER, [](int good, X509_STORE_CTX* chain) {
        const auto* tls = static_cast<SSL*>(X509_STORE_CTX_get_ex_data(chain, SSL_get_ex_data_X509_STORE_CTX_idx()));
        const auto* self = static_cast<EstServer*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(tls)));
        if (good == 1 && self->revoked_ && X509_STORE_CTX_get_error_depth(chain) == 0) {
            X509_STORE_CTX_set_error(chain, X509_V_ERR_CERT_REVOKED);
            return 0;
        }
        return good;
    });
    context_ = &context;
    SSL_CTX_set_mode(&context, SSL_MODE_NO_AUTO_CHAIN);  // only what is named below is sent
    if (sent_along != nullptr) {
        X509_up_ref(sent_along);
        must(SSL_CTX_add_extra_chain_cert(&context, sent_along) == 1);
    }
    return SSL_CTX_use_certificate(&context, server_.get()) == 1 &&
           SSL_CTX_use_PrivateKey(&context, server_key_.get()) == 1;
}

bool EstServer::spoiled(httplib::Response& response) const {
    if (fault_ == EstFault::ServerError) response.status = 500;
    if (fault_ == EstFault::Forbidden) response.status = 403;
    if (fault_ == EstFault::Busy) busy(response);
    if (fault_ == EstFault::Rubbish) response.set_content("rubbish!", "application/pkcs7-mime");
    return response.status >= 400 || fault_ == EstFault::Rubbish;
}

void EstServer::add_routes() {
    const std::string base = "/.well-known/est/";
    https_->set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
        if (request.path.rfind(kBusyPath, 0) != 0) return httplib::Server::HandlerResponse::Unhandled;
        busy(response);
        return httplib::Server::HandlerResponse::Handled;
    });
    https_->Get(base + "cacerts", [this](const httplib::Request&, httplib::Response& response) {
        if (spoiled(response)) return;
        send_certificates(response, {fault_ == EstFault::OtherCacerts ? other_.get() : authority_.get()});
    });
    https_->Get(base + "csrattrs", [this](const httplib::Request&, httplib::Response& response) {
        response.status = 204;
        if (fault_ != EstFault::WantsRsa) return;
        response.status = 200;
        response.set_content(base64(std::string("\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01", 13)),
                             "application/csrattrs");
    });
    https_->Post(base + "simpleenroll", [this](const httplib::Request& request, httplib::Response& response) {
        if (!spoiled(response)) enrol(request, response, false);
    });
    https_->Post(base + "simplereenroll", [this](const httplib::Request& request, httplib::Response& response) {
        if (!spoiled(response)) enrol(request, response, true);
    });
    https_->Get("/vestibule/bundle", [this](const httplib::Request& request, httplib::Response& response) {
        if (!spoiled(response)) send_bundle(request, response);
    });
}

void EstServer::enrol(const httplib::Request& request, httplib::Response& response, bool again) {
    const std::lock_guard lock(mutex_);
    const Certificate client(SSL_get_peer_certificate(request.ssl));
    std::string code;
    if (const std::string value = request.get_header_value("Authorization"); value.rfind("Basic ", 0) == 0) {
        const std::string both = from_base64(value.substr(6)).c_str();
        code = both.substr(both.find(':') + 1);
    }
    if (again ? client == nullptr : !claims_.contains(code)) {
        response.status = 401;
        response.set_header("WWW-Authenticate", "Basic realm=\"enrolment\"");
        return;
    }
    if (!again && pending_ > 0) {
        --pending_;
        response.status = 202;
        response.set_header("Retry-After", "30");
        return;
    }
    const std::string der = from_base64(request.body);
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const std::unique_ptr<X509_REQ, decltype(&X509_REQ_free)> wanted(
        d2i_X509_REQ(nullptr, &at, static_cast<long>(der.size())), X509_REQ_free);
    EVP_PKEY* key = wanted ? X509_REQ_get0_pubkey(wanted.get()) : nullptr;
    const bool same = !again || (wanted && X509_NAME_cmp(X509_REQ_get_subject_name(wanted.get()),
                                                         X509_get_subject_name(client.get())) == 0);
    if (key == nullptr || X509_REQ_verify(wanted.get(), key) != 1 || !same ||
        request.get_header_value("Content-Type") != "application/pkcs10") {
        response.status = 400;
        return;
    }
    const std::string mark = mark_of(wanted.get());
    if (marks_revoked_.contains(mark)) {
        response.status = 403;
        return;
    }
    if (!mark.empty()) marks_.insert(mark);
    if (!again) claims_.erase(code);
    ++(again ? renewed_ : enrolled_);
    const bool other = fault_ == EstFault::OtherAuthority;
    X509_NAME* subject = X509_REQ_get_subject_name(wanted.get());
    BIO* text = BIO_new(BIO_s_mem());
    X509_NAME_print_ex(text, subject, 0, XN_FLAG_RFC2253);
    subject_ = drained(text);
    const Certificate made =
        issue(subject, fault_ == EstFault::OtherKey ? other_key_.get() : key,
              fault_ == EstFault::MakesAuthority ? nullptr : "clientAuth", other ? other_.get() : authority_.get(),
              other ? other_key_.get() : authority_key_.get(), 0, again ? again_life_s_ : life_s_);
    send_certificates(response, {made.get()});
}

void EstServer::send_bundle(const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex_);
    const Certificate client(SSL_get_peer_certificate(request.ssl));
    if (!client) {
        response.status = 401;
    } else if (bundle_.empty()) {
        response.status = 404;
    } else if (request.get_header_value("If-None-Match") == etag_) {
        response.status = 304;
    } else {
        ++bundles_sent_;
        response.set_header("ETag", etag_);
        response.set_content(bundle_, "application/cms");
    }
}

void EstServer::add_claim(const std::string& code) {
    const std::lock_guard lock(mutex_);
    claims_.insert(code);
}

void EstServer::revoke_all() {
    {
        const std::lock_guard lock(mutex_);
        marks_revoked_ = marks_;
    }
    revoked_ = true;
    // In TLS 1.3 the client has written its request before it reads the alert, and the closing may overtake it.
    SSL_CTX_set_max_proto_version(context_, TLS1_2_VERSION);
}

void EstServer::serve_bundle(std::string bytes, std::string etag) {
    const std::lock_guard lock(mutex_);
    bundle_ = std::move(bytes);
    etag_ = std::move(etag);
}

std::string EstServer::last_subject() const {
    const std::lock_guard lock(mutex_);
    return subject_;
}

std::string EstServer::other_pem() const {
    return pem_of(other_.get());
}

std::string EstServer::authority_pem() const {
    return pem_of(authority_.get());
}

std::pair<std::string, std::string> EstServer::signer() const {
    const Key key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509_NAME, decltype(&X509_NAME_free)> name(named("Northside IT"), X509_NAME_free);
    const Certificate made =
        issue(name.get(), key.get(), "codeSigning", authority_.get(), authority_key_.get(), -kDay, kDay);
    BIO* out = BIO_new(BIO_s_mem());
    must(PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    return {pem_of(made.get()), drained(out)};
}

}  // namespace vestibule::sandbox
