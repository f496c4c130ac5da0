// keys - this kiosk's own key pairs in files: Ed25519 to sign what leaves it, X25519 to seal what waits in it.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "kiosk/privacy/result.hpp"

struct evp_pkey_st;

namespace vestibule::journal {

enum class KeyKind : std::uint8_t { Ed25519, X25519 };
using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

class Key {
public:
    /// Errors: KeyUnusable.
    static Result<Key> make(KeyKind kind);
    /// PEM. Errors: KeyUnusable, FileUnreadable.
    static Result<Key> read_private(const std::filesystem::path& file, KeyKind kind);
    static Result<Key> read_public(const std::filesystem::path& file, KeyKind kind);
    static Result<Key> from_raw_private(std::span<const std::uint8_t> bytes, KeyKind kind);
    static Result<Key> from_raw_public(std::span<const std::uint8_t> bytes, KeyKind kind);

    /// A new file of mode 0600; one that is there is never overwritten. Errors: FileUnreadable.
    Result<void> write_private(const std::filesystem::path& file) const;
    Result<void> write_public(const std::filesystem::path& file) const;

    [[nodiscard]] PublicKey public_key() const;
    /// Ed25519. Errors: KeyUnusable.
    Result<Signature> sign(std::string_view text) const;
    [[nodiscard]] evp_pkey_st* handle() const { return key_.get(); }

private:
    struct End {
        void operator()(evp_pkey_st* key) const;
    };
    explicit Key(evp_pkey_st* key) : key_(key) {}
    std::unique_ptr<evp_pkey_st, End> key_;
};

[[nodiscard]] bool signature_holds(const PublicKey& key, std::string_view text, const Signature& signature);

}  // namespace vestibule::journal
