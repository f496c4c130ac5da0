// exchange - one request on its way: its curl handle, its buffers, and what its end means.
#include "kiosk/net/exchange.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <ctime>

#include "kiosk/device/key/private_key.hpp"
#include "kiosk/net/curl_setup.hpp"
#include "kiosk/net/pinned.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::net {

namespace {

bool printable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() && curl_strnequal(a.data(), b.data(), a.size()) != 0;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.back() == '\r' || text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    return text;
}

std::optional<std::int64_t> digits(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

/// Retry-After is a number of seconds or a date.
std::int64_t retry_after(std::string_view text) {
    if (const auto seconds = digits(text)) return *seconds;
    const std::time_t when = curl_getdate(std::string(text).c_str(), nullptr);
    return when == -1 ? -1 : std::max<std::int64_t>(0, when - std::time(nullptr));
}

void wipe_list(curl_slist* list) {
    for (curl_slist* line = list; line != nullptr; line = line->next)
        privacy::wipe(line->data, std::strlen(line->data));
    curl_slist_free_all(list);
}

}  // namespace

Exchange::Exchange(Ticket ticket, Request request, Done done, OnProgress progress, const Trust& trust)
    : ticket_(ticket), request_(std::move(request)), done_(std::move(done)), progress_(std::move(progress)) {
    const auto where = host_port(request_.url);
    where_ = where.value_or("?");
    const bool headers_fit = std::all_of(request_.headers.begin(), request_.headers.end(),
                                         [](const auto& h) { return printable(h.first) && printable(h.second); });
    if (!where) {
        refused_ = Error{ErrorCode::NotTrusted, "an address that is not https"};
    } else if (!headers_fit || !printable(privacy::view(request_.bearer)) || !printable(request_.content_type)) {
        refused_ = Error{ErrorCode::Nonsense, where_ + ": a header that cannot be sent"};
    } else {
        set_up(trust);
    }
}

Exchange::~Exchange() {
    if (easy_ != nullptr) curl_easy_cleanup(easy_);
    wipe_list(headers_);
}

void Exchange::set_up(const Trust& trust) {
    easy_ = curl_easy_init();
    if (easy_ == nullptr) throw std::bad_alloc();
    apply_policy(easy_, trust);
    ca_pin_ = trust.ca_pin;
    file_too_ = !trust.ca_file.empty();
    certificate_ = trust.client_certificate;
    key_ = trust.client_key;
    curl_easy_setopt(easy_, CURLOPT_SSL_CTX_FUNCTION, &Exchange::on_tls);
    curl_easy_setopt(easy_, CURLOPT_SSL_CTX_DATA, this);
    curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy_, CURLOPT_URL, request_.url.c_str());
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, curl_text_.data());
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS,
                     static_cast<long>(std::max<std::int64_t>(1, request_.deadline.count())));
    curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Exchange::on_request);
    curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
    curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy_, CURLOPT_USERAGENT, "Vestibule/" VESTIBULE_VERSION);
    if (progress_) {
        curl_easy_setopt(easy_, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(easy_, CURLOPT_XFERINFOFUNCTION, &Exchange::on_progress);
        curl_easy_setopt(easy_, CURLOPT_XFERINFODATA, this);
    }
    const auto names_accept = [](const auto& header) { return same_name(header.first, "accept"); };
    if (std::none_of(request_.headers.begin(), request_.headers.end(), names_accept)) {
        add_header("Accept: application/json");
    }
    add_header("Expect:");  // no waiting for 100 Continue before a picture
    for (const auto& [name, value] : request_.headers) add_header(name + ": " + value);
    if (!privacy::view(request_.bearer).empty()) {
        privacy::WipedString line("Authorization: Bearer ");
        line += privacy::view(request_.bearer);
        headers_ = curl_slist_append(headers_, line.c_str());
    }
    set_body();
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
}

void Exchange::add_header(const std::string& line) {
    headers_ = curl_slist_append(headers_, line.c_str());
}

