// curl_setup - how libcurl is started and which options every exchange has; the TLS policy stands in this one place.
#pragma once

#include <curl/curl.h>

#include "kiosk/net/client.hpp"

namespace vestibule::net {

/// Starts libcurl once, with an allocator that wipes what it releases.
void start_curl();

/// Verification, TLS version, no redirects, no cookies, no caches. There is no parameter that could weaken it.
void apply_policy(CURL* easy, const Trust& trust);

}  // namespace vestibule::net
