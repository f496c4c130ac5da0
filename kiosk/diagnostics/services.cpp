// services - do the identity providers and the records network answer as their profiles say?
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "kiosk/diagnostics/test.hpp"
#include "kiosk/identity/discovery.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/client.hpp"

namespace vestibule::diagnostics {

namespace {

constexpr std::chrono::milliseconds kDeadline{14'000}, kCall{6'000};

/// One GET, waited for.
Result<net::Response> get(const Bench& bench, const std::string& url) {
    const auto client = net::make_client({.ca_file = bench.config.ca_file,
                                          .client_certificate = bench.config.client_certificate,
                                          .client_key = bench.config.client_key,
                                          .proxy = bench.config.proxy});
    std::mutex mutex;
    std::condition_variable came;
    std::optional<Result<net::Response>> answer;
    net::Request request = identity::get_request(url);
    request.deadline = kCall;
    client->send(std::move(request), [&](Result<net::Response> got) {
        const std::scoped_lock lock(mutex);
        answer.emplace(std::move(got));
        came.notify_one();
    });
    std::unique_lock lock(mutex);
    came.wait(lock, [&answer] { return answer.has_value(); });
    return std::move(*answer);
}

Finding failed(const Error& error, const char* limit) {
    return {Verdict::Fail, error.sentence(), limit, Words(std::string(describe(error.code).action).c_str())};
}

Finding provider(const Bench& bench, const identity::Profile& profile) {
    constexpr const char* kLimit = "discovery and keys as in the profile";
    const auto discovery = get(bench, profile.discovery_url);
    if (!discovery) return failed(discovery.error(), kLimit);
    const auto endpoints = identity::read_discovery(*discovery, profile);
    if (!endpoints) return failed(endpoints.error(), kLimit);
    const auto keys = get(bench, endpoints->jwks_url);
    if (!keys) return failed(keys.error(), kLimit);
    if (const auto read = identity::read_keys(*keys, profile, endpoints->jwks_url); !read) {
        return failed(read.error(), kLimit);
    }
    const bool phone = !profile.phone_handoff || !endpoints->device_url.empty();
    return judged(
        phone, Verdict::Warn,
        phone ? say("{0} answers", profile.name) : say("{0} answers, but offers no sign-in by phone", profile.name),
        kLimit, "Correct [phone] in the profile.");
}

Finding network(const Bench& bench) {
    // A request for nothing: any answer of the relay's own shows that it is there and knows this kiosk's certificate.
    constexpr const char* kLimit = "an answer below 500";
    const auto answer = get(bench, bench.network->base_url);
    if (!answer) return failed(answer.error(), kLimit);
    if (answer->status == 401 || answer->status == 403) {
        return {Verdict::Fail, say("status {0}", answer->status), kLimit,
                "The relay does not know this kiosk: enrol it again."};
    }
    return judged(answer->status < 500, Verdict::Fail,
                  say("{0} answers with status {1}", bench.network->name, answer->status), kLimit,
                  Words(std::string(describe(ErrorCode::ServerTrouble).action).c_str()));
}

}  // namespace

void add_service_tests(const Bench& bench, std::vector<Test>& tests) {
    for (const identity::Profile& profile : bench.providers) {
        tests.push_back({"service." + profile.id, profile.name, kDeadline,
                         [&bench, &profile] { return provider(bench, profile); }});
    }
    if (bench.network) {
        tests.push_back({"service.records", "Records network", kDeadline, [&bench] { return network(bench); }});
    }
}

}  // namespace vestibule::diagnostics
