// certificates - a test CA, a server's certificate, an expired one and the kiosk's own, made anew for each run.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>

namespace vestibule::sandbox {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

struct Certificates {
    Key ca_key, server_key, kiosk_key;
    Certificate ca, server, expired, kiosk;
};

/// Makes all of them. Both server certificates are for `server_key`; names: localhost and 127.0.0.1.
Certificates make_certificates();

/// Writes ca.pem, server.pem, expired.pem, kiosk.pem and kiosk.key (mode 0600) to `directory`.
void write_certificates(const Certificates& certificates, const std::filesystem::path& directory);

}  // namespace vestibule::sandbox
