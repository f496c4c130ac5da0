// session - one patient's dealings with one provider: opening the session, the account, and forgetting.
#include <fmt/format.h>

#include "kiosk/identity/dealings.hpp"
#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/pkce.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::identity {

namespace {

std::string_view name(Channel channel) {
    return channel == Channel::Email ? "email" : "phone";
}

}  // namespace

Dealings::Dealings(net::Client& client, Profile profile, const drivers::Clock& clock, std::string language,
                   net::Duties* duties)
    : Conversation(client),
      profile_(std::move(profile)),
      clock_(clock),
      language_(std::move(language)),
      drop_session_(duties),
      revoke_token_(duties) {}

void Dealings::begin_call(OnReply done) {
    // Whoever begins a new call without waiting for the old one's end still gets both ends, on the network thread.
    OnReply old = std::exchange(reply_, std::move(done));
    by_phone_ = false;
    begin();
    if (old) {
        wait(std::chrono::milliseconds(0), [old = std::move(old)](bool) { old({Outcome::Cancelled, {}, {}}); });
    }
}

void Dealings::finish(const Reply& reply) {
    upload_ = {};
    phone_ = {};
    // A session that is over takes nothing more; a next try begins its own. A phone's code that ran out ends no
    // session.
    if (!by_phone_ && (reply.outcome == Outcome::Expired || reply.outcome == Outcome::NotVerified)) end_session();
    if (const OnReply done = std::exchange(reply_, {})) done(reply);
}

/// The provider needs not be told: it has said so itself.
void Dealings::end_session() {
    session_id_.clear();
    session_token_.clear();
    drop_session_.settle();
}

void Dealings::finish_later(Reply reply) {
    wait(std::chrono::milliseconds(0), [this, reply = std::move(reply)](bool) { finish(reply); });
}

net::Request Dealings::capture_request(net::Method method, std::string_view path) const {
    net::Request request;
    request.method = method;
    request.url = net::join(profile_.capture_url, path);
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kAnswerLimitBytes;
    if (!privacy::view(session_token_).empty()) request.bearer = session_token_.duplicate();
    return request;
}

std::string Dealings::session_path(std::string_view rest) const {
    return fmt::format("sessions/{}{}", net::path_segment(privacy::view(session_id_)), rest);
}

void Dealings::with_session(bool returning, Next next) {
    if (!net::host_allowed(profile_.capture_url, profile_.capture_hosts)) {
        return finish_later(reply_for({ErrorCode::HostNotAllowed, net::host_port(profile_.capture_url).value_or("?")}));
    }
    if (!privacy::view(session_id_).empty()) return next();
    open_session(returning, std::move(next));
}

void Dealings::open_session(bool returning, Next next) {
    nonce_ = random_text();
    verifier_ = random_text();
    net::Json body;
    body["client_id"] = net::text(profile_.client_id);
    body["nonce"] = net::text(nonce_);
    body["code_challenge"] = net::text(challenge_of(privacy::view(verifier_)));
    body["code_challenge_method"] = net::text("S256");
    body["language"] = net::text(language_);
    body["returning"] = returning;
    net::Request request = capture_request(net::Method::Post, "sessions");
    request.content_type = "application/json";
    request.body = net::write(body);
    send(std::move(request), [this, next = std::move(next)](const Result<net::Response>& answer) {
        // A session that was opened without our knowing holds nothing and expires; another may be opened.
        if (!answer) return finish(repeatable(reply_for(answer.error())));
        if (answer->status != 201) return finish(reply_for_status(profile_.capture_url, *answer));
        const auto json = net::parse_object(answer->body, net::host_port(profile_.capture_url).value_or("?"));
        if (!json) return finish(reply_for(json.error()));
        const auto id = net::text_of(*json, "id");
        const auto token = net::text_of(*json, "token");
        if (!id || id->empty() || !token || token->empty()) {
            return finish(
                reply_for({ErrorCode::Nonsense, net::host_port(profile_.capture_url).value_or("?") + ": session"}));
        }
        for (auto& picture : accepted_) picture.reset();
        session_id_ = privacy::secret(*id);
        session_token_ = privacy::secret(*token);
        drop_session_.take(net::Duty::DropIdentitySession, capture_request(net::Method::Delete, session_path("")));
        next();
    });
}

