// relay_capture - the relay's capture sessions: consent, account and codes, person, pictures, the decision.
#include <algorithm>
#include <regex>

#include "tests/sandbox/judge.hpp"
#include "tests/sandbox/services.hpp"

namespace vestibule::sandbox {
namespace {

constexpr std::size_t picture_limit_bytes = 10U * 1024U * 1024U;

/// The sessions of one provider. Each answer_... is called with the world's lock held.
class CaptureService {
public:
    CaptureService(World& world, const Provider& provider) : world_(world), provider_(provider) {}

    Answer open(const Call& call);
    Answer consent(Capture& session, const Call& call);
    Answer account(Capture& session, const Call& call);
    Answer check(Capture& session, const Call& call);
    Answer again(Capture& session, const Call& call);
    Answer sign_in(Capture& session, const Call& call);
    Answer second_factor(Capture& session, const Call& call);
    Answer person(Capture& session, const Call& call);
    Answer submit(Capture& session, const Call& call);
    Answer look(Capture& session);
    Answer media(const Call& call);
    Answer drop(const Call& call);

    /// The session that the call names, with the right token; or Refused.
    Capture& find(const Call& call);
    World& world() { return world_; }

private:
    void send_code(Capture& session, const std::string& channel, const std::string& to);
    std::optional<Answer> wrong(CodeCheck& check, const std::string& code);
    bool genuine(const Capture& session) const;
    void verify(Capture& session);
    void set_status(Capture& session, const std::string& status) {
        session.status = status;
        world_.received.sessions[session.log].status = status;
    }

