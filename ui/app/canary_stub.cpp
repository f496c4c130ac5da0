// canary_stub - answers a visit's requests from a thread of its own, as the services would up to the verdict.
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "kiosk/device/canary.hpp"
#include "ui/app/canary.hpp"

namespace vestibule::ui {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// A public key whose private half nobody has: the stub signs nothing.
constexpr const char* kModulus =
    "oJygyFy7g5pWbceaEurIhCID3og7wAtDcegNyAIjvcWKBl9xDHA_KFHEkxBTqSiptO_I57WPZfH0Ugy14rm3sbPleo19Kdnx7Jo9"
    "zAz76AdQSv_0HWjS24wgkaxMIQb5QYzJrmsxk3uTpHmjBpgqrMJQlWX01m6AqG20W6cjNX7qJ3P53Gtiqe78nOeHpIY8Ovo56vN2"
    "qUnUJUSyRIXtwWWodGh1TfSy2OS3SYr9EIuGPzWtWi00BqWbg1p8wxKmVAS-YLLJe9zGeJ9-HcyD99kOeTlZJ843hr6ZIrU3Vu8y"
    "x_gtXZLY_YV3sqjcIK3pdRrLY78KNYATB6ktIdF7Nw";

class StubClient final : public net::Client {
public:
    explicit StubClient(const std::vector<identity::Profile>& profiles) {
        for (const identity::Profile& profile : profiles) issuers_[profile.discovery_url] = profile.issuer;
        thread_ = std::thread([this] { run(); });
    }
    ~StubClient() override {
        forget();
        {
            const std::lock_guard lock(mutex_);
            ends_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    net::Ticket send(net::Request request, net::Done done, net::OnProgress) override {
        auto answer = std::make_shared<Result<net::Response>>(answer_to(request));
        return add({}, [answer, done = std::move(done)](bool in_time) {
            done(in_time ? std::move(*answer) : Result<net::Response>(Error{ErrorCode::Cancelled, "by the caller"}));
        });
    }
    net::Ticket after(std::chrono::milliseconds delay, std::function<void(bool)> then) override {
        return add(delay, std::move(then));
    }
    void cancel(net::Ticket ticket) override {
        const std::lock_guard lock(mutex_);
        if (const auto found = waiting_.find(ticket); found != waiting_.end()) found->second.cancelled = true;
        changed_.notify_all();
    }
    void forget() override {
        std::unique_lock lock(mutex_);
        for (auto& [ticket, waiting] : waiting_) waiting.cancelled = true;
        changed_.notify_all();
        if (std::this_thread::get_id() == thread_.get_id()) return;
        changed_.wait(lock, [this] { return waiting_.empty() && !calling_; });
    }

private:
    struct Waiting {
        SteadyClock::time_point due;
        std::function<void(bool)> then;
        bool cancelled = false;
    };

    net::Ticket add(std::chrono::milliseconds delay, std::function<void(bool)> then) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(++last_, Waiting{SteadyClock::now() + delay, std::move(then)});
        changed_.notify_all();
        return last_;
    }

    void run() {
        std::unique_lock lock(mutex_);
        while (!ends_) {
            const auto now = SteadyClock::now();
            auto next = waiting_.begin();
            auto soonest = now + std::chrono::seconds(60);
            while (next != waiting_.end() && !next->second.cancelled && next->second.due > now) {
                soonest = std::min(soonest, next->second.due);
                ++next;
            }
            if (next == waiting_.end()) {
                changed_.wait_until(lock, soonest);
                continue;
            }
            Waiting one = std::move(next->second);
            waiting_.erase(next);
            calling_ = true;
            lock.unlock();
            one.then(!one.cancelled);
            one.then = nullptr;
            lock.lock();
            calling_ = false;
            changed_.notify_all();
        }
    }

    Result<net::Response> answer_to(const net::Request& request) const {
        using nlohmann::json;
        const std::string& url = request.url;
        if (const auto known = issuers_.find(url); known != issuers_.end()) {
            return answer(200, {{"issuer", known->second},
                                {"token_endpoint", "https://stub.invalid/token"},
                                {"jwks_uri", "https://stub.invalid/keys"},
                                {"device_authorization_endpoint", "https://stub.invalid/device"}});
        }
        if (url.ends_with("/keys")) {
            const json key{{"kty", "RSA"}, {"use", "sig"},  {"alg", "RS256"},
                           {"kid", "1"},   {"e", "AQAB"},   {"n", kModulus}};
            return answer(200, {{"keys", json::array({key})}});
        }
        if (url.ends_with("/sessions")) {
            const privacy::WipedString token = device::canary_token().text();
            return answer(201, {{"id", "1"}, {"token", std::string_view(token)}, {"expires_in", 1200}});
        }
        if (url.ends_with("/consent")) return answer(201, {{"consent_id", "1"}});
        if (url.ends_with("/account") || url.ends_with("/submit")) return answer(202, {});
        if (request.method == net::Method::Get && url.ends_with("/sessions/1"))
            return answer(200, {{"status", "processing"}});
        return answer(204, {});
    }

    static net::Response answer(int status, const nlohmann::json& json) {
        net::Response response;
        response.status = status;
        response.content_type = "application/json";
        const std::string text = json.is_null() ? std::string() : json.dump();
        response.body.reveal().assign(text.begin(), text.end());
        return response;
    }

    std::map<std::string, std::string> issuers_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::map<net::Ticket, Waiting> waiting_;
    net::Ticket last_ = 0;
    bool ends_ = false, calling_ = false;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<net::Client> make_stub_client(const std::vector<identity::Profile>& profiles) {
    return std::make_unique<StubClient>(profiles);
}

}  // namespace vestibule::ui
