// engine - the kiosk's key in the TPM for wpa_supplicant, which asks OpenSSL for an engine "tpm2" when it meets such a
// key.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/engine.h>

#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/device/key/private_key.hpp"

namespace {

EVP_PKEY* load(ENGINE*, const char* file, UI_METHOD*, void*) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return vestibule::device::open_tpm_key(text).release();
}

int name_itself(ENGINE* engine, const char*) {
    return ENGINE_set_id(engine, "tpm2") == 1 && ENGINE_set_name(engine, "Vestibule's key in the TPM") == 1 &&
                   ENGINE_set_load_privkey_function(engine, load) == 1
               ? 1
               : 0;
}

}  // namespace

// OpenSSL's own frame of a module that it loads.
extern "C" {
IMPLEMENT_DYNAMIC_CHECK_FN()
IMPLEMENT_DYNAMIC_BIND_FN(name_itself)
}
