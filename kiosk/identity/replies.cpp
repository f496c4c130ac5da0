// replies - from errors of the network and answers of a service to what the journey may know.
#include "kiosk/identity/replies.hpp"

#include <array>

#include "kiosk/identity/retakes.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/json.hpp"

namespace vestibule::identity {

namespace {

// Why a picture is wanted again stands in retakes.hpp.
constexpr std::array kWords = std::to_array<std::string_view>({"invalid_email",
                                                               "invalid_phone",
                                                               "weak_password",
                                                               "wrong_code",
                                                               "exhausted",
                                                               "no_account",
                                                               "not_verified_before",
                                                               "retake",
                                                               "consent_required",
                                                               "authorization_pending",
                                                               "slow_down",
                                                               "expired_token",
                                                               "access_denied",
                                                               "invalid_grant",
                                                               "invalid_client",
                                                               "invalid_request",
                                                               "expired",
                                                               "submitted",
                                                               "no_code_sent",
                                                               "no_session"});

}  // namespace

Reply reply_with(Outcome outcome, const Error& error) {
    Reply reply;
    reply.outcome = outcome;
    reply.error = error.sentence();
    return reply;
}

Reply reply_for(const Error& error) {
    switch (error.code) {
        case ErrorCode::Cancelled:
            return reply_with(Outcome::Cancelled, error);
        case ErrorCode::OutcomeUnknown:
            return reply_with(Outcome::Unknown, error);
        case ErrorCode::TokenInvalid:
            return reply_with(Outcome::NotVerified, error);
        default:
            return reply_with(Outcome::Unreachable, error);
    }
}

Reply reply_for_status(std::string_view url, const net::Response& answer) {
    const Outcome outcome = answer.status == 410 ? Outcome::Expired : Outcome::Unreachable;
    return reply_with(outcome, net::status_error(url, answer, reason_word(answer, "error")));
}

Reply repeatable(Reply reply) {
    if (reply.outcome == Outcome::Unknown) reply.outcome = Outcome::Unreachable;
    return reply;
}

std::string_view reason_word(const net::Response& answer, std::string_view key) {
    const auto json = net::parse_object(answer.body, "");
    if (!json) return {};
    const auto said = net::text_of(*json, key);
    for (const std::string_view word : kWords) {
        if (said == word) return word;
    }
    for (const RetakeReason& reason : kRetakeReasons) {
        if (said == reason.word) return reason.word;
    }
    return {};
}

}  // namespace vestibule::identity
