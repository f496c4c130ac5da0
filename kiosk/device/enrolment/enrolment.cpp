// enrolment - the steps of EST, one attempt at a time, and what is kept between them.
#include "kiosk/device/enrolment/enrolment.hpp"

#include <fmt/format.h>

#include <array>

#include "kiosk/device/enrolment/hardware_mark.hpp"
#include "kiosk/device/os/state_folder.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/device/toml_text.hpp"
#include "kiosk/identity/base64url.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/blocking.hpp"
#include "kiosk/net/url.hpp"

namespace vestibule::device {

namespace {

constexpr const char* kCertificateFile = "device.crt";
constexpr const char* kAuthoritiesFile = "enrolment-ca.pem";
constexpr const char* kRecordFile = "enrolment.toml";
constexpr const char* kEtagFile = "bundle-etag";
constexpr std::string_view kCacerts = ".well-known/est/cacerts", kCsrattrs = ".well-known/est/csrattrs",
                           kEnroll = ".well-known/est/simpleenroll", kReenroll = ".well-known/est/simplereenroll";
constexpr std::string_view kBundle = "vestibule/bundle";
constexpr std::chrono::seconds kAskAgainAtLeast{10}, kAskAgainAtMost{3600};  // whatever a server asks for
constexpr std::chrono::minutes kClockLeeway{5};  // a CA's clock may be ahead of a kiosk's that is right enough
// No kiosk has a program that is older: a clock before this day was never set.
constexpr drivers::WallTime kNoClockBefore{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

struct Named {
    EnrolmentStanding standing;
    std::string_view name;
};
constexpr std::array kNames{
    Named{EnrolmentStanding::NotEnrolled, "not enrolled"},
    Named{EnrolmentStanding::Pending, "pending"},
    Named{EnrolmentStanding::Enrolled, "enrolled"},
    Named{EnrolmentStanding::RenewalDue, "renewal due"},
    Named{EnrolmentStanding::Expired, "expired"},
    Named{EnrolmentStanding::Revoked, "revoked"},
    Named{EnrolmentStanding::ClaimRefused, "claim refused"},
    Named{EnrolmentStanding::WrongClock, "wrong clock"},
    Named{EnrolmentStanding::Offline, "offline"},
    Named{EnrolmentStanding::Intercepted, "intercepted"},
    Named{EnrolmentStanding::Trouble, "trouble"},
};

std::string body_of(const net::Response& response) {
    const auto& bytes = response.body.reveal();  // certificates and bundles: nobody's secret
    return {bytes.begin(), bytes.end()};
}

net::Request get(const std::string& base, std::string_view path, const char* accept) {
    net::Request request;
    request.url = net::join(base, path);
    request.headers = {{"Accept", accept}};
    return request;
}

net::Request enrol_request(const std::string& base, std::string_view path, const std::string& request_base64) {
    net::Request request = get(base, path, "application/pkcs7-mime");
    request.method = net::Method::Post;
    request.content_type = "application/pkcs10";
    request.headers.emplace_back("Content-Transfer-Encoding", "base64");
    request.body = privacy::SecretBytes(privacy::WipedBytes(request_base64.begin(), request_base64.end()));
    return request;
}

/// The header's base64 with its padding, from the same alphabet but for two characters.
std::string basic(const std::string& user, const std::string& password) {
    const std::string both = user + ":" + password;
    const auto encoded = identity::to_base64url({reinterpret_cast<const std::uint8_t*>(both.data()), both.size()});
    std::string text(encoded.begin(), encoded.end());
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (text.size() % 4 != 0) text += '=';
    return "Basic " + text;
}

std::string joined(const std::vector<std::string>& pems) {
    std::string all;
    for (const std::string& pem : pems) all += pem;
    return all;
}

std::vector<std::string> apart(const std::string& pems) {
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----\n";
    std::vector<std::string> all;
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = pems.find(kEnd, begin)) != std::string::npos; begin = end + kEnd.size()) {
        all.push_back(pems.substr(begin, end + kEnd.size() - begin));
    }
    return all;
}

std::string write_record(const Claim& claim) {
    return fmt::format("url = {}\nsite = {}\nname = {}\nplace = {}\nproxy = {}\ninfrastructure = {}\n",
                       toml_text(claim.url), toml_text(claim.site), toml_text(claim.name), toml_text(claim.place),
                       toml_text(claim.proxy), toml_text(claim.infrastructure));
}

/// Whoever shows a certificate or a good claim and is still forbidden has been taken off the facility's list.
Outcome refusal(const net::Response& response) {
    const std::string sentence = fmt::format("the facility's server answered {}", response.status);
    Outcome outcome{response.status == 403 ? EnrolmentStanding::Revoked : EnrolmentStanding::Trouble, sentence, {}};
    // A server that is overloaded says until when.
    if (response.retry_after_s > 0)
        outcome.ask_again = std::min(std::chrono::seconds(response.retry_after_s), kAskAgainAtMost);
    return outcome;
}

Outcome pending(const net::Response& response) {
    const std::chrono::seconds asked(std::max<std::int64_t>(0, response.retry_after_s));
    return {EnrolmentStanding::Pending, "", std::clamp(asked, kAskAgainAtLeast, kAskAgainAtMost)};
}

}  // namespace

