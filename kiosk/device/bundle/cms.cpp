// cms - the signature around a bundle.
#include "kiosk/device/bundle/cms.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <vector>

#include "kiosk/device/bundle/manifest.hpp"
#include "kiosk/device/bundle/pem.hpp"

namespace vestibule::device {

namespace {

using CmsPtr = Held<CMS_ContentInfo, CMS_ContentInfo_free>;

Error not_signed(std::string_view why) {
    ERR_clear_error();
    return {ErrorCode::BundleNotSigned, std::string(why)};
}

/// A digest that still means something.
bool strong(CMS_SignerInfo* signer) {
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
    const ASN1_OBJECT* name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, digest);
    const int id = OBJ_obj2nid(name);
    return id == NID_sha256 || id == NID_sha384 || id == NID_sha512;
}

/// Whoever a CA certifies for something else must not sign for the facility: a kiosk's own certificate, say.
bool may_sign(X509* signer, const std::vector<CertificatePtr>& anchors) {
    const bool named = std::any_of(anchors.begin(), anchors.end(),
                                   [signer](const auto& anchor) { return X509_cmp(anchor.get(), signer) == 0; });
    const bool has_usage = (X509_get_extension_flags(signer) & EXFLAG_XKUSAGE) != 0;
    return named || (has_usage && (X509_get_extended_key_usage(signer) & XKU_CODE_SIGN) != 0);
}

StorePtr store_of(const std::vector<CertificatePtr>& anchors, std::optional<drivers::WallTime> now) {
    StorePtr store(X509_STORE_new());
    for (const CertificatePtr& anchor : anchors) X509_STORE_add_cert(store.get(), anchor.get());
    X509_VERIFY_PARAM* rules = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_purpose(rules, X509_PURPOSE_ANY);  // `may_sign` judges; OpenSSL would ask for an e-mail's
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN);
    if (now) {
        X509_VERIFY_PARAM_set_time(rules, now->time_since_epoch().count());
    } else {
        X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME);
    }
    return store;
}

std::string subject_of(X509* certificate) {
    const BioPtr text = writing();
    X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253);
    return text_of(text.get());
}

std::string fingerprint_of(X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    const std::string hash =
        size < 0 ? "" : sha256_hex({reinterpret_cast<const char*>(der), static_cast<std::size_t>(size)});
    OPENSSL_free(der);
    return hash;
}

Result<CmsPtr> read_message(std::string_view der) {
    const BioPtr bio = reading(der);
    CmsPtr message(d2i_CMS_bio(bio.get(), nullptr));
    ERR_clear_error();
    if (!message) return Error{ErrorCode::BundleUnreadable, "not a signed message"};
    if (BIO_pending(bio.get()) != 0) return Error{ErrorCode::BundleUnreadable, "something stands after its end"};
    if (OBJ_obj2nid(CMS_get0_type(message.get())) != NID_pkcs7_signed ||
        OBJ_obj2nid(CMS_get0_eContentType(message.get())) != NID_pkcs7_data || CMS_is_detached(message.get()) != 0) {
        return Error{ErrorCode::BundleUnreadable, "not a signed message with its content"};
    }
    return message;
}

}  // namespace

Result<std::string> sign_cms(std::string_view content, std::string_view certificate_pem, std::string_view key_pem,
                             const CmsForm& form) {
    const auto certificates = certificates_of(certificate_pem);
    const KeyPtr key = key_of(key_pem);
    if (certificates.empty()) return Error{ErrorCode::KeyUnusable, "the signer's certificate (PEM)"};
    if (!key) return Error{ErrorCode::KeyUnusable, "the signer's key (PEM, without a password)"};
    const StackPtr more(sk_X509_new_null());
    for (std::size_t i = 1; form.certificates && i < certificates.size(); ++i)
        sk_X509_push(more.get(), certificates[i].get());
    const BioPtr body = reading(content), out = writing();
    const unsigned how =
        CMS_BINARY | CMS_NOSMIMECAP | (form.certificates ? 0U : CMS_NOCERTS) | (form.attributes ? 0U : CMS_NOATTR);
    const CmsPtr message(CMS_sign(certificates[0].get(), key.get(), more.get(), body.get(), how));
    if (!message || i2d_CMS_bio(out.get(), message.get()) != 1) {
        ERR_clear_error();
        return Error{ErrorCode::KeyUnusable, "the key and the certificate do not fit, or cannot sign"};
    }
    return text_of(out.get());
}

Result<Opened> open_cms(std::string_view der, std::string_view anchors_pem, std::optional<drivers::WallTime> now) {
    const auto anchors = certificates_of(anchors_pem);
    if (anchors.empty()) return Error{ErrorCode::KeyUnusable, "no certificate (PEM) of whom to believe"};
    Result<CmsPtr> message = read_message(der);
    if (!message) return std::move(message).error();
    STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(message->get());
    if (sk_CMS_SignerInfo_num(signers) != 1) return not_signed("it has not exactly one signer");
    if (!strong(sk_CMS_SignerInfo_value(signers, 0))) return not_signed("its digest is too weak");
    const StorePtr store = store_of(anchors, now);
    const StackPtr known(sk_X509_new_null());
    for (const CertificatePtr& anchor : anchors) sk_X509_push(known.get(), anchor.get());
    const BioPtr out = writing();
    if (CMS_verify(message->get(), known.get(), store.get(), nullptr, out.get(), CMS_BINARY) != 1) {
        const bool chain = ERR_GET_REASON(ERR_peek_last_error()) == CMS_R_CERTIFICATE_VERIFY_ERROR;
        return not_signed(chain ? "its signer is not known here, or out of date"
                                : "its content is not what was signed");
    }
    const StackPtr used(CMS_get0_signers(message->get()));
    X509* signer = sk_X509_value(used.get(), 0);
    if (!may_sign(signer, anchors)) return not_signed("its signer's certificate is not one for signing");
    return Opened{text_of(out.get()), subject_of(signer), fingerprint_of(signer)};
}

}  // namespace vestibule::device
