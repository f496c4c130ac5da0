// device_key - one file a pair; what is written first is what a power cut may leave alone.
#include "kiosk/device/key/device_key.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include "kiosk/device/key/private_key.hpp"
#include "kiosk/device/os/part_file.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"

namespace vestibule::device {

namespace {

namespace fs = std::filesystem;

constexpr const char* kNext = "device.next";
constexpr const char* kBefore = "device.before";  // the pair that is being replaced

bool there(const fs::path& file) {
    std::error_code error;
    return fs::exists(file, error);
}

Result<void> wipe_if_there(const fs::path& file) {
    return there(file) ? wipe_file(file) : Result<void>();
}

Result<std::string> make_plain_key(const char* curve) {
    const KeyPtr key(EVP_EC_gen(curve));
    const Held<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));
    char* data = nullptr;
    if (!key || PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        ERR_clear_error();
        return Error{ErrorCode::KeyUnusable, "a new key"};
    }
    const long size = BIO_get_mem_data(out.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

}  // namespace

std::string_view name_of(KeyKeeper keeper) {
    switch (keeper) {
        case KeyKeeper::Nobody:
            return "none";
        case KeyKeeper::Tpm:
            return "in the TPM";
        case KeyKeeper::Sealed:
            return "sealed";
        case KeyKeeper::File:
            return "in a file";
    }
    return "?";
}

fs::path DeviceKey::found(const char* name) const {
    const fs::path kept = places_.state / name, in_memory = places_.memory / name;
    return there(kept) || !there(in_memory) ? kept : in_memory;
}

bool DeviceKey::can_seal() const {
    return there(places_.memory) && there(places_.hand);
}

Result<std::string> DeviceKey::next(const char* curve) {
    if (const fs::path file = found(kNext); there(file)) return read_text(file);
    std::error_code error;
    fs::create_directories(places_.state, error);
    if (has_tpm()) {
        auto key = make_tpm_key(curve);
        if (key) {
            if (Result<void> kept = replace_file(places_.state / kNext, *key); !kept) return std::move(kept).error();
            return key;
        }  // a TPM that is broken or knows no such curve must not keep a kiosk from its site
    }
    auto key = make_plain_key(curve);
    if (!key) return key;
    const fs::path place = can_seal() ? places_.memory : places_.state;
    // Before anybody is told of it: what is lost between must be no certificate's key.
    if (Result<void> kept = replace_file(place / kNext, *key); !kept) return std::move(kept).error();
    return key;
}

Result<void> DeviceKey::seal(const std::string& pair) {
    if (Result<void> sealed = hand::ask_hand({.verb = hand::Verb::SealKey, .pem = pair}, places_.hand); !sealed) {
        return sealed;
    }
    if (Result<void> kept = replace_file(places_.memory / kPair, pair); !kept) return kept;
    return wipe_if_there(places_.state / kPair);
}

Result<void> DeviceKey::take_file(const std::string& pair) {
    // A name that is replaced leaves its blocks on the disk: under another one the old pair can be wiped.
    std::error_code error;
    if (Result<void> wiped = wipe_if_there(places_.state / kBefore); !wiped) return wiped;
    fs::create_hard_link(places_.state / kPair, places_.state / kBefore, error);
    if (Result<void> kept = replace_file(places_.state / kPair, pair); !kept) return kept;
    if (Result<void> wiped = wipe_if_there(places_.state / kBefore); !wiped) return wiped;
    if (!there(places_.memory / kPair)) return {};
    // What was sealed before would come back with the next start, and only then be wiped by the next pair.
    if (Result<void> wiped = wipe_file(places_.memory / kPair); !wiped) return wiped;
    return hand::ask_hand({.verb = hand::Verb::ForgetKey}, places_.hand);
}

Result<void> DeviceKey::take(const std::string& key, const std::string& certificates) {
    const std::string pair = key + certificates;
    const bool seals = tpm_block(key).empty() && can_seal();
    if (Result<void> kept = seals ? seal(pair) : take_file(pair); !kept) return kept;
    if (Result<void> told = replace_file(places_.state / kCertificate, certificates); !told) return told;
    for (const fs::path& file : {places_.state / kNext, places_.memory / kNext, places_.state / kOldKey}) {
        if (Result<void> wiped = wipe_if_there(file); !wiped) return wiped;
    }
    return {};
}

Result<void> DeviceKey::keep_better() {
    if (keeper() != KeyKeeper::File || has_tpm() || !can_seal()) return {};
    const auto pair = read_text(places_.state / kPair);
    if (pair) return seal(*pair);
    const auto key = read_text(places_.state / kOldKey), certificates = read_text(places_.state / kCertificate);
    if (!key || !certificates) return {};  // asked for and not answered yet: there is nothing to keep
    return take(*key, *certificates);
}

Result<void> DeviceKey::destroy() {
    Result<void> first;
    const auto note = [&first](Result<void> done) {
        if (first && !done) first = std::move(done);
    };
    for (const fs::path& folder : {places_.state, places_.memory}) {
        for (const std::string name : {kPair, kNext, kBefore, kOldKey}) {
            note(wipe_if_there(folder / name));
            note(wipe_if_there(folder / (name + ".new")));  // a power cut while it was written
        }
    }
    if (there(places_.hand)) note(hand::ask_hand({.verb = hand::Verb::ForgetKey}, places_.hand));
    return first;
}

Result<std::string> DeviceKey::current() const {
    if (const fs::path file = found(kPair); there(file)) return read_text(file);
    return read_text(places_.state / kOldKey);
}

KeyKeeper DeviceKey::keeper() const {
    const fs::path pair = found(kPair);
    if (!there(pair)) return there(places_.state / kOldKey) ? KeyKeeper::File : KeyKeeper::Nobody;
    const auto text = read_text(pair);
    if (text && !tpm_block(*text).empty()) return KeyKeeper::Tpm;
    return pair.parent_path() == places_.memory ? KeyKeeper::Sealed : KeyKeeper::File;
}

}  // namespace vestibule::device