void Dealings::capture_call(std::string path, net::Json body, Meaning meaning) {
    net::Request request = capture_request(net::Method::Post, session_path(path));
    request.content_type = "application/json";
    request.body = net::write(body);
    send(std::move(request), [this, meaning = std::move(meaning)](const Result<net::Response>& answer) {
        if (!answer) return finish(reply_for(answer.error()));
        finish(meaning(*answer));
    });
}

void Dealings::send_consent(const Consent& consent, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["text_version"] = net::text(consent.text_version);
    body["language"] = net::text(consent.language);
    body["purpose"] = net::text(consent.purpose);
    body["recipient"] = net::text(profile_.name);
    body["time"] = net::text(consent.time);
    with_session(false, [this, body = std::move(body)] {
        capture_call("/consent", body, [this](const net::Response& answer) {
            return answer.status == 201 ? Reply{} : reply_for_status(profile_.capture_url, answer);
        });
    });
}

void Dealings::create_account(const Contact& contact, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["email"] = net::text(contact.email);
    body["phone"] = net::text(contact.phone);
    if (!privacy::view(contact.password).empty()) body["password"] = net::text(contact.password);
    with_session(false, [this, body = std::move(body)] {
        capture_call("/account", body, [this](const net::Response& answer) {
            if (answer.status == 202) return Reply{};
            Reply reply = reply_for_status(profile_.capture_url, answer);
            if (answer.status == 422) reply.outcome = Outcome::Wrong;
            return reply;
        });
    });
}

namespace {

Reply code_reply(const std::string& url, const net::Response& answer) {
    if (answer.status == 200 || answer.status == 204) return {};
    Reply reply = reply_for_status(url, answer);
    const std::string_view word = reason_word(answer, "error");
    if (answer.status == 422) reply.outcome = word == "exhausted" ? Outcome::Exhausted : Outcome::Wrong;
    if (answer.status == 429 && word == "exhausted") reply.outcome = Outcome::Exhausted;  // else it is only throttled
    if (word == "no_account" || word == "not_verified_before") reply.outcome = Outcome::NoAccount;
    return reply;
}

}  // namespace

void Dealings::check_code(Channel channel, const privacy::SecretText& code, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["channel"] = net::text(name(channel));
    body["code"] = net::text(code);
    with_session(false, [this, body = std::move(body)] {
        capture_call("/codes", body,
                     [this](const net::Response& answer) { return code_reply(profile_.capture_url, answer); });
    });
}

void Dealings::send_code_again(Channel channel, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["channel"] = net::text(name(channel));
    with_session(false, [this, body = std::move(body)] {
        capture_call("/codes/again", body, [this](const net::Response& answer) {
            return answer.status == 202 ? Reply{} : code_reply(profile_.capture_url, answer);
        });
    });
}

void Dealings::sign_in(const Contact& contact, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["email"] = net::text(contact.email);
    if (!privacy::view(contact.password).empty()) body["password"] = net::text(contact.password);
    with_session(true, [this, body = std::move(body)] {
        capture_call("/sign-in", body, [this](const net::Response& answer) {
            return answer.status == 202 ? Reply{} : code_reply(profile_.capture_url, answer);
        });
    });
}

void Dealings::check_second_factor(const privacy::SecretText& code, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["code"] = net::text(code);
    with_session(true, [this, body = std::move(body)] {
        // Keys first: a token that has been paid for with a code must not be lost to a key server's trouble.
        with_keys([this, body] {
            net::Request request = capture_request(net::Method::Post, session_path("/second-factor"));
            request.content_type = "application/json";
            request.body = net::write(body);
            send(std::move(request), [this](const Result<net::Response>& answer) {
                if (!answer) return finish(reply_for(answer.error()));
                if (answer->status != 200) return finish(code_reply(profile_.capture_url, *answer));
                const auto json = net::parse_object(answer->body, net::host_port(profile_.capture_url).value_or("?"));
                if (!json) return finish(reply_for(json.error()));
                exchange_code(net::text_of(*json, "code").value_or(""));
            });
        });
    });
}

void Dealings::send_person(const Person& person, OnReply done) {
    begin_call(std::move(done));
    net::Json body;
    body["given_names"] = net::text(person.given_names);
    body["family_name"] = net::text(person.family_name);
    body["birth_date"] = net::text(person.birth_date);
    net::Json& address = body["address"];
    address["street"] = net::text(person.street);
    address["city"] = net::text(person.city);
    address["region"] = net::text(person.region);
    address["postal_code"] = net::text(person.postal_code);
    address["country"] = net::text(person.country);
    with_session(false, [this, body = std::move(body)] {
        capture_call("/person", body, [this](const net::Response& answer) {
            if (answer.status == 204) return Reply{};
            Reply reply = reply_for_status(profile_.capture_url, answer);
            if (answer.status == 422) reply.outcome = Outcome::Wrong;
            return reply;
        });
    });
}