void Exchange::set_body() {
    if (request_.method == Method::Get) return;
    // A kept connection may be gone without our knowing, and curl would then send the request again by itself.
    curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
    const privacy::WipedBytes& body = request_.body.reveal();
    if (request_.method != Method::Delete || !body.empty()) {
        curl_easy_setopt(easy_, CURLOPT_POST, 1L);
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDS,
                         body.empty() ? "" : reinterpret_cast<const char*>(body.data()));  // not copied
        curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        // Without a type curl would claim that it is a form.
        add_header(request_.content_type.empty() ? "Content-Type:" : "Content-Type: " + request_.content_type);
    }
    if (request_.method == Method::Put) curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, "PUT");
    if (request_.method == Method::Delete) curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, "DELETE");
}

CURLcode Exchange::on_tls(CURL*, void* context, void* self) {
    // The verification stays OpenSSL's own; this only looks at what it came to, and for a pin narrows whom it believes.
    SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(context), &Exchange::on_certificates, self);
    // Not by curl: a key may live in a TPM, and curl reads files.
    const auto& exchange = *static_cast<const Exchange*>(self);
    if (exchange.certificate_.empty()) return CURLE_OK;
    const auto shown = device::show_in_tls(static_cast<SSL_CTX*>(context), exchange.certificate_, exchange.key_);
    return shown ? CURLE_OK : CURLE_SSL_CERTPROBLEM;
}

int Exchange::on_certificates(X509_STORE_CTX* chain, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    const int verdict =
        exchange.ca_pin_.empty() ? X509_verify_cert(chain) : verify_pinned(chain, exchange.ca_pin_, exchange.file_too_);
    if (verdict <= 0) exchange.strange_issuer_ = issuer_of(X509_STORE_CTX_get0_cert(chain));
    return verdict;
}

int Exchange::on_request(void* self, char*, char*, int, int) {
    auto& exchange = *static_cast<Exchange*>(self);
    const int allowed = exchange.request_.method == Method::Get ? 2 : 1;
    if (exchange.attempts_ >= allowed) return CURL_PREREQFUNC_ABORT;
    ++exchange.attempts_;
    return CURL_PREREQFUNC_OK;
}

std::size_t Exchange::on_header(char* data, std::size_t, std::size_t size, void* self) {
    auto& response = static_cast<Exchange*>(self)->response_;
    const std::string_view line(data, size);
    const std::size_t colon = line.find(':');
    if (line.starts_with("HTTP/")) {  // a new answer begins; whatever an interim one said is void
        response = Response{};
        static_cast<Exchange*>(self)->head_complete_ = false;
    } else if (trimmed(line).empty()) {
        static_cast<Exchange*>(self)->head_complete_ = true;
    } else if (colon != std::string_view::npos) {
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (same_name(name, "content-type")) response.content_type = value;
        if (same_name(name, "etag")) response.etag = value;
        if (same_name(name, "retry-after")) response.retry_after_s = retry_after(value);
    }
    return size;
}

std::size_t Exchange::on_body(char* data, std::size_t, std::size_t size, void* self) {
    auto& exchange = *static_cast<Exchange*>(self);
    privacy::WipedBytes& body = exchange.response_.body.reveal();
    if (size > exchange.request_.answer_limit_bytes - std::min(body.size(), exchange.request_.answer_limit_bytes)) {
        exchange.too_long_ = true;
        return 0;
    }
    body.insert(body.end(), data, data + size);
    return size;
}

int Exchange::on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent) {
    auto& exchange = *static_cast<Exchange*>(self);
    const auto total = static_cast<std::uint64_t>(exchange.request_.body.reveal().size());
    const Progress now{std::min(static_cast<std::uint64_t>(sent), total), total, static_cast<std::uint64_t>(received)};
    if (now.sent_bytes != exchange.told_.sent_bytes || now.received_bytes != exchange.told_.received_bytes) {
        exchange.told_ = now;
        exchange.progress_(now);
    }
    return 0;
}