std::string_view name_of(EnrolmentStanding standing) {
    for (const Named& named : kNames) {
        if (named.standing == standing) return named.name;
    }
    return "?";
}

Outcome outcome_of(const Error& error) {
    const auto says = [&error](std::string_view words) { return error.context.find(words) != std::string::npos; };
    const auto as = [&error](EnrolmentStanding standing) { return Outcome{standing, error.sentence(), {}}; };
    switch (error.code) {
        case ErrorCode::NameNotResolved:
        case ErrorCode::NotReachable:
        case ErrorCode::TimedOut:
            return as(EnrolmentStanding::Offline);
        case ErrorCode::NotTrusted:
            if (says("is revoked")) return as(EnrolmentStanding::Revoked);
            if (says("is not yet valid")) return as(EnrolmentStanding::WrongClock);
            if (says("self-signed certificate") || says("local issuer")) return as(EnrolmentStanding::Intercepted);
            return as(EnrolmentStanding::Trouble);
        default:
            return as(EnrolmentStanding::Trouble);
    }
}

Enrolment::Enrolment(KeyPlaces places, std::string device, const drivers::Clock& clock, MakeClient make_client)
    : state_(std::move(places.state)),
      key_({.state = state_, .memory = places.memory, .hand = places.hand}),
      memory_(std::move(places.memory)),
      machine_(std::move(places.machine)),
      device_(std::move(device)),
      clock_(clock),
      make_client_(std::move(make_client)) {}

KeyFiles Enrolment::own_files() const {
    return key_files(file(kCertificateFile), file("device.key"), memory_);
}

bool Enrolment::clock_is_wrong() const {
    const Result<Life> own = life();
    return clock_.wall() + kClockLeeway < (own ? own->from : kNoClockBefore);
}

Result<std::vector<std::string>> Enrolment::authorities(net::Client& client, const Claim& claim) const {
    const auto answer = net::ask(client, get(claim.url, kCacerts, "application/pkcs7-mime"));
    if (!answer) return answer.error();
    if (answer->status != 200) return net::status_error(claim.url, *answer);
    auto certificates = read_certificates_only(body_of(*answer));
    if (!certificates) return std::move(certificates).error();
    for (const std::string& pem : *certificates) {
        if (const auto pin = pin_of_pem(pem); pin && *pin == claim.pin) return certificates;
    }
    return Error{ErrorCode::Nonsense, "the facility's CAs are not those that the claim names"};
}

Outcome Enrolment::enrol(const Claim& claim) {
    if (clock_is_wrong()) return {EnrolmentStanding::WrongClock, "", {}};
    const auto client = make_client_({.ca_file = {},
                                      .ca_pin = claim.pin + " " + claim.infrastructure,
                                      .client_certificate = {},
                                      .client_key = {},
                                      .proxy = claim.proxy});
    const auto believed = authorities(*client, claim);
    if (!believed) return outcome_of(believed.error());
    const auto wishes = net::ask(*client, get(claim.url, kCsrattrs, "application/csrattrs"));
    if (!wishes) return outcome_of(wishes.error());
    const bool asks = wishes->status == 200;  // 204 and 404: nothing is asked for
    const auto curve = read_attributes(asks ? body_of(*wishes) : std::string());
    if (!curve) return outcome_of(curve.error());
    const auto key = key_.next(name_of(*curve));
    if (!key) return outcome_of(key.error());
    const auto request =
        make_request(*key, {device_, claim.site, claim.name, claim.place, hardware_mark(machine_).value_or("")});
    if (!request) return outcome_of(request.error());
    net::Request post = enrol_request(claim.url, kEnroll, *request);
    post.headers.emplace_back("Authorization", basic(device_, claim.code));
    const auto answer = net::ask(*client, std::move(post));
    // 401: the code is not good. 403: it may be, but this kiosk is not wanted any more, which `finish` tells.
    if (answer && answer->status == 401) {
        return {EnrolmentStanding::ClaimRefused, net::status_error(claim.url, *answer).sentence(), {}};
    }
    return finish(answer, *key, *believed, {{kAuthoritiesFile, joined(*believed)}, {kRecordFile, write_record(claim)}});
}

Outcome Enrolment::finish(const Result<net::Response>& answer, const std::string& key,
                          const std::vector<std::string>& believed, std::vector<NamedText> files) {
    if (!answer) return outcome_of(answer.error());
    if (answer->status == 202) return pending(*answer);
    if (answer->status != 200) return refusal(*answer);
    const auto came = read_certificates_only(body_of(*answer));
    if (!came) return outcome_of(came.error());
    const auto chosen = choose_certificate(*came, key, believed);
    if (!chosen) return outcome_of(chosen.error());
    for (const auto& [name, text] : files) {
        if (Result<void> kept = replace_file(file(name), text); !kept) return outcome_of(kept.error());
    }
    // Last: the others are of no use without it.
    if (Result<void> taken = key_.take(key, *chosen); !taken) return outcome_of(taken.error());
    return standing();
}

