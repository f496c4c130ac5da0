// url - takes addresses apart with curl's own parser, so that what is checked is what is connected to.
#include "kiosk/net/url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

namespace vestibule::net {

namespace {

struct UrlCleanup {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

std::optional<std::string> part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return std::nullopt;
    std::string copy(text);
    curl_free(text);
    return copy;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

}  // namespace

std::optional<std::string> host_port(std::string_view url) {
    const std::unique_ptr<CURLU, UrlCleanup> parsed(curl_url());
    if (!parsed ||
        curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
        return {};
    const auto scheme = part(parsed.get(), CURLUPART_SCHEME);
    const auto host = part(parsed.get(), CURLUPART_HOST);
    const auto port = part(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (scheme != "https" || !host || host->empty() || !port) return {};
    return lower(*host) + ":" + *port;
}

bool host_allowed(std::string_view url, const std::vector<std::string>& hosts) {
    const auto target = host_port(url);
    if (!target) return false;
    return std::any_of(hosts.begin(), hosts.end(),
                       [&](const std::string& allowed) { return host_port("https://" + allowed) == target; });
}

std::string path_segment(std::string_view text) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {  // the dot too: "." and ".." are not segments that an id may become
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
    return out;
}

std::string join(std::string_view base, std::string_view path) {
    while (base.ends_with('/')) base.remove_suffix(1);
    while (path.starts_with('/')) path.remove_prefix(1);
    return std::string(base) + "/" + std::string(path);
}

}  // namespace vestibule::net