Result<Response> Exchange::result(CURLcode code) {
    if (code != CURLE_OK) return failure(code);
    if (!head_complete_) return failure(CURLE_PARTIAL_FILE);  // curl takes a head that was cut off for a whole one
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    response_.status = static_cast<int>(status);
    return std::move(response_);
}

Error Exchange::untrusted(CURLcode code) const {
    long verdict = 0;
    curl_easy_getinfo(easy_, CURLINFO_SSL_VERIFYRESULT, &verdict);
    // For a name that does not fit OpenSSL has no verdict of its own; curl leaves it at "unspecified".
    if (verdict != X509_V_OK && verdict != X509_V_ERR_UNSPECIFIED) {
        const std::string issuer = strange_issuer_.empty() ? "" : "; issued by " + strange_issuer_;
        return {ErrorCode::NotTrusted, where_ + ": " + X509_verify_cert_error_string(verdict) + issuer};
    }
    if (std::string_view(curl_text_.data()).find("alert certificate revoked") != std::string_view::npos)
        return {ErrorCode::NotTrusted, where_ + ": the kiosk's own certificate is revoked"};
    if (code == CURLE_SSL_CACERT_BADFILE) return {ErrorCode::NotTrusted, where_ + ": the CA file cannot be read"};
    if (code == CURLE_SSL_CERTPROBLEM)
        return {ErrorCode::NotTrusted, where_ + ": the kiosk's own certificate cannot be used"};
    if (code == CURLE_PEER_FAILED_VERIFICATION)
        return {ErrorCode::NotTrusted, where_ + ": the certificate is for another host"};
    return {ErrorCode::NotTrusted, where_ + ": the TLS handshake failed"};
}

Error Exchange::failure(CURLcode code) const {
    if (too_long_) {
        return {ErrorCode::Nonsense,
                fmt::format("{}: an answer of more than {} bytes", where_, request_.answer_limit_bytes)};
    }
    const std::string_view detail(curl_text_.data());
    const auto says = [&](std::string_view words) { return detail.find(words) != std::string_view::npos; };
    if (code == CURLE_COULDNT_RESOLVE_HOST) return {ErrorCode::NameNotResolved, where_};
    if (code == CURLE_COULDNT_RESOLVE_PROXY) return {ErrorCode::NameNotResolved, where_ + ": the proxy"};
    const bool verification = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE ||
                              code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER ||
                              code == CURLE_SSL_ISSUER_ERROR;
    // A handshake that the other side just dropped is a network's fault; one that TLS itself ended is a matter of
    // trust.
    if (verification || (code == CURLE_SSL_CONNECT_ERROR && says("SSL routines"))) return untrusted(code);
    if (says("alert certificate revoked")) {
        return {ErrorCode::NotTrusted, where_ + ": the kiosk's own certificate is revoked"};
    }
    // With TLS 1.3 a server refuses our certificate after our side of the handshake, but before it reads the request.
    if (says("alert certificate required") || says("alert bad certificate") || says("alert unknown ca") ||
        says("alert certificate expired")) {
        return {ErrorCode::NotTrusted, where_ + ": the kiosk's own certificate was refused"};
    }
    if (attempts_ > 0 && request_.method == Method::Post) {
        const bool late = code == CURLE_OPERATION_TIMEDOUT;
        return {ErrorCode::OutcomeUnknown, where_ + (late ? ": no answer in time" : ": the connection was cut")};
    }
    if (code == CURLE_OPERATION_TIMEDOUT) return {ErrorCode::TimedOut, where_};
    if (attempts_ > 0 && (code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UNSUPPORTED_PROTOCOL)) {
        return {ErrorCode::Nonsense, where_ + ": not an HTTP answer"};
    }
    return {ErrorCode::NotReachable, where_ + (attempts_ > 0 ? ": the connection was cut" : "")};
}

}  // namespace vestibule::net
