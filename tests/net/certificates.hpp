// certificates - a test CA and certificates of every kind that a client must refuse, made anew for each run.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>

namespace vestibule::net::testing {

using KeyPtr = std::shared_ptr<EVP_PKEY>;
using CertificatePtr = std::shared_ptr<X509>;

struct Signed {
    CertificatePtr certificate;
    KeyPtr key;
};

/// A certificate authority of its own; `write()` gives the file that a client trusts.
class Authority {
public:
    Authority();
    /// `san` as OpenSSL writes it: "DNS:localhost,IP:127.0.0.1". Valid from now + `from_s` to now + `to_s`.
    /// `usage` as OpenSSL writes extendedKeyUsage: "codeSigning"; empty: the certificate does not say.
    [[nodiscard]] Signed sign(const std::string& san, long from_s = -3600, long to_s = 3600,
                              const std::string& usage = {}) const;
    [[nodiscard]] const Signed& own() const { return own_; }
    void write(const std::filesystem::path& file) const;

private:
    Signed own_;
};

[[nodiscard]] std::string pem_of(const CertificatePtr& certificate);
[[nodiscard]] std::string pem_of(const KeyPtr& key);

/// Certificate and key in one PEM file.
void write_pem(const Signed& pair, const std::filesystem::path& file);

/// A new directory below the system's temporary one, removed at the end.
class Directory {
public:
    Directory();
    ~Directory();
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

}  // namespace vestibule::net::testing
