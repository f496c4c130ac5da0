// certificates - makes the test certificates with OpenSSL: P-256, so that a run starts quickly.
#include "tests/sandbox/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <stdexcept>
#include <string>

namespace vestibule::sandbox {
namespace {

constexpr long day_s = 24L * 3600L;

struct Wanted {
    const char* name;
    const char* names;  // subjectAltName, or null
    const char* usage;  // extendedKeyUsage, or null: a CA
    long from_s, until_s;
};

Key make_key() {
    Key key(EVP_EC_gen("P-256"));
    if (!key) throw std::runtime_error("no P-256 key");
    return key;
}

void extend(X509* certificate, X509* issuer, int id, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
    if (extension == nullptr) throw std::runtime_error("bad certificate extension");
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate issue(const Wanted& wanted, EVP_PKEY* subject_key, X509* issuer, EVP_PKEY* issuer_key) {
    static long serial = 1;
    Certificate made(X509_new());
    X509* raw = made.get();
    X509_set_version(raw, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), serial++);
    X509_gmtime_adj(X509_getm_notBefore(raw), wanted.from_s);
    X509_gmtime_adj(X509_getm_notAfter(raw), wanted.until_s);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(raw), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(wanted.name), -1, -1, 0);
    X509* parent = issuer != nullptr ? issuer : raw;
    X509_set_issuer_name(raw, X509_get_subject_name(parent));
    X509_set_pubkey(raw, subject_key);
    extend(raw, parent, NID_subject_key_identifier, "hash");
    extend(raw, parent, NID_authority_key_identifier, "keyid:always");
    if (wanted.usage == nullptr) {
        extend(raw, parent, NID_basic_constraints, "critical,CA:TRUE");
        extend(raw, parent, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        extend(raw, parent, NID_basic_constraints, "critical,CA:FALSE");
        extend(raw, parent, NID_key_usage, "critical,digitalSignature");
        extend(raw, parent, NID_ext_key_usage, wanted.usage);
    }
    if (wanted.names != nullptr) extend(raw, parent, NID_subject_alt_name, wanted.names);
    if (X509_sign(raw, issuer_key, EVP_sha256()) == 0) throw std::runtime_error("cannot sign a certificate");
    return made;
}

template <typename Write>
void write_pem(const std::filesystem::path& file, Write write) {
    std::FILE* out = std::fopen(file.c_str(), "wb");
    if (out == nullptr) throw std::runtime_error("cannot write " + file.string());
    const bool written = write(out) == 1;
    if (std::fclose(out) != 0 || !written) throw std::runtime_error("cannot write " + file.string());
}

void write_certificate(const std::filesystem::path& file, X509* certificate) {
    write_pem(file, [&](std::FILE* out) { return PEM_write_X509(out, certificate); });
}

}  // namespace

Certificates make_certificates() {
    constexpr const char* hosts = "DNS:localhost,IP:127.0.0.1";
    Certificates made;
    made.ca_key = make_key();
    made.server_key = make_key();
    made.kiosk_key = make_key();
    made.ca = issue({"Vestibule test CA", nullptr, nullptr, -day_s, 2 * day_s}, made.ca_key.get(), nullptr,
                    made.ca_key.get());
    made.server = issue({"localhost", hosts, "serverAuth", -day_s, 2 * day_s}, made.server_key.get(), made.ca.get(),
                        made.ca_key.get());
    made.expired = issue({"localhost", hosts, "serverAuth", -day_s, -3600}, made.server_key.get(), made.ca.get(),
                         made.ca_key.get());
    made.kiosk = issue({"kiosk-test-1", nullptr, "clientAuth", -day_s, 2 * day_s}, made.kiosk_key.get(), made.ca.get(),
                       made.ca_key.get());
    return made;
}

void write_certificates(const Certificates& certificates, const std::filesystem::path& directory) {
    write_certificate(directory / "ca.pem", certificates.ca.get());
    write_certificate(directory / "server.pem", certificates.server.get());
    write_certificate(directory / "expired.pem", certificates.expired.get());
    write_certificate(directory / "kiosk.pem", certificates.kiosk.get());
    const auto key_file = directory / "kiosk.key";
    write_pem(key_file, [&](std::FILE* out) {
        using std::filesystem::perms;
        std::filesystem::permissions(key_file, perms::owner_read | perms::owner_write);
        return PEM_write_PKCS8PrivateKey(out, certificates.kiosk_key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
}

}  // namespace vestibule::sandbox
