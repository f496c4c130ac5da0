// jwks - a provider's public keys (RFC 7517), reduced to those that may sign an id_token here.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/net/json.hpp"
#include "kiosk/privacy/result.hpp"

struct evp_pkey_st;

namespace vestibule::identity {

class Jwks {
public:
    /// Keys of other types, sizes and uses are left out; it is Nonsense when none is left for `algorithms`.
    static Result<Jwks> read(const privacy::SecretBytes& body, const std::vector<std::string>& algorithms,
                             std::string_view where);

    /// Is there a key for this header? A header without a key id fits when there is only one key of its algorithm.
    [[nodiscard]] bool has(std::string_view kid, std::string_view algorithm) const {
        return find(kid, algorithm) != nullptr;
    }
    /// Is the signature (as a JWS carries it) the key's, over these bytes? False too when there is no such key.
    [[nodiscard]] bool verify(std::string_view kid, std::string_view algorithm, std::string_view bytes,
                              const privacy::WipedBytes& signature) const;

private:
    struct Key {
        std::string kid, algorithm;
        std::shared_ptr<evp_pkey_st> key;
    };
    [[nodiscard]] const Key* find(std::string_view kid, std::string_view algorithm) const;
    void add(const net::Json& json, const std::vector<std::string>& algorithms);
    std::vector<Key> keys_;
};

}  // namespace vestibule::identity