void Dealings::cancel() {
    if (reply_) cancel_step();
}

void Dealings::forget() {
    std::optional<net::Request> drop, revoke;
    {
        const Lock lock = enter();
        if (ended()) return;
        end();
        const auto deadline = [](const net::Owed& owed) {
            return owed.kept() ? delays::kKeptFarewellDeadline : delays::kFarewellDeadline;
        };
        if (!privacy::view(session_id_).empty()) {
            drop = capture_request(net::Method::Delete, session_path(""));
            drop->deadline = deadline(drop_session_);
        }
        if (!privacy::view(given_token_).empty() && endpoints_ && !endpoints_->revocation_url.empty()) {
            revoke = revocation();
            revoke->deadline = deadline(revoke_token_);
        }
        reply_ = {};
        upload_ = {};
        phone_ = {};
        identity_ = {};
        verified_ = false;
        for (privacy::SecretText* secret : {&session_id_, &session_token_, &nonce_, &verifier_, &given_token_})
            secret->clear();
    }
    std::vector<net::Request> farewells;
    std::vector<net::Owed*> owed;
    for (auto [request, duty] : {std::pair(&drop, &drop_session_), std::pair(&revoke, &revoke_token_)}) {
        if (!*request) continue;
        farewells.push_back(std::move(**request));
        owed.push_back(duty);
    }
    const auto told = send_farewells(std::move(farewells));
    for (std::size_t i = 0; i < told.size(); ++i) {
        if (told[i]) owed[i]->settle_soon();
    }
}

namespace {

/// What the visit holds: every call takes the state's mutex and hands on.
class SessionHandle final : public Session {
public:
    explicit SessionHandle(std::shared_ptr<Dealings> dealings) : dealings_(std::move(dealings)) {}
    ~SessionHandle() override { dealings_->forget(); }

    void start_phone(OnPhoneCode shown, OnReply done) override {
        with([&](Dealings& d) { d.start_phone(std::move(shown), std::move(done)); });
    }
    void send_consent(const Consent& consent, OnReply done) override {
        with([&](Dealings& d) { d.send_consent(consent, std::move(done)); });
    }
    void create_account(const Contact& contact, OnReply done) override {
        with([&](Dealings& d) { d.create_account(contact, std::move(done)); });
    }
    void check_code(Channel channel, const privacy::SecretText& code, OnReply done) override {
        with([&](Dealings& d) { d.check_code(channel, code, std::move(done)); });
    }
    void send_code_again(Channel channel, OnReply done) override {
        with([&](Dealings& d) { d.send_code_again(channel, std::move(done)); });
    }
    void sign_in(const Contact& contact, OnReply done) override {
        with([&](Dealings& d) { d.sign_in(contact, std::move(done)); });
    }
    void check_second_factor(const privacy::SecretText& code, OnReply done) override {
        with([&](Dealings& d) { d.check_second_factor(code, std::move(done)); });
    }
    void send_person(const Person& person, OnReply done) override {
        with([&](Dealings& d) { d.send_person(person, std::move(done)); });
    }
    void verify(Evidence evidence, OnPart progress, OnReply done) override {
        with([&](Dealings& d) { d.verify(std::move(evidence), std::move(progress), std::move(done)); });
    }
    void cancel() override {
        with([](Dealings& d) { d.cancel(); });
    }
    [[nodiscard]] const Identity* identity() const override {
        const auto lock = dealings_->enter();
        return dealings_->identity();
    }
    void forget() override { dealings_->forget(); }

private:
    template <typename Call>
    void with(Call call) {
        const auto lock = dealings_->enter();
        if (!dealings_->ended()) call(*dealings_);
    }
    std::shared_ptr<Dealings> dealings_;
};

}  // namespace

std::unique_ptr<Session> make_session(net::Client& client, const Profile& profile, const drivers::Clock& clock,
                                      std::string language, net::Duties* duties) {
    return std::make_unique<SessionHandle>(
        std::make_shared<Dealings>(client, profile, clock, std::move(language), duties));
}

}  // namespace vestibule::identity