Result<EnrolmentRecord> Enrolment::record() const {
    TomlReader reader(file(kRecordFile));
    TomlTable top = reader.root();
    EnrolmentRecord record;
    top.https("url", record.url, Need::Required);
    top.text("site", record.site, Need::Required);
    top.text("name", record.name);
    top.text("place", record.place);
    top.text("proxy", record.proxy);
    top.text("infrastructure", record.infrastructure);
    if (Result<void> good = reader.finish(ErrorCode::NotEnrolled); !good) return std::move(good).error();
    return record;
}

std::optional<FirstTrust> Enrolment::first_trust() const {
    auto believed = read_text(file(kAuthoritiesFile));
    const auto known = record();
    if (!believed || !known) return std::nullopt;
    return FirstTrust{std::move(believed).value(), known->site};
}

Result<Life> Enrolment::life() const {
    const auto certificate = read_text(own_files().certificate);
    if (!certificate) return certificate.error();
    return life_of(*certificate);
}

Outcome Enrolment::standing() const {
    std::error_code error;
    if (!std::filesystem::exists(file(kCertificateFile), error)) return {EnrolmentStanding::NotEnrolled, "", {}};
    const Result<Life> own = life();
    if (!own) return outcome_of(own.error());
    const drivers::WallTime now = clock_.wall();
    if (now + kClockLeeway < own->from) return {EnrolmentStanding::WrongClock, "", {}};
    if (now >= own->until) return {EnrolmentStanding::Expired, "", {}};
    return {now >= own->renewal() ? EnrolmentStanding::RenewalDue : EnrolmentStanding::Enrolled, "", {}};
}

Result<net::Trust> Enrolment::own_trust() const {
    auto known = record();
    if (!known) return std::move(known).error();
    KeyFiles own = own_files();
    return net::Trust{.ca_file = file(kAuthoritiesFile),
                      .ca_pin = known->infrastructure,
                      .client_certificate = std::move(own.certificate),
                      .client_key = std::move(own.key),
                      .proxy = known->proxy};
}

Outcome Enrolment::renew() {
    Outcome before = standing();
    if (Result<void> better = key_.keep_better(); !better) return outcome_of(better.error());
    if (before.standing != EnrolmentStanding::RenewalDue) return before;
    const auto trust = own_trust();
    if (!trust) return outcome_of(trust.error());
    const auto certificate = read_text(trust->client_certificate), believed = read_text(file(kAuthoritiesFile));
    const auto curve = certificate ? curve_of(*certificate) : Result<Curve>(certificate.error());
    if (!curve || !believed) return {EnrolmentStanding::Trouble, "a file of the enrolment cannot be read", {}};
    const auto key = key_.next(name_of(*curve));
    if (!key) return outcome_of(key.error());
    const auto request = make_request_again(*key, *certificate);
    if (!request) return outcome_of(request.error());
    const auto client = make_client_(*trust);
    return finish(net::ask(*client, enrol_request(record()->url, kReenroll, *request)), *key, apart(*believed), {});
}

Enrolment::Pulled Enrolment::pull(const KeepOut& keep_patients_out) {
    const Outcome before = standing();
    if (before.standing != EnrolmentStanding::Enrolled && before.standing != EnrolmentStanding::RenewalDue)
        return {before, {}};
    const auto trust = own_trust();
    if (!trust) return {outcome_of(trust.error()), {}};
    net::Request request = get(record()->url, kBundle, "application/cms");
    request.answer_limit_bytes = kBundleMaxBytes;
    if (const auto etag = read_text(file(kEtagFile))) request.headers.emplace_back("If-None-Match", *etag);
    const auto answer = net::ask(*make_client_(*trust), std::move(request));
    if (!answer) return {outcome_of(answer.error()), {}};
    if (answer->status == 304) return {before, {}};
    if (answer->status != 200) return {refusal(*answer), {}};
    const auto gate = keep_patients_out();
    if (!gate) return {{before.standing, "a patient is being served; the bundle is fetched again later", {}}, {}};
    Pulled pulled{before, {}};
    if (Outcome taken = take_bundle(*answer, pulled.serial); taken.standing == EnrolmentStanding::Trouble) {
        pulled.outcome = std::move(taken);
    }
    return pulled;
}

Outcome Enrolment::take_bundle(const net::Response& answer, std::optional<int>& serial) const {
    // The facility's CA says who may sign, until a bundle names somebody else. The clock was good enough for TLS.
    const ApplyOptions options{.device = device_, .now = clock_.wall(), .first = first_trust(), .on_step = {}};
    const auto applied = apply_bundle(body_of(answer), state_, options);
    // One that is in use already comes again when its ETag was lost between two steps.
    if (!applied && applied.error().code != ErrorCode::BundleNotNewer) return outcome_of(applied.error());
    if (applied) serial = applied->manifest.serial;
    if (!answer.etag.empty()) {
        if (Result<void> kept = replace_file(file(kEtagFile), answer.etag); !kept) return outcome_of(kept.error());
    }
    return {EnrolmentStanding::Enrolled, "", {}};
}

}  // namespace vestibule::device
