// est - PKCS#10 out, PKCS#7 in; OpenSSL does the formats.
#include "kiosk/device/enrolment/est.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs7.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>

#include "kiosk/device/bundle/pem.hpp"
#include "kiosk/net/pinned.hpp"

namespace vestibule::device {

namespace {

using NamePtr = Held<X509_NAME, X509_NAME_free>;
using RequestPtr = Held<X509_REQ, X509_REQ_free>;
using MessagePtr = Held<PKCS7, PKCS7_free>;
using ContextPtr = Held<X509_STORE_CTX, X509_STORE_CTX_free>;

Error nonsense(std::string_view what) {
    ERR_clear_error();
    return {ErrorCode::Nonsense, std::string(what)};
}

Error unusable(std::string_view what) {
    ERR_clear_error();
    return {ErrorCode::KeyUnusable, std::string(what)};
}

std::string pem_of(X509* certificate) {
    const BioPtr out = writing();
    PEM_write_bio_X509(out.get(), certificate);
    return text_of(out.get());
}

std::string base64(std::string_view bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

Result<std::string> from_base64(std::string_view text) {
    std::string packed;
    std::copy_if(text.begin(), text.end(), std::back_inserter(packed),
                 [](char c) { return c != '\n' && c != '\r' && c != ' ' && c != '\t'; });
    if (packed.empty() || packed.size() % 4 != 0) return nonsense("not base64");
    std::string out(packed.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(packed.data()), static_cast<int>(packed.size()));
    if (size < 0) return nonsense("not base64");
    const auto padding = static_cast<std::size_t>(std::count(packed.end() - 2, packed.end(), '='));
    out.resize(static_cast<std::size_t>(size) - padding);
    return out;
}

bool add(X509_NAME* name, int id, const std::string& value) {
    return value.empty() ||
           X509_NAME_add_entry_by_NID(name, id, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
}

Result<std::string> request_for(std::string_view key_pem, X509_NAME* name) {
    const KeyPtr key = key_of(key_pem);
    const RequestPtr request(X509_REQ_new());
    const BioPtr out = writing();
    if (!key || X509_REQ_set_subject_name(request.get(), name) != 1 ||
        X509_REQ_set_pubkey(request.get(), key.get()) != 1 ||
        X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0 || i2d_X509_REQ_bio(out.get(), request.get()) != 1) {
        return unusable("the kiosk's own key");
    }
    return base64(text_of(out.get()));
}

std::vector<CertificatePtr> parsed(const std::vector<std::string>& pems) {
    std::vector<CertificatePtr> all;
    for (const std::string& pem : pems) {
        if (CertificatePtr one = certificate_of(pem)) all.push_back(std::move(one));
    }
    return all;
}

/// The path from the certificate up to one of the authorities; empty when there is none.
std::vector<X509*> path_to(X509* leaf, const std::vector<CertificatePtr>& between,
                           const std::vector<CertificatePtr>& authorities) {
    const StorePtr store(X509_STORE_new());
    const StackPtr more(sk_X509_new_null());
    const ContextPtr context(X509_STORE_CTX_new());
    for (const CertificatePtr& each : authorities) X509_STORE_add_cert(store.get(), each.get());
    for (const CertificatePtr& each : between) sk_X509_push(more.get(), each.get());
    X509_STORE_CTX_init(context.get(), store.get(), leaf, more.get());
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
    std::vector<X509*> path;
    if (X509_verify_cert(context.get()) != 1) return path;
    STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(chain); ++i) path.push_back(sk_X509_value(chain, i));
    return path;
}

drivers::WallTime wall_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return drivers::WallTime(std::chrono::seconds(timegm(&parts)));
}

}  // namespace

const char* name_of(Curve curve) {
    return curve == Curve::P384 ? "P-384" : "P-256";
}

Result<Curve> curve_of(std::string_view certificate_pem) {
    const CertificatePtr certificate = certificate_of(certificate_pem);
    if (!certificate) return unusable("the kiosk's own certificate");
    return EVP_PKEY_get_bits(X509_get0_pubkey(certificate.get())) == 384 ? Curve::P384 : Curve::P256;
}

Result<std::string> make_request(std::string_view key_pem, const Subject& subject) {
    const NamePtr name(X509_NAME_new());
    const bool written =
        add(name.get(), NID_commonName, subject.device) && add(name.get(), NID_organizationalUnitName, subject.site) &&
        add(name.get(), NID_localityName, subject.place) && add(name.get(), NID_description, subject.name) &&
        add(name.get(), NID_serialNumber, subject.mark);
    if (!written) {
        ERR_clear_error();
        return Error{ErrorCode::BadClaim, "'name' or 'place' cannot stand in a certificate"};
    }
    return request_for(key_pem, name.get());
}

Result<std::string> make_request_again(std::string_view key_pem, std::string_view certificate_pem) {
    const CertificatePtr certificate = certificate_of(certificate_pem);
    if (!certificate) return unusable("the kiosk's own certificate");
    return request_for(key_pem, X509_get_subject_name(certificate.get()));
}

Result<std::vector<std::string>> read_certificates_only(std::string_view body) {
    const Result<std::string> der = from_base64(body);
    if (!der) return der.error();
    const MessagePtr message(d2i_PKCS7_bio(reading(*der).get(), nullptr));
    if (!message || PKCS7_type_is_signed(message.get()) == 0 || message->d.sign == nullptr) {
        return nonsense("not a message of certificates");
    }
    std::vector<std::string> all;
    STACK_OF(X509)* certificates = message->d.sign->cert;
    for (int i = 0; i < sk_X509_num(certificates); ++i) all.push_back(pem_of(sk_X509_value(certificates, i)));
    ERR_clear_error();
    if (all.empty()) return nonsense("a message without certificates");
    return all;
}

Result<Curve> read_attributes(std::string_view body) {
    if (body.empty()) return Curve::P256;  // 204: nothing is asked for
    const Result<std::string> der = from_base64(body);
    if (!der) return der.error();
    const auto* at = reinterpret_cast<const unsigned char*>(der->data());
    ASN1_TYPE* any = d2i_ASN1_TYPE(nullptr, &at, static_cast<long>(der->size()));
    const bool sequence = any != nullptr && ASN1_TYPE_get(any) == V_ASN1_SEQUENCE;
    ASN1_TYPE_free(any);
    if (!sequence) return nonsense("not a list of attributes");
    // The object identifiers as they stand in DER; which attribute holds them makes no difference to what is meant.
    using namespace std::string_view_literals;
    constexpr std::string_view kRsa = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv;
    constexpr std::string_view kP384 = "\x06\x05\x2B\x81\x04\x00\x22"sv;
    if (der->find(kRsa) != std::string::npos) return Error{ErrorCode::Refused, "the facility asks for an RSA key"};
    return der->find(kP384) != std::string::npos ? Curve::P384 : Curve::P256;
}

Result<std::string> choose_certificate(const std::vector<std::string>& answer, std::string_view key_pem,
                                       const std::vector<std::string>& authorities) {
    const KeyPtr key = key_of(key_pem);
    if (!key) return unusable("the kiosk's own key");
    const std::vector<CertificatePtr> came = parsed(answer), believed = parsed(authorities);
    for (const CertificatePtr& each : came) {
        if (X509_check_private_key(each.get(), key.get()) != 1) continue;
        if (X509_check_ca(each.get()) != 0) return nonsense("a certificate that makes this kiosk a CA");
        const std::vector<X509*> path = path_to(each.get(), came, believed);
        if (path.empty()) return nonsense("a certificate that the facility's CA did not issue");
        std::string pem;
        for (X509* certificate : path) {  // without the root: whoever asks has it
            if (certificate == each.get() || X509_self_signed(certificate, 0) != 1) pem += pem_of(certificate);
        }
        ERR_clear_error();
        return pem;
    }
    return nonsense("no certificate for this kiosk's key");
}

Result<Life> life_of(std::string_view certificate_pem) {
    const CertificatePtr certificate = certificate_of(certificate_pem);
    if (!certificate) return unusable("the kiosk's own certificate");
    return Life{wall_of(X509_get0_notBefore(certificate.get())), wall_of(X509_get0_notAfter(certificate.get()))};
}

Result<std::string> pin_of_pem(std::string_view certificate_pem) {
    const CertificatePtr certificate = certificate_of(certificate_pem);
    if (!certificate) return unusable("a CA's certificate (PEM)");
    return net::pin_of(certificate.get());
}

}  // namespace vestibule::device
