// pem - OpenSSL reads and writes; what it thinks of a text that holds nothing is dropped, the caller says it better.
#include "kiosk/device/bundle/pem.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>

namespace vestibule::device {

BioPtr reading(std::string_view bytes) {
    return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

BioPtr writing() {
    return BioPtr(BIO_new(BIO_s_mem()));
}

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return {data, static_cast<std::size_t>(std::max(0L, size))};
}

KeyPtr key_of(std::string_view pem) {
    return private_key_of(pem);
}

CertificatePtr certificate_of(std::string_view pem) {
    CertificatePtr certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return certificate;
}

std::vector<CertificatePtr> certificates_of(std::string_view pem) {
    std::vector<CertificatePtr> all;
    const BioPtr bio = reading(pem);
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) all.emplace_back(certificate);
    ERR_clear_error();  // the end of the text is told as an error
    return all;
}

}  // namespace vestibule::device
