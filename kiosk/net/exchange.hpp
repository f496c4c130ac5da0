// exchange - one request on its way: its curl handle, its buffers, and what its end means.
#pragma once

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <optional>

#include "kiosk/net/client.hpp"

namespace vestibule::net {

class Exchange {
public:
    Exchange(Ticket ticket, Request request, Done done, OnProgress progress, const Trust& trust);
    ~Exchange();
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    [[nodiscard]] Ticket ticket() const { return ticket_; }
    [[nodiscard]] CURL* easy() const { return easy_; }
    /// An error that was found before anything was sent.
    [[nodiscard]] const std::optional<Error>& refused() const { return refused_; }

    /// What curl's end means to the caller; the exchange is spent afterwards.
    [[nodiscard]] Result<Response> result(CURLcode code);
    [[nodiscard]] Result<Response> cancelled() const { return Error{ErrorCode::Cancelled, where_}; }
    [[nodiscard]] Done take_done() { return std::move(done_); }

private:
    void set_up(const Trust& trust);
    void add_header(const std::string& line);
    void set_body();
    [[nodiscard]] Error failure(CURLcode code) const;
    [[nodiscard]] Error untrusted(CURLcode code) const;

    static CURLcode on_tls(CURL* easy, void* context, void* self);
    static int on_certificates(X509_STORE_CTX* chain, void* self);
    static int on_request(void* self, char*, char*, int, int);
    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self);
    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self);
    static int on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent);

    Ticket ticket_;
    Request request_;
    Done done_;
    OnProgress progress_;
    std::string where_;  // host:port
    std::string ca_pin_;
    bool file_too_ = false;          ///< beside the pins
    std::string certificate_, key_;  // files: the kiosk's own
    std::string strange_issuer_;  // of a certificate that was not believed
    std::optional<Error> refused_;
    CURL* easy_ = nullptr;
    curl_slist* headers_ = nullptr;
    std::array<char, CURL_ERROR_SIZE> curl_text_{};
    int attempts_ = 0;  // how often the request was about to be sent
    bool head_complete_ = false;
    bool too_long_ = false;
    Response response_;
    Progress told_;
};

}  // namespace vestibule::net
