// device_flow - the hand-off to the patient's own phone: RFC 8628, as patient as the server asks for.
#include "kiosk/identity/dealings.hpp"
#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/phone_code.hpp"
#include "kiosk/identity/pkce.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/form.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {

net::Request form_request(const std::string& url, net::Form& form) {
    net::Request request;
    request.method = net::Method::Post;
    request.url = url;
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kAnswerLimitBytes;
    request.content_type = net::Form::kContentType;
    request.body = form.take();
    return request;
}

}  // namespace

void Dealings::start_phone(OnPhoneCode shown, OnReply done) {
    begin_call(std::move(done));
    by_phone_ = true;
    with_keys([this, shown = std::move(shown)] { request_phone_code(shown); });
}

void Dealings::request_phone_code(OnPhoneCode shown) {
    phone_.nonce = random_text();
    net::Form form;
    form.add("client_id", profile_.client_id).add("scope", profile_.scope).add("nonce", privacy::view(phone_.nonce));
    send(form_request(endpoints_->device_url, form),
         [this, shown = std::move(shown)](const Result<net::Response>& answer) {
             // A code that was made without our knowing is never shown and expires.
             if (!answer) return finish(repeatable(reply_for(answer.error())));
             if (answer->status != 200) return finish(reply_for_status(endpoints_->device_url, *answer));
             const std::string where = net::host_port(endpoints_->device_url).value_or("?") + " device code";
             const auto json = net::parse_object(answer->body, where);
             if (!json) return finish(reply_for(json.error()));
             const auto device_code = net::text_of(*json, "device_code");
             auto start = read_phone_code(*json, where);
             if (!device_code || device_code->empty())
                 return finish(reply_for({ErrorCode::Nonsense, where + ": device_code"}));
             if (!start) return finish(reply_for(start.error()));
             phone_.device_code = privacy::secret(*device_code);
             phone_.interval = start->interval;
             phone_.until = clock_.now() + start->code.expires_in;
             phone_.unclear = false;
             shown(std::move(start->code));
             if (reply_) wait_for_phone();
         });
}

void Dealings::wait_for_phone() {
    if (clock_.now() >= phone_.until) {
        return finish(
            reply_with(Outcome::Expired, {ErrorCode::TimedOut, net::host_port(endpoints_->device_url).value_or("?")}));
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(phone_.until - clock_.now());
    wait(std::min<std::chrono::milliseconds>(phone_.interval, left), [this](bool elapsed) {
        if (!elapsed) return finish(reply_for({ErrorCode::Cancelled, ""}));
        ask_for_phone();
    });
}

void Dealings::ask_for_phone() {
    net::Form form;
    form.add("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
    form.add("device_code", privacy::view(phone_.device_code)).add("client_id", profile_.client_id);
    send(form_request(endpoints_->device_token_url, form), [this](const Result<net::Response>& answer) {
        if (answer) return phone_answered(*answer);
        if (answer.error().code == ErrorCode::Cancelled) return finish(reply_for(answer.error()));
        // The patient is busy with the phone; a network that comes back within the code's life is soon enough. RFC
        // 8628 3.5 asks to slow down after a connection's failure.
        phone_.unclear = phone_.unclear || answer.error().code == ErrorCode::OutcomeUnknown;
        phone_.interval = std::min(phone_.interval * 2, delays::kLongestInterval);
        wait_for_phone();
    });
}

void Dealings::phone_answered(const net::Response& answer) {
    if (answer.status == 200) return take_token(answer);
    const std::string_view word = reason_word(answer, "error");
    if (const auto wait_s = net::asked_to_wait(answer); wait_s && *wait_s <= delays::kLongestAskedWait) {
        phone_.interval = std::max(phone_.interval, *wait_s);
        return wait_for_phone();
    }
    if (word == "authorization_pending" || answer.status >= 500) return wait_for_phone();
    if (word == "slow_down") {
        phone_.interval += delays::kDeviceSlowDown;
        return wait_for_phone();
    }
    Reply reply = reply_for_status(endpoints_->device_token_url, answer);
    if (word == "expired_token") reply.outcome = Outcome::Expired;
    if (word == "access_denied") reply.outcome = Outcome::Declined;
    // The code is spent: by a token that was lost on its way, or by somebody else.
    if (word == "invalid_grant") reply.outcome = phone_.unclear ? Outcome::Unknown : Outcome::NotVerified;
    finish(reply);
}

}  // namespace vestibule::identity
