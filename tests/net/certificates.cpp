// certificates - a test CA and certificates of every kind that a client must refuse.
#include "tests/net/certificates.hpp"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <random>
#include <stdexcept>

namespace vestibule::net::testing {

namespace {

void must(bool fine) {
    if (!fine) throw std::runtime_error("OpenSSL refused");
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str());
    must(extension != nullptr);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

CertificatePtr draft(EVP_PKEY* key, const std::string& name, long from_s, long to_s) {
    CertificatePtr certificate(X509_new(), X509_free);
    static long serial = 1;
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to_s);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_pubkey(certificate.get(), key);
    return certificate;
}

KeyPtr new_key() {
    return {EVP_EC_gen("prime256v1"), EVP_PKEY_free};
}

}  // namespace

Authority::Authority() {
    own_.key = new_key();
    own_.certificate = draft(own_.key.get(), "Test CA " + std::to_string(std::random_device{}()), -7200, 7200);
    X509* self = own_.certificate.get();
    X509_set_issuer_name(self, X509_get_subject_name(self));
    add_extension(self, self, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(self, self, NID_key_usage, "critical,keyCertSign,cRLSign");
    must(X509_sign(self, own_.key.get(), EVP_sha256()) != 0);
}

Signed Authority::sign(const std::string& san, long from_s, long to_s, const std::string& usage) const {
    Signed pair{nullptr, new_key()};
    pair.certificate = draft(pair.key.get(), "leaf", from_s, to_s);
    X509_set_issuer_name(pair.certificate.get(), X509_get_subject_name(own_.certificate.get()));
    add_extension(pair.certificate.get(), own_.certificate.get(), NID_subject_alt_name, san);
    if (!usage.empty()) add_extension(pair.certificate.get(), own_.certificate.get(), NID_ext_key_usage, usage);
    must(X509_sign(pair.certificate.get(), own_.key.get(), EVP_sha256()) != 0);
    return pair;
}

void Authority::write(const std::filesystem::path& file) const {
    std::FILE* out = std::fopen(file.c_str(), "w");
    must(out != nullptr && PEM_write_X509(out, own_.certificate.get()) == 1);
    std::fclose(out);
}

std::string pem_of(const CertificatePtr& certificate) {
    const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free);
    must(PEM_write_bio_X509(out.get(), certificate.get()) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem_of(const KeyPtr& key) {
    const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free);
    must(PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

void write_pem(const Signed& pair, const std::filesystem::path& file) {
    std::FILE* out = std::fopen(file.c_str(), "w");
    must(out != nullptr && PEM_write_X509(out, pair.certificate.get()) == 1);
    must(PEM_write_PrivateKey(out, pair.key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    std::fclose(out);
}

Directory::Directory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "vestibule-net-XXXXXX").string();
    must(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

Directory::~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace vestibule::net::testing
