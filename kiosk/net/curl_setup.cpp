// curl_setup - how libcurl is started and which options every exchange has.
#include "kiosk/net/curl_setup.hpp"

#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <mutex>

#include "kiosk/privacy/wipe.hpp"

namespace vestibule::net {

namespace {

constexpr long kConnectTimeoutMs = 10'000;  // TCP and TLS together; a clinic's network that needs longer is down
constexpr long kKeptConnections = 4;        // the hosts of one visit: provider, relay, and one to spare
constexpr long kIdleConnectionS = 30;       // a kept connection that was idle longer is opened anew

void wiping_free(void* block) {
    if (block == nullptr) return;
    privacy::wipe(block, malloc_usable_size(block));
    std::free(block);
}

void* wiping_realloc(void* block, std::size_t size) {
    void* grown = std::malloc(size);
    if (grown == nullptr || block == nullptr) return grown;
    std::memcpy(grown, block, std::min(size, malloc_usable_size(block)));
    wiping_free(block);
    return grown;
}

char* wiping_strdup(const char* text) {
    const std::size_t size = std::strlen(text) + 1;
    auto* copy = static_cast<char*>(std::malloc(size));
    if (copy != nullptr) std::memcpy(copy, text, size);
    return copy;
}

void must(CURLcode code) {
    if (code != CURLE_OK) std::abort();  // an option of the policy that is not honoured must not go unnoticed
}

}  // namespace

void start_curl() {
    static std::once_flag once;
    std::call_once(once, [] {
        must(curl_global_init_mem(CURL_GLOBAL_DEFAULT, std::malloc, wiping_free, wiping_realloc, wiping_strdup,
                                  std::calloc));
    });
}

void apply_policy(CURL* easy, const Trust& trust) {
    must(curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https"));
    must(curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)));
    must(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L));
    must(curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L));
    must(curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L));  // no ticket outlives its connection
    must(curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L));
    if (!trust.ca_file.empty()) {
        must(curl_easy_setopt(easy, CURLOPT_CAINFO, trust.ca_file.c_str()));
        must(curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr));  // this file alone, not the system's store beside it
    }
    // The empty text also keeps the environment's proxy variables out.
    must(curl_easy_setopt(easy, CURLOPT_PROXY, trust.proxy.c_str()));
    must(curl_easy_setopt(easy, CURLOPT_NOPROXY, ""));
    must(curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L));
    must(curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L));
    must(curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)));
    must(curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED)));
    must(curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs));
    must(curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kIdleConnectionS));
    must(curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, kKeptConnections));
    must(curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L));
    must(curl_easy_setopt(easy, CURLOPT_QUICK_EXIT,
                          1L));  // a name that is still being looked up does not hold up a cancel
    must(curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L));
}

}  // namespace vestibule::net
