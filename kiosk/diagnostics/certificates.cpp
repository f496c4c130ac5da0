// certificates - how long this kiosk's certificate and the authorities that it trusts are good, and who may read the
// key.
#include <fmt/format.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <memory>

#include "kiosk/device/enrolment/est.hpp"
#include "kiosk/device/key/private_key.hpp"
#include "kiosk/device/toml_reader.hpp"
#include "kiosk/diagnostics/test.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr int kWarnDays = 30;  // time to put in an authority's successor

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using File = std::unique_ptr<std::FILE, Close>;
using Certificate = std::unique_ptr<X509, Close>;

std::optional<int> days_left(const X509* certificate, drivers::WallTime now) {
    const auto seconds = static_cast<std::time_t>(now.time_since_epoch().count());
    const std::unique_ptr<ASN1_TIME, void (*)(ASN1_TIME*)> from(ASN1_TIME_set(nullptr, seconds), ASN1_TIME_free);
    int days = 0, rest = 0;
    if (from == nullptr || ASN1_TIME_diff(&days, &rest, from.get(), X509_get0_notAfter(certificate)) != 1) return {};
    return rest < 0 && days == 0 ? -1 : days;
}

Finding judge_days(int days, const Words& what, const char* hint) {
    const Words limit = say(">= {0} days", kWarnDays);
    const Words value = days < 0 ? say("{0}: expired", what) : say("{0}: {1} days left", what, days);
    if (days < 0) return {Verdict::Fail, value, limit, hint};
    return judged(days >= kWarnDays, Verdict::Warn, value, limit, hint);
}

/// It renews itself once two thirds of its life are over: what is older than that did not.
Finding judge_life(const device::Life& life, drivers::WallTime now) {
    using std::chrono::days;
    const auto left = std::chrono::floor<days>(life.until - now).count();
    const Words limit = say(">= {0} days", std::chrono::floor<days>(life.until - life.renewal()).count());
    constexpr const char* kHint = "It did not renew itself: `vestibulectl enroll renew` says why.";
    if (now >= life.until)
        return {Verdict::Fail, say("{0}: expired", Words("this kiosk")), limit, "Enrol the kiosk again."};
    return judged(now < life.renewal(), Verdict::Warn, say("{0}: {1} days left", Words("this kiosk"), left), limit,
                  kHint);
}

Finding device(const Bench& bench) {
    constexpr const char* kHint = "Enrol the kiosk again.";
    if (bench.config.client_certificate.empty()) return not_applicable("no certificate is set");
    const device::KeyFiles own = device::key_files(bench.config.client_certificate, bench.config.client_key);
    const std::string& name = own.certificate;
    const File file(std::fopen(name.c_str(), "re"));
    if (!file) return {Verdict::Fail, say("{0} cannot be read", name), "a certificate", kHint};
    const Certificate certificate(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
    if (!certificate) return {Verdict::Fail, say("{0} is no certificate", name), "a certificate", kHint};
    const auto text = device::read_text(own.key);
    const device::KeyPtr key = text ? device::private_key_of(*text) : nullptr;
    if (!key) return {Verdict::Fail, "its key cannot be read", "a key", kHint};
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return {Verdict::Fail, "the key is not this certificate's", "its own key", kHint};
    }
    const auto pem = device::read_text(name);
    const auto life = pem ? device::life_of(*pem) : Result<device::Life>(pem.error());
    return life ? judge_life(*life, bench.clock->wall()) : inconclusive("its dates cannot be read", kHint);
}

Finding key_mode(const Bench& bench) {
    std::error_code error;
    const device::KeyFiles own = device::key_files(bench.config.client_certificate, bench.config.client_key);
    const auto text = device::read_text(own.key);
    if (text && !device::tpm_block(*text).empty()) return pass("in the TPM", "read by the kiosk's user only");
    const auto status = std::filesystem::status(own.key, error);
    if (error || !std::filesystem::is_regular_file(status)) return not_applicable("no key file");
    using std::filesystem::perms;
    const bool others = (status.permissions() & (perms::others_all | perms::group_write)) != perms::none;
    return judged(!others, Verdict::Fail,
                  say("mode {0}", fmt::format("{:04o}", static_cast<unsigned>(status.permissions()))),
                  "read by the kiosk's user only", "Set it with chmod 600, and enrol the kiosk again.");
}

Finding authorities(const Bench& bench) {
    constexpr const char* kHint = "Put in the site's new authority before the old one ends.";
    if (bench.config.ca_file.empty()) return not_applicable("the system's own authorities are used");
    const File file(std::fopen(bench.config.ca_file.c_str(), "re"));
    if (!file) return {Verdict::Fail, say("{0} cannot be read", bench.config.ca_file), "certificates", kHint};
    std::optional<int> least;
    int count = 0;
    while (const Certificate one{PEM_read_X509(file.get(), nullptr, nullptr, nullptr)}) {
        ++count;
        const auto days = days_left(one.get(), bench.clock->wall());
        if (days && (!least || *days < *least)) least = days;
    }
    if (!least) return {Verdict::Fail, say("no certificate in {0}", bench.config.ca_file), "certificates", kHint};
    return judge_days(*least, say("the first of {0}", count), kHint);
}

}  // namespace

void add_certificate_tests(const Bench& bench, std::vector<Test>& tests) {
    const auto add = [&](const char* id, const char* title, Finding (*run)(const Bench&)) {
        tests.push_back({id, title, kReading, [&bench, run] { return run(bench); }});
    };
    add("certificate.device", "This kiosk's certificate", device);
    add("certificate.key", "Who may read its key", key_mode);
    add("certificate.authorities", "The site's authorities", authorities);
}

}  // namespace vestibule::diagnostics
