// left_behind - what the kiosk has begun at a service and must end: sessions, searches, denials, tokens.
#include "tests/simulation/wire.hpp"

namespace vestibule::simulation {

SearchFacts* Services::search_of(std::string_view url) {
    const std::string_view id = between(url, "/searches/q", '/');
    if (id.empty() || number_in(id) >= searches_.size()) return nullptr;
    return &searches_[number_in(id)];
}

SessionFacts* Services::own_session_of(std::string_view url) {
    return const_cast<SessionFacts*>(session_of(url));
}

/// What the kiosk has read, and so must end, or need not end any more.
void Services::known(Call call, const net::Request& request, const Said& said) {
    const auto says = [&said](std::string_view word) { return said.body.find(word) != std::string::npos; };
    const bool gone = said.status == 410 || says("\"exhausted\"") || says("\"not_verified_before\"");
    if (call == Call::OpenSession && said.status == 201) sessions_.back().known = true;
    if (call == Call::OpenSearch && said.status == 201) searches_.back().known = true;
    if ((call == Call::ExchangeCode || call == Call::DeviceToken) && said.status == 200) {
        tokens_revoked_.resize(static_cast<std::size_t>(tokens_made_), true);
        tokens_revoked_.back() = false;
    }
    if (SessionFacts* session = own_session_of(request.url)) {
        const bool final = call == Call::SessionState && (says("\"refused\"") || says("\"expired\""));
        if (gone || final) session->over = true;
    }
    SearchFacts* search = search_of(request.url);
    if (search == nullptr) return;
    if (call == Call::SearchState && says("\"failed\"")) search->over = true;
    const bool refused =
        said.status == 503 || (said.status >= 400 && said.status < 500 && said.status != 409 && said.status != 408);
    if (call == Call::Share && refused) share_not_done(request);
    // Taken, refused for good, or withdrawn by a later yes.
    const bool decided = said.status == 201 || (refused && said.status != 429 && said.status != 503);
    if (denies(call, request) && decided) search->denials_told = search->denials_sent;
}

/// Whatever the kiosk makes of the answer: the session has come to its verdict.
void Services::exchanged(const net::Request& request) {
    const std::size_t session = number_in(between(body_of(request), "code=c", '&'));
    if (session < sessions_.size()) sessions_[session].over = true;
}

void Services::share_not_done(const net::Request& request) {
    if (SearchFacts* search = search_of(request.url)) --search->shares_unclear;
}

void Services::sent(const net::Request& request) {
    const Call call = call_of(request);
    SearchFacts* search = search_of(request.url);
    if (search == nullptr) return;
    if (call == Call::PlacesConsent && !denies(call, request)) search->denials_told = search->denials_sent;
    if (call == Call::Share) ++search->shares_unclear;
    if (denies(call, request)) ++search->denials_sent;
}

void Services::farewell(const net::Request& request) {
    const Call call = call_of(request);
    if (call == Call::DropSession) {
        if (SessionFacts* session = own_session_of(request.url)) session->over = true;
    } else if (call == Call::DropSearch) {
        SearchFacts* search = search_of(request.url);
        if (search == nullptr) return;
        search->over = true;
        if (search->shares != 0) wrongly_ended_ = "what was shared was dropped";
    } else if (call == Call::Revoke) {
        const std::size_t token = number_in(between(body_of(request), "token=Qanary-access-", '&'));
        if (token < tokens_revoked_.size()) tokens_revoked_[token] = true;
    } else if (denies(call, request)) {  // delivered
        if (SearchFacts* search = search_of(request.url)) search->denials_told = search->denials_sent;
        for_each_place(body_of(request), [this](std::string_view id) {
            if (place_told(id) == 1) wrongly_ended_ = "a no arrives after the patient's yes";
        });
    } else {
        wrongly_ended_ = "a farewell that is none";
    }
}

std::string_view Services::left_behind() const {
    for (const SessionFacts& session : sessions_) {
        if (session.known && !session.over) return "a capture session";
    }
    for (const SearchFacts& search : searches_) {
        if (search.known && !search.over && search.shares == 0 && search.shares_unclear == 0) return "a search";
        if (!search.over && search.denials_sent > search.denials_told) return "a denial";
    }
    for (const bool revoked : tokens_revoked_) {
        if (!revoked) return "a token";
    }
    return {};
}

}  // namespace vestibule::simulation
