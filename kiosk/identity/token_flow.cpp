// token_flow - from an authorization code or an approved device to a checked id_token.
#include "kiosk/identity/dealings.hpp"
#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/id_token.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/form.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

void Dealings::with_endpoints(Next next) {
    if (endpoints_) return next();
    send(get_request(profile_.discovery_url), [this, next = std::move(next)](const Result<net::Response>& answer) {
        if (!answer) return finish(reply_for(answer.error()));
        auto endpoints = read_discovery(*answer, profile_);
        if (!endpoints) return finish(reply_for(endpoints.error()));
        endpoints_ = std::move(*endpoints);
        next();
    });
}

void Dealings::with_keys(Next next) {
    if (keys_) return next();
    with_endpoints([this, next = std::move(next)] {
        send(get_request(endpoints_->jwks_url), [this, next](const Result<net::Response>& answer) {
            if (!answer) return finish(reply_for(answer.error()));
            auto keys = read_keys(*answer, profile_, endpoints_->jwks_url);
            if (!keys) return finish(reply_for(keys.error()));
            keys_ = std::move(*keys);
            next();
        });
    });
}

/// Once only: an authorization code is worth one token, and an unclear exchange is told, not repeated.
void Dealings::exchange_code(std::string_view code) {
    if (code.empty()) return finish(reply_for({ErrorCode::Nonsense, "an answer without its authorization code"}));
    net::Form form;
    form.add("grant_type", "authorization_code").add("code", code);
    form.add("code_verifier", privacy::view(verifier_)).add("client_id", profile_.client_id);
    net::Request request;
    request.method = net::Method::Post;
    request.url = endpoints_->token_url;
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kAnswerLimitBytes;
    request.content_type = net::Form::kContentType;
    request.body = form.take();
    send(std::move(request), [this](const Result<net::Response>& answer) {
        if (!answer) return finish(reply_for(answer.error()));
        if (answer->status == 200) return take_token(*answer);
        Reply reply = reply_for_status(endpoints_->token_url, *answer);
        if (reason_word(*answer, "error") == "invalid_grant") reply.outcome = Outcome::NotVerified;
        finish(reply);
    });
}

/// RFC 7009: the visit's token is taken back when the visit ends.
net::Request Dealings::revocation() const {
    net::Form form;
    form.add("token", privacy::view(given_token_)).add("token_type_hint", "access_token");
    form.add("client_id", profile_.client_id);
    net::Request request;
    request.method = net::Method::Post;
    request.url = endpoints_->revocation_url;
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kAnswerLimitBytes;
    request.content_type = net::Form::kContentType;
    request.body = form.take();
    return request;
}

void Dealings::take_token(const net::Response& answer) {
    const auto json = net::parse_object(answer.body, "token");
    given_token_ = privacy::secret(json ? net::text_of(*json, "access_token").value_or("") : "");
    if (!privacy::view(given_token_).empty() && !endpoints_->revocation_url.empty()) {
        revoke_token_.take(net::Duty::RevokeToken, revocation());
    }
    const auto token = json ? net::text_of(*json, "id_token") : std::nullopt;
    if (!token) return finish(reply_for({ErrorCode::TokenInvalid, "missing"}));
    check_token(privacy::secret(*token), privacy::secret(net::text_of(*json, "access_token").value_or("")),
                /*may_refresh=*/true);
}

/// An unknown key id means that the provider may have changed its keys since: they are asked for once more, and only
/// once.
void Dealings::check_token(privacy::SecretText token, privacy::SecretText access_token, bool may_refresh) {
    const auto header = read_token_header(privacy::view(token), profile_.algorithms);
    if (!header) return finish(reply_for(header.error()));
    if (may_refresh && !keys_->has(header->kid, header->algorithm)) {
        keys_.reset();
        const auto kept = std::make_shared<std::pair<privacy::SecretText, privacy::SecretText>>(
            std::move(token), std::move(access_token));
        return with_keys(
            [this, kept] { check_token(std::move(kept->first), std::move(kept->second), /*may_refresh=*/false); });
    }
    privacy::SecretText& nonce = by_phone_ ? phone_.nonce : nonce_;
    const TokenExpectation expected{profile_.issuer,     profile_.audience,   profile_.client_id,  privacy::view(nonce),
                                    profile_.ial2_claim, profile_.ial2_value, profile_.algorithms, clock_.wall()};
    auto identity = check_id_token(privacy::view(token), *keys_, expected);
    if (!identity) return finish(reply_for(identity.error()));
    identity_ = std::move(*identity);
    identity_.id_token = std::move(token);
    identity_.access_token = std::move(access_token);
    verified_ = true;
    // What is verified is the patient's account and stays theirs; what was begun here before the phone is dropped.
    if (!by_phone_) {
        end_session();
        verifier_.clear();
    }
    nonce.clear();  // for one token: whoever replays this one finds nothing to match
    finish({});
}

}  // namespace vestibule::identity
