// id_token - what a provider calls proof: a JWT and the keys to check it with.
#include "kiosk/identity/id_token.hpp"
#include "tests/fuzz/target.hpp"

namespace {
const std::vector<std::string> kAlgorithms{"RS256", "ES256"};
}

std::vector<std::string> seeds() {
    return {"eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJpc3MiOiJodHRwczovL2V4YW1wbGUub3JnIiwiZXhwIjoxfQ.c2lnbmF0dXJl",
            "eyJhbGciOiJub25lIn0..",
            R"({"keys":[{"kty":"RSA","kid":"k1","alg":"RS256","n":"AQAB","e":"AQAB","use":"sig"}]})"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vestibule;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)identity::read_token_header(text, kAlgorithms).ok();
    const privacy::SecretBytes body(privacy::WipedBytes(data, data + size));
    auto keys = identity::Jwks::read(body, kAlgorithms, "example.org:443");
    if (!keys.ok()) return 0;
    const identity::TokenExpectation expected{.issuer = "https://example.org",
                                              .audience = "a",
                                              .client_id = "a",
                                              .nonce = "n",
                                              .ial2_claim = "ial",
                                              .ial2_value = "2",
                                              .algorithms = kAlgorithms,
                                              .now = drivers::WallTime{}};
    (void)identity::check_id_token(text, *keys, expected).ok();
    return 0;
}