    World& world_;
    const Provider& provider_;
};

Capture& CaptureService::find(const Call& call) {
    const auto found = world_.captures.find(call.part(1));
    if (found == world_.captures.end() || found->second.provider != &provider_)
        throw Refused{error_answer(404, "no_session")};
    Capture& session = found->second;
    if (call.bearer() != session.token) throw Refused{error_answer(401, "unauthorized")};
    const bool decided = session.status == "verified" || session.status == "refused";
    if (!decided && std::chrono::steady_clock::now() > session.expires) set_status(session, "expired");
    return session;
}

Answer CaptureService::open(const Call& call) {
    const Json body = call.json();
    Capture session;
    session.provider = &provider_;
    session.client_id = text_of(body, "client_id");
    session.nonce = text_of(body, "nonce");
    session.code_challenge = text_of(body, "code_challenge");
    text_of(body, "language");
    const bool known = session.client_id == provider_.client_id && text_of(body, "code_challenge_method") == "S256";
    if (!known || session.nonce.empty() || session.code_challenge.size() != 43)
        return error_answer(400, "invalid_request");
    const std::lock_guard lock(world_.mutex);
    const std::string id = world_.random.token(12);
    session.token = world_.random.token(24);
    session.expires = world_.after(world_.options.session_seconds);
    session.log = world_.received.sessions.size();
    world_.received.sessions.push_back({provider_.id, session.status, true, {}});
    const Json answer{
        {"id", id}, {"token", session.token}, {"expires_in", static_cast<int>(world_.options.session_seconds)}};
    world_.captures[id] = std::move(session);
    return json_answer(201, answer);
}

Answer CaptureService::consent(Capture& session, const Call& call) {
    const Json body = call.json();
    for (const char* name : {"text_version", "language", "purpose", "recipient", "time"})
        if (text_of(body, name).empty()) return error_answer(400, "invalid_request");
    session.consented = true;
    return json_answer(201, {{"consent_id", "consent-" + world_.random.token(9)}});
}

void CaptureService::send_code(Capture& session, const std::string& channel, const std::string& to) {
    session.checks[channel].code = world_.random.digits(6);
    world_.deliver(channel == "email" ? "email" : "phone", to, session.checks[channel].code);
}

Answer CaptureService::account(Capture& session, const Call& call) {
    static const std::regex email_form(R"([^@\s]+@[^@\s.]+(\.[^@\s.]+)+)");
    static const std::regex phone_form(R"(\+[1-9][0-9]{7,14})");
    const Json body = call.json();
    const std::string email = text_of(body, "email"), phone = text_of(body, "phone");
    const std::string password = body.value("password", "");
    if (!std::regex_match(email, email_form)) return error_answer(422, "invalid_email");
    if (!std::regex_match(phone, phone_form)) return error_answer(422, "invalid_phone");
    if (provider_.asks_password && password.size() < provider_.password_minimum)
        return error_answer(422, "weak_password");
    session.account.email = email;
    session.account.phone = phone;
    session.account.password = provider_.asks_password ? password : "";
    session.checks.clear();
    send_code(session, "email", email);
    send_code(session, "phone", phone);
    return json_answer(202, Json::object());
}

std::optional<Answer> CaptureService::wrong(CodeCheck& check, const std::string& code) {
    if (check.code.empty()) return error_answer(409, "no_code_sent");
    if (check.wrong >= wrong_codes_allowed) return error_answer(429, "exhausted");
    if (code == check.code) return std::nullopt;
    ++check.wrong;
    if (check.wrong >= wrong_codes_allowed) return error_answer(429, "exhausted");
    return json_answer(422, {{"error", "wrong_code"}, {"attempts_left", wrong_codes_allowed - check.wrong}});
}

Answer CaptureService::check(Capture& session, const Call& call) {
    const Json body = call.json();
    const std::string channel = text_of(body, "channel"), code = text_of(body, "code");
    if (channel != "email" && channel != "phone") return error_answer(400, "invalid_request");
    CodeCheck& check = session.checks[channel];
    if (auto answer = wrong(check, code)) return *answer;
    check.right = true;
    return empty_answer(204);
}

Answer CaptureService::again(Capture& session, const Call& call) {
    const std::string channel = text_of(call.json(), "channel");
    if (channel != "email" && channel != "phone") return error_answer(400, "invalid_request");
    // Somebody who is signing in has one code, to the account's phone.
    const std::string key = session.signing_in && channel == "phone" ? "second-factor" : channel;
    CodeCheck& check = session.checks[key];
    if (check.code.empty()) return error_answer(409, "no_code_sent");
    if (check.wrong >= wrong_codes_allowed) return error_answer(429, "exhausted");
    send_code(session, key, channel == "email" ? session.account.email : session.account.phone);
    return json_answer(202, Json::object());
}

Answer CaptureService::sign_in(Capture& session, const Call& call) {
    const Json body = call.json();
    const Account* known = world_.account_with_email(text_of(body, "email"));
    const bool right = known != nullptr && (!provider_.asks_password || body.value("password", "") == known->password);
    // One answer for both, so that nobody learns who has an account.
    if (!right) return error_answer(404, "no_account");
    session.account = *known;
    session.signing_in = true;
    send_code(session, "second-factor", known->phone);
    return json_answer(202, Json::object());
}

Answer CaptureService::second_factor(Capture& session, const Call& call) {
    const std::string code = text_of(call.json(), "code");
    if (auto answer = wrong(session.checks["second-factor"], code)) return *answer;
    if (!session.account.verified) return error_answer(404, "not_verified_before");
    verify(session);
    return json_answer(200, {{"status", "verified"}, {"code", session.authorization}});
}

Answer CaptureService::person(Capture& session, const Call& call) {
    const Json body = call.json();
    const Person person{text_of(body, "given_names"), text_of(body, "family_name"), text_of(body, "birth_date")};
    static const std::regex date_form("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    if (person.given_names.empty() || person.family_name.empty() || !std::regex_match(person.birth_date, date_form))
        return error_answer(400, "invalid_request");
    const Json& address = body.at("address");
    for (const char* name : {"street", "city", "region", "postal_code", "country"}) text_of(address, name);
    session.account.person = person;
    return empty_answer(204);
}

Answer CaptureService::media(const Call& call) {
    const std::string slot = call.part(2), kind = slot + call.part(3);
    const bool rectified = kind != slot;
    std::string frame;
    {
        const std::lock_guard lock(world_.mutex);
        Capture& session = find(call);
        if (session.status == "expired") return error_answer(410, "expired");
        if (session.status != "open") return error_answer(409, "submitted");
        if (!session.consented) {
            world_.received.sessions[session.log].consent_before_media = false;
            return error_answer(412, "consent_required");
        }
        if (rectified && session.frames.count(slot) == 0) return error_answer(409, "no_frame");
        if (rectified) frame = session.frames[slot];
    }
    if (call.request.body.size() > picture_limit_bytes) return error_answer(413, "too_large");
    if (call.request.get_header_value("Content-Type") != "image/jpeg") return error_answer(415, "not_jpeg");
    // Takes a while: without the lock.
    const Verdict verdict = rectified ? judge_rectified(call.request.body, frame) : judge(kind, call.request.body);
    const std::lock_guard lock(world_.mutex);
    Capture& session = find(call);
    world_.received.sessions[session.log].media[kind] = {verdict.bytes, verdict.reason, {}, {}};
    if (verdict.reason == "good") {
        session.media[kind] = verdict;
        if (!rectified) session.frames[slot] = call.request.body;
        return empty_answer(204);
    }
    session.media.erase(kind);
    if (!rectified) session.frames.erase(slot), session.media.erase(slot + "/rectified");
    return json_answer(422, {{"error", "retake"}, {"reason", verdict.reason}});
}

Answer CaptureService::submit(Capture& session, const Call& call) {
    const std::string document = text_of(call.json(), "document");
    if (document != "driver_license" && document != "passport" && document != "state_id")
        return error_answer(400, "invalid_request");
    const Json signals = call.json().value("signals", Json::object());
    for (const Json& one : signals) {
        const double strength = one.at("strength").get<double>(), confidence = one.at("confidence").get<double>();
        if (!(strength >= 0 && strength <= 1 && confidence >= 0 && confidence <= 1))
            return error_answer(400, "invalid_request");
    }
    world_.received.sessions[session.log].signals = signals;
    session.document = document;
    session.submitted = std::chrono::steady_clock::now();
    set_status(session, "processing");
    return json_answer(202, Json::object());
}

bool CaptureService::genuine(const Capture& session) const {
    const auto right = [&](const char* channel) {
        const auto found = session.checks.find(channel);
        return found != session.checks.end() && found->second.right;
    };
    if (!right("email") || !right("phone") || session.account.person.family_name.empty()) return false;
    if (session.media.count("document-front") == 0 || session.media.count("face") == 0) return false;
    const auto read = session.media.find(session.document == "passport" ? "document-front" : "document-back");
    if (read == session.media.end() || !read->second.printed) return false;
    if (!same_person(session.account.person, *read->second.printed)) return false;
    if (!read->second.expiry.empty() && read->second.expiry < today()) return false;
    const Patient* patient = patient_with_email(session.account.email);
    return patient == nullptr || !patient->refused;
}

void CaptureService::verify(Capture& session) {
    session.account.verified = true;
    session.account = world_.remember(session.account);
    session.authorization = world_.random.token(24);
    world_.authorizations[session.authorization] = {&provider_,        session.code_challenge, session.nonce,
                                                    session.client_id, session.account,        world_.after(300)};
    set_status(session, "verified");
}

Answer CaptureService::look(Capture& session) {
    Json body;
    if (session.status == "processing") {
        const Seconds taken = std::chrono::steady_clock::now() - session.submitted;
        if (taken.count() < world_.options.processing_seconds) {
            body["progress"] = taken.count() / world_.options.processing_seconds;
        } else if (genuine(session)) {
            verify(session);
        } else {
            set_status(session, "refused");
        }
    }
    if (session.status == "verified") body["code"] = session.authorization;
    body["status"] = session.status;
    return json_answer(200, body);
}

Answer CaptureService::drop(const Call& call) {
    const std::lock_guard lock(world_.mutex);
    Capture& session = find(call);
    if (session.status != "verified" && session.status != "refused") set_status(session, "dropped");
    world_.captures.erase(call.part(1));
    ++world_.received.deleted;
    return empty_answer(204);
}

}  // namespace

void add_capture(Listener& port, World& world, const Provider& provider) {
    const auto service = std::make_shared<CaptureService>(world, provider);
    const std::string sessions = "/" + provider.id + "/capture/v1/sessions";
    const std::string one = sessions + "/([^/]+)";
    // A step of an open session, with the lock held.
    const auto step = [&](const std::string& name, Answer (CaptureService::*run)(Capture&, const Call&)) {
        port.post(Service::Relay, one + "/" + name, [service, run](const Call& call) {
            const std::lock_guard lock(service->world().mutex);
            Capture& session = service->find(call);
            if (session.status == "expired") return error_answer(410, "expired");
            if (session.status != "open") return error_answer(409, "submitted");
            return ((*service).*run)(session, call);
        });
    };
    port.post(Service::Relay, sessions, [service](const Call& call) { return service->open(call); });
    step("consent", &CaptureService::consent);
    step("account", &CaptureService::account);
    step("codes", &CaptureService::check);
    step("codes/again", &CaptureService::again);
    step("sign-in", &CaptureService::sign_in);
    step("second-factor", &CaptureService::second_factor);
    step("person", &CaptureService::person);
    step("submit", &CaptureService::submit);
    port.put(Service::Relay, one + "/media/(document-front|document-back|face)()",
             [service](const Call& call) { return service->media(call); });
    port.put(Service::Relay, one + "/media/(document-front|document-back)(/rectified)",
             [service](const Call& call) { return service->media(call); });
    port.get(Service::Relay, one, [service](const Call& call) {
        const std::lock_guard lock(service->world().mutex);
        return service->look(service->find(call));
    });
    port.remove(Service::Relay, one, [service](const Call& call) { return service->drop(call); });
}

}  // namespace vestibule::sandbox
