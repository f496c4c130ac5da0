// signed_json - canonical text, signature and the way back.
#include "kiosk/diagnostics/signed_json.hpp"

#include <openssl/evp.h>

#include <fstream>

#include "kiosk/device/journal/entry.hpp"

namespace vestibule::diagnostics {

namespace {

using nlohmann::json;

constexpr std::string_view kAlgorithm = "Ed25519";
constexpr const char* kKeyFile = "journal.key";

std::string canonical(const json& document) {
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool has_float(const json& value) {
    if (value.is_number_float()) return true;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(), has_float);
}

Error invalid(std::string why) {
    return {ErrorCode::ExportInvalid, std::move(why)};
}

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<journal::Key> kiosk_key(const std::filesystem::path& state_folder) {
    return journal::Key::read_private(state_folder / kKeyFile, journal::KeyKind::Ed25519);
}

Result<journal::Key> kiosk_key_or_new(const std::filesystem::path& state_folder) {
    std::error_code error;
    if (std::filesystem::exists(state_folder / kKeyFile, error) || error) return kiosk_key(state_folder);
    auto key = journal::Key::make(journal::KeyKind::Ed25519);
    if (!key) return key;
    if (const auto written = key->write_private(state_folder / kKeyFile); !written) return written.error();
    return key;
}

Result<json> sign(json document, const journal::Key& key) {
    if (!document.is_object() || has_float(document)) return invalid("no document without floating-point numbers");
    document.erase("signature");
    // What was not UTF-8 is replaced before it is signed, so that what is written is what was signed.
    const std::string text = canonical(document);
    document = json::parse(text);
    const auto signature = key.sign(text);
    if (!signature) return signature.error();
    document["signature"] = {
        {"algorithm", kAlgorithm}, {"key", journal::hex(key.public_key())}, {"value", journal::hex(*signature)}};
    return document;
}

Result<json> verified(const json& document, const std::optional<journal::PublicKey>& trusted) {
    if (!document.is_object() || !document.contains("signature")) return invalid("it is not signed");
    json content = document;
    const json mark = content["signature"];
    content.erase("signature");
    if (!mark.is_object() || text_in(mark, "algorithm") != kAlgorithm) return invalid("another kind of signature");
    const auto key = journal::from_hex(text_in(mark, "key"), journal::PublicKey{}.size());
    const auto value = journal::from_hex(text_in(mark, "value"), journal::Signature{}.size());
    if (!key || !value) return invalid("the signature cannot be read");
    journal::PublicKey public_key{};
    journal::Signature signature{};
    std::copy(key->begin(), key->end(), public_key.begin());
    std::copy(value->begin(), value->end(), signature.begin());
    if (trusted && *trusted != public_key) return invalid("another key has signed it");
    if (has_float(content) || !journal::signature_holds(public_key, canonical(content), signature)) {
        return invalid("the signature does not hold: it was changed");
    }
    return content;
}

Result<json> read_verified(const std::filesystem::path& file, std::string_view kind,
                           const std::optional<journal::PublicKey>& trusted) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return Error{ErrorCode::FileUnreadable, file.string()};
    const json document = json::parse(stream, nullptr, false);
    if (document.is_discarded()) return invalid(file.string() + ": no JSON");
    auto content = verified(document, trusted);
    if (!content) return Error(std::move(content).error()).within(file.string());
    if (text_in(*content, "kind") != kind) return invalid(file.string() + ": it is not a " + std::string(kind));
    return content;
}

std::string sha256_hex(std::string_view text) {
    std::array<std::uint8_t, 32> digest{};
    unsigned size = digest.size();
    if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
    return journal::hex(digest);
}

std::string fingerprint(const journal::Key& key) {
    return journal::hex(key.public_key()).substr(0, 16);
}

}  // namespace vestibule::diagnostics
